"""Everything a worker can be asked to do, in the values of the seam."""

import traceback
from pathlib import Path

from lineup_engine.errors import EngineError, InputError, InternalError, RulesClash
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.output.files import to_draftkings, to_table
from lineup_engine.seam import CheckReport, JobResult, JobSummary, StagePlan, Submission, TaskDone, TaskFailed
from lineup_engine.specification import Specification
from lineup_engine.specify import specify, wanted_files
from lineup_engine.stages.candidates import METHODS
from lineup_engine.stages.draws import ranges_of
from lineup_engine.stages.folder import JobFolder
from lineup_engine.stages.run import STAGES, begin, last_result, plan_stage, run_one
from lineup_engine.stages.text import to_json

_FORMATS = {"csv": to_table, "dk": to_draftkings}


def check(submission: Submission) -> CheckReport:
    """Judge a submission without running it: the files still wanted, or every problem, or what the job would do."""
    try:
        wanted = wanted_files(submission)
        if wanted:
            return CheckReport(wanted=wanted)
        specification = specify(submission)
    except InputError as refused:
        return CheckReport(problems=refused.problems)
    return CheckReport(warnings=compile_job(specification).warnings, summary=_summary(specification))


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


def export(result_json: str, fmt: str) -> bytes:
    """A result as a file: "csv" or "dk"."""
    if fmt not in _FORMATS:
        raise InternalError(f"there is no export format {fmt}")
    return _FORMATS[fmt](result_json)


def prepare_fast_path(*, wanted: bool) -> None:
    """Compile the fast path beside other work, or leave it out, in a process that goes on to serve."""
    if wanted:
        METHODS.compile_beside()
    else:
        METHODS.leave_out_fast()


def failed(exc: BaseException) -> TaskFailed:
    """What the user is told of an exception: rules and input are his to cure, all else is our bug."""
    if isinstance(exc, RulesClash):
        return TaskFailed("rules", str(exc), "loosen one of yours; the site's own cannot be changed")
    if isinstance(exc, InputError):
        return TaskFailed("input", str(exc), exc.problems[0].hint if len(exc.problems) == 1 else "")
    message = str(exc) if isinstance(exc, EngineError) else f"{type(exc).__name__}: {exc}"
    return TaskFailed("internal", message, trace="".join(traceback.format_exception(exc)))


def _summary(specification: Specification) -> JobSummary:
    return JobSummary(
        name=specification.name,
        site=specification.site,
        sport=specification.sport,
        mode=specification.mode,
        seed=specification.seed,
        gpu=specification.gpu,
        players=len(specification.slate.players),
        with_projection=sum(points is not None for points in specification.points),
        lineups=specification.lineups,
        tasks=_candidate_tasks(specification) + len(STAGES) - 1,
        stages=tuple(stage.name for stage in STAGES),
        rules_table=specification.rules.title,
        config_json=specification.config_json,
        matches=specification.matches,
    )


def _candidate_tasks(specification: Specification) -> int:
    lineups, spread = specification.lineups, specification.spread
    if spread is None:
        return lineups
    return ranges_of(lineups, spread.trials, has_wishes=bool(specification.choices.wishes)).count
