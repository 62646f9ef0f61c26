"""A name or an id in the configuration means one player, several, or nobody."""

from dataclasses import replace
from typing import Any

import pytest

from lineup_engine.slate.find import described, find_players, is_one_person, propose_names
from lineup_engine.slate.model import Player, Slate
from small_jobs import player

SLATE = Slate(
    "slate.csv",
    (
        player(0, name="Kyle Larson"),
        player(1, name="José Peña Jr."),
        player(2, name="Zach Evans", team="TCU"),
        player(3, name="Zach Evans", team="LSU"),
        player(4, name="1001"),
    ),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Kyle Larson", (0,)),
        (" kyle larson ", (0,)),
        ("1000", (0,)),
        ("Kyle Larson (1000)", (0,)),
        ("larson, kyle (1000)", (0,)),
        ("Somebody Else (1000)", ()),
        ("Jose Pena", (1,)),
        ("Zach Evans", (2, 3)),
        ("Zach Evans (1003)", (3,)),
        ("1001", (1,)),
        ("Kurt Busch", ()),
        ("", ()),
        ("...", ()),
    ],
)
def test_by_id_then_by_name_then_by_plain_name(text: str, found: tuple[int, ...]) -> None:
    assert find_players(SLATE, text) == found


def forms(*slots: str, **changes: Any) -> tuple[Player, ...]:
    """A person in a captain's form for each of these slots and a plain one."""
    plain = player(7, name="Joe Mixon", slots=("FLEX",), **changes)
    captains = (replace(plain, key=f"{plain.key} {slot}", slots=(slot,), boost_percent=150) for slot in slots)
    return (*captains, plain)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Joe Mixon", (0, 1, 2)),
        ("1007", (0, 1, 2)),
        ("Joe Mixon (1007)", (0, 1, 2)),
        ("1007 MVP", (0,)),
        ("MVP Joe Mixon", (0,)),
        ("star joe mixon jr", (1,)),
        ("FLEX 1007", (2,)),
        ("CPT Joe Mixon", ()),
        ("MVP", ()),
        ("MVP Kyle Larson", ()),
    ],
)
def test_a_name_means_all_forms_of_a_person_and_a_slot_before_it_one(text: str, found: tuple[int, ...]) -> None:
    slate = Slate("slate.csv", (*forms("MVP", "STAR"), player(0, name="Kyle Larson")))
    assert find_players(slate, text) == found


def test_forms_of_one_person_are_not_several_players() -> None:
    slate = Slate("slate.csv", (*forms("CPT"), player(0, name="Joe Mixon")))
    assert is_one_person(slate, (0, 1))
    assert not is_one_person(slate, find_players(slate, "Joe Mixon"))
    assert described(slate.players[0]) == "CPT Joe Mixon (1007, T7, A, 5000)"


def test_a_slot_before_a_name_means_nothing_where_nobody_is_captain() -> None:
    assert find_players(SLATE, "A Kyle Larson") == ()


def test_the_very_name_goes_before_its_plain_form() -> None:
    slate = Slate("slate.csv", (player(0, name="Jose Pena"), player(1, name="José Peña")))
    assert find_players(slate, "José Peña") == (1,)
    assert find_players(slate, "JOSE PENA") == (0, 1)


def test_the_nearest_names_are_proposed_best_first() -> None:
    assert propose_names(SLATE, "Kyle Larsen")[0] == "Kyle Larson"
    assert propose_names(SLATE, "Qqqqqq") == ()


def test_namesakes_are_told_apart_in_messages() -> None:
    assert described(SLATE.players[3]) == "Zach Evans (1003, LSU, A, 5000)"
