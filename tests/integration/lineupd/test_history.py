"""What can be asked of the jobs that are there, beside everything else that goes on."""

import asyncio
from pathlib import Path

import pytest

from dispatching import parts_of
from histories import opened
from lineupd.history import History
from lineupd.jobs import Job, JobStatus

_MANY = 10_000


async def test_whoever_watches_a_long_queue_holds_up_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Others have their turn while it is gone through."""
    jobs = [Job(f"job{number}", "a job", JobStatus.QUEUED) for number in range(_MANY)]
    async with opened(tmp_path / "lineup.db") as history:
        parts = parts_of(history, tmp_path)
        parts.hub.hold_up("the queue is paused")
        seen: list[int] = []
        newest = parts.hub.newest

        def counted(job: Job) -> Job:
            seen[-1] += 1
            return newest(job)

        async def others() -> None:
            while True:
                seen.append(0)
                await asyncio.sleep(0)

        async def unfinished() -> list[Job]:
            return jobs

        monkeypatch.setattr(history.store, "unfinished", unfinished)
        monkeypatch.setattr(parts.hub, "newest", counted)
        beside = asyncio.create_task(others())
        await asyncio.sleep(0)
        news = await anext(History(parts, lambda: None).watch(()))
        beside.cancel()
        assert news.is_all
        assert [job.id for job in news.changes.jobs] == [job.id for job in jobs]
        assert {job.waits_for for job in news.changes.jobs} == {"the queue is paused"}
        assert sum(seen) == _MANY
        assert max(seen) <= 1_000
