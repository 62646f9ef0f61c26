"""The figures of simulated contests, against the plain statistics of the trials they are made from."""

from dataclasses import replace
from math import sqrt
from statistics import fmean, pstdev, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.output.errors import CENT, student, uncertainty_of
from lineup_engine.output.figures import (
    MILLI_CENTS,
    SHARES,
    Day,
    Tally,
    contest_figures,
    day_figures,
    lineup_figures,
)

_FEE = 4 * MILLI_CENTS


def tally(prizes: list[list[int]], fee: int = _FEE, fields: int = 1) -> Tally:
    """A contest with these prizes: one list per lineup, one number per trial; trials take turns between the fields."""
    table = np.array(prizes, np.int64)
    field_of = np.arange(table.shape[1]) % fields

    def by_field(values: np.ndarray) -> np.ndarray:
        return np.array([values[:, field_of == field].sum(axis=1) for field in range(2)], np.int64)

    return Tally(
        name="main",
        fee=fee,
        lineups=tuple(range(len(prizes))),
        payout=by_field(table),
        squares=tuple(sum((prize // CENT) ** 2 for prize in row) for row in prizes),
        counts={name: by_field(table > 0) for name in SHARES},
        copies=np.array([[1] * len(prizes), [3] * len(prizes)], np.int64),
        totals=table.sum(axis=0),
        field_of=field_of,
    )


money = st.integers(0, 10**12)


@given(st.lists(money, min_size=2, max_size=30))
def test_a_lineups_figures_are_the_statistics_of_its_prizes(prizes: list[int]) -> None:
    """Means and standard errors, in dollars and as parts of the fee."""
    figures = lineup_figures(tally([prizes]), 0)
    mean, error = fmean(prizes) / MILLI_CENTS, pstdev(prizes) / sqrt(len(prizes)) / MILLI_CENTS
    assert figures["profit"] == pytest.approx(mean - 4)
    assert figures["roi"] == pytest.approx(mean / 4 - 1)
    # Squares are those of whole cents.
    assert figures["stderr"]["profit"] == pytest.approx(error, abs=2e-2)
    assert figures["stderr"]["roi"] == pytest.approx(error / 4, abs=1e-2)
    share = sum(prize > 0 for prize in prizes) / len(prizes)
    assert figures["cash"] == share
    once_more = (sum(prize > 0 for prize in prizes) + 1) / (len(prizes) + 2)
    assert figures["stderr"]["cash"] == pytest.approx(sqrt(once_more * (1 - once_more) / len(prizes)))
    assert figures["duplicates"] == 2
    assert figures["stderr"]["duplicates"] == pytest.approx(1)


@given(st.lists(st.lists(money, min_size=40, max_size=40), min_size=1, max_size=3))
def test_a_days_figures_are_the_statistics_of_all_prizes(prizes: list[list[int]]) -> None:
    """The distribution of what all lineups win together, less their fees."""
    figures = contest_figures(tally(prizes))
    profits = sorted(sum(column) / MILLI_CENTS - 4 * len(prizes) for column in zip(*prizes, strict=True))
    assert figures["fees"] == 4 * len(prizes)
    assert figures["profit_mean"] == pytest.approx(fmean(profits), abs=1e-6)
    assert figures["profit_sd"] == pytest.approx(pstdev(profits), abs=1e-3)
    assert figures["p_profit"] == sum(profit > 0 for profit in profits) / 40
    assert figures["quantiles"]["0.05"] == pytest.approx(profits[1])
    assert figures["quantiles"]["0.50"] == pytest.approx(profits[19])
    assert figures["quantiles"]["0.99"] == pytest.approx(profits[39])
    assert figures["shortfall"] == pytest.approx(fmean(profits[:2]), abs=1e-6)


def test_a_free_contest_has_no_return_on_its_fee() -> None:
    """Nothing can be divided by no fee."""
    figures = lineup_figures(tally([[5, 0]], fee=0), 0)
    assert figures["roi"] is None
    assert figures["stderr"]["roi"] is None
    day = day_figures(Day(np.zeros(3, np.int64), 0, (np.zeros(3, np.int64),)))
    assert [day[key] if key == "roi" else day[key]["roi"] for key in ("roi", "stderr", "margin")] == [None] * 3


def test_what_fields_differ_by_is_part_of_every_error() -> None:
    """Two fields that always pay 10 and 20 dollars: the mean is known to 5 dollars, however many trials there were."""
    figures = tally([[10 * MILLI_CENTS, 20 * MILLI_CENTS] * 500], fields=2)
    assert lineup_figures(figures, 0)["stderr"]["profit"] == pytest.approx(5)
    assert lineup_figures(figures, 0)["stderr"]["roi"] == pytest.approx(5 / 4)
    assert contest_figures(figures)["stderr"]["profit_mean"] == pytest.approx(5)
    often = tally([[MILLI_CENTS, 0] * 500], fields=2)
    assert lineup_figures(often, 0)["stderr"]["cash"] == pytest.approx(0.5)
    one = lineup_figures(tally([[MILLI_CENTS, 0] * 500]), 0)
    assert one["stderr"]["cash"] == pytest.approx(0.5 / sqrt(1000))


def test_what_was_never_seen_is_not_certain() -> None:
    """A lineup that never won in 1,000 trials may win once in some thousands, and then the first prize."""
    never = replace(tally([[0] * 1000]), first=1000 * MILLI_CENTS)
    figures = lineup_figures(never, 0)
    assert figures["win"] == 0
    assert figures["stderr"]["win"] == pytest.approx(1 / 1000, rel=0.01)
    assert figures["stderr"]["profit"] == pytest.approx(1, rel=0.01)
    assert contest_figures(never)["stderr"]["profit_mean"] == pytest.approx(1, rel=0.01)
    assert contest_figures(never)["stderr"]["p_profit"] == pytest.approx(1 / 1000, rel=0.01)
    often = lineup_figures(replace(tally([[MILLI_CENTS, 0] * 500]), first=1000 * MILLI_CENTS), 0)
    assert often["stderr"]["profit"] == pytest.approx(0.5 / sqrt(1000))
    few = lineup_figures(replace(never, different=10), 0)
    assert few["stderr"]["win"] == pytest.approx(sqrt(1 / 12 * 11 / 12 / 10))


@pytest.mark.parametrize(("freedom", "known"), [(1, 12.7062), (2, 4.3027), (3, 3.1824), (5, 2.5706), (15, 2.1314)])
def test_students_t_is_that_of_the_tables(freedom: int, known: float) -> None:
    """The 97.5 per cent column; without fields the normal distribution."""
    assert student(freedom) == pytest.approx(known, rel=0.0015)
    assert student(0) == pytest.approx(1.96, abs=1e-4)


@pytest.mark.parametrize("fields", [2, 4, 8])
def test_margins_hold_the_truth_95_times_of_100(fields: int) -> None:
    """However few fields tell them; twice the standard error of two fields does 70 times of 100."""
    random = np.random.default_rng(4)
    field_of, held, twice = np.arange(8 * fields) % fields, 0, 0
    for _ in range(2_000):
        values = np.rint(random.normal(0, 1e6, fields)).astype(np.int64)[field_of]
        found = uncertainty_of(values, [field_of], 0.0)
        held += abs(values.mean()) <= found.margin
        twice += abs(values.mean()) <= 2 * found.error
    assert 1_870 < held < 1_930
    assert twice < (1_450 if fields == 2 else 1_880)


def test_combinations_of_fields_are_no_observations_of_their_own() -> None:
    """Three fields of one contest and four of another make twelve pairs; what either does is known from three and four.

    Ownership errs together in both, so that errors are added up.
    """
    trials = np.arange(12_000)
    one, other = trials % 3, trials % 4
    totals = (np.array([0, 10, 20])[one] + np.array([0, 5, 20, 3])[other]) * MILLI_CENTS
    figures = day_figures(Day(totals, 0, (one, other)))
    errors = [stdev([0, 10, 20]) / sqrt(3), stdev([0, 5, 20, 3]) / 2]
    assert figures["stderr"]["profit_mean"] == pytest.approx(sum(errors))
    assert figures["margin"]["profit_mean"] == pytest.approx(4.3027 * errors[0] + 3.1824 * errors[1], rel=0.002)
