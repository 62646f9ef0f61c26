"""A name or an id in the configuration means one player, several, or nobody."""

import pytest

from lineup_engine.slate.find import described, find_players, propose_names
from lineup_engine.slate.model import Slate
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


def test_the_very_name_goes_before_its_plain_form() -> None:
    slate = Slate("slate.csv", (player(0, name="Jose Pena"), player(1, name="José Peña")))
    assert find_players(slate, "José Peña") == (1,)
    assert find_players(slate, "JOSE PENA") == (0, 1)


def test_the_nearest_names_are_proposed_best_first() -> None:
    assert propose_names(SLATE, "Kyle Larsen")[0] == "Kyle Larson"
    assert propose_names(SLATE, "Qqqqqq") == ()


def test_namesakes_are_told_apart_in_messages() -> None:
    assert described(SLATE.players[3]) == "Zach Evans (1003, LSU, A, 5000)"
