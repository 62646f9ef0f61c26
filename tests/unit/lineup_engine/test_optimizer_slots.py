"""Filling slots: found whenever it exists, and always the same way."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.optimizer.slots import EMPTY, assign_slots

NFL = ("QB", "RB", "RB", "WR", "WR", "WR", "TE", "FLEX", "DST")


def may(text: str) -> tuple[frozenset[str], ...]:
    """Eligibility as "RB/FLEX WR/FLEX"."""
    return tuple(frozenset(player.split("/")) for player in text.split())


def test_flexible_slots_take_who_is_left() -> None:
    """The first players of a position take its own slots; the last one is the flex."""
    eligible = may("RB/FLEX RB/FLEX QB WR/FLEX RB/FLEX WR/FLEX WR/FLEX TE/FLEX DST")
    assert assign_slots(NFL, eligible) == (2, 0, 1, 3, 5, 6, 7, 4, 8)


def test_a_player_moves_where_only_he_can_play() -> None:
    """A guard of two positions leaves the one that another guard needs."""
    assert assign_slots(("PG", "SG"), may("PG/SG PG")) == (1, 0)


@pytest.mark.parametrize("eligible", ["PG PG", "PG SG SG", "PG -"])
def test_players_without_a_place_are_refused(eligible: str) -> None:
    """Too many players, or two for one slot, are no lineup."""
    assert assign_slots(("PG", "SG"), may(eligible)) is None


def test_fewer_players_leave_slots_empty() -> None:
    """Locks are checked before the lineup is complete."""
    assert assign_slots(("PG", "SG", "UTIL"), may("SG/UTIL SG/UTIL")) == (EMPTY, 0, 1)
    assert assign_slots(("PG", "SG", "UTIL"), ()) == (EMPTY, EMPTY, EMPTY)


SLOTS = st.lists(st.sampled_from(["A", "B", "C", "F"]), min_size=1, max_size=5)
ELIGIBLE = st.lists(st.frozensets(st.sampled_from(["A", "B", "C", "F"])), max_size=5)


@given(SLOTS, ELIGIBLE)
def test_an_assignment_is_found_exactly_when_one_exists(slots: list[str], eligible: list[frozenset[str]]) -> None:
    """Compared with trying every order of the slots."""
    exists = any(
        all(slot in allowed for slot, allowed in zip(order, eligible, strict=False)) for order in permutations(slots)
    ) and len(eligible) <= len(slots)
    filled = assign_slots(tuple(slots), tuple(eligible))
    assert (filled is not None) == exists
    if filled is not None:
        assert sorted(player for player in filled if player != EMPTY) == list(range(len(eligible)))
        assert all(slots[place] in eligible[player] for place, player in enumerate(filled) if player != EMPTY)
