"""Everything a worker can be asked to do, in the values of the seam."""

import errno
import json
import traceback
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from lineup_engine import unwanted
from lineup_engine.errors import (
    EngineError,
    InputError,
    InternalError,
    NoPortfolio,
    RulesClash,
    Unfinished,
    Unwanted,
)
from lineup_engine.grading.calibration import as_json
from lineup_engine.grading.calibration import calibrate as calibrated
from lineup_engine.grading.order import Known, carry_out
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.cures import find_clash
from lineup_engine.optimizer.methods import Outlook
from lineup_engine.output.entries import to_entries
from lineup_engine.output.files import to_draftkings, to_fanduel, to_table
from lineup_engine.seam import (
    CheckReport,
    GradeOrder,
    GradeReport,
    JobResult,
    JobSummary,
    Problem,
    StagePlan,
    Submission,
    TaskDone,
    TaskFailed,
)
from lineup_engine.specification import Specification
from lineup_engine.specify import Specified, entries_of, specify_with_places, wanted_files
from lineup_engine.specify.clashes import refusal, refusal_of_exposures
from lineup_engine.stages.candidates import METHODS
from lineup_engine.stages.draws import ranges_of
from lineup_engine.stages.folder import JobFolder
from lineup_engine.stages.run import STAGES, begin, course_of, last_result, plan_stage, run_one
from lineup_engine.stages.text import to_json

_SITE_OF = {"dk": "draftkings", "fd": "fanduel"}
_NO_SPACE = {errno.ENOSPC: "the disk is full", errno.EDQUOT: "the disk quota is used up"}
_MAKE_SPACE = "free some space on that disk; `lineup jobs rm` of jobs that are over frees some, too"
_NEED_LESS = "fewer candidates, trials or entries need less"
_FORMAT_OF = {site: fmt for fmt, site in _SITE_OF.items()}


def check(submission: Submission) -> CheckReport:
    """Judge a submission without running it: the files still wanted, or every problem, or what the job would do."""
    try:
        wanted = wanted_files(submission)
        if wanted:
            return CheckReport(wanted=wanted)
        specified = specify_with_places(submission)
        job = compile_job(specified.specification)
        outlook = _outlook(job, specified)
    except InputError as refused:
        return CheckReport(problems=refused.problems)
    return CheckReport(warnings=job.warnings, summary=_summary(specified.specification, outlook.method))


def _outlook(job: CompiledJob, specified: Specified) -> Outlook:
    """How the lineups will be found; raises `InputError` where there are none, at the place of what is against it."""
    try:
        outlook = METHODS.outlook(job)
    except NoPortfolio as told:
        raise refusal_of_exposures(told, specified.places) from told
    if outlook.is_possible is False and not specified.specification.pinned_entries:
        raise refusal(find_clash(job), specified.places)
    return outlook


def lay_out(folder: str, submission: Submission) -> tuple[str, ...]:
    """Write a submission into its job's folder; answers the stages in order."""
    return begin(JobFolder(Path(folder)), submission)


def open_stage(folder: str, stage: str) -> StagePlan:
    """Make the inputs of a stage from what the one before left; answers its tasks and which are finished."""
    return plan_stage(JobFolder(Path(folder)), stage)


def run_task(folder: str, stage: str, index: int) -> TaskDone:
    """Do one task; its result is in the folder when this returns."""
    return run_one(JobFolder(Path(folder)), stage, index)


def read_result(folder: str) -> JobResult:
    """The result of a job whose last stage is finished."""
    arrays = last_result(JobFolder(Path(folder))).arrays
    result = to_json(arrays["result"])
    text = arrays["result"].tobytes().decode("ascii")
    return JobResult(text, result["hash"], len(result["lineups"]), tuple(to_json(arrays["warnings"])))


def export(result_json: str, fmt: str, site: str = "", sport: str = "", submission: Submission | None = None) -> bytes:
    """A result as a file: "csv", or "dk" or "fd" where the job is of that site; an empty site is not checked.

    Where the submission has an entries file, the upload file is that file with the lineups in it.
    """
    if site and _SITE_OF.get(fmt, site) != site:
        words = f"this job is of {site}, and {fmt} is the upload file of {_SITE_OF[fmt]}"
        raise InputError([Problem("upload file", 0, 0, words, f"write --format {_FORMAT_OF[site]}")])
    if fmt == "csv":
        return to_table(result_json)
    entries = None if submission is None else entries_of(submission)
    if entries is not None:
        return to_entries(result_json, entries, _SITE_OF[fmt])
    if fmt == "dk":
        return to_draftkings(result_json)
    if fmt == "fd":
        return to_fanduel(result_json, sport)
    raise InternalError(f"there is no export format {fmt}")


def grade(order: GradeOrder) -> GradeReport:
    """A job against the standings of a contest, or every problem with the files of the contest."""
    return carry_out(order, partial(_known, order))


def _known(order: GradeOrder, specified: Specified, contest: str) -> Known:
    """What a job knows of the contest that it is graded against."""
    if specified.specification.play is None:
        return Known()
    from lineup_engine.stages.contests.recall import recall

    return recall(order, specified, contest)


def calibrate(records: Sequence[str]) -> str:
    """The record of stored grades, oldest first, as JSON; each is the `record_json` of its report."""
    return json.dumps(as_json(calibrated([json.loads(record) for record in records])), separators=(",", ":"))


def prepare_fast_path(*, wanted: bool, compiler: Callable[..., None] | None = None) -> None:
    """Compile the fast path beside other work, or leave it out, in a process that goes on to serve.

    `compiler` has kernels compiled in another process (`lineup_kernels.warm.Warming`).
    """
    if wanted:
        METHODS.compile_beside(compiler)
    else:
        METHODS.leave_out_fast()


def listen(is_unwanted: Callable[[], bool]) -> None:
    """Whom long work asks, between two pieces of it, whether it is still wanted; where not, it ends in `Unwanted`."""
    unwanted.listen(is_unwanted)


def failed(exc: BaseException) -> TaskFailed:
    """What the user is told of an exception: rules and input are his to cure, space comes back, all else is our bug."""
    told = _by_the_machine(exc) or _by_the_user(exc)
    if told is not None:
        return told
    message = str(exc) if isinstance(exc, EngineError) else f"{type(exc).__name__}: {exc}"
    kind = "unfinished" if isinstance(exc, Unfinished) else "internal"
    return TaskFailed(kind, message, trace="".join(traceback.format_exception(exc)))


def _by_the_machine(exc: BaseException) -> TaskFailed | None:
    if isinstance(exc, OSError) and exc.errno in _NO_SPACE:
        return TaskFailed("space", f"{_NO_SPACE[exc.errno]}: what the job makes cannot be written", _MAKE_SPACE)
    if isinstance(exc, MemoryError):
        return TaskFailed("memory", f"there is not enough memory for this job: {exc or 'MemoryError'}", _NEED_LESS)
    return TaskFailed("unwanted", str(exc)) if isinstance(exc, Unwanted) else None


def _by_the_user(exc: BaseException) -> TaskFailed | None:
    if isinstance(exc, RulesClash):
        return TaskFailed("rules", str(exc), exc.cure)
    if isinstance(exc, NoPortfolio):
        return TaskFailed("rules", str(exc), exc.hint)
    if isinstance(exc, InputError) and len(exc.problems) == 1:
        # The hint travels beside the message, which must not say it once more.
        return TaskFailed("input", str(replace(exc.problems[0], hint="")), exc.problems[0].hint)
    return TaskFailed("input", str(exc)) if isinstance(exc, InputError) else None


def _projected(specification: Specification) -> set[str]:
    """Who has points, each person once."""
    players = zip(specification.slate.players, specification.points, strict=True)
    return {player.person for player, points in players if points is not None}


def _summary(specification: Specification, method: str) -> JobSummary:
    return JobSummary(
        name=specification.name,
        site=specification.site,
        sport=specification.sport,
        mode=specification.mode,
        seed=specification.seed,
        gpu=specification.gpu,
        players=len({player.person for player in specification.slate.players}),
        with_projection=len(_projected(specification)),
        lineups=specification.lineups + specification.pinned_entries,
        tasks=_tasks(specification),
        stages=course_of(has_contests=specification.play is not None),
        rules_table=specification.rules.title,
        config_json=specification.config_json,
        matches=specification.matches,
        method=method,
    )


def _tasks(specification: Specification) -> int:
    """How many tasks there will be, as far as that can be told before the work."""
    if specification.play is None:
        return _candidate_tasks(specification) + len(STAGES) - 1
    from lineup_engine.stages.contests.course import tasks_of

    return tasks_of(specification.play)


def _candidate_tasks(specification: Specification) -> int:
    lineups, spread = specification.lineups, specification.spread
    if spread is None or not lineups:
        return max(1, lineups)
    return ranges_of(lineups, spread.trials, has_wishes=bool(specification.choices.wishes)).count
