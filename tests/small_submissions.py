"""Submissions small enough to read: a race of eight drivers, and the engine's answer to what a user may write."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lineup_engine.seam import CheckReport, JobResult, NamedFile, Problem, Submission
from lineup_engine.work import check, lay_out, open_stage, read_result, run_task

HEADER = "Position,Name + ID,Name,ID,Roster Position,Salary,Game Info,TeamAbbrev,AvgPointsPerGame"
DRIVERS = (
    ("Al Able", 101, 9000, "50.5"),
    ("Bo Baker", 102, 8500, "45"),
    ("Cy Charles", 103, 8000, "40"),
    ("Di Doe", 104, 7500, "35"),
    ("Ed Early", 105, 7000, "30"),
    ("Flo Fox", 106, 6500, "25"),
    ("Gus Gray", 107, 6000, "20"),
    ("Hal Hart", 108, 5500, "15"),
)
CONFIG = "sport: nascar\nslate: DKSalaries.csv\nlineups: 3\n"


def driver(name: str, number: int, salary: object, average: str, game: str = "Test 400") -> str:
    """One row of a salary file."""
    return f"D,{name} ({number}),{name},{number},D,{salary},{game},NAS,{average}"


def slate(rows: Iterable[str] = (), header: str = HEADER) -> bytes:
    """A salary file; without rows that of the eight drivers."""
    lines = list(rows) or [driver(*each) for each in DRIVERS]
    return "\n".join([header, *lines, ""]).encode("utf-8")


def projections(*rows: str, header: str = "Name,Fpts") -> bytes:
    """A file of projections; without rows one for the eight drivers."""
    lines = rows or tuple(f"{name},{average}" for name, _, _, average in DRIVERS)
    return "\n".join([header, *lines, ""]).encode("utf-8")


def submission(
    config: str | bytes = CONFIG,
    files: Mapping[str, bytes | str] | None = None,
    overrides: Sequence[str] = (),
    gpu: str = "",
    name: str = "",
) -> Submission:
    """A submission; a file that is given as a text is one that could not be read, for that reason."""
    content = config.encode("utf-8") if isinstance(config, str) else config
    brought = {"DKSalaries.csv": slate(), **(files or {})}
    named = tuple(
        NamedFile(path, None, found) if isinstance(found, str) else NamedFile(path, found)
        for path, found in brought.items()
    )
    return Submission(content, "config.yaml", tuple(overrides), named, gpu, name)


def refused(sent: Submission) -> tuple[Problem, ...]:
    """Every problem of a submission; there is no summary with them."""
    report = check(sent)
    assert report.wanted == ()
    assert report.summary is None
    assert report.problems
    return report.problems


def accepted(sent: Submission) -> CheckReport:
    """The answer to a submission without problems."""
    report = check(sent)
    assert [str(problem) for problem in report.problems] == []
    assert report.wanted == ()
    assert report.summary is not None
    return report


def lines(problems: Iterable[Problem]) -> list[str]:
    """The problems as the user reads them."""
    return [str(problem) for problem in problems]


def quoted_csv(name: str) -> bytes:
    """The slate with a driver of this name at its top."""
    text = io.StringIO(newline="")
    row = ["D", f"{name} (101)", name, "101", "D", "9000", "Test 400", "NAS", "50.5"]
    csv.writer(text, lineterminator="\n").writerow(row)
    return slate([text.getvalue().removesuffix("\n"), *(driver(*each) for each in DRIVERS[1:])])


def run(sent: Submission, folder: Path) -> JobResult:
    """The whole job, as the daemon does it."""
    for stage in lay_out(str(folder), sent):
        plan = open_stage(str(folder), stage)
        for index in range(plan.tasks):
            if run_task(str(folder), stage, index).ends_chain:
                break
    return read_result(str(folder))
