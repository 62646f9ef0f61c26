"""News of jobs for those who watch: each reader holds one newest snapshot per job, however slow it is, and not too many.

Every change has a number. Whoever comes back with the number that he has seen is told what came after it, as long as
that is known.
"""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import takewhile

from lineupd.beat import Beat
from lineupd.jobs import Job, JobStatus

MOST_CHANGED = 1000
"""A reader, and the memory of what changed last, know so many jobs; who missed more begins anew."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Jobs as they are now, and the ids of those that are gone, after the change with this number."""

    revision: int
    jobs: tuple[Job, ...] = ()
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class News:
    """What a watcher is told; `is_all` = these are the jobs that there are, whatever was told before."""

    changes: Changes
    is_all: bool = False


class _Newest:
    """The newest of each job that changed, None where it is gone; the longest unchanged is forgotten first."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, tuple[int, Job | None]] = OrderedDict()
        self.forgotten = 0
        """The number of the newest change that is not known any more."""

    def note(self, job_id: str, job: Job | None, revision: int) -> None:
        self._found.pop(job_id, None)
        self._found[job_id] = revision, job
        if len(self._found) > MOST_CHANGED:
            _, (self.forgotten, _) = self._found.popitem(last=False)

    def after(self, seen: int, revision: int) -> Changes:
        """What changed after a change that was seen, up to this one."""
        newer = [
            (job_id, job) for job_id, (_, job) in takewhile(lambda one: one[1][0] > seen, reversed(self._found.items()))
        ]
        newer.reverse()
        jobs = tuple(job for _, job in newer if job is not None)
        return Changes(revision, jobs, tuple(job_id for job_id, job in newer if job is None))

    def clear(self) -> None:
        self._found.clear()
        self.forgotten = 0

    def forget(self, revision: int) -> None:
        """Whatever was known up to this change is not any more."""
        self._found.clear()
        self.forgotten = revision


class Reader:
    """What one reader has not read yet."""

    def __init__(self, wanted: Iterable[str], revision: int) -> None:
        self._wanted = frozenset(wanted)
        self._unread = _Newest()
        self._revision = revision
        self._news = asyncio.Event()
        self._ended = False

    @property
    def revision(self) -> int:
        """The number of the newest change that this reader was told."""
        return self._revision

    def wants(self, job_id: str) -> bool:
        """Whether the reader wants to be told of this job."""
        return not self._wanted or job_id in self._wanted

    def tell(self, job_id: str, job: Job | None, revision: int) -> None:
        """A job has changed, or is gone; an older snapshot of it that was not read is forgotten."""
        self._unread.note(job_id, job, revision)
        self._revision = revision
        self._news.set()

    def begin_anew(self, revision: int) -> None:
        """Something is different for very many jobs: whoever reads looks at his own again."""
        self._unread.forget(revision)
        self._revision = revision
        self._news.set()

    def end(self) -> None:
        """There will be no more news."""
        self._ended = True
        self._news.set()

    async def news(self) -> Changes | None:
        """Whatever has changed since the last time, as it is now; None when there will be no more.

        Raises `MissedNews` when more has changed than is known: the reader begins anew, and misses nothing after that.
        """
        await self._news.wait()
        found, missed = self._unread.after(0, self._revision), self._unread.forgotten
        self._unread.clear()
        if not self._ended:
            self._news.clear()
        if missed:
            raise MissedNews
        return found if found.jobs or found.removed else None


class MissedNews(Exception):
    """A reader was so slow that not all that changed is known any more."""


class Hub:
    """Tells every reader of every change, and knows how far the running jobs are."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._readers: list[Reader] = []
        self._running: dict[str, Job] = {}
        self._began_at: dict[str, float] = {}
        self._held_up = ""
        self._revision = 0
        self._recent = _Newest()
        self._beat = Beat()
        self._told: tuple[int, Changes] = -1, Changes(-1)
        self._closed = False

    def publish(self, job: Job) -> None:
        """A job has come in, or its state has changed."""
        known = self._running.get(job.id)
        if job.status is JobStatus.QUEUED and known is not None and known.attempt > job.attempt:
            # It was claimed before anybody was told that it had come in.
            return
        if job.status is JobStatus.RUNNING:
            self._running[job.id] = job
            # As if the job had begun so long ago as it has run in all its attempts.
            self._began_at.setdefault(job.id, self._monotonic() - job.seconds)
        else:
            self._running.pop(job.id, None)
            self._began_at.pop(job.id, None)
        self._note(job.id, job)

    def change(self, job: Job) -> None:
        """Something about a job has changed and its state has not; what is known of its progress stays."""
        known = self._running.get(job.id)
        if known is not None and job.status is JobStatus.RUNNING:
            self._running[job.id] = job = replace(known, priority=job.priority)
        self._note(job.id, job)

    def leave(self, job: Job) -> None:
        """An attempt ends without a word of its own, because somebody else has moved its job on."""
        known = self._running.get(job.id)
        if known is not None and known.attempt == job.attempt:
            del self._running[job.id]
            self._began_at.pop(job.id, None)

    def running(self) -> tuple[Job, ...]:
        """The jobs that run, as they are now."""
        return tuple(self._running.values())

    @property
    def held_up(self) -> str:
        """Why no job can be started; empty = they can."""
        return self._held_up

    def hold_up(self, why: str) -> None:
        """Why no job can be started; empty = they can. All jobs that wait look different then: who watches looks again."""
        if why == self._held_up:
            return
        self._held_up = why
        self._revision += 1
        self._recent.forget(self._revision)
        self._beat.note()
        for reader in self._readers:
            reader.begin_anew(self._revision)

    @property
    def trouble(self) -> str:
        """Why jobs do not go on; empty when all do."""
        return next(filter(None, (self._held_up, *(job.waits_for for job in self._running.values()))), "")

    def progress(self, job: Job) -> None:
        """A running job is further; dropped once this attempt has ended: a task may finish in that very moment."""
        known = self._running.get(job.id)
        if known is not None and known.attempt == job.attempt:
            self._running[job.id] = job
            self._note(job.id, job)

    def remove(self, job_ids: Iterable[str]) -> None:
        """Jobs are gone from the history."""
        for job_id in job_ids:
            self._note(job_id, None)

    def _note(self, job_id: str, job: Job | None) -> None:
        self._revision += 1
        self._recent.note(job_id, job, self._revision)
        self._beat.note()
        for reader in self._readers:
            if reader.wants(job_id):
                reader.tell(job_id, job and self.newest(job), self._revision)

    @property
    def revision(self) -> int:
        """The number of the newest change."""
        return self._revision

    def since(self, seen: int) -> Changes | None:
        """What changed after a change that was seen; None when not all of it is known, or that number was never given.

        All who ask for the same are answered the same object.
        """
        if not self._recent.forgotten <= seen <= self._revision:
            return None
        if (self._told[0], self._told[1].revision) != (seen, self._revision):
            changes = self._recent.after(seen, self._revision)
            self._told = seen, replace(changes, jobs=tuple(map(self.newest, changes.jobs)))
        return self._told[1]

    async def news_after(self, seen: int) -> bool:
        """Wait until it is time to be told what came after a change that was seen; False when there will be no more."""
        if not self._closed:
            await self._beat.wait(is_news=self._revision > seen)
        return self._revision > seen

    def newest(self, job: Job) -> Job:
        """The job as it is now: rows are written less often than tasks finish, and do not tell of trouble."""
        if job.status is JobStatus.QUEUED:
            why = f"paused (`lineup jobs resume {job.id}` lets it go on)" if job.paused else self._held_up
            return replace(job, waits_for=why) if why else job
        known = self._running.get(job.id)
        if known is None or job.status is not JobStatus.RUNNING or known.attempt != job.attempt:
            return job
        return replace(known, seconds=self._monotonic() - self._began_at[job.id])

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
        self._beat.end()
        for reader in self._readers:
            reader.end()
