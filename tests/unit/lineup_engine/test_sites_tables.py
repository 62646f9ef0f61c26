"""The tables of rules agree with themselves and with the validator's, which were written down separately."""

from dataclasses import replace
from datetime import date

import pytest

from lineup_engine.errors import InternalError
from lineup_engine.sites.model import ContestRules, MaxPerGame, MaxPerTeam, MinGames, MinTeams
from lineup_engine.sites.tables import find_rules, index_tables, known_games
from validator_tables import SALARY_CAP, TABLES, Table

EVERY_SPORT = pytest.mark.parametrize("sport", sorted(TABLES))


def newest(sport: str) -> ContestRules:
    """The table in force."""
    return find_rules("draftkings", sport, "classic")[0]


def test_every_game_of_the_validator_has_a_table() -> None:
    assert {("draftkings", sport, "classic") for sport in TABLES} == set(known_games())


@EVERY_SPORT
def test_slots_and_cap_are_the_validators(sport: str) -> None:
    rules, table = newest(sport), TABLES[sport]
    assert tuple(slot.name for slot in rules.slots) == table.slots
    assert rules.salary_cap == SALARY_CAP
    for slot in rules.slots:
        assert slot.positions == table.fits[slot.name]


@EVERY_SPORT
def test_limits_are_the_validators(sport: str) -> None:
    table = Table(TABLES[sport].slots, TABLES[sport].fits)
    for limit in newest(sport).limits:
        match limit:
            case MaxPerTeam():
                table = replace(table, max_of_team=limit.count, team_counts=limit.positions)
            case MinTeams():
                table = replace(table, min_teams=limit.count, teams_of=limit.positions)
            case MinGames():
                table = replace(table, min_games=limit.count)
            case MaxPerGame():
                table = replace(table, max_of_game=limit.count)
    assert table == TABLES[sport]


def test_unknown_games_have_no_table() -> None:
    assert find_rules("draftkings", "quidditch", "classic") == ()


def test_the_newest_table_comes_first_and_two_of_one_day_are_refused() -> None:
    old = newest("nfl")
    new = replace(old, since=date(2030, 1, 1))
    assert index_tables([old, new])["draftkings", "nfl", "classic"] == (new, old)
    with pytest.raises(InternalError, match="two tables"):
        index_tables([old, old])
