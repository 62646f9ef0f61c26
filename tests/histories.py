"""Histories for tests: a store in a folder, a clock that only tests move, and jobs that need no engine."""

import hashlib
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lineup_engine.seam import JobResult
from lineupd.clock import Clock
from lineupd.jobs import Draft, GradeRecord, InputFile, Job, NewJob, Wishes
from lineupd.store.store import Store

SLATE = b"Name,Salary\nKyle Larson,10400\n"


@dataclass(slots=True)
class HeldClock:
    """Both clocks: they stand still but for a microsecond at each look, so that no two rows have the same time."""

    at: datetime = datetime(2026, 11, 23, 18, 0, 0, tzinfo=UTC)
    seconds: float = 0.0

    def utc(self) -> datetime:
        self.at += timedelta(microseconds=1)
        return self.at

    def monotonic(self) -> float:
        return self.seconds

    def clock(self) -> Clock:
        return Clock(self.utc, self.monotonic)

    def pass_by(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.seconds += seconds


@dataclass(slots=True)
class History:
    """A store and its clock."""

    store: Store
    clock: HeldClock = field(default_factory=HeldClock)

    async def submit(
        self,
        name: str = "a job",
        *,
        config: str = "tasks: 3",
        files: tuple[str, ...] = (),
        wishes: Wishes | None = None,
    ) -> Job:
        """Accept a job whose files all have the same contents."""
        sha256 = await self.store.put_input(SLATE) if files else ""
        inputs = tuple(InputFile(path, sha256, len(SLATE)) for path in files)
        new = NewJob(
            draft=Draft(config.encode(), "config.yaml", ("lineups=3",), inputs, "auto", name),
            wishes=wishes or Wishes(uuid.uuid4().hex),
            name=name,
            site="draftkings",
            sport="nascar",
            seed=7,
            tasks_estimated=5,
            config_json='{"lineups": 3}',
            warnings=("one is without projection",),
            version="0.1.0",
            created_at=self.clock.clock().now(),
        )
        return (await self.store.add(new)).job

    async def claim(self) -> Job:
        job = await self.store.claim(self.clock.clock().now())
        assert job is not None
        return job

    async def run(self, name: str = "a job") -> Job:
        """A completed job."""
        await self.submit(name)
        return await self.store.complete(await self.claim(), RESULT)


RESULT = JobResult(
    '{"lineups": [], "hash": "sha256:0"}', "sha256:" + hashlib.sha256(b"").hexdigest(), 3, ("all is well",)
)
GRADE = GradeRecord(
    "",
    "0123456789abcdef",
    "2026-11-24T05:00:00.000000Z",
    "contest-standings-1.csv",
    "00",
    '{"schema": 1}',
    '{"schema": 1, "lineups": []}',
)


@asynccontextmanager
async def opened(path: Path, clock: HeldClock | None = None) -> AsyncIterator[History]:
    """The history in this file, closed at the end."""
    held = clock or HeldClock()
    store = Store(path, held.clock())
    try:
        yield History(store, held)
    finally:
        store.close()
