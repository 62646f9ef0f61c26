"""Pools of worker processes around the fake engine, and a job's folder for their tasks."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from fake_lineupd import FAKE_WORKER
from lineup_engine.seam import Submission
from lineupd.executors.frames import Call
from lineupd.executors.pool import Pool, PoolPlan
from lineupd.executors.turns import Turn
from lineupd.executors.watch import Watch

WAIT_S = 30.0
JOB = Turn("job")


@asynccontextmanager
async def started(
    size: int = 1, command: Sequence[str] = FAKE_WORKER, limit_s: float = 0.0, watch: Watch | None = None
) -> AsyncIterator[Pool]:
    pool = Pool(PoolPlan("test", size, command, limit_s=limit_s), watch)
    pool.start()
    try:
        yield pool
    finally:
        await pool.close()


async def until(condition: Callable[[], object], what: str) -> None:
    try:
        async with asyncio.timeout(WAIT_S):
            while not condition():  # noqa: ASYNC110 - processes set no events
                await asyncio.sleep(0.005)
    except TimeoutError:
        raise AssertionError(f"not within {WAIT_S:.0f} s: {what}") from None


@dataclass(frozen=True, slots=True)
class Folder:
    """A job's folder, with a gate before its tasks and a note of those that began."""

    path: Path

    async def lay_out(self, pool: Pool, config: str = "") -> None:
        text = f"note: {self.path / 'note'}\n{config}"
        await pool.ask(Call("lay_out", (str(self.path), Submission(text.encode(), "config.yaml"))), JOB)

    def task(self, index: int) -> Call:
        return Call("run_task", (str(self.path), "candidates", index))

    def has_begun(self, count: int) -> bool:
        """Whether so many tasks have begun."""
        return len(self.pids()) == count

    def pids(self) -> list[int]:
        """The workers that began a task, in order."""
        note = self.path / "note"
        return [int(line.split()[1]) for line in note.read_text("utf-8").splitlines()] if note.exists() else []
