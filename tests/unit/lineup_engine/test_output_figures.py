"""The figures of simulated contests, against the plain statistics of the trials they are made from."""

from math import sqrt
from statistics import fmean, pstdev, stdev

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.output.figures import CENT, MILLI_CENTS, SHARES, Tally, contest_figures, day_figures, lineup_figures

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
    assert figures["stderr"]["cash"] == pytest.approx(sqrt(share * (1 - share) / len(prizes)))
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
    assert day_figures(np.zeros(3, np.int64), 0, [np.zeros(3, np.int64)])["roi"] is None


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


def test_combinations_of_fields_are_no_observations_of_their_own() -> None:
    """Three fields of one contest and four of another make twelve pairs; what either does is known from three and four."""
    trials = np.arange(12_000)
    one, other = trials % 3, trials % 4
    totals = (np.array([0, 10, 20])[one] + np.array([0, 5, 20, 3])[other]) * MILLI_CENTS
    error = day_figures(totals, 0, [one, other])["stderr"]["profit_mean"]
    assert error == pytest.approx(sqrt(stdev([0, 10, 20]) ** 2 / 3 + stdev([0, 5, 20, 3]) ** 2 / 4))
