"""News of jobs for those who watch: each reader holds one newest snapshot per job, however slow it is."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from lineupd.jobs import Job, JobStatus


@dataclass(frozen=True, slots=True)
class News:
    """Jobs as they are now, after the change with this number."""

    revision: int
    jobs: tuple[Job, ...]


class Reader:
    """What one reader has not read yet."""

    def __init__(self, wanted: Iterable[str], revision: int) -> None:
        self._wanted = frozenset(wanted)
        self._unread: dict[str, Job] = {}
        self._revision = revision
        self._news = asyncio.Event()
        self._ended = False

    @property
    def revision(self) -> int:
        """The number of the newest change that this reader was told."""
        return self._revision

    def tell(self, job: Job, revision: int) -> None:
        """A job has changed; an older snapshot of it that was not read is forgotten."""
        if self._wanted and job.id not in self._wanted:
            return
        self._unread.pop(job.id, None)
        self._unread[job.id] = job
        self._revision = revision
        self._news.set()

    def end(self) -> None:
        """There will be no more news."""
        self._ended = True
        self._news.set()

    async def news(self) -> tuple[Job, ...] | None:
        """Whatever has changed since the last time, as it is now; None when there will be no more."""
        await self._news.wait()
        jobs, self._unread = tuple(self._unread.values()), {}
        if not self._ended:
            self._news.clear()
        return jobs or None


class Hub:
    """Tells every reader of every change, and knows how far the running jobs are."""

    def __init__(self) -> None:
        self._readers: list[Reader] = []
        self._running: dict[str, Job] = {}
        self._revision = 0
        self._closed = False

    def publish(self, job: Job) -> None:
        """A job has come in, or its state has changed."""
        if job.status is JobStatus.RUNNING:
            self._running[job.id] = job
        else:
            self._running.pop(job.id, None)
        self._tell(job)

    def progress(self, job: Job) -> None:
        """A running job is further; dropped once this attempt has ended: a task may finish in that very moment."""
        known = self._running.get(job.id)
        if known is not None and known.attempt == job.attempt:
            self._running[job.id] = job
            self._tell(job)

    def _tell(self, job: Job) -> None:
        self._revision += 1
        for reader in self._readers:
            reader.tell(job, self._revision)

    def newest(self, job: Job) -> Job:
        """The job as it is now: rows are written less often than tasks finish."""
        known = self._running.get(job.id)
        is_same = known is not None and job.status is JobStatus.RUNNING and known.attempt == job.attempt
        return known if known is not None and is_same else job

    def mean_progress(self) -> int:
        """How far the running jobs are on average, in per cent."""
        percents = [job.progress_percent for job in self._running.values()]
        return sum(percents) // len(percents) if percents else 0

    @contextmanager
    def reader(self, wanted: Iterable[str]) -> Iterator[Reader]:
        """Collect news of these jobs, of all when none is named; nothing that comes after this is missed."""
        reader = Reader(wanted, self._revision)
        if self._closed:
            reader.end()
        self._readers.append(reader)
        try:
            yield reader
        finally:
            self._readers.remove(reader)

    def close(self) -> None:
        """End every reader's news."""
        self._closed = True
        for reader in self._readers:
            reader.end()
