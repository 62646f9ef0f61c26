"""Writes a history with a job of every kind and a grade: `python tests/released_history.py tests/data/history-schema-N.db`.

One such file is kept per released schema, made by the release that wrote it; it is never made again.
"""

import asyncio
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from histories import GRADE, RESULT, History, opened
from lineupd.jobs import Ran, StageRecord, Wishes
from lineupd.store.sqlite import connect_writer
from lineupd.store.witness import SEEN


async def write(path: Path) -> None:
    """A new history at `path`: every state, an interrupted job, a re-run, stages, files, a name from far away."""
    async with opened(path) as history:
        await fill(history)
    with closing(connect_writer(path)) as db:
        # One file is all that is kept.
        db.execute("PRAGMA journal_mode = DELETE")
    path.with_name(path.name + SEEN).unlink()


async def fill(history: History) -> None:
    """A job of every kind."""
    store = history.store
    done = await history.submit("completed", files=("DKSalaries.csv", "projections.csv"))
    running = await history.claim()
    ran = Ran(1.5, (StageRecord("candidates", 20, 20, 1.25, {"local": 20}),))
    await store.save_progress(replace(running, stage="candidates", progress_percent=95), ran)
    await store.complete(running, RESULT)
    await store.keep_grade(replace(GRADE, job_id=done.id))
    await history.submit("failed")
    await store.fail(await history.claim(), "no lineup satisfies these rules together: lock A; cap 100", "loosen one")
    cancelled = await history.submit("cancelled \U0001f3c1")
    await store.cancel((cancelled.id,))
    await history.submit("interrupted")
    await history.claim()
    await store.requeue_all("interrupted: daemon died")
    await history.claim()
    wishes = Wishes("key", priority=5, not_before="2026-12-01T00:00:00.000000Z", rerun_of=done.id)
    await history.submit("completed (re-run)", files=("DKSalaries.csv",), wishes=wishes)


if __name__ == "__main__":
    target = Path(sys.argv[1])
    if target.exists():
        raise SystemExit(f"{target} exists: a released history is kept, not made again")
    asyncio.run(write(target))
