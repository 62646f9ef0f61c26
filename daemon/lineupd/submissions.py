"""How a job comes in: judged by the engine first, then written down, then answered."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace

from lineup_engine.seam import CheckReport, JobSummary
from lineup_proto.connect import MAX_QUEUED
from lineupd.errors import BadInput, BadRequest, InputMissing, NotFound, TooLarge
from lineupd.jobs import Draft, InputFile, Job, JobStatus, NewJob, Wishes
from lineupd.parts import Parts
from lineupd.unstoppable import Unstoppable

RERUN_SUFFIX = " (re-run)"
"""What a re-run's name ends with, once: the repetition of a re-run has the same name."""

_MAX_TRIES = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file the client must bring: by path, or once its hash is known, by contents."""

    path: str
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """What the engine thinks of a submission, or the files that it needs first."""

    wanted: tuple[Wanted, ...]
    report: CheckReport


@dataclass(frozen=True, slots=True)
class Incomplete:
    """A submission whose files are needed first."""

    wanted: tuple[Wanted, ...]


@dataclass(frozen=True, slots=True)
class Submitted:
    """The job that was made of a submission."""

    job: Job
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Repeat:
    """Which job to run again, and what to change about it."""

    key: str
    job_id: str
    overrides: tuple[str, ...] = ()
    gpu: str = ""


class Submissions:
    """Takes submissions in; `accepted` is told of every new job."""

    def __init__(self, parts: Parts, accepted: Callable[[Job], None], version: str) -> None:
        self._parts = parts
        self._accepted = accepted
        self._version = version
        self._commits = Unstoppable()
        self._room = 0
        """So many jobs fit into the queue for sure; counted again when it is used up."""

    async def check(self, draft: Draft) -> Checked:
        """Judge a submission without queueing it."""
        hashes = dict.fromkeys(file.sha256 for file in draft.files if file.sha256)
        missing = await self._parts.store.missing(hashes)
        if missing:
            return Checked(_by_contents(draft.files, missing), CheckReport())
        contents = await self._parts.store.contents(hashes)
        report = await self._parts.work.check(draft.with_contents(contents))
        return Checked(tuple(Wanted(path) for path in report.wanted), report)

    async def submit(self, draft: Draft, wishes: Wishes) -> Submitted | Incomplete:
        """Queue a job once all its files are here; raises `BadInput`. The key decides whether it is a new one."""
        known = await self._parts.store.find_key(wishes.key)
        if known is not None:
            return Submitted(known)
        for _ in range(_MAX_TRIES - 1):
            # Contents may go with another job, deleted in this very moment: then the next look misses them.
            with suppress(InputMissing):
                return await self._accept(draft, wishes)
        return await self._accept(draft, wishes)

    async def _accept(self, draft: Draft, wishes: Wishes) -> Submitted | Incomplete:
        checked = await self.check(draft)
        if checked.wanted:
            return Incomplete(checked.wanted)
        new = self._new_job(draft, wishes, _summary_of(checked.report), checked.report.warnings)
        await self._find_room()
        job = await self._commits.run(self._write(new))
        return Submitted(job, checked.report.warnings)

    async def _find_room(self) -> None:
        """Raise `TooLarge` when the queue is as long as it may be."""
        if self._room <= 0:
            waiting = (await self._parts.store.counts()).get(JobStatus.QUEUED, 0)
            self._room = MAX_QUEUED - waiting
        if self._room <= 0:
            raise TooLarge(
                f"{MAX_QUEUED:,} jobs wait already",
                "submit again when some have run; `lineup jobs cancel --all` empties the queue",
            )
        self._room -= 1

    async def rerun(self, repeat: Repeat) -> Submitted:
        """Queue a job like another one, from its stored contents; raises `BadInput`."""
        job_id = await self._parts.store.resolve(repeat.job_id)
        job, draft = await self._parts.store.get(job_id), await self._parts.store.draft(job_id)
        again = replace(
            draft,
            overrides=(*draft.overrides, *repeat.overrides),
            gpu=repeat.gpu or draft.gpu,
            name="" if _names_the_job(repeat.overrides) else job.name.removesuffix(RERUN_SUFFIX) + RERUN_SUFFIX,
        )
        submitted = await self.submit(again, Wishes(repeat.key, job.priority, rerun_of=job_id))
        if isinstance(submitted, Incomplete):
            raise _not_stored(job_id, submitted.wanted)
        return submitted

    def _new_job(self, draft: Draft, wishes: Wishes, summary: JobSummary, warnings: tuple[str, ...]) -> NewJob:
        return NewJob(
            draft=draft,
            wishes=wishes,
            name=summary.name,
            site=summary.site,
            sport=summary.sport,
            seed=summary.seed,
            tasks_estimated=summary.tasks,
            config_json=summary.config_json,
            warnings=warnings,
            version=self._version,
            created_at=self._parts.clock.now(),
        )

    async def _write(self, new: NewJob) -> Job:
        added = await self._parts.store.add(new)
        if added.is_new:
            self._accepted(added.job)
        return added.job


def _by_contents(files: Iterable[InputFile], missing: frozenset[str]) -> tuple[Wanted, ...]:
    first = {file.sha256: file.path for file in reversed(tuple(files)) if file.sha256 in missing}
    return tuple(Wanted(path, sha256) for sha256, path in reversed(first.items()))


def _not_stored(job_id: str, wanted: Iterable[Wanted]) -> NotFound | BadRequest:
    """Why a re-run lacks files: it names some that the job never had, or the job went with its contents."""
    strange = [file.path for file in wanted if not file.sha256]
    if not strange:
        return NotFound(f"job {job_id} was removed in this moment")
    what = f"{strange[0]} is" if len(strange) == 1 else f"{', '.join(strange)} are"
    return BadRequest(f"a re-run uses the stored files; {what} not among them", "edit the config and submit it")


def _summary_of(report: CheckReport) -> JobSummary:
    if report.problems or report.summary is None:
        raise BadInput(report.problems)
    return report.summary


def _names_the_job(overrides: Iterable[str]) -> bool:
    return any(override.partition("=")[0].strip() == "name" for override in overrides)
