"""The truth itself, on problems small enough to solve in the head."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import GroupLimit, Player, Problem, allowed_lineups, best_lineups, fills, tie_key, value


def man(key: str, points: int | None, salary: int = 100, team: str = "", game: str = "") -> Player:
    """A player for slot A."""
    return Player(key, ("A",), salary, points, team, game, ("A",))


FOUR = (man("a", 40, 400), man("b", 30, 300), man("c", 20, 200), man("d", 10, 100))
PAIRS = Problem(FOUR, ("A", "A"), lineups=6, salary_max=1_000)


def test_all_pairs_come_in_the_order_of_their_points() -> None:
    """Of four players there are six pairs; two of them are worth the same."""
    found = best_lineups(PAIRS)
    assert [value(PAIRS, lineup) for lineup in found] == [70, 60, 50, 50, 40, 30]
    assert found[:2] == [(0, 1), (0, 2)]


def test_equal_value_is_ordered_by_the_sum_of_tie_keys() -> None:
    """a+d and b+c are worth 50 each."""
    first, second = best_lineups(PAIRS)[2:4]
    keys = [sum(tie_key(FOUR[index].key) for index in lineup) for lineup in (first, second)]
    assert keys == sorted(keys)
    assert {first, second} == {(0, 3), (1, 2)}


def test_a_tie_key_is_the_low_bits_of_the_crc() -> None:
    """CRC-32 of "123456789" is the check value of its specification, 0xCBF43926."""
    assert tie_key("123456789") == 0x43926


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"salary_max": 600}, [(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)]),
        ({"salary_min": 600}, [(0, 1), (0, 2)]),
        ({"lock": frozenset({3})}, [(0, 3), (1, 3), (2, 3)]),
        ({"exclude": frozenset({0})}, [(1, 2), (1, 3), (2, 3)]),
        ({"unique": 2}, [(0, 1), (2, 3)]),
        ({"max_uses": (1, 6, 6, 6)}, [(0, 1), (1, 2), (1, 3), (2, 3)]),
        ({"max_uses": (0, 1, 1, 1)}, [(1, 2)]),
        ({"lineups": 1}, [(0, 1)]),
    ],
)
def test_each_wish_leaves_what_it_should(change: dict[str, Any], expected: list[tuple[int, int]]) -> None:
    """The pairs that are left, in order but for the tie of a+d and b+c."""
    problem = replace(PAIRS, **change)
    found = best_lineups(problem)
    assert sorted(found) == sorted(expected)
    assert found[0] == expected[0]


def test_who_has_no_projection_is_not_used() -> None:
    """None is not zero."""
    problem = replace(PAIRS, players=(*FOUR[:3], man("d", None)))
    assert {index for lineup in best_lineups(problem) for index in lineup} == {0, 1, 2}


TWO_SIDES = (
    man("a", 4, team="X", game="X@Y"),
    man("b", 3, team="X", game="X@Y"),
    man("c", 2, team="Y", game="X@Y"),
    man("d", 1, team="Z", game="Z@W"),
)


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        ({"max_per_team": (GroupLimit(1),)}, {(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}),
        ({"min_teams": (GroupLimit(2),)}, {(0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}),
        ({"max_per_game": (GroupLimit(1),)}, {(0, 3), (1, 3), (2, 3)}),
        ({"min_games": (GroupLimit(2),)}, {(0, 3), (1, 3), (2, 3)}),
        ({"max_per_team": (GroupLimit(1, ("B",)),)}, {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}),
        ({"min_teams": (GroupLimit(1, ("B",)),)}, {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)}),
    ],
)
def test_each_limit_leaves_what_it_should(limit: dict[str, Any], expected: set[tuple[int, int]]) -> None:
    """Limits on position B see nobody here."""
    problem = replace(Problem(TWO_SIDES, ("A", "A"), lineups=6), **limit)
    assert set(allowed_lineups(problem)) == expected


def test_a_limit_that_the_slate_tells_nothing_for_is_not_checked() -> None:
    """A race has no games: two of them cannot be wanted."""
    assert len(best_lineups(replace(PAIRS, min_games=(GroupLimit(2),), min_teams=(GroupLimit(2),)))) == 6


SLOTS = st.lists(st.sampled_from("ABC"), min_size=1, max_size=4)
ABILITIES = st.lists(st.sets(st.sampled_from("ABC"), min_size=1).map(sorted).map(tuple), max_size=4)


@given(SLOTS, ABILITIES)
def test_filling_is_trying_every_order(slots: list[str], abilities: list[tuple[str, ...]]) -> None:
    """Recursion and permutations say the same."""
    players = [Player(str(number), able, 0, 0) for number, able in enumerate(abilities)]
    orders = permutations(players) if len(players) == len(slots) else ()
    expected = any(all(slot in one.slots for slot, one in zip(slots, order, strict=True)) for order in orders)
    assert fills(slots, players) == expected
