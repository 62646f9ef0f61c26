"""How a job is graded: its stored result and contents against the files of the contest that was played."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lineup_engine.seam import GradeOrder, GradeReport, NamedFile, Problem, Submission
from lineupd.errors import BadInput
from lineupd.jobs import GradeRecord, InputFile
from lineupd.parts import Parts
from lineupd.submissions import Incomplete, Wanted
from lineupd.unstoppable import Unstoppable


@dataclass(frozen=True, slots=True)
class Grading:
    """Which job to grade against which files; `fee`, `user` and `contest` are empty where nothing is said."""

    job_id: str
    standings: InputFile
    payouts: InputFile | None = None
    fee: str = ""
    user: str = ""
    contest: str = ""

    @property
    def files(self) -> tuple[InputFile, ...]:
        """The files of the contest."""
        return (self.standings,) if self.payouts is None else (self.standings, self.payouts)


class Gradings:
    """Grades jobs, and reads the record of all grades."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._commits = Unstoppable()

    async def grade(self, wanted: Grading) -> bytes | Incomplete:
        """The `grade` JSON, which is then kept with the job, or the files that are needed first.

        Raises `WrongState` for a job without result, and `BadInput`. The contents of a contest's files are not kept.
        """
        store = self._parts.store
        job_id = await store.resolve(wanted.job_id)
        result_json, draft = await store.result_json(job_id), await store.draft(job_id)
        _refuse_unreadable(wanted.files)
        own = {file.sha256 for file in wanted.files}
        missing = await store.missing(own)
        if missing:
            return Incomplete(tuple(Wanted(file.path, file.sha256) for file in wanted.files if file.sha256 in missing))
        contents = await store.contents({*own, *(file.sha256 for file in draft.files if file.sha256)})
        order = _order(wanted, result_json, draft.with_contents(contents), contents)
        order = replace(order, records=tuple(await store.grade_records()))
        report = await self._parts.work.grade(order)
        if report.problems:
            raise BadInput(report.problems)
        await self._commits.run(self._keep(job_id, wanted, report))
        return report.grade_json.encode("utf-8")

    async def _keep(self, job_id: str, wanted: Grading, report: GradeReport) -> None:
        record = GradeRecord(
            job_id=job_id,
            contest_key=report.contest_key,
            graded_at=self._parts.clock.now(),
            standings=wanted.standings.path,
            standings_sha256=wanted.standings.sha256,
            record_json=report.record_json,
            grade_json=report.grade_json,
        )
        await self._parts.store.keep_grade(record)
        await self._parts.store.forget_inputs([file.sha256 for file in wanted.files])

    async def calibration(self) -> bytes:
        """The `calibration` JSON over all kept grades."""
        records = await self._parts.store.grade_records()
        return (await self._parts.work.calibrate(records)).encode("utf-8")


def _order(wanted: Grading, result_json: str, submission: Submission, contents: Mapping[str, bytes]) -> GradeOrder:
    standings, payouts = wanted.standings, wanted.payouts
    return GradeOrder(
        result_json=result_json,
        submission=submission,
        standings=NamedFile(standings.path, contents[standings.sha256]),
        payouts=None if payouts is None else NamedFile(payouts.path, contents[payouts.sha256]),
        fee=wanted.fee,
        user=wanted.user,
        contest=wanted.contest,
    )


def _refuse_unreadable(files: tuple[InputFile, ...]) -> None:
    """A file that the client could not read is the user's to mend."""
    problems = [Problem(file.path, 0, 0, file.unreadable) for file in files if file.unreadable]
    if problems:
        raise BadInput(problems)
