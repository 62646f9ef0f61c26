"""Jobs with contests over invented slates, small enough to be done in a moment."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from engine_runs import submission
from lineup_engine.seam import JobResult, Submission
from lineup_engine.work import lay_out, open_stage, read_result, run_task
from slates import make_projections, make_slate

TERMS = "entries: 90, fee: 5, payouts: pay.csv"
CONTEST = f"{{{TERMS}, field: {{any_sum: true, fields: 4}}}}"
"""The words of a contest whose ownership is that of the invented projections."""

PAYOUTS = b"Place,Payout\n1,100\n2,40\n3-10,12\n11-40,6\n"


def contest_job(
    contest: str, more: str = "", sport: str = "nascar", files: Mapping[str, bytes] | None = None
) -> Submission:
    """A job of five lineups for a contest; without `field` in its words the field is estimated."""
    known = {
        "slate.csv": make_slate(sport, 5).encode(),
        "own.csv": make_projections(sport, 5).encode(),
        "pay.csv": PAYOUTS,
        **(files or {}),
    }
    trials = "" if "simulate" in more else "simulate: {trials: 300, select_trials: 200}\n"
    config = (
        f"sport: {sport}\nslate: slate.csv\nprojections: {{file: own.csv}}\nlineups: 5\n"
        f"candidates: {{count: 40}}\n{trials}contest: {contest}\n{more}"
    )
    return submission(config, known)


@dataclass(frozen=True, slots=True)
class Course:
    """A job that has been done: its result, and where its folder is."""

    result: JobResult
    folder: Path


def done(folder: Path, sent: Submission, order: Callable[[Iterable[int]], Iterable[int]] = list) -> Course:
    """A job done, its tasks in some order."""
    for stage in lay_out(str(folder), sent):
        plan = open_stage(str(folder), stage)
        for index in order(range(plan.tasks)):
            run_task(str(folder), stage, index)
    return Course(read_result(str(folder)), folder)
