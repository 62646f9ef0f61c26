"""The record over many grades, and what it suggests."""

import random

import pytest

from lineup_engine.grading.calibration import ALL, as_json, calibrate, spread_of, suggest
from small_grades import stored


def test_spreads_that_are_too_small_are_found_with_their_error() -> None:
    record = calibrate([stored(f"s{number}") for number in range(40)]).records[0]
    assert record.suggestion.factor == pytest.approx(1.4, abs=0.08)
    assert record.suggestion.stderr is not None
    assert 0.005 < record.suggestion.stderr < 0.1
    assert record.suggestion.words.startswith("std-devs times 1.4")
    assert record.players == 2400


def test_spreads_that_are_right_stay() -> None:
    record = calibrate([stored(f"s{number}", sd=1.0) for number in range(12)]).records[0]
    assert record.suggestion.words.startswith("std-devs are right within their error")


def test_too_few_slates_suggest_nothing() -> None:
    words = calibrate([stored("a", players=300), stored("b")]).records[0].suggestion.words
    assert words == "too few for a correction: 360 players on 2 slates; it takes 200 on 5"


def test_a_slate_counts_once_however_often_it_was_graded() -> None:
    """Two contests of one night have the same results of the same players."""
    once = [stored(f"s{number}") for number in range(6)]
    twice = calibrate([*once, *once]).records[0]
    assert (twice.contests, twice.slates, twice.players) == (12, 6, 360)
    assert twice.suggestion == calibrate(once).records[0].suggestion


def test_sports_stand_apart_and_together() -> None:
    found = calibrate([stored("a"), stored("b", "mma"), stored("c", "mma", final=False)])
    assert [(one.sport, one.contests) for one in found.records] == [("mma", 1), ("nba", 1), (ALL, 2)]
    assert found.graded == 2


def test_figures_are_means_over_contests_and_players() -> None:
    one, other = stored("a"), stored("b", players=20)
    other["forecasts"]["coverage"] = {"50": 0.8, "80": 1.0, "95": 1.0}
    other["field"]["simulated_ownership"] = None
    other["contest_figures"] = None
    record = calibrate([one, other]).records[0]
    assert record.coverage == {"50": 0.5, "80": 0.775, "95": 0.925}
    assert record.simulated_ownership_error == 1.0
    assert record.projected_ownership_error == 4.0
    assert (record.cash_line_percentile, record.winning_percentile) == (0.3, 0.9)
    assert record.crps == 3.0
    assert record.money is not None
    assert (record.money.fees, record.money.profit, record.money.roi, record.money.expected) == (
        160.0,
        -40.0,
        -0.25,
        8.0,
    )


def test_a_contest_without_money_or_forecast_is_still_a_contest() -> None:
    bare = stored("a", forecasts=None, field=None, contest_figures=None)
    bare["portfolio"] = {"fees": None, "profit": None, "forecast": None}
    record = calibrate([bare]).records[0]
    assert (record.contests, record.players, record.money, record.coverage, record.z_sd) == (1, 0, None, None, None)


def test_nothing_graded_is_no_record() -> None:
    assert as_json(calibrate([])) == {"schema": 1, "graded": 0, "records": ()}


def test_the_error_is_that_of_slates_not_of_players() -> None:
    """The same players in one tenth of the slates: what a slate does to all of its players weighs more."""
    draw = random.Random(3)
    slates = [[draw.gauss(0, 1) * (1 + 0.3 * (number % 2)) for _ in range(50)] for number in range(40)]
    few = [[score for slate in slates[start::4] for score in slate] for start in range(4)]
    assert spread_of(slates)[0] == spread_of([*few])[0]
    assert spread_of(slates)[1] != spread_of(few)[1]


def test_the_error_is_about_what_repetition_gives() -> None:
    """The standard error against the spread of the factor over many records."""
    draw = random.Random(11)
    runs = [spread_of([[draw.gauss(0, 1) for _ in range(30)] for _ in range(12)]) for _ in range(300)]
    mean = sum(factor for factor, _ in runs) / len(runs)
    sd = (sum((factor - mean) ** 2 for factor, _ in runs) / (len(runs) - 1)) ** 0.5
    assert sum(error for _, error in runs) / len(runs) == pytest.approx(sd, rel=0.15)


def test_scores_without_spread_make_no_error() -> None:
    assert spread_of([[0.0] * 50] * 5) == (0.0, 0.0)
    assert suggest([[0.0] * 50] * 5).factor == 0.0
