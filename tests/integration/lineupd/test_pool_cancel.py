"""Calls that are given up: a worker that listens is kept, one that does not is replaced and does not linger."""

import asyncio
import hashlib
from functools import partial
from pathlib import Path

import pytest

from daemons import is_alive
from lineup_engine.seam import TaskDone
from lineupd.executors import pool as module
from lineupd.executors.frames import Stop, packed
from lineupd.executors.pool import Pool
from lineupd.executors.turns import Turn
from pools import JOB, WAIT_S, Folder, started, until


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


async def _give_up(pool: Pool, folder: Folder) -> None:
    """Ask for a task that hangs at a gate, and stop waiting for it."""
    await folder.lay_out(pool, f"gate: {folder.path / 'gate'}")
    unwanted = asyncio.create_task(pool.ask(folder.task(0), JOB))
    await until(lambda: len(folder.pids()) == 1, "the task runs")
    unwanted.cancel()
    with pytest.raises(asyncio.CancelledError):
        await unwanted


async def test_a_worker_that_soon_ends_an_unwanted_call_is_kept(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cancelling a job costs no worker, and the place is not given to others before it is free."""
    monkeypatch.setattr(module, "PATIENCE_S", WAIT_S)
    async with started() as pool:
        await _give_up(pool, folder)
        wanted = asyncio.create_task(pool.ask(folder.task(1), Turn("another")))
        (folder.path / "gate").touch()
        assert await wanted == TaskDone("candidates", 1, hashlib.sha256(b"candidates 1").hexdigest())
        assert len(set(folder.pids())) == 1


async def test_who_has_given_up_is_at_work_until_his_worker_has_stopped(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then it may write into the job's folder."""
    monkeypatch.setattr(module, "PATIENCE_S", WAIT_S)
    async with started() as pool:
        await _give_up(pool, folder)
        assert pool.owners == {JOB.owner}
        (folder.path / "gate").touch()
        await until(lambda: not pool.owners, "the worker has stopped")
        assert (folder.path / "candidates-0").exists()


async def test_a_worker_that_does_not_end_an_unwanted_call_is_replaced(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)
    async with started() as pool:
        await folder.lay_out(pool, f"hold: 1\ngate: {folder.path / 'never'}")
        unwanted = asyncio.create_task(pool.ask(folder.task(1), JOB))
        await until(lambda: len(folder.pids()) == 1, "the task runs")
        unwanted.cancel()
        await pool.ask(folder.task(0), JOB)
        stuck, fresh = folder.pids()
        assert stuck != fresh
        assert not is_alive(stuck)


async def test_a_worker_that_heeds_is_kept_and_free_at_once(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told, stops between two pieces of its work, and does the next call; what was given up stays undone."""
    monkeypatch.setattr(module, "PATIENCE_S", WAIT_S)
    async with started() as pool:
        await folder.lay_out(pool, f"heeds: yes\nhold: 1\ngate: {folder.path / 'never'}")
        for _ in range(3):
            unwanted = asyncio.create_task(pool.ask(folder.task(1), JOB))
            begun = len(folder.pids())
            await until(partial(folder.has_begun, begun + 1), "the task runs")
            unwanted.cancel()
            await pool.ask(folder.task(0), Turn("another"))
        assert len(set(folder.pids())) == 1
        assert not (folder.path / "candidates-1").exists()


async def test_what_is_given_up_late_does_not_stop_the_next_call(folder: Folder) -> None:
    """A worker that is told to stop what it has just done goes on with what it does now."""
    async with started() as pool:
        await folder.lay_out(pool, f"heeds: yes\nhold: 1\ngate: {folder.path / 'gate'}")
        asked = asyncio.create_task(pool.ask(folder.task(1), JOB))
        await until(lambda: len(folder.pids()) == 1, "the task runs")
        worker = next(iter(pool._turns._last_owner))
        assert worker._writer is not None
        worker._writer.write(packed(Stop(worker._calls - 1)))
        await asyncio.sleep(0.05)
        (folder.path / "gate").touch()
        assert isinstance(await asked, TaskDone)


async def test_a_place_is_filled_before_a_worker_that_does_not_listen_is_gone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It ignores that it was told to end; at the latest it goes with the pool, and with what it started."""
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)
    monkeypatch.setattr(module, "GRACE_S", WAIT_S)
    child = folder.path / "child"
    async with started() as pool:
        await folder.lay_out(pool, f"stubborn: yes\nchild: {child}\nhold: 1\ngate: {folder.path / 'never'}")
        unwanted = asyncio.create_task(pool.ask(folder.task(1), JOB))
        await until(lambda: child.exists() and child.read_text("utf-8").endswith("\n"), "the task runs")
        unwanted.cancel()
        await pool.ask(folder.task(0), Turn("another"))
        stuck, fresh = folder.pids()
        assert stuck != fresh
        assert is_alive(stuck)
    children = [int(line) for line in child.read_text("utf-8").split()]
    assert not any(map(is_alive, [stuck, fresh, *children]))


async def test_grace_ends(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever started something takes it along."""
    monkeypatch.setattr(module, "PATIENCE_S", 0.01)
    monkeypatch.setattr(module, "GRACE_S", 0.1)
    child = folder.path / "child"
    async with started() as pool:
        await folder.lay_out(pool, f"stubborn: yes\nchild: {child}\ngate: {folder.path / 'never'}")
        unwanted = asyncio.create_task(pool.ask(folder.task(0), JOB))
        await until(lambda: child.exists() and child.read_text("utf-8").endswith("\n"), "the task runs")
        unwanted.cancel()
        pids = [*folder.pids(), int(child.read_text("utf-8"))]
        await until(lambda: not any(map(is_alive, pids)), "they are gone")
        await until(lambda: pool.ready == 1, "the place is filled")
