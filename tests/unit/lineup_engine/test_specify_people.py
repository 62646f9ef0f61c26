"""Persons have the batting order and the line of any column that is called so, and the outlook of their plain form."""

from decimal import Decimal

from game_slates import game_slate
from lineup_engine.scenarios.people import Outlook
from lineup_engine.specify.inputs import Expected
from lineup_engine.specify.people import read_people
from scenario_slates import slate_of, tiny

SLATE = tiny([("Ann", "OF", "A", "B"), ("Bo", "C", "A", "B"), ("Cy", "SP", "B", "A")])
OUTLOOKS = (Outlook(700_000), Outlook(None), Outlook(1_500_000))


def expected(columns: dict[str, tuple[str, ...]]) -> Expected:
    """Projections with further columns."""
    return Expected((700_000, None, 1_500_000), (None,) * 3, columns=columns, outlooks=OUTLOOKS)


def test_orders_and_lines_are_found() -> None:
    people = read_people(SLATE, expected({"Batting Order (Confirmed)": ("3", "x", ""), "Line": ("1", "", " 2 ")}))
    assert [person.order for person in people] == [3, 0, 0]
    assert [person.unit for person in people] == ["1", "", "2"]
    assert [person.outlook for person in people] == list(OUTLOOKS)
    assert [person.outlook.plays for person in people] == [True, False, True]


def test_without_such_columns_nothing_is_known() -> None:
    told: list[dict[str, tuple[str, ...]]] = [{}, {"Order": ("", "", "")}, {"Order": ("12", "0", "2.5")}]
    for columns in told:
        people = read_people(SLATE, expected(columns))
        assert [(person.order, person.unit) for person in people] == [(0, "")] * 3


def test_a_captain_stands_for_his_person() -> None:
    """Points of a person who is on the slate as captain alone are a plain player's one and a half times."""
    slate = slate_of(("draftkings", "nba", "showdown"), game_slate("nba showdown", 3))
    told = ((Decimal(10), 300), (Decimal(90), 900))
    outlooks = tuple(
        Outlook(600, 300, 150, 900, told) if player.form else Outlook(400, 200) for player in slate.players
    )
    people = read_people(slate, Expected((None,) * len(outlooks), (None,) * len(outlooks), outlooks=outlooks))
    assert 2 * len(people) == len(slate.players)
    assert {person.outlook for person in people} == {Outlook(400, 200)}
    only = tuple(player for player in slate.players if player.form)
    captains = type(slate)(slate.file, only)
    people = read_people(captains, Expected((None,) * len(only), (None,) * len(only), outlooks=outlooks[: len(only)]))
    plain = ((Decimal(10), 200), (Decimal(90), 600))
    assert {person.outlook for person in people} <= {Outlook(400, 200, 100, 600, plain), Outlook(400, 200)}
    assert Outlook(400, 200, 100, 600, plain) in {person.outlook for person in people}
