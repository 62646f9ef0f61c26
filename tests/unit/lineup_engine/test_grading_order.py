"""An order to grade, from files to JSON: the whole way that a worker goes."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from lineup_engine import work
from lineup_engine.errors import InputError
from lineup_engine.grading.order import Known, carry_out
from lineup_engine.grading.simulated import Simulated
from lineup_engine.seam import GradeOrder, GradeReport, NamedFile, Problem
from lineup_engine.specify import Specified
from small_contests import FIGHTERS, RACE, SCORES
from small_grades import prizes
from small_submissions import submission
from standings_files import archive, as_file, modern

HEADER = "Position,Name + ID,Name,ID,Roster Position,Salary,Game Info,TeamAbbrev,AvgPointsPerGame\n"
SLATE = HEADER + "".join(
    f"D,{name} ({101 + n}),{name},{101 + n},D,{5000 + n},Race,NAS,20\n" for n, name in enumerate(FIGHTERS)
)
PROJECTIONS = "Name,Fpts,StdDev,Own%\n" + "".join(f"{name},40,10,50\n" for name in FIGHTERS)
CONFIG = "sport: nascar\nslate: DKSalaries.csv\nprojections: {file: p.csv}\nlineups: 2\n"
SUBMISSION = submission(CONFIG, {"DKSalaries.csv": SLATE.encode(), "p.csv": PROJECTIONS.encode()})
STANDINGS = as_file(modern(RACE))
PAYOUTS = b"Place,Payout,Field Size,Entry Fee\n1,20,6,4\n2,10,,\n3,6,,\n4,4,,\n"


def cell(player: int) -> dict[str, Any]:
    name = FIGHTERS[player]
    return {"slot": "D", "id": str(101 + player), "name": name, "team": "NAS", "salary": 5000 + player}


RESULT = json.dumps(
    {"lineups": [{"players": [cell(p) for p in range(6)], "points": 240.0, "entries": [], "contests": []}]}
)
ORDER = GradeOrder(RESULT, SUBMISSION, NamedFile("s.csv", STANDINGS), NamedFile("p.csv", PAYOUTS))


def done(order: GradeOrder) -> dict[str, Any]:
    report = work.grade(order)
    assert report.problems == ()
    graded: dict[str, Any] = json.loads(report.grade_json)
    return graded


def test_a_job_is_graded_from_its_files(repository: Path) -> None:
    graded = done(ORDER)
    assert graded["lineups"][0]["entries"][0]["prize"] == 15.0
    assert (graded["fee"], graded["paid_places"], graded["standings"]) == (4.0, 4, "s.csv")
    assert graded["forecasts"]["players"] == len(SCORES)
    assert graded["forecasts"]["z"]["players"] == len(SCORES)
    assert graded["field"]["projected_ownership"]["players"] == len(SCORES)
    schema = json.loads((repository / "docs/schemas/grade.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(graded)


def test_the_record_is_the_grade_without_its_lineups(repository: Path) -> None:
    report = work.grade(ORDER)
    graded = json.loads(report.grade_json)
    graded.pop("lineups")
    assert json.loads(report.record_json) == graded
    record = json.loads(work.calibrate([report.record_json]))
    assert [one["sport"] for one in record["records"]] == ["nascar", "all"]
    schema = json.loads((repository / "docs/schemas/calibration.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(record)


def test_a_contest_of_another_size_is_told() -> None:
    """What the job simulated was another contest then."""

    def known(_specified: Specified, _contest: str) -> Known:
        return Known(entries=1_000, user="TWO")

    found = json.loads(carry_out(ORDER, known).grade_json)
    words = "s.csv has 6 entries, and the job simulated a contest of 1,000"
    assert [text for text in found["warnings"] if text.startswith(words)]
    assert (found["user"], found["portfolio"]["found_by"]) == ("TWO", "user")
    asked = json.loads(carry_out(replace(ORDER, user="one"), lambda *_: Known(entries=6, user="two")).grade_json)
    assert (asked["user"], asked["warnings"]) == ("one", [])


def test_an_archive_does_as_well() -> None:
    zipped = replace(ORDER, standings=NamedFile("s.zip", archive({"contest-standings-1.csv": STANDINGS})))
    assert done(zipped)["standings"] == "s.zip/contest-standings-1.csv"


def test_live_and_final_standings_are_one_contest() -> None:
    rows = modern(RACE)
    rows[1][3] = "36"
    rows[1], rows[4] = rows[4], rows[1]
    live = replace(ORDER, standings=NamedFile("live.csv", as_file(rows)))
    other = replace(RACE, lineups=RACE.lineups[:4])
    another = replace(ORDER, standings=NamedFile("other.csv", as_file(modern(other))))
    keys = [work.grade(order).contest_key for order in (ORDER, live, another)]
    assert keys[0] == keys[1] != keys[2]


def test_without_payouts_nothing_is_said_of_money() -> None:
    assert done(replace(ORDER, payouts=None))["portfolio"]["profit"] is None


def test_the_fee_that_is_said_wins() -> None:
    assert done(replace(ORDER, fee="$5"))["portfolio"]["fees"] == 5.0


def asked(_specified: Specified, contest: str) -> Known:
    """A job that simulated one contest, `main`."""
    if contest not in {"", "main"}:
        raise InputError([Problem("--contest", 0, 0, f"the job has no contest {contest}", "it has main")])
    samples = np.array([[1_000_000, 9_000_000, 11_000_000]], np.int64)
    return Known(prizes(50, 20, 10, 5, fee=300_000), lambda _: Simulated(persons=(0,), samples=samples), "main")


def test_a_job_that_knows_its_contest_needs_no_payouts() -> None:
    graded = json.loads(carry_out(replace(ORDER, payouts=None), asked).grade_json)
    assert (graded["fee"], graded["lineups"][0]["entries"][0]["prize"]) == (3.0, 35.0)
    assert graded["forecasts"]["source"] == "simulation"
    assert graded["contest"] == "main"


def test_the_users_own_payouts_and_fee_come_before_the_jobs() -> None:
    own = json.loads(carry_out(ORDER, asked).grade_json)
    assert (own["fee"], own["lineups"][0]["entries"][0]["prize"]) == (4.0, 15.0)
    cheap = json.loads(carry_out(replace(ORDER, payouts=None, fee="1"), asked).grade_json)
    assert (cheap["fee"], cheap["lineups"][0]["entries"][0]["prize"]) == (1.0, 35.0)


def test_a_contest_that_the_job_has_not_is_told_with_everything_else() -> None:
    report = carry_out(replace(ORDER, contest="other", payouts=NamedFile("p.csv", b"")), asked)
    assert [problem.file for problem in report.problems] == ["--contest", "p.csv"]


REFUSED = {
    "a fee that is none": (replace(ORDER, fee="x"), ["--fee"]),
    "a fee without payouts": (replace(ORDER, payouts=None, fee="4"), ["--fee"]),
    "payouts without fee": (replace(ORDER, payouts=NamedFile("p.csv", b"Place,Payout\n1,5\n")), ["p.csv"]),
    "everything at once": (
        replace(ORDER, standings=NamedFile("s.csv", b"a,b\n1,2\n"), payouts=NamedFile("p.csv", b""), fee="x"),
        ["s.csv", "--fee", "p.csv"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_every_problem_is_told_at_once(case: str) -> None:
    order, files = REFUSED[case]
    report = work.grade(order)
    assert [problem.file for problem in report.problems] == files
    assert report == GradeReport(problems=report.problems)
    assert all(problem.hint for problem in report.problems)
