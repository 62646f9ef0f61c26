"""News of jobs: the newest of each, however slow the reader."""

from dataclasses import replace

import pytest

from dispatching import told_by
from lineupd import events
from lineupd.events import Changes, Hub, MissedNews
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
        assert await told_by(reader) == (_at(99), other)
        assert reader.revision == 1001
        hub.publish(_at(100))
        assert await told_by(reader) == (_at(100),)


async def test_only_the_wanted_jobs_are_told() -> None:
    hub = Hub(lambda: 0.0)
    with hub.reader(["two"]) as reader:
        hub.publish(RUNNING)
        hub.publish(replace(RUNNING, id="two"))
        assert await told_by(reader) == (replace(RUNNING, id="two"),)


async def test_news_end_when_the_hub_closes() -> None:
    """After what was not read yet; also for a reader that comes later."""
    hub = Hub(lambda: 0.0)
    with hub.reader(()) as reader:
        hub.publish(RUNNING)
        hub.close()
        assert await told_by(reader) == (RUNNING,)
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
        assert await told_by(reader) == (cancelled,)
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


async def test_too_much_unread_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that stopped reading holds so many jobs and no more; it begins anew, and misses nothing after that."""
    monkeypatch.setattr(events, "MOST_CHANGED", 3)
    hub = Hub()
    with hub.reader(()) as reader:
        for name in "abcd":
            hub.publish(replace(RUNNING, id=name))
        with pytest.raises(MissedNews):
            await reader.news()
        hub.publish(replace(RUNNING, id="e"))
        assert [job.id for job in await told_by(reader)] == ["e"]


async def test_what_is_gone_is_told() -> None:
    """Whatever was told of it before."""
    hub = Hub()
    with hub.reader(()) as reader:
        hub.publish(RUNNING)
        hub.remove(["one", "two"])
        assert await reader.news() == Changes(3, (), ("one", "two"))


def test_who_comes_back_is_told_what_came_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as it is known: the newest of each job, and what is gone."""
    monkeypatch.setattr(events, "MOST_CHANGED", 3)
    hub = Hub(lambda: 0.0)
    for percent in (10, 20, 30):
        hub.publish(_at(percent))
    hub.publish(replace(RUNNING, id="two"))
    hub.remove(["three"])
    assert hub.since(5) == Changes(5)
    assert hub.since(2) == Changes(5, (_at(30), replace(RUNNING, id="two")), ("three",))
    hub.publish(replace(RUNNING, id="four"))
    assert hub.since(2) is None
    assert hub.since(3) == Changes(6, (replace(RUNNING, id="two"), replace(RUNNING, id="four")), ("three",))


@pytest.mark.parametrize("seen", [-1, 7])
def test_a_number_that_was_never_given_says_nothing(seen: int) -> None:
    hub = Hub()
    hub.publish(RUNNING)
    assert hub.since(seen) is None
