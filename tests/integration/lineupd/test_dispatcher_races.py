"""What comes between two steps of the dispatcher: a cancel, a pause, a client that goes, an end that cannot be written."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from dispatching import WAIT_S, Daemon, running
from histories import opened
from lineupd import job_run
from lineupd.errors import StoreUnusable
from lineupd.jobs import Job, JobStatus, Ran
from lineupd.store import queue
from lineupd.store.store import Store


async def test_a_job_that_is_cancelled_as_soon_as_it_is_claimed_does_not_run_on(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The queue has just gone on, and everybody who waits is told so: that may take a while."""
    await daemon.steering.set_queue_paused(paused=True)
    job = await daemon.submit()
    await daemon.until(lambda found: bool(found.waits_for), job)
    tell, may_tell = Store.unfinished, asyncio.Event()

    async def slowly(store: Store) -> list[Job]:
        await may_tell.wait()
        return await tell(store)

    monkeypatch.setattr(Store, "unfinished", slowly)
    await daemon.steering.set_queue_paused(paused=False)
    await daemon.until(lambda found: found.status is JobStatus.RUNNING, job)
    assert await daemon.dispatcher.cancel((job.id,)) == ([job.id], [])
    assert not daemon.dispatcher.running
    begun = list(daemon.engine.begun)
    may_tell.set()
    assert (await daemon.ended(await _next(daemon))).job.status is JobStatus.COMPLETED
    assert job.id not in {job_id for job_id, _ in daemon.engine.begun[len(begun) :]}


async def _next(daemon: Daemon) -> Job:
    daemon.engine.gate.set()
    return await daemon.submit()


async def test_no_job_starts_once_a_pause_was_answered(tmp_path: Path) -> None:
    """It comes while very many are being started."""
    async with opened(tmp_path / "lineup.db") as history, running(history, tmp_path, parallel=200) as daemon:
        await daemon.steering.set_queue_paused(paused=True)
        for number in range(100):
            await history.submit(str(number))
        await daemon.steering.set_queue_paused(paused=False)
        async with asyncio.timeout(WAIT_S):
            while len(daemon.dispatcher.running) < 3:  # noqa: ASYNC110
                await asyncio.sleep(0)
        await daemon.steering.set_queue_paused(paused=True)
        # One may have been claimed before the pause was written.
        answered = len(daemon.dispatcher.running) + 1
        await daemon.begun(3 * len(daemon.dispatcher.running))
        await asyncio.sleep(0.1)
        assert len(daemon.dispatcher.running) <= answered < 100


async def test_a_pause_whose_client_has_gone_is_there_or_not(daemon: Daemon) -> None:
    """Not in the history and yet not heeded until the next start."""
    assert not await daemon.parts.store.queue_is_paused()
    asking = asyncio.create_task(daemon.steering.set_queue_paused(paused=True))
    await asyncio.sleep(0)
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    async with asyncio.timeout(WAIT_S):
        while not await daemon.parts.store._reader.run(queue.is_paused):  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        while not await daemon.parts.store.queue_is_paused():  # noqa: ASYNC110
            await asyncio.sleep(0.002)


@pytest.mark.parametrize("error", [StoreUnusable("it cannot be opened"), MemoryError()])
@pytest.mark.parametrize("times", [1, 3])
async def test_an_end_that_cannot_be_written_is_written_later(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch, error: Exception, times: int
) -> None:
    """And is the end that it was."""
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.001)
    failures = [error] * times

    def failing(works: Callable[..., Awaitable[Any]]) -> Callable[..., Awaitable[Any]]:
        async def call(*arguments: object) -> Any:
            if failures:
                raise failures.pop()
            return await works(*arguments)

        return call

    for method in ("complete", "fail"):
        monkeypatch.setattr(Store, method, failing(getattr(Store, method)))
    daemon.engine.gate.set()
    details = await daemon.ended(await daemon.submit())
    assert (details.job.status, len(details.attempts), failures) == (JobStatus.COMPLETED, 1, [])


async def test_a_history_that_cannot_be_opened_now_fails_no_job(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_run, "_PAUSE_S", 0.001)
    failures, draft = [StoreUnusable("it cannot be opened")], Store.draft

    async def failing(store: Store, job_id: str) -> object:
        if failures:
            raise failures.pop()
        return await draft(store, job_id)

    monkeypatch.setattr(Store, "draft", failing)
    daemon.engine.gate.set()
    details = await daemon.ended(await daemon.submit())
    assert (details.job.status, failures) == (JobStatus.COMPLETED, [])


async def test_a_run_that_comes_too_late_is_not_shown_as_running(daemon: Daemon) -> None:
    """Its job was moved on by somebody who did not find the run."""
    job = await daemon.submit()
    await daemon.begun(3)
    await daemon.parts.store.cancel((job.id,), {})
    daemon.engine.gate.set()
    async with asyncio.timeout(WAIT_S):
        while daemon.dispatcher.running:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    assert not daemon.parts.hub.running()


async def test_how_long_an_attempt_has_run_is_noted_while_one_task_goes_on(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When all is killed then, the history knows."""
    monkeypatch.setattr(job_run, "_SAVE_EVERY_S", 0.01)
    job = await daemon.submit()
    await daemon.begun(3)
    daemon.history.clock.pass_by(7.0)
    async with asyncio.timeout(WAIT_S):
        while (await daemon.parts.store.details(job.id)).attempts[0].seconds < 7:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
    daemon.engine.gate.set()
    await daemon.ended(job)


async def test_progress_that_cannot_be_written_is_written_later(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is the matter with the history: the task goes on, and so does the noting."""
    monkeypatch.setattr(job_run, "_SAVE_EVERY_S", 0.01)
    failures, save = [StoreUnusable("it cannot be opened")] * 3, Store.save_progress

    async def failing(store: Store, job: Job, ran: Ran) -> bool:
        if failures:
            raise failures.pop()
        return await save(store, job, ran)

    monkeypatch.setattr(Store, "save_progress", failing)
    job = await daemon.submit()
    await daemon.begun(3)
    daemon.history.clock.pass_by(7.0)
    async with asyncio.timeout(WAIT_S):
        while (await daemon.parts.store.details(job.id)).attempts[0].seconds < 7:
            await asyncio.sleep(0.002)
            daemon.history.clock.pass_by(0.02)
    daemon.engine.gate.set()
    assert (await daemon.ended(job)).job.status is JobStatus.COMPLETED
