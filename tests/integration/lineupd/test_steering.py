"""Priorities, pauses and the limit while jobs wait and run; and what is said of a job that does not run."""

import asyncio
from pathlib import Path

import pytest

from dispatching import WAIT_S, Daemon, running, told_by
from histories import opened
from lineupd.dispatcher import QUEUE_PAUSED
from lineupd.errors import WrongState
from lineupd.jobs import Job, JobStatus, Wishes
from lineupd.steering import Changed

LATER = "2026-12-01T00:00:00.000000Z"


async def _codes(daemon: Daemon, job: Job) -> list[str]:
    return [reason.code for reason in (await daemon.steering.explain(job.id)).reasons]


async def test_a_running_job_stops_when_it_is_paused_and_goes_on_when_it_is_resumed(daemon: Daemon) -> None:
    """From its finished tasks on; watchers are told both."""
    daemon.engine.chain = True
    job = await daemon.submit()
    await daemon.begun(1)
    with daemon.parts.hub.reader((job.id,)) as reader:
        assert await daemon.steering.pause((job.id,)) == Changed((job.id,), (job.id,))
        assert daemon.engine.at_once == 0
        told = await told_by(reader)
    assert (told[-1].status, told[-1].waits_for) == (
        JobStatus.QUEUED,
        f"paused (`lineup jobs resume {job.id}` lets it go on)",
    )
    assert await daemon.steering.pause((job.id,)) == Changed((job.id,), ())
    assert await _codes(daemon, job) == ["PAUSED"]
    daemon.engine.done = (0, 1)
    daemon.engine.gate.set()
    await daemon.steering.resume((job.id,))
    details = await daemon.ended(job)
    assert [(one.number, one.outcome) for one in details.attempts] == [(1, "interrupted"), (2, "completed")]
    assert daemon.engine.indices() == [0, 2]
    with pytest.raises(WrongState):
        await daemon.steering.pause((job.id,))


async def test_a_paused_job_leaves_its_place_to_others(tmp_path: Path) -> None:
    async with opened(tmp_path / "lineup.db") as history, running(history, tmp_path, parallel=1) as daemon:
        first, second = await daemon.submit(), await daemon.submit()
        await daemon.begun(3)
        await daemon.steering.pause((first.id,))
        await daemon.until(lambda job: job.status is JobStatus.RUNNING, second)


async def test_no_job_starts_while_the_queue_is_paused(tmp_path: Path) -> None:
    """Those that run go on; the next daemon leaves it paused, too."""
    async with opened(tmp_path / "lineup.db") as history:
        async with running(history, tmp_path) as daemon:
            runs = await daemon.submit()
            await daemon.begun(1)
            assert await daemon.steering.set_queue_paused(paused=True)
            assert not await daemon.steering.set_queue_paused(paused=True)
            waits = await daemon.submit()
            await daemon.until(lambda job: job.waits_for == QUEUE_PAUSED, waits)
            daemon.engine.gate.set()
            await daemon.ended(runs)
            assert daemon.parts.hub.trouble == QUEUE_PAUSED
        async with running(history, tmp_path) as daemon:
            daemon.engine.gate.set()
            await daemon.until(lambda job: job.waits_for == QUEUE_PAUSED, waits)
            assert await _codes(daemon, waits) == ["QUEUE_PAUSED"]
            await daemon.steering.set_queue_paused(paused=False)
            details = await daemon.ended(waits)
            assert daemon.parts.hub.trouble == ""
        assert details.job.attempt == 1


async def test_a_new_priority_is_that_of_the_tasks_to_come(daemon: Daemon) -> None:
    """Those that wait for a worker have it at once; who watches is told, and nothing of the progress is lost."""
    daemon.engine.tasks = 9
    job = await daemon.submit()
    await daemon.begun(3)
    with daemon.parts.hub.reader((job.id,)) as reader:
        assert await daemon.steering.prioritize((job.id,), 7) == Changed((job.id,), (job.id,))
        told = await told_by(reader)
    assert (told[-1].priority, told[-1].stage, told[-1].progress_percent > 0) == (7, "candidates", True)
    assert daemon.engine.prioritized == [(job.id, 7)]
    daemon.engine.turns.clear()
    daemon.engine.gate.set()
    await daemon.ended(job)
    assert {turn.priority for turn in daemon.engine.turns} == {7}


async def test_the_limit_may_change_while_jobs_run(tmp_path: Path) -> None:
    """More start at once; with fewer nothing is stopped, but nothing starts either."""
    async with opened(tmp_path / "lineup.db") as history, running(history, tmp_path, parallel=1) as daemon:
        jobs = [await daemon.submit(str(number)) for number in range(4)]
        await daemon.until(lambda job: job.status is JobStatus.RUNNING, jobs[0])
        assert await _codes(daemon, jobs[1]) == ["LIMIT"]
        daemon.dispatcher.parallel = 2
        daemon.dispatcher.wake()
        await daemon.until(lambda job: job.status is JobStatus.RUNNING, jobs[1])
        daemon.dispatcher.parallel = 1
        await daemon.dispatcher.cancel((jobs[0].id,))
        await asyncio.sleep(0.05)
        assert daemon.dispatcher.running == {jobs[1].id}
        daemon.engine.gate.set()
        for job in jobs[1:]:
            assert (await daemon.ended(job)).job.status is JobStatus.COMPLETED
        assert daemon.engine.most_at_once == 6


async def test_a_delayed_job_runs_once_whatever_the_clock_does(daemon: Daemon) -> None:
    """The clock is set back after its start, and forward again."""
    daemon.engine.gate.set()
    job = await daemon.submit(wishes=Wishes("later", not_before="2026-11-23T19:00:00.000000Z"))
    assert await _codes(daemon, job) == ["NOT_BEFORE"]
    daemon.history.clock.pass_by(3600)
    daemon.dispatcher.wake()
    await daemon.ended(job)
    for seconds in (-7200, 7200):
        daemon.history.clock.pass_by(seconds)
        daemon.dispatcher.wake()
        await daemon.ended(await daemon.submit())
    assert len((await daemon.history.store.details(job.id)).attempts) == 1


async def test_everything_that_keeps_a_job_is_told(tmp_path: Path) -> None:
    """Paused, the queue paused, its time to come, no worker, no room, others before it: all at once if need be."""
    async with opened(tmp_path / "lineup.db") as history, running(history, tmp_path, parallel=1) as daemon:
        runs, before = await daemon.submit("runs"), await daemon.submit("before")
        await daemon.begun(3)
        job = await daemon.submit("waits")
        explained = await daemon.steering.explain(job.id[:9])
        assert (explained.job.id, explained.ahead) == (job.id, 1)
        assert [(one.code, one.message) for one in explained.reasons] == [
            ("LIMIT", "1 of at most 1 jobs run already"),
            ("AHEAD", "1 job is before it by priority, then by age"),
        ]
        await daemon.steering.pause((job.id,))
        await daemon.steering.set_queue_paused(paused=True)
        daemon.engine.workers = 0
        assert await _codes(daemon, job) == ["PAUSED", "QUEUE_PAUSED", "NO_WORKERS_YET", "LIMIT"]
        assert await _codes(daemon, before) == ["QUEUE_PAUSED", "NO_WORKERS_YET", "LIMIT"]
        assert await _codes(daemon, runs) == ["RUNNING"]
        await daemon.dispatcher.cancel((runs.id,))
        assert await _codes(daemon, runs) == ["FINISHED"]
        assert all(one.hint for one in (await daemon.steering.explain(job.id)).reasons[:2])


async def test_who_takes_the_workers_first_is_told(daemon: Daemon) -> None:
    low, high = await daemon.submit("low"), await daemon.submit("high", Wishes("high", priority=5))
    await daemon.begun(6)
    explained = await daemon.steering.explain(low.id)
    assert [one.code for one in explained.reasons] == ["RUNNING", "OUTRANKED"]
    assert high.id in explained.reasons[1].message
    assert await _codes(daemon, high) == ["RUNNING"]


async def test_trouble_is_told(daemon: Daemon) -> None:
    daemon.engine.is_broken = True
    job = await daemon.submit()
    async with asyncio.timeout(WAIT_S):
        while not daemon.parts.hub.held_up:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    (reason,) = (await daemon.steering.explain(job.id)).reasons
    assert (reason.code, "no worker can be started" in reason.message) == ("TROUBLE", True)


async def test_a_job_that_nothing_keeps_is_about_to_start(tmp_path: Path) -> None:
    async with opened(tmp_path / "lineup.db") as history, running(history, tmp_path) as daemon:
        await daemon.steering.set_queue_paused(paused=True)
        job = await daemon.submit()
        await daemon.until(lambda found: found.waits_for == QUEUE_PAUSED, job)
        # The dispatcher has not been woken yet.
        await history.store.set_queue_paused(paused=False)
        assert await _codes(daemon, job) == ["SOON"]
