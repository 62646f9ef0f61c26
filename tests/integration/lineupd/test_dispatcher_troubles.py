"""Jobs that meet a failing task, a dying worker, a full disk: each ends truthfully, and the queue goes on."""

import asyncio
import errno
import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from dispatching import WAIT_S, Daemon
from lineup_engine.seam import TaskFailed
from lineupd import dispatcher as dispatchers
from lineupd import job_run
from lineupd.errors import DaemonError, NoSpace, NoWorkers, StoreBusy, StoreFull, WorkerLost, WorkFailed, WorkTooLong
from lineupd.history import History
from lineupd.jobs import Job, JobStatus
from lineupd.patience import Patience
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
@pytest.mark.parametrize("method", ["complete", "draft", "save_progress", "claim"])
async def test_a_job_outlasts_a_full_disk(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, method: str, error: DaemonError
) -> None:
    """Whatever cannot be written or read now is tried again; the job ends truthfully, in one attempt."""
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.01)
    monkeypatch.setattr(job_run, "_SAVE_EVERY_S", 0.0)
    daemon.dispatcher._patience = Patience(0.01)
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


FULL = StoreFull("the disk is full", "free some space")


async def test_a_task_whose_result_finds_no_room_is_done_later(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever watches is told why; what was finished is not done again, and it is one attempt."""
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.001)
    is_full, tries = True, 0

    async def find_no_room(job_id: str, index: int) -> None:
        nonlocal tries
        if index == 1 and is_full:
            tries += 1
            raise NoSpace("the disk is full", "free some space")

    daemon.engine.on_task = find_no_room
    daemon.engine.gate.set()
    job = await daemon.submit()
    await daemon.until(lambda found: found.waits_for == "the disk is full (free some space)", job)
    async with asyncio.timeout(WAIT_S):
        while tries < 5:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    is_full = False
    details = await daemon.ended(job)
    assert (details.job.status, details.job.waits_for) == (JobStatus.COMPLETED, "")
    assert len(details.attempts) == 1


async def test_a_folder_that_finds_no_room_is_made_later(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.001)
    make, troubles = Path.mkdir, [OSError(errno.EDQUOT, "Disk quota exceeded")] * 3

    def no_room(path: Path, *arguments: object, **options: object) -> None:
        if troubles:
            raise troubles.pop()
        make(path, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", no_room)
    daemon.engine.gate.set()
    details = await daemon.ended(await daemon.submit())
    assert (details.job.status, len(details.attempts), troubles) == (JobStatus.COMPLETED, 1, [])


class FullDisk:
    """A call of the store fails for as long as the disk is full."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, method: str) -> None:
        self.is_full = True
        self.tries = 0
        works = getattr(Store, method)

        async def call(*arguments: object) -> object:
            self.tries += 1
            if self.is_full:
                raise FULL
            return await works(*arguments)

        monkeypatch.setattr(Store, method, call)


async def told(daemon: Daemon, job: Job, condition: Callable[[Job], bool]) -> None:
    """Somebody who watches the job is told of a moment like that."""
    async with asyncio.timeout(WAIT_S):
        async for news in History(daemon.parts, lambda: None).watch([job.id]):
            if any(condition(each) for each in news.changes.jobs):
                return


@pytest.mark.parametrize("method", ["claim", "draft", "complete"])
async def test_whoever_waits_is_told_why_and_that_it_is_over(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, method: str
) -> None:
    """In the queue, at its beginning or at its end; in the log there is one line, however often it is tried."""
    caplog.set_level(logging.WARNING)
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.001)
    daemon.dispatcher._patience = Patience(0.001)
    disk = FullDisk(monkeypatch, method)
    daemon.engine.gate.set()
    job = await daemon.submit()
    await daemon.until(lambda found: found.waits_for == "the disk is full (free some space)", job)
    assert daemon.parts.hub.trouble == "the disk is full (free some space)"
    async with asyncio.timeout(WAIT_S):
        while disk.tries < 5:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    disk.is_full = False
    details = await daemon.ended(job)
    assert (details.job.status, details.job.waits_for, daemon.parts.hub.trouble) == (JobStatus.COMPLETED, "", "")
    assert [record.getMessage() for record in caplog.records if "disk is full" in record.getMessage()] == [
        caplog.records[0].getMessage()
    ]


async def test_the_watcher_of_a_queued_job_hears_of_it(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    daemon.dispatcher._patience = Patience(0.001)
    daemon.engine.gate.set()
    await daemon.ended(await daemon.submit())
    disk = FullDisk(monkeypatch, "claim")
    job = await daemon.history.submit()
    watcher = asyncio.create_task(told(daemon, job, lambda each: bool(each.waits_for)))
    await asyncio.sleep(0)
    daemon.dispatcher.wake()
    await watcher
    disk.is_full = False
    await daemon.ended(job)


async def test_a_queued_job_can_be_cancelled_meanwhile(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    daemon.dispatcher._patience = Patience(0.001)
    FullDisk(monkeypatch, "claim")
    job = await daemon.submit()
    await daemon.until(lambda found: bool(found.waits_for), job)
    assert await daemon.dispatcher.cancel((job.id,)) == ([job.id], [])
    assert (await daemon.history.store.get(job.id)).status is JobStatus.CANCELLED


async def test_a_job_is_removed_though_even_that_takes_space(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its folder goes first; that of a job that is not over stays."""
    daemon.engine.gate.set()
    job = await daemon.submit()
    await daemon.ended(job)
    remove = Store.delete

    async def needs_space(store: Store, job_ids: tuple[str, ...]) -> None:
        if daemon.parts.folders.found():
            raise FULL
        await remove(store, job_ids)

    monkeypatch.setattr(Store, "delete", needs_space)
    history = History(daemon.parts, lambda: None)
    assert await history.delete([job.id]) == (job.id,)
    daemon.engine.gate.clear()
    running = await daemon.submit()
    await daemon.begun(6)
    with pytest.raises(StoreFull):
        await history.delete([running.id])
    assert daemon.parts.folders.found() == [running.id]
