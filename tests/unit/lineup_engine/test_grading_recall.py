"""A job with contests grades itself: its payouts, its field, its scores and its trials are made again as they were."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema
import numpy as np
import pytest

from contest_jobs import contest_job, done
from lineup_engine import work
from lineup_engine.grading.correction import UNSETTLED, Correction, Spread, correct_by
from lineup_engine.grading.model import ForecastGrade, ZScores
from lineup_engine.seam import GradeOrder, NamedFile, Submission
from lineup_engine.specify import specify_with_places
from lineup_engine.stages.contests.recall import recall
from lineup_engine.stages.folder import JobFolder
from lineup_kernels.contest.layout import unpack_field, whole
from slates import make_players
from small_grades import stored
from standings_files import standings_of

CONTEST = "{entries: 90, fee: 5, payouts: pay.csv, field: {any_sum: true, fields: 4}}"
TWO = (
    f"[{{name: big, {CONTEST[1:]}, {{name: small one, entries: 20, fee: 2, payouts: double-up, lineups: 2, "
    "field: {ownership: model}}]"
)


@dataclass(frozen=True)
class Graded:
    """A job that is done, and the order to grade it against a contest of nobody but its own lineups."""

    sent: Submission
    folder: Path
    result: dict[str, Any]
    order: GradeOrder


def graded(folder: Path, contest: str, more: str = "") -> Graded:
    sent = contest_job(contest, more)
    text = done(folder, sent).result.result_json
    result = json.loads(text)
    standings = NamedFile("s.csv", standings_of(result["lineups"]))
    return Graded(sent, folder, result, GradeOrder(text, sent, standings))


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """One contest."""
    return graded(tmp_path_factory.mktemp("one"), CONTEST)


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Graded:
    """Two contests."""
    return graded(tmp_path_factory.mktemp("two"), TWO)


def grade_of(order: GradeOrder) -> dict[str, Any]:
    report = work.grade(order)
    assert report.problems == ()
    found: dict[str, Any] = json.loads(report.grade_json)
    return found


def test_a_grade_needs_nothing_but_the_standings(job: Graded, repository: Path) -> None:
    """Fee and prizes are the job's, and what it told of the contest comes out once more, to the last digit."""
    found = grade_of(job.order)
    assert (found["contest"], found["fee"], found["paid_places"]) == ("main", 5.0, 40)
    assert found["portfolio"]["prizes"] == 100 + 40 + 3 * 12
    assert found["forecasts"]["source"] == "simulation"
    assert found["field"]["simulated"]["entries"] == 85
    (told,) = job.result["portfolio"]["contests"]
    for figure, key in (("cash_line", "cash_line"), ("winning", "winning_score")):
        quantiles = found["contest_figures"][figure]["quantiles"]
        assert list(quantiles.values()) == list(told[key].values())
    assert found["portfolio"]["forecast"]["mean"] == told["profit_mean"]
    schema = json.loads((repository / "docs/schemas/grade.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(schema).validate(found)


def test_the_fields_are_those_of_the_job(job: Graded) -> None:
    simulated = recall(job.order, specify_with_places(job.sent), "main").simulate(None)
    kept = JobFolder(job.folder).read_inputs("simulate").parts
    assert len(simulated.fields) == 4
    for number, field in enumerate(simulated.fields):
        laid = unpack_field(kept[f"field.0.{number}"])
        weights = np.concatenate([np.ones(laid.singles, int), laid.weight])
        rows = np.sort(np.repeat(whole(laid.lineups), weights, axis=0), axis=1)
        assert sorted(rows.tolist()) == sorted(np.sort(field, axis=1).tolist())


def test_another_spread_is_that_of_the_configuration(job: Graded) -> None:
    """As a job with `simulate.spread` would have told of the same lineups."""
    corrected = recall(job.order, specify_with_places(job.sent), "").simulate(1.5)
    wider = replace(job.order, submission=replace(job.sent, overrides=("simulate.spread=1.5",)))
    told = recall(wider, specify_with_places(wider.submission), "").simulate(None)
    assert corrected.winning is not None
    assert told.winning is not None
    assert corrected.cash_lines is not None
    assert told.cash_lines is not None
    assert corrected.winning.tolist() == told.winning.tolist()
    assert np.array_equal(corrected.cash_lines, told.cash_lines)
    plain = recall(job.order, specify_with_places(job.sent), "").simulate(None)
    assert plain.winning is not None
    assert np.std(corrected.winning) > np.std(plain.winning)


def test_the_grade_tells_what_a_correction_would_change(job: Graded) -> None:
    """By the record of the sport; the real figures are the same, and nothing is corrected by a record that is right."""
    figures = grade_of(replace(job.order, records=records("nascar", 1.4)))["contest_figures"]
    corrected = figures["corrected"]
    assert corrected["source"] == "record"
    assert corrected["spread"] == pytest.approx(1.4, abs=0.1)
    assert corrected["winning"]["real"] == figures["winning"]["real"]
    assert corrected["winning"]["quantiles"] != figures["winning"]["quantiles"]
    assert grade_of(replace(job.order, records=records("nascar", 1.0)))["contest_figures"]["corrected"] is None
    assert grade_of(replace(job.order, records=records("nba", 1.4)))["contest_figures"]["corrected"] is None


def records(sport: str, sd: float) -> tuple[str, ...]:
    """Thirty graded slates whose results differ by so many of the told standard deviations."""
    return tuple(json.dumps(stored(f"s{number}", sport, sd)) for number in range(30))


@pytest.mark.parametrize(("players", "spread"), [(30, Spread(1.44, "contest")), (29, None)])
def test_without_a_record_the_results_of_a_contest_correct_it(players: int, spread: Spread | None) -> None:
    """If they are enough to tell."""
    forecasts = ForecastGrade("simulation", players, 0.0, 0.0, ZScores(players, 0.1, 1.436), None, None, None, ())
    assert correct_by(UNSETTLED, forecasts) == spread
    assert correct_by(Correction(None, is_settled=True), forecasts) is None


@pytest.mark.parametrize(
    ("contest", "words", "cure"),
    [
        ("", "the job has 2 contests", "--contest big or --contest 'small one'"),
        ("huge", 'the job has no contest "huge"', "--contest big or --contest 'small one'"),
    ],
)
def test_which_of_several_contests_has_to_be_said(two: Graded, contest: str, words: str, cure: str) -> None:
    """Before anything is simulated."""
    (problem,) = work.grade(replace(two.order, contest=contest)).problems
    assert (problem.file, problem.message) == ("--contest", words)
    assert cure in problem.hint


def test_each_of_several_contests_has_terms_of_its_own(two: Graded) -> None:
    small = grade_of(replace(two.order, contest="small one"))
    assert (small["contest"], small["fee"], small["paid_places"]) == ("small one", 2.0, 8)
    assert small["field"]["simulated"]["entries"] == 18
    told = next(one for one in two.result["portfolio"]["contests"] if one["contest"] == "small one")
    assert list(small["contest_figures"]["winning"]["quantiles"].values()) == list(told["winning_score"].values())
    assert grade_of(replace(two.order, contest="big"))["fee"] == 5.0


def test_scores_of_the_users_own_have_no_spread(tmp_path: Path) -> None:
    """Nothing is corrected then."""
    players = [player.name for player in make_players("nascar", 5)]
    rows = [
        ",".join([name, *(str(20 + (7 * number * trial) % 40) for trial in range(9))])
        for number, name in enumerate(players)
    ]
    scores = "\n".join(["Name," + ",".join(map(str, range(9))), *rows]).encode()
    more = "simulate: {trials: 100, select_trials: 100, scenarios: scores.csv}\n"
    sent = contest_job(CONTEST, more, files={"scores.csv": scores})
    text = done(tmp_path, sent).result.result_json
    order = GradeOrder(text, sent, NamedFile("s.csv", standings_of(json.loads(text)["lineups"])))
    assert grade_of(order)["contest_figures"]["corrected"] is None
