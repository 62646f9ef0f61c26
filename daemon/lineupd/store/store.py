"""The history as the rest of the daemon sees it: every call is awaited, every change is on the disk when it returns."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

from lineup_engine.seam import JobResult
from lineupd.clock import Clock
from lineupd.errors import StoreDamaged, StoreUnusable
from lineupd.jobs import Draft, GradeRecord, Job, JobDetails, JobStatus, NewJob, Ran, StageRecord
from lineupd.store import details, grades, intake, listing, moves, queries, queue, removal, rows
from lineupd.store.moves import Move
from lineupd.store.schema import prepare
from lineupd.store.sqlite import connect_reader, connect_writer, meaning_of
from lineupd.store.thread import StoreThread
from lineupd.store.upkeep import Upkeep
from lineupd.store.witness import Witness
from lineupd.text import plain

Answer = TypeVar("Answer")

_SMALL = 16 * 1024


class Store:
    """The history in one SQLite file: one thread writes, another reads, so neither waits for the other.

    A third reads what may take long, as a search through all jobs does: nobody who asks for one job waits for that.
    """

    def __init__(self, path: Path, clock: Clock) -> None:
        """Open the file, or make it; raises `StoreError`."""
        try:
            witness = Witness(path, prepare(path))
            self._writer = StoreThread("store-writer", path, connect_writer, witness)
            self._reader = StoreThread("store-reader", path, connect_reader)
            self._browser = StoreThread("store-browser", path, _browser)
            self.upkeep = Upkeep(path, self._write, self._reader.run, lambda: self._writer.changes)
        except sqlite3.Error as error:
            raise meaning_of(error, path) from error
        except OSError as error:
            raise StoreUnusable(f"{path} cannot be used: {error}") from error
        self.path = path
        self._clock = clock
        self._counts: Mapping[JobStatus, int] | None = None
        self._queue_paused: bool | None = None
        self._changes = 0

    @property
    def damage(self) -> StoreDamaged | None:
        """Why nothing more may be written; None = all is well."""
        threads = (self._writer, self._reader, self._browser, self.upkeep.keeper)
        return next((thread.damage for thread in threads if thread.damage), None)

    def look(self) -> None:
        """See whether the file is still the one that was opened; `damage` says so when it is not."""
        self._writer.look()

    def close(self) -> None:
        """Finish what was begun; the file is complete by itself afterwards."""
        self.upkeep.keeper.close()
        self._browser.close()
        self._reader.close()
        self._writer.close()

    # Jobs come in.

    async def missing(self, hashes: Iterable[str]) -> frozenset[str]:
        """Those of these hashes whose contents are not here."""
        wanted = tuple(hashes)
        return await self._reader.run(lambda db: intake.missing(db, wanted)) if wanted else frozenset()

    async def contents(self, hashes: Iterable[str]) -> dict[str, bytes]:
        """The contents under these hashes; raises `InputMissing`."""
        wanted = tuple(hashes)
        return await self._reader.run(lambda db: intake.contents(db, wanted)) if wanted else {}

    async def put_input(self, content: bytes) -> str:
        """Keep contents; answers their hash."""
        packed = await _packed(content)
        await self._writer.run(lambda db: intake.put(db, packed, self._clock.now()))
        return packed.sha256

    async def find_key(self, key: str) -> Job | None:
        """The job that a client's key was used for."""
        return await self._reader.run(lambda db: intake.find_key(db, key))

    async def add(self, new: NewJob) -> intake.Added:
        """Accept a job; a key that was used before answers the job it was used for. Raises `InputMissing`."""
        config = await _packed(new.draft.config)
        return await self._write(lambda db: intake.add_job(db, new, config))

    # Jobs move.

    async def claim(self, now: str) -> Job | None:
        """Start the next job that may run at this moment; None when there is none. After a power cut it may wait again."""
        return await self._write(lambda db: moves.claim(db, now, self._clock.now()), lasts=False)

    async def complete(self, job: Job, result: JobResult, ran: Ran | None = None) -> Job:
        """Running -> completed, with the result and what the attempt has to say; None = what was written last."""

        def work(db: sqlite3.Connection) -> Job:
            select = "SELECT warnings_json FROM jobs WHERE id = ?"
            found = db.execute(select, (job.id,)).fetchone()
            warnings = tuple(json.loads(found[0])) if found else ()
            changes = moves.completion(result, warnings)
            return moves.change(db, replace(self._leaving(job, JobStatus.COMPLETED), changes=changes), ran)

        return await self._write(work)

    async def fail(self, job: Job, error: str, hint: str, ran: Ran | None = None) -> Job:
        """Running -> failed, with one sentence, a hint and what the attempt has to say; None = what was written last."""
        changes = {"error": plain(error), "hint": plain(hint)}
        wanted = replace(self._leaving(job, JobStatus.FAILED), note=error, changes=changes)
        return await self._write(lambda db: moves.change(db, wanted, ran))

    async def cancel(
        self, job_ids: tuple[str, ...] | None, ran: Mapping[str, Ran] = MappingProxyType({})
    ) -> tuple[list[Job], list[str]]:
        """Cancel these jobs, or with None all that wait or run; answers those cancelled and the ids of those finished.

        `ran` is what the attempts at work have to say, by job.
        """
        return await self._write(lambda db: moves.cancel(db, job_ids, self._clock.now(), ran))

    async def requeue_all(self, note: str, ran: Mapping[str, Ran] = MappingProxyType({})) -> list[Job]:
        """Running -> queued for every running job: at the start and at the end of a daemon none can be."""
        return await self._write(lambda db: moves.requeue_all(db, self._clock.now(), note, ran))

    async def save_progress(self, job: Job, ran: Ran) -> bool:
        """Note how far a running job is and what its attempt has to say so far; False when the attempt is over.

        A power cut may take back the last such notes.
        """
        return await self._writer.run(lambda db: moves.save_progress(db, job, ran), lasts=False)

    async def delete(self, job_ids: tuple[str, ...]) -> None:
        """Remove finished jobs with everything that only they use; raises `WrongState`."""
        await self._write(lambda db: removal.delete(db, job_ids))

    # The queue is put in order.

    async def prioritize(self, job_ids: tuple[str, ...], priority: int) -> list[Job]:
        """Give jobs that wait or run this priority; answers those that had another. Raises `WrongState`."""
        return await self._write(lambda db: queue.prioritize(db, job_ids, priority, self._clock.now()))

    async def pause(self, job_ids: tuple[str, ...], ran: Mapping[str, Ran]) -> list[Job]:
        """Pause jobs, those that run as well; answers those that were not paused. Raises `WrongState`."""
        return await self._write(lambda db: queue.pause(db, job_ids, self._clock.now(), ran))

    async def resume(self, job_ids: tuple[str, ...]) -> list[Job]:
        """Let paused jobs run again; answers those that were paused. Raises `WrongState`."""
        return await self._write(lambda db: queue.resume(db, job_ids, self._clock.now()))

    async def queue_is_paused(self) -> bool:
        """Whether the queue is paused; so it stays over restarts."""
        if self._queue_paused is None:
            self._queue_paused = await self._reader.run(queue.is_paused)
        return self._queue_paused

    async def set_queue_paused(self, *, paused: bool) -> bool:
        """Pause the queue or let it go on; answers whether it was not so already."""
        changed = await self._writer.run(lambda db: queue.set_paused(db, paused=paused))
        self._queue_paused = paused
        return changed

    async def count_ahead(self, job: Job) -> int:
        """How many jobs that may run now are before this one."""
        return await self._browser.run(lambda db: queue.count_ahead(db, job, self._clock.now()))

    # Jobs are graded.

    async def keep_grade(self, grade: GradeRecord) -> None:
        """Keep a grade with its job, in the place of an older one of the same contest; raises `NotFound`."""
        await self._writer.run(lambda db: grades.keep(db, grade))

    async def grades(self, job_id: str) -> list[str]:
        """The grades of a job as JSON, oldest first."""
        return await self._reader.run(lambda db: grades.of_job(db, job_id))

    async def grade_records(self) -> list[str]:
        """The records of all grades as JSON, oldest first."""
        return await self._browser.run(grades.records)

    async def forget_inputs(self, hashes: Iterable[str]) -> None:
        """Forget those of these contents that no job uses."""
        unwanted = tuple(hashes)
        await self._writer.run(lambda db: removal.delete_inputs(db, unwanted))

    # Jobs are looked at.

    async def resolve(self, text: str) -> str:
        """The id that the user means by an id, the beginning of one, or `latest`."""
        return await self._reader.run(lambda db: details.resolve(db, text))

    async def get(self, job_id: str) -> Job:
        """The job with this id; raises `NotFound`."""
        return await self._reader.run(lambda db: details.get(db, job_id))

    async def details(self, job_id: str) -> JobDetails:
        """One job in full, without its result."""
        return await self._reader.run(lambda db: details.details(db, job_id))

    async def stages(self, job_id: str) -> tuple[StageRecord, ...]:
        """How far each stage of a job is."""
        return await self._reader.run(lambda db: tuple(rows.stage(row) for row in details.stages(db, job_id)))

    async def draft(self, job_id: str) -> Draft:
        """What a job was made of, contents named by hash."""
        return await self._reader.run(lambda db: details.draft(db, job_id))

    async def result_json(self, job_id: str) -> str:
        """The `result` object of a completed job; raises `WrongState`."""
        return await self._reader.run(lambda db: details.result_json(db, job_id))

    async def page(self, question: listing.Question) -> listing.Page:
        """One page of the history."""
        return await self._browser.run(lambda db: listing.read_page(db, question))

    async def unfinished(self) -> list[Job]:
        """All jobs that wait or run."""
        return await self._browser.run(details.unfinished)

    async def newest_names(self, limit: int) -> list[tuple[str, str]]:
        """Ids and names of the newest jobs."""
        return await self._reader.run(lambda db: db.execute(queries.NEWEST_NAMES, {"limit": limit}).fetchall())

    async def next_not_before(self, now: str) -> str:
        """When, after this moment, the next delayed job may start; empty when none waits."""
        return await self._reader.run(lambda db: db.execute(queries.NEXT_NOT_BEFORE, {"now": now}).fetchone()[0] or "")

    async def counts(self) -> Mapping[JobStatus, int]:
        """How many jobs are in each state; counted again only after a change."""
        if self._counts is not None:
            return self._counts
        changes = self._changes
        found = await self._reader.run(lambda db: db.execute(queries.COUNTS).fetchall())
        counts = {JobStatus(status): count for status, count in found}
        self._counts = counts if changes == self._changes else None
        return counts

    async def _write(self, work: Callable[[sqlite3.Connection], Answer], *, lasts: bool = True) -> Answer:
        try:
            return await self._writer.run(work, lasts=lasts)
        finally:
            self._changes += 1
            self._counts = None

    def _leaving(self, job: Job, to_status: JobStatus) -> Move:
        return Move(job.id, job.attempt, JobStatus.RUNNING, to_status, self._clock.now())


async def _packed(content: bytes) -> intake.PackedInput:
    """Contents as they are kept; large ones are compressed beside other work."""
    return intake.pack(content) if len(content) <= _SMALL else await asyncio.to_thread(intake.pack, content)


def _browser(path: Path) -> sqlite3.Connection:
    db = connect_reader(path)
    listing.add_functions(db)
    return db
