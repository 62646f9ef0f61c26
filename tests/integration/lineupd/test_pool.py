"""Worker processes around the fake engine: a death costs one call, and nobody waits for ever."""

import asyncio
import hashlib
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from daemons import is_alive
from fake_lineupd import FAKE_WORKER
from lineup_engine.seam import CheckReport, StagePlan, Submission, TaskDone
from lineupd.errors import NoSpace, NoWorkers, PoolClosed, WorkerLost, WorkFailed, WorkTooLong
from lineupd.executors import pool as module
from lineupd.executors import process
from lineupd.executors.frames import Call
from lineupd.executors.pool import Pool, PoolPlan
from lineupd.executors.process import WorkerProcess
from pools import JOB, Folder, started, until


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


async def test_a_call_goes_there_and_back(folder: Folder) -> None:
    """Values of the seam, and answers of a few megabytes."""
    async with started() as pool:
        await folder.lay_out(pool, "tasks: 4")
        plan = await pool.ask(Call("open_stage", (str(folder.path), "candidates")), JOB)
        assert plan == StagePlan("candidates", 4)
        done = await pool.ask(folder.task(2), JOB)
        assert done == TaskDone("candidates", 2, hashlib.sha256(b"candidates 2").hexdigest())
        large = Submission(b"problem: " + b"x" * 5_000_000, "config.yaml")
        report = await pool.ask(Call("check", (large,)), JOB)
        assert isinstance(report, CheckReport)
        assert len(report.problems[0].message) == 5_000_000


async def test_what_the_engine_raises_is_told_and_the_worker_lives(folder: Folder) -> None:
    async with started() as pool:
        await folder.lay_out(pool, "clash: 0")
        with pytest.raises(WorkFailed, match="lock A; cap 100") as caught:
            await pool.ask(folder.task(0), JOB)
        assert caught.value.failure.kind == "rules"
        with pytest.raises(WorkFailed, match="AttributeError") as caught:
            await pool.ask(Call("no_such_function", ()), JOB)
        assert "Traceback" in caught.value.failure.trace
        await pool.ask(folder.task(1), JOB)
        assert len(set(folder.pids())) == 1


async def test_a_full_disk_is_told_as_what_passes(folder: Folder) -> None:
    async with started() as pool:
        await folder.lay_out(pool, "full: 0")
        with pytest.raises(NoSpace, match="the disk is full") as caught:
            await pool.ask(folder.task(0), JOB)
        assert caught.value.hint == "free some space"
        await pool.ask(folder.task(1), JOB)


async def test_a_killed_worker_hurts_nobody_else(folder: Folder) -> None:
    """Its call is lost and says how; the other's goes on; both places are filled again."""
    async with started(size=2) as pool:
        await folder.lay_out(pool, f"gate: {folder.path / 'gate'}")
        first = asyncio.create_task(pool.ask(folder.task(0), JOB))
        await until(lambda: len(folder.pids()) == 1, "the first task runs")
        second = asyncio.create_task(pool.ask(folder.task(1), JOB))
        await until(lambda: len(folder.pids()) == 2, "the second task runs")
        os.kill(folder.pids()[0], signal.SIGKILL)
        with pytest.raises(WorkerLost, match="SIGKILL"):
            await first
        (folder.path / "gate").touch()
        assert isinstance(await second, TaskDone)
        await until(lambda: pool.ready == 2, "both are ready")


async def test_an_idle_worker_that_dies_is_replaced(folder: Folder) -> None:
    async with started() as pool:
        await folder.lay_out(pool)
        await pool.ask(folder.task(0), JOB)
        os.kill(folder.pids()[0], signal.SIGTERM)
        await until(lambda: not is_alive(folder.pids()[0]), "it is dead")
        await until(lambda: pool.ready == 1, "a new one is ready")
        while len(folder.pids()) < 2:
            try:
                await pool.ask(folder.task(0), JOB)
            except WorkerLost:
                continue
        assert folder.pids()[1] != folder.pids()[0]


async def test_short_work_has_a_limit(folder: Folder) -> None:
    """A submission that is a trap does not keep others from being checked."""
    async with started() as pool:
        await folder.lay_out(pool, f"hold: 1\ngate: {folder.path / 'never'}")
    async with started(limit_s=0.5) as pool:
        await until(lambda: pool.ready == 1, "the worker is ready")
        with pytest.raises(WorkTooLong, match="longer than"):
            await pool.ask(folder.task(1), JOB)
        await until(lambda: not any(map(is_alive, folder.pids())), "the worker is gone")
        await until(lambda: pool.ready == 1, "a new one is ready")


async def test_the_limit_does_not_run_while_nobody_looks(folder: Folder) -> None:
    """As when a machine sleeps, or lineupd is stopped, for longer than the limit: nothing is late when it wakes."""
    async with started() as pool:
        await folder.lay_out(pool)
    async with started(limit_s=0.5) as pool:
        await until(lambda: pool.ready == 1, "the worker is ready")
        asking = asyncio.create_task(pool.ask(folder.task(1), JOB))
        await asyncio.sleep(0)
        # The loop stands still, and with it whoever looks.
        time.sleep(1.0)  # noqa: ASYNC251
        assert isinstance(await asking, TaskDone)


async def test_a_worker_of_another_version_ends_and_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """An update was installed beside a lineupd that runs; no job is failed for that."""
    monkeypatch.setattr(process, "_VERSION", "0.0.1")
    async with started() as pool:
        with pytest.raises(NoWorkers, match=r"was installed while lineupd 0\.0\.1 runs: `lineup daemon restart`"):
            await pool.ask(Call("check", ()), JOB)


async def test_who_waits_for_workers_that_cannot_start_is_told() -> None:
    """With the words of the one that tried last; and so is who comes later."""
    broken = (sys.executable, "-c", "raise SystemExit('no engine here')")
    async with started(command=broken) as pool:
        for _ in range(2):
            with pytest.raises(NoWorkers, match="no engine here"):
                await pool.ask(Call("check", ()), JOB)


async def test_a_worker_that_never_gets_ready_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that hangs while it loads the engine."""
    monkeypatch.setattr(module, "_START_LIMIT_S", 0.05)
    async with started(command=(sys.executable, "-c", "import time; time.sleep(600)")) as pool:
        with pytest.raises(NoWorkers, match="was not ready"):
            await pool.ask(Call("check", ()), JOB)


_DIES_ONCE_READY = (
    "import os, sys; from lineupd.executors.frames import Ready, packed\n"
    "open({starts!r}, 'a').write('x')\n"
    "os.write(int(sys.argv[1]), packed(Ready())); raise SystemExit('no compiler here')"
)


async def test_workers_that_die_once_they_are_ready_are_none(folder: Folder) -> None:
    """They are started less and less often, and nobody is told that there are some."""
    starts = folder.path / "starts"
    async with started(command=(sys.executable, "-c", _DIES_ONCE_READY.format(starts=str(starts)))) as pool:
        with pytest.raises(NoWorkers, match="no compiler here"):
            await pool.ask(Call("check", ()), JOB)
        assert "no compiler here" in pool.trouble
        for _ in range(10):
            await asyncio.sleep(0.1)
            assert (pool.ready, pool.is_broken) == (0, True)
        assert len(starts.read_text("utf-8")) <= 5


async def test_a_call_has_no_part_in_the_death_of_a_worker_that_begins(folder: Folder) -> None:
    """It is done by the next one, and not told that it has lost its worker."""
    starts = folder.path / "starts"
    died = _DIES_ONCE_READY.format(starts=str(starts))
    code = (
        f"import os, runpy, sys; starts = {str(starts)!r}\n"
        f"if not os.path.exists(starts) or os.path.getsize(starts) < 2: exec({died!r})\n"
        f"sys.argv[0] = {FAKE_WORKER[1]!r}; sys.path.insert(0, os.path.dirname(sys.argv[0]))\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    async with started(command=(sys.executable, "-c", code)) as pool:
        await folder.lay_out(pool)
        assert isinstance(await pool.ask(folder.task(0), JOB), TaskDone)
        assert starts.read_text("utf-8") == "xx"
        assert not pool.trouble


async def test_a_worker_that_is_not_wanted_is_no_trouble(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that still compiles when whoever asked it has given up."""
    monkeypatch.setattr(module, "PATIENCE_S", 0.0)
    code = (
        "import os, sys, time; from lineupd.executors.frames import Ready, packed\n"
        "os.write(int(sys.argv[1]), packed(Ready())); time.sleep(600)"
    )
    async with started(command=(sys.executable, "-c", code)) as pool:
        for _ in range(4):
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.5):
                    await pool.ask(Call("check", ()), JOB)
        assert not pool.trouble


async def test_a_mistake_of_ours_does_not_leave_a_place_empty(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    """The next worker is started, whatever happened to the one before."""
    troubles = [ZeroDivisionError("by us")]
    ready = WorkerProcess.ready

    async def fails_at_first(worker: WorkerProcess) -> None:
        if troubles:
            raise troubles.pop()
        await ready(worker)

    monkeypatch.setattr(WorkerProcess, "ready", fails_at_first)
    async with started() as pool:
        await folder.lay_out(pool)
    assert not troubles


async def test_a_program_that_is_not_there_is_no_worker() -> None:
    """As when it is updated in this moment."""
    async with started(command=("/nonexistent/python",)) as pool:
        with pytest.raises(NoWorkers, match="No such file"):
            await pool.ask(Call("check", ()), JOB)


@pytest.mark.parametrize("said", ["b'x' * 100", "frames.packed(frames.Answer(1))", "b'\\0' * 7 + b'\\x03' + b'abc'"])
async def test_a_worker_that_speaks_another_language_is_none(said: str) -> None:
    """As when old and new code meet: nobody waits for an answer that will not come."""
    code = (
        "import os, sys, time; from lineupd.executors import frames\n"
        f"os.write(int(sys.argv[1]), {said}); os.close(int(sys.argv[1]))"
    )
    async with started(command=(sys.executable, "-c", code)) as pool:
        with pytest.raises(NoWorkers):
            await pool.ask(Call("check", ()), JOB)


async def test_a_closed_pool_leaves_nobody_behind(folder: Folder) -> None:
    """Workers, whoever waits, whoever comes."""
    async with started(size=2) as pool:
        await folder.lay_out(pool, f"gate: {folder.path / 'never'}")
        asked = [asyncio.create_task(pool.ask(folder.task(index), JOB)) for index in range(4)]
        await until(lambda: len(folder.pids()) == 2, "two run, two wait")
        await pool.close()
        ends = await asyncio.gather(*asked, return_exceptions=True)
        assert {type(end) for end in ends} == {WorkerLost, PoolClosed}
        assert not any(is_alive(pid) for pid in folder.pids())
        with pytest.raises(PoolClosed):
            await pool.ask(folder.task(0), JOB)


async def test_a_worker_takes_its_children_along(folder: Folder) -> None:
    """Whatever a library has started."""
    async with started() as pool:
        await folder.lay_out(pool, f"child: {folder.path / 'child'}\nhold: 1\ngate: {folder.path / 'never'}")
        await pool.ask(folder.task(0), JOB)
        asked = asyncio.create_task(pool.ask(folder.task(1), JOB))
        await until(lambda: len(folder.pids()) == 2, "the second task runs")
        os.kill(folder.pids()[0], signal.SIGKILL)
        with pytest.raises(WorkerLost):
            await asked
        children = [int(line) for line in (folder.path / "child").read_text("utf-8").split()]
        assert children
        await until(lambda: not any(map(is_alive, children)), "the children are gone")


async def test_a_worker_does_not_outlive_its_socket() -> None:
    """The other end is gone when the daemon is, however it ended."""
    worker = await WorkerProcess.start("test-1", FAKE_WORKER, 0)
    await worker.ready()
    assert is_alive(worker.pid)
    assert worker._writer is not None
    worker._writer.abort()
    await until(lambda: not is_alive(worker.pid), "the worker is gone")
    worker.kill()
    await worker.gone()


async def test_workers_are_polite(folder: Folder) -> None:
    """They leave the machine to who sits at it."""
    pool = Pool(PoolPlan("test", 1, FAKE_WORKER, niceness=5))
    pool.start()
    try:
        await folder.lay_out(pool)
        await pool.ask(folder.task(0), JOB)
        assert os.getpriority(os.PRIO_PROCESS, folder.pids()[0]) >= os.getpriority(os.PRIO_PROCESS, 0) + 5
    finally:
        await pool.close()
