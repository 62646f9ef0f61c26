"""The shape of a field, and how far ownership was off, against slow definitions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_grading as slow
from effort import examples
from lineup_engine.grading.distributions import place_figure
from lineup_engine.grading.ownership import ownership_error, shares_of
from lineup_engine.grading.shape import UNKNOWN, Paid, Traits, shape_of

PLAYERS = 9
FIELDS = st.lists(st.permutations(range(PLAYERS)).map(lambda order: tuple(order[:4])), min_size=1, max_size=40)
TEAMS = st.lists(st.integers(-1, 3), min_size=PLAYERS, max_size=PLAYERS)


def traits(team: list[int] | None = None, salary: list[int] | None = None, *, is_stacked: bool = True) -> Traits:
    return Traits(
        salary=np.array(salary or [1000 * (1 + player) for player in range(PLAYERS)], np.int64),
        team=np.array(team or [player % 3 for player in range(PLAYERS)], np.int64),
        is_stacked=np.full(PLAYERS, is_stacked),
        points=100_000 * np.arange(PLAYERS, dtype=np.int64),
        is_scored=np.ones(PLAYERS, np.bool_),
        cap=26_000,
    )


def field(lineups: list[tuple[int, ...]]) -> np.ndarray[tuple[int, int], np.dtype[np.int32]]:
    return np.array(lineups, np.int32).reshape(len(lineups), 4)


@settings(max_examples=examples(150))
@given(FIELDS)
def test_duplicates_are_counted(lineups: list[tuple[int, ...]]) -> None:
    found = shape_of(field(lineups), traits(), None).duplicates
    assert found.unique == float(round(slow.share_in_groups(lineups, 1, 1), 6))
    assert found.distinct == float(round(Fraction(len(slow.groups(lineups)), len(lineups)), 6))
    assert found.largest == max(slow.groups(lineups).values())
    for name, (low, high) in {"2-3": (2, 3), "4-10": (4, 10), "31+": (31, 99), "at least 2": (2, 99)}.items():
        assert found.groups[name] == float(round(slow.share_in_groups(lineups, low, high), 6))


@settings(max_examples=examples(150))
@given(FIELDS, TEAMS)
def test_stacks_are_counted(lineups: list[tuple[int, ...]], team: list[int]) -> None:
    """Without a second team, or without a pair in any lineup, there is nothing to tell."""
    known = {player: own for player, own in enumerate(team) if own != UNKNOWN}
    wanted = slow.patterns(lineups, known)
    found = shape_of(field(lineups), traits(team), None).stacks
    if len(set(known.values())) < 2 or all(name == "none" or set(name) <= set("1-") for name in wanted):
        assert found == ()
    else:
        assert {one.pattern: one.share for one in found} == {
            name: float(round(share, 6)) for name, share in sorted(wanted.items(), key=lambda i: (-i[1], i[0]))[:12]
        }
        assert [one.share for one in found] == sorted((one.share for one in found), reverse=True)


@settings(max_examples=examples(100))
@given(FIELDS)
def test_salaries_and_points_are_those_of_the_lineups(lineups: list[tuple[int, ...]]) -> None:
    found = shape_of(field(lineups), traits(), Paid(2, 10))
    costs = [sum(1000 * (1 + player) for player in lineup) for lineup in lineups]
    scores = sorted((sum(lineup) for lineup in lineups), reverse=True)
    assert found.salary is not None
    assert found.points is not None
    assert found.salary.mean == pytest.approx(sum(costs) / len(costs), abs=1e-6)
    assert found.salary.near_cap == pytest.approx(sum(cost >= 25_740 for cost in costs) / len(costs), abs=1e-6)
    assert found.salary.at_cap == pytest.approx(sum(cost == 26_000 for cost in costs) / len(costs), abs=1e-6)
    assert found.points.mean == pytest.approx(sum(scores) / len(scores), abs=1e-6)
    assert found.points.sd == pytest.approx(float(np.std(scores)), abs=1e-6)
    assert found.points.winning == scores[0]
    assert found.points.cash_line == scores[-(-2 * len(scores) // 10) - 1]


def test_who_costs_nothing_known_is_left_out_of_salaries() -> None:
    dear = shape_of(field([(0, 1, 2, 3), (0, 1, 2, 8)]), traits(salary=[1000] * 8 + [UNKNOWN]), None)
    assert dear.salary is not None
    assert dear.salary.mean == 4000.0
    nobody = shape_of(field([(0, 1, 2, 8)]), traits(salary=[1000] * 8 + [UNKNOWN]), None)
    assert nobody.salary is None


def test_who_scored_nothing_known_is_left_out_of_points() -> None:
    some = traits()
    some.is_scored[8] = False
    found = shape_of(field([(0, 1, 2, 3), (0, 1, 2, 8)]), some, None).points
    assert found is not None
    assert (found.mean, found.unscored) == (6.0, 0.5)
    assert shape_of(field([(0, 1, 2, 8)]), some, None).points is None


def test_pitchers_make_no_stack() -> None:
    some = traits([0, 0, 0, 1, 1, 1, 2, 2, 2])
    some.is_stacked[:2] = False
    found = shape_of(field([(0, 1, 2, 3), (0, 3, 4, 5)]), some, None).stacks
    assert [(one.pattern, one.share) for one in found] == [("1-1", 0.5), ("3", 0.5)]


def test_the_last_paid_place_of_another_size() -> None:
    paid = Paid(3_350, 14_857)
    assert [paid.last_of(size) for size in (14_857, 29_714, 1, 10)] == [3_350, 6_700, 1, 3]


def test_ownership_is_compared_in_percentage_points() -> None:
    expected = [Fraction(1, 2), None, Fraction(1, 10), Fraction(0), Fraction(1, 500)]
    found = ownership_error(expected, shares_of([40, 60, 10, 0, 1], 200), lambda player: f"P{player}")
    assert found is not None
    assert (found.players, found.players_of_one) == (3, 2)
    assert found.error == pytest.approx((30 + 5 + 0.3) / 3, abs=1e-6)
    assert found.error_of_one == pytest.approx((30 + 5) / 2)
    assert [(miss.player, miss.expected, miss.real) for miss in found.misses] == [
        *(("P0", 50.0, 20.0), ("P2", 10.0, 5.0), ("P4", 0.2, 0.5))
    ]


def test_nothing_expected_is_no_error() -> None:
    assert ownership_error([None, Fraction(0)], shares_of([1, 1], 2), str) is None


@settings(max_examples=examples(100))
@given(st.lists(st.integers(0, 40), min_size=1, max_size=60), st.integers(-5, 45))
def test_a_real_figure_has_its_place_among_the_simulated(trials: list[int], real: int) -> None:
    placed = place_figure(np.array(trials) * 100_000, real * 100_000)
    assert placed.percentile == float(round(slow.pit(trials, real), 6))
    assert placed.quantiles["0.5"] == slow.quantile(trials, Fraction(1, 2))
    assert placed.quantiles["0.05"] == slow.quantile(trials, Fraction(5, 100))
