"""Worker processes that use too much memory, hang, or keep the interpreter busy while the daemon goes."""

import asyncio
import fcntl
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from daemons import is_alive
from fake_lineupd import FAKE_WORKER
from lineup_engine.seam import TaskDone
from lineupd.errors import TooMuchMemory, WorkerLost
from lineupd.executors import watch as module
from lineupd.executors.process import WorkerProcess
from lineupd.executors.watch import Watch
from pools import JOB, Folder, started, until

MEASURED = pytest.mark.skipif(
    sys.platform != "darwin" and not Path("/proc/self/status").exists(), reason="this system does not tell"
)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


@asynccontextmanager
async def watching(limit: int = 0) -> AsyncIterator[Watch]:
    watch = Watch(limit)
    task = asyncio.create_task(watch.run())
    try:
        yield watch
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@MEASURED
async def test_a_worker_that_uses_too_much_is_ended_and_its_call_says_what_it_used(folder: Folder) -> None:
    async with watching(300 << 20) as watch, started(watch=watch) as pool:
        await folder.lay_out(pool, f"hog: 600\ngate: {folder.path / 'never'}")
        with pytest.raises(TooMuchMemory) as caught:
            await pool.ask(folder.task(0), JOB)
        assert caught.value.is_alone
        assert caught.value.used > 300 << 20
        await until(lambda: not is_alive(folder.pids()[0]), "the worker is gone")
        await until(lambda: pool.ready == 1, "a new one is ready")


@MEASURED
async def test_a_worker_within_the_limit_is_left_alone(folder: Folder) -> None:
    async with watching(600 << 20) as watch, started(watch=watch) as pool:
        await folder.lay_out(pool, f"hog: 100\ngate: {folder.path / 'gate'}")
        asked = asyncio.create_task(pool.ask(folder.task(0), JOB))
        await until(lambda: len(folder.pids()) == 1, "the task runs")
        await until(lambda: all(seen.memory > 100 << 20 for seen in watch._seen.values()), "it was looked at")
        (folder.path / "gate").touch()
        assert isinstance(await asked, TaskDone)


@MEASURED
async def test_a_frozen_worker_costs_its_call_only(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended like one that died; that it cannot hear does not matter."""
    monkeypatch.setattr(module, "PERIOD_S", 0.02)
    monkeypatch.setattr(module, "STILL_S", 1.0)
    async with watching() as watch, started(watch=watch) as pool:
        await folder.lay_out(pool, f"gate: {folder.path / 'never'}")
        asked = asyncio.create_task(pool.ask(folder.task(0), JOB))
        await until(lambda: len(folder.pids()) == 1, "the task runs")
        os.kill(folder.pids()[0], signal.SIGSTOP)
        with pytest.raises(WorkerLost, match="hung: it did nothing"):
            await asked
        await until(lambda: pool.ready == 1, "a new one is ready")


@pytest.mark.skipif(not hasattr(fcntl, "F_SETSIG"), reason="only Linux ends a process that does not listen")
async def test_a_worker_that_lets_no_thread_run_goes_with_the_daemon_too(folder: Folder) -> None:
    """With all that it started: the system does it."""
    async with started() as pool:
        await folder.lay_out(pool, f"still: 0\nchild: {folder.path / 'child'}")
        asked = asyncio.create_task(pool.ask(folder.task(0), JOB))
        await until(lambda: (folder.path / "child").exists() and folder.pids(), "the task runs")
        await asyncio.sleep(0.1)
        worker = next(iter(pool._turns._last_owner))
        pids = [worker.pid, int((folder.path / "child").read_text("utf-8"))]
        os.dup2(0, worker._lifeline, inheritable=False)
        with pytest.raises(WorkerLost, match="SIGKILL"):
            await asked
        await until(lambda: not any(map(is_alive, pids)), "they are gone")


async def test_a_crash_in_compiled_code_leaves_words(tmp_path: Path) -> None:
    """What was computed when it happened, as far as Python knows."""
    program = tmp_path / "crash.py"
    program.write_text(
        "import ctypes, sys\nfrom lineupd.executors import worker\n"
        "worker._load_engine = lambda: ctypes.string_at(0)\nworker.main(sys.argv[1:])\n",
        encoding="utf-8",
    )
    worker = await WorkerProcess.start("test-1", (FAKE_WORKER[0], str(program)), 0)
    with pytest.raises(WorkerLost, match=r"SIGSEGV.*Segmentation fault"):
        await worker.ready()
    await worker.gone()
