"""Jobs that meet a failing task, a dying worker, a full disk: each ends truthfully, and the queue goes on."""

import pytest

from dispatching import Daemon
from lineup_engine.seam import TaskFailed
from lineupd import dispatcher as dispatchers
from lineupd import job_run
from lineupd.errors import DaemonError, NoWorkers, StoreBusy, StoreFull, WorkerLost, WorkFailed, WorkTooLong
from lineupd.jobs import JobStatus
from lineupd.store.store import Store


@pytest.mark.parametrize(
    ("error", "words", "hint"),
    [
        (WorkFailed(TaskFailed("rules", "a and b clash", "loosen one")), "a and b clash", "loosen one"),
        (WorkFailed(TaskFailed("internal", "a bug", trace="Traceback")), "a bug", "see `lineup daemon logs`"),
        (WorkTooLong("this took longer than 60 s"), "this took longer than 60 s", ""),
        (ZeroDivisionError("by us"), "lineupd made a mistake: ZeroDivisionError: by us", "see `lineup daemon logs`"),
    ],
)
async def test_a_job_that_fails_says_why_and_the_next_one_runs(
    daemon: Daemon, error: Exception, words: str, hint: str
) -> None:
    async def fail(job_id: str, index: int) -> None:
        if index == 1:
            raise error

    daemon.engine.on_task = fail
    daemon.engine.gate.set()
    job = await daemon.submit()
    details = await daemon.ended(job)
    assert (details.job.status, details.job.error, details.job.hint) == (JobStatus.FAILED, words, hint)
    assert details.events[-1].note == words
    daemon.engine.on_task = None
    assert (await daemon.ended(await daemon.submit())).job.status is JobStatus.COMPLETED


async def test_the_tasks_beside_a_failed_one_are_given_up(daemon: Daemon) -> None:
    """They hang; the job does not wait for them."""

    async def fail(job_id: str, index: int) -> None:
        if index == 2:
            raise WorkFailed(TaskFailed("rules", "clash"))

    daemon.engine.on_task = fail
    assert (await daemon.ended(await daemon.submit())).job.status is JobStatus.FAILED
    assert daemon.engine.at_once == 0


async def test_a_lost_worker_costs_one_task(daemon: Daemon) -> None:
    deaths = [WorkerLost("gone")] * 2

    async def die(job_id: str, index: int) -> None:
        if index == 1 and deaths:
            raise deaths.pop()

    daemon.engine.on_task = die
    daemon.engine.gate.set()
    details = await daemon.ended(await daemon.submit())
    assert details.job.status is JobStatus.COMPLETED
    assert sorted(daemon.engine.indices()) == [0, 1, 1, 1, 2]
    assert len(details.attempts) == 1


async def test_jobs_wait_while_no_worker_can_be_started(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """What runs is not failed and what waits is not begun: it is the machine that is broken, not the jobs."""
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.01)
    monkeypatch.setattr(dispatchers, "_PAUSE_S", 0.01)

    async def break_down(job_id: str, index: int) -> None:
        daemon.engine.is_broken = True
        if not daemon.engine.gate.is_set():
            raise NoWorkers("no worker can be started")

    daemon.engine.on_task = break_down
    runs = await daemon.submit()
    await daemon.begun(10)
    waits = await daemon.submit()
    await daemon.begun(20)
    assert [(await daemon.history.store.get(job.id)).status for job in (runs, waits)] == [
        JobStatus.RUNNING,
        JobStatus.QUEUED,
    ]
    daemon.engine.on_task, daemon.engine.is_broken = None, False
    daemon.engine.gate.set()
    for job in (runs, waits):
        details = await daemon.ended(job)
        assert (details.job.status, len(details.attempts)) == (JobStatus.COMPLETED, 1)


@pytest.mark.parametrize("error", [StoreFull("the disk is full"), StoreBusy("locked")])
@pytest.mark.parametrize("method", ["complete", "draft", "save_stage", "claim"])
async def test_a_job_outlasts_a_full_disk(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, method: str, error: DaemonError
) -> None:
    """Whatever cannot be written or read now is tried again; the job ends truthfully, in one attempt."""
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.01)
    monkeypatch.setattr(dispatchers, "_PAUSE_S", 0.01)
    troubles = [error] * 3
    works = getattr(Store, method)

    async def fails_at_first(*arguments: object) -> object:
        if troubles:
            raise troubles.pop()
        return await works(*arguments)

    monkeypatch.setattr(Store, method, fails_at_first)
    daemon.engine.gate.set()
    details = await daemon.ended(await daemon.submit())
    assert not troubles
    assert details.job.status is JobStatus.COMPLETED
    assert len(details.attempts) == 1
