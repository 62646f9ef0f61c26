"""News of jobs: the newest of each, however slow the reader."""

from dataclasses import replace

from lineupd.events import Hub
from lineupd.jobs import Job, JobStatus

RUNNING = Job("one", "one", JobStatus.RUNNING, attempt=1)


def _at(percent: int, job: Job = RUNNING) -> Job:
    return replace(job, progress_percent=percent)


async def test_a_slow_reader_gets_the_newest_of_each_job_once() -> None:
    """Whatever happens while nobody reads, one snapshot per job is held."""
    hub = Hub(lambda: 0.0)
    other = Job("two", "two", JobStatus.QUEUED)
    with hub.reader(()) as reader:
        for percent in range(1000):
            hub.publish(_at(percent % 100))
        hub.publish(other)
        assert await reader.news() == (_at(99), other)
        assert reader.revision == 1001
        hub.publish(_at(100))
        assert await reader.news() == (_at(100),)


async def test_only_the_wanted_jobs_are_told() -> None:
    hub = Hub(lambda: 0.0)
    with hub.reader(["two"]) as reader:
        hub.publish(RUNNING)
        hub.publish(replace(RUNNING, id="two"))
        assert await reader.news() == (replace(RUNNING, id="two"),)


async def test_news_end_when_the_hub_closes() -> None:
    """After what was not read yet; also for a reader that comes later."""
    hub = Hub(lambda: 0.0)
    with hub.reader(()) as reader:
        hub.publish(RUNNING)
        hub.close()
        assert await reader.news() == (RUNNING,)
        assert await reader.news() is None
    with hub.reader(()) as late:
        assert await late.news() is None


def test_a_reader_that_left_is_forgotten() -> None:
    hub = Hub(lambda: 0.0)
    with hub.reader(()) as reader:
        pass
    hub.publish(RUNNING)
    assert reader.revision == 0


def test_a_row_is_completed_by_what_the_run_knows() -> None:
    """Only for the attempt that runs: a row that says otherwise is newer."""
    hub = Hub(lambda: 0.0)
    hub.publish(_at(40))
    assert hub.newest(_at(10)) == _at(40)
    assert hub.newest(replace(RUNNING, attempt=2)) == replace(RUNNING, attempt=2)
    done = replace(RUNNING, status=JobStatus.COMPLETED)
    assert hub.newest(done) == done


async def test_late_news_of_an_ended_run_are_dropped() -> None:
    """A task may finish in the moment in which its job is cancelled: its end is the last that is told."""
    hub = Hub(lambda: 0.0)
    cancelled = replace(RUNNING, status=JobStatus.CANCELLED)
    hub.publish(_at(40))
    with hub.reader(()) as reader:
        hub.publish(cancelled)
        hub.progress(_at(41))
        assert await reader.news() == (cancelled,)
    assert hub.mean_progress() == 0
    hub.publish(replace(_at(60), attempt=2))
    hub.progress(_at(90))
    assert hub.mean_progress() == 60


def test_the_mean_is_over_the_running_jobs() -> None:
    hub = Hub(lambda: 0.0)
    assert hub.mean_progress() == 0
    hub.publish(_at(40))
    hub.publish(replace(_at(80), id="two"))
    hub.publish(Job("three", "three", JobStatus.QUEUED))
    assert hub.mean_progress() == 60
