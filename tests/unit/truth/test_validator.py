"""The judge judged: what is right passes, and each thing that can be wrong is caught and named."""

import copy
import csv
import io
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from reference_slate import best_result, upload_of
from slate_dialects import Dialect, slate_bytes
from slate_sports import SPORTS
from slates import SALARY_HEADER, as_csv
from validator import Wishes, violations, violations_of_upload

LINEUPS = 5
WISHES = Wishes(LINEUPS)
Result = dict[str, Any]


@pytest.fixture(scope="module")
def slate() -> bytes:
    """A small NBA slate."""
    return slate_bytes("nba", 6, Dialect.PLAIN, 13)


@pytest.fixture(scope="module")
def solved(slate: bytes) -> Result:
    """Its best lineups, found by trying all."""
    return best_result(slate, "nba", LINEUPS)


@pytest.fixture
def result(solved: Result) -> Result:
    """The same, free to be spoilt."""
    return copy.deepcopy(solved)


@pytest.mark.parametrize("dialect", [Dialect.PLAIN, Dialect.OLD, Dialect.TEMPLATE, Dialect.ENTRIES])
@pytest.mark.parametrize("sport", sorted(SPORTS))
def test_what_is_best_of_all_is_accepted(sport: str, dialect: Dialect) -> None:
    """The truth and the judge agree in every sport, whichever file they read."""
    slate = slate_bytes(sport, 6, dialect, 13)
    result = best_result(slate, sport, LINEUPS)
    assert len(result["lineups"]) == LINEUPS
    assert violations(slate, sport, result, WISHES) == []


def _set(path: str, value: Any) -> Callable[[Result], None]:
    """Put another value at lineups/0/points or the like."""

    def spoil(result: Result) -> None:
        *way, last = path.split("/")
        place: Any = result
        for step in way:
            place = place[int(step) if step.isdigit() else step]
        place[last] = value

    return spoil


def _repeat_a_player(result: Result) -> None:
    players = result["lineups"][0]["players"]
    players[7] = {**players[0], "slot": "UTIL"}


def _swap_slots(result: Result) -> None:
    players = result["lineups"][0]["players"]
    players[0]["slot"], players[4]["slot"] = players[4]["slot"], players[0]["slot"]


def _swap_players(result: Result) -> None:
    """Point guard and centre, who can never stand for each other."""
    players = result["lineups"][0]["players"]
    players[0], players[4] = {**players[4], "slot": "PG"}, {**players[0], "slot": "C"}


def _drop_a_player(result: Result) -> None:
    del result["lineups"][0]["players"][7]


def _repeat_a_lineup(result: Result) -> None:
    result["lineups"][1] = result["lineups"][0]


def _repeat_a_lineup_in_another_order(result: Result) -> None:
    again = copy.deepcopy(result["lineups"][0])
    again["players"].reverse()
    result["lineups"][1] = again


def _one_too_many(result: Result) -> None:
    result["lineups"].append(result["lineups"][4])


def _turn_around(result: Result) -> None:
    result["lineups"].reverse()


def _drop_an_exposure(result: Result) -> None:
    del result["exposure"][0]


def _invent_an_exposure(result: Result) -> None:
    result["exposure"].append({"id": "1", "name": "Nobody", "count": 1, "share": 0.2})


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_set("lineups/0/salary", 1), "lineup 1: it says salary 1, the sum is"),
        (_set("lineups/2/points", 1.5), "lineup 3: it says 1.5 points, the sum is"),
        (_set("lineups/0/players/0/id", "999"), "the file has no"),
        (_set("lineups/0/players/0/id", None), "the file has no"),
        (_set("lineups/0/players/0/name", "Nobody"), "the file has no Nobody"),
        (_set("lineups/0/players/0/salary", 3_000), "the file has no"),
        (_set("lineups/0/players/0/team", "XXX"), "the file has no"),
        (_set("lineups/0/players/0/slot", "QB"), "its slots are QB"),
        (_repeat_a_player, "is in it 2 times"),
        (_swap_slots, "its slots are C"),
        (_swap_players, "may not play"),
        (_drop_a_player, "its slots are"),
        (_repeat_a_lineup, "lineups 1 and 2 differ by 0 players"),
        (_repeat_a_lineup_in_another_order, "lineups 1 and 2 differ by 0 players"),
        (_one_too_many, "6 lineups, 5 were asked for"),
        (_turn_around, "more than the one before"),
        (_set("exposure/0/count", 99), "exposure: it says 99 lineups of"),
        (_set("exposure/0/share", 0.1), "has share 0.1 with"),
        (_drop_an_exposure, "which it does not say"),
        (_invent_an_exposure, "exposure: it says 1 lineups of Nobody"),
    ],
)
def test_a_spoilt_result_is_caught(slate: bytes, result: Result, spoil: Callable[[Result], None], words: str) -> None:
    """Each way of being wrong has its sentence."""
    spoil(result)
    assert any(words in sentence for sentence in violations(slate, "nba", result, WISHES))


def _first_player(result: Result) -> dict[str, Any]:
    player: dict[str, Any] = result["lineups"][0]["players"][0]
    return player


@pytest.mark.parametrize(
    ("wishes", "words"),
    [
        (lambda one: Wishes(5, exclude=(one["name"],)), "is excluded and in it"),
        (lambda one: Wishes(5, exclude=(one["id"],)), "is excluded and in it"),
        (lambda _: Wishes(5, lock=("Nobody",)), "Nobody is locked and not in it"),
        (lambda _: Wishes(5, salary_max=20_000), "is not between 0 and 20000"),
        (lambda _: Wishes(5, salary_min=50_001), "is not between 50001 and 50000"),
        (lambda _: Wishes(5, unique=4), "differ by"),
        (lambda _: Wishes(5, max_share=Fraction(1, 5)), "lineups, 1 are allowed"),
        (lambda one: Wishes(5, max_share_of={one["id"]: Fraction(0)}), "lineups, 0 are allowed"),
        (lambda one: Wishes(5, max_share_of={one["name"]: Fraction(0)}), "lineups, 0 are allowed"),
        (lambda _: Wishes(4), "5 lineups, 4 were asked for"),
        (lambda one: Wishes(5, lock_slots={one["id"]: "UTIL"}), "wanted in UTIL"),
        (lambda one: Wishes(5, lock_slots={one["name"]: "UTIL"}), "wanted in UTIL"),
        (lambda _: Wishes(5, rules={"team": {"max": 1}}), "wanted {'max': 1}"),
        (lambda _: Wishes(5, rules={"team": {"min_teams": 9}}), "min_teams is 9"),
        (lambda _: Wishes(5, rules={"game": {"min": 6}}), "wanted {'min': 6}"),
        (lambda _: Wishes(5, rules={"positions": {"PG": {"min": 7}}}), "of PG, wanted"),
        (lambda _: Wishes(5, rules={"positions": {"UTIL": {"max": 7}}}), "8 of UTIL, wanted"),
        (lambda _: Wishes(5, rules={"stacks": {"anchor": "any", "with": {"count": 7}}}), "0 of with"),
        (lambda _: Wishes(5, rules={"stacks": {"sizes": [8], "of": "any"}}), "there is no stack"),
        (lambda _: Wishes(5, rules={"stacks": {"team": "any", "count": 8}}), "there is no stack"),
        (lambda _: Wishes(5, rules={"stacks": {"game": "any", "count": 8, "each_side": 1}}), "there is no stack"),
        (lambda _: Wishes(5, rules={"stacks": {"group": "line", "count": 2}}), "there is no stack"),
        (lambda _: Wishes(5, rules={"stacks": {"consecutive": 2, "of": "order"}}), "there is no stack"),
        (lambda one: Wishes(5, rules={"groups": {"at_most": 0, "of": [one["id"]]}}), "of group"),
        (lambda one: Wishes(5, rules={"groups": {"if": one["id"], "then_not": "any"}}), "of then_not"),
        (lambda one: Wishes(5, rules={"groups": {"if": one["id"], "then": "any", "at_least": 8}}), "of then of"),
        (lambda _: Wishes(5, rules={"ownership": {"sum": {"min": 1}}}), "sum of ownership is 0"),
        (lambda _: Wishes(5, rules={"ownership": {"product": {"max": 1e-40}}}), "ownership multiplied"),
        (lambda _: Wishes(5, rules={"ownership": {"under": {"share": "0%", "at_least": 1}}}), "of low owned"),
        (lambda _: Wishes(5, rules={"unique": {"by": 3, "position": "PG"}}), "differ by less than"),
        (lambda _: Wishes(5, rules={"exposure": {"positions": {"PG": {"max": "20%"}}}}), "positions PG, 1 are allowed"),
    ],
)
def test_an_unheeded_wish_is_caught(
    slate: bytes, result: Result, wishes: Callable[[dict[str, Any]], Wishes], words: str
) -> None:
    """Lineups that are right for the site can be wrong for the user."""
    found = violations(slate, "nba", result, wishes(_first_player(result)))
    assert any(words in sentence for sentence in found)


def test_a_players_own_share_stands_above_the_general_one(slate: bytes, result: Result) -> None:
    """Nobody but him may be in more than the general share."""
    everyone = {row["id"]: Fraction(row["count"], LINEUPS) for row in result["exposure"]}
    assert violations(slate, "nba", result, Wishes(LINEUPS, max_share=Fraction(0), max_share_of=everyone)) == []


def test_projections_count_before_the_file(slate: bytes, result: Result) -> None:
    """With projections of one's own the sums are of those; who has none may not be in."""
    ids = {cell["id"] for lineup in result["lineups"] for cell in lineup["players"]}
    points = dict.fromkeys(ids, Decimal("1.000004"))
    found = violations(slate, "nba", result, WISHES, points)
    assert any("points, the sum is 8.0" in sentence for sentence in found)
    assert any("has no projection" in sentence for sentence in violations(slate, "nba", result, WISHES, {}))


def _changed(slate: bytes, column: str, cell: str, of: str = "") -> bytes:
    """The slate with another cell in one column, of one player's id or of all."""
    rows = list(csv.DictReader(io.StringIO(slate.decode(), newline="")))
    for row in rows:
        if of in {"", row["ID"]}:
            row[column] = cell
    return as_csv(SALARY_HEADER, [list(row.values()) for row in rows]).encode()


@pytest.mark.parametrize(
    ("sport", "words"),
    [
        ("nba", "it has players of 1 games, the site wants 2"),
        ("nfl", "it has players of 1 games, the site wants 2"),
        ("mlb", "it has players of 1 games, the site wants 2"),
        ("mma", "it has 6 players of one game, the site allows 1"),
    ],
)
def test_limits_of_games_are_checked(sport: str, words: str) -> None:
    """The same lineups on a slate where everybody plays in one game."""
    slate = slate_bytes(sport, 6, Dialect.PLAIN, 13)
    result = best_result(slate, sport, LINEUPS)
    spoilt = _changed(slate, "Game Info", "AAA@BBB 01/01/2027 01:00PM ET")
    assert any(words in sentence for sentence in violations(spoilt, sport, result, WISHES))


@pytest.mark.parametrize(
    ("sport", "words"),
    [
        ("mlb", "it has 8 hitters of one team, the site allows 5"),
        ("nhl", "it has skaters of 1 teams, the site wants 3"),
    ],
)
def test_limits_of_teams_are_checked(sport: str, words: str) -> None:
    """The same lineups with everybody in one team."""
    slate = slate_bytes(sport, 6, Dialect.PLAIN, 13)
    result = best_result(slate, sport, LINEUPS)
    for lineup in result["lineups"]:
        for cell in lineup["players"]:
            cell["team"] = "AAA"
    found = violations(_changed(slate, "TeamAbbrev", "AAA"), sport, result, WISHES)
    assert any(words in sentence for sentence in found)


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Name + ID", "Somebody (1) (LOCKED)"), ("Game Info", "In Progress"), ("Game Info", "Final")],
)
def test_a_game_that_has_begun_is_caught(slate: bytes, result: Result, column: str, cell: str) -> None:
    """Marked in the name, as entries files do, or by the state of the game."""
    spoilt = _changed(slate, column, cell, of=_first_player(result)["id"])
    assert any("has begun" in sentence for sentence in violations(spoilt, "nba", result, WISHES))


def test_a_salary_over_the_cap_is_caught(slate: bytes, result: Result) -> None:
    """The same lineups when one of their players is dearer."""
    one = _first_player(result)
    one["salary"] = 40_000
    spoilt = _changed(slate, "Salary", "40000", of=one["id"])
    assert any("over the cap of 50000" in sentence for sentence in violations(spoilt, "nba", result, WISHES))


def test_a_right_upload_file_is_accepted(slate: bytes, result: Result) -> None:
    """Names with ids in parentheses, or ids alone."""
    assert violations_of_upload(slate, "nba", upload_of(result), WISHES) == []
    assert violations_of_upload(slate, "nba", upload_of(result, bare=True), WISHES) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("PG,SG,SF", "SG,PG,SF", "its slots are SG PG SF"),
        ("(3", "(9", "there is no player"),
        (")\r\n", "),\r\n", "9 cells under 8 slots"),
        (",UTIL\r\n", "\r\n", "its slots are"),
    ],
)
def test_a_wrong_upload_file_is_caught(slate: bytes, result: Result, old: str, new: str, words: str) -> None:
    """Header, ids and number of cells."""
    spoilt = upload_of(result).decode().replace(old, new).encode()
    assert any(words in sentence for sentence in violations_of_upload(slate, "nba", spoilt, WISHES))
