"""The tables of rules agree with themselves and with the validator's, which were written down separately."""

from dataclasses import replace
from datetime import date

import pytest

from lineup_engine.errors import InternalError
from lineup_engine.sites.model import ContestRules, MaxPerGame, MaxPerTeam, MinGames, MinTeams, Source
from lineup_engine.sites.tables import find_rules, index_tables, known_games
from validator_tables import TABLES, Table

EVERY_GAME = pytest.mark.parametrize("game", sorted(TABLES))


def all_tables() -> dict[str, ContestRules]:
    """Every table by what the validator calls its game: older forms by the year they are known from."""
    called: dict[str, ContestRules] = {}
    for site, sport, mode in known_games():
        for age, rules in enumerate(find_rules(site, sport, mode)):
            year = [str(rules.since.year)] if age else []
            left_out = {"draftkings", "classic"}
            words = [word for word in (site, sport, mode) if word not in left_out]
            called[" ".join([*words, *year])] = rules
    return called


def newest(sport: str) -> ContestRules:
    """The classic table of DraftKings that is in force."""
    return find_rules("draftkings", sport, "classic")[0]


def test_every_game_has_a_table_of_the_validators() -> None:
    assert set(all_tables()) == set(TABLES)


@EVERY_GAME
def test_slots_and_cap_are_the_validators(game: str) -> None:
    rules, table = all_tables()[game], TABLES[game]
    assert tuple(slot.name for slot in rules.slots) == table.slots
    assert tuple(slot.title for slot in rules.slots) == table.header()
    assert rules.salary_cap == table.cap
    assert rules.own_rows == table.own_rows
    for slot in rules.slots:
        assert slot.positions == table.fits[slot.name]
        assert slot.boost_percent == table.boosts.get(slot.name, 100)
        assert slot.salary_percent == table.prices.get(slot.name, 100)


@EVERY_GAME
def test_limits_are_the_validators(game: str) -> None:
    plain = Table(TABLES[game].slots, TABLES[game].fits)
    limits = ("min_games", "max_of_game", "max_of_team", "team_counts", "min_teams", "teams_of")
    table = replace(TABLES[game], **{name: getattr(plain, name) for name in limits})
    for limit in all_tables()[game].limits:
        match limit:
            case MaxPerTeam():
                table = replace(table, max_of_team=limit.count, team_counts=limit.positions)
            case MinTeams():
                table = replace(table, min_teams=limit.count, teams_of=limit.positions)
            case MinGames():
                table = replace(table, min_games=limit.count)
            case MaxPerGame():
                table = replace(table, max_of_game=limit.count)
    assert table == TABLES[game]


def test_a_table_is_doubtful_by_its_own_mark_or_that_of_a_limit() -> None:
    assert not newest("nfl").is_doubtful
    assert newest("mma").is_doubtful
    assert replace(newest("nfl"), source=Source.ONE_SOURCE).is_doubtful


def test_unknown_games_have_no_table() -> None:
    assert find_rules("draftkings", "quidditch", "classic") == ()


def test_the_newest_table_comes_first_and_two_of_one_day_are_refused() -> None:
    old = newest("nfl")
    new = replace(old, since=date(2030, 1, 1))
    assert index_tables([old, new])["draftkings", "nfl", "classic"] == (new, old)
    with pytest.raises(InternalError, match="two tables"):
        index_tables([old, old])
