"""FanDuel's single-game contests as tables, by the form that they had at the time: the file tells which one it is.

Until 2022-2025, depending on the sport, up to three slots multiplied points and nobody cost more for it. Since spring
2025 the MVP costs one and a half times as well, and the file has the column `MVP 1.5x Salary`.
"""

from collections.abc import Iterator
from datetime import date

from lineup_engine.sites.model import ContestRules, MinTeams, Slot, Source

_OLD = date(2021, 9, 27)
_STATIC_NFL = date(2022, 8, 4)
_CAP = 60_000

_POSITIONS = {
    "nfl": frozenset({"QB", "RB", "WR", "TE", "K"}),
    "nba": frozenset({"PG", "SG", "SF", "PF", "C"}),
    "mlb": frozenset({"P", "C", "1B", "2B", "3B", "SS", "OF", "UTIL"}),
    "nhl": frozenset({"C", "W", "D", "G"}),
}
_FLEXES = frozenset({"UTIL", "FLEX", "ANYFLEX"})


def _multiplier(name: str, percent: int, sport: str, salary_percent: int = 100) -> Slot:
    """A slot that multiplies points; files and upload files call it "MVP - 1.5X Points"."""
    header = f"{name} - {percent / 100:g}X Points"
    called = frozenset({name.upper(), header.upper()})
    return Slot(name, _POSITIONS[sport], percent, salary_percent, header, called)


def _others(name: str, count: int, sport: str) -> tuple[Slot, ...]:
    """The slots that anybody may fill."""
    return (Slot(name, _POSITIONS[sport], called=_FLEXES),) * count


def _table(sport: str, since: date, slots: tuple[Slot, ...], source: Source = Source.ONE_SOURCE) -> ContestRules:
    both_teams = MinTeams(2, Source.TWO_SOURCES)
    return ContestRules("fanduel", sport, "showdown", since, _CAP, slots, (both_teams,), source)


def _current(sport: str, flex: str) -> ContestRules:
    """The form since spring 2025."""
    return _table(sport, date(2025, 5, 18), (_multiplier("MVP", 150, sport, 150), *_others(flex, 5, sport)))


def _tables() -> Iterator[ContestRules]:
    yield _current("nfl", "AnyFLEX")
    yield from (_current(sport, "UTIL") for sport in ("nba", "mlb", "nhl"))
    mvp = _multiplier("MVP", 150, "nfl")
    yield _table("nfl", _STATIC_NFL, (mvp, *_others("AnyFLEX", 4, "nfl")), Source.FILE)
    multipliers = (("MVP", 200), ("STAR", 150), ("PRO", 120))
    nba = tuple(_multiplier(name, percent, "nba") for name, percent in multipliers)
    yield _table("nba", _OLD, (*nba, *_others("UTIL", 2, "nba")))
    mlb = tuple(_multiplier(name, percent, "mlb") for name, percent in multipliers[:2])
    yield _table("mlb", _OLD, (*mlb, *_others("UTIL", 3, "mlb")))
    yield _table("nhl", _OLD, (_multiplier("Captain", 150, "nhl"), *_others("UTIL", 4, "nhl")))


TABLES: tuple[ContestRules, ...] = tuple(_tables())
