"""FanDuel's full-roster contests as tables; the single-game contests are in `fanduel_single`.

Marks and days are as in `draftkings`. FanDuel's file has one row per player even where a slot multiplies points, and
its column Roster Position is missing before about 2019.
"""

from datetime import date

from lineup_engine.sites.model import ContestRules, Limit, MaxPerGame, MaxPerTeam, MinTeams, Slot, Source
from lineup_engine.sites.words import slots_of

_HITTERS = frozenset({"C", "1B", "2B", "3B", "SS", "OF"})
_HITTERS_WORDS = "C/1B/2B/3B/SS/OF"
_RULE_SETS = date(2021, 9, 27)
"""The day of the rule set that tells the games of which no file was seen."""

_LIMITS = (MaxPerTeam(4, Source.TWO_SOURCES), MinTeams(3, Source.TWO_SOURCES))
_LIMITS_MAYBE = (MaxPerTeam(4, Source.ONE_SOURCE), MinTeams(3, Source.ONE_SOURCE))


def _named(name: str, called: str, positions: str) -> Slot:
    """A slot that the file's roster position calls otherwise; `called` and `positions` are parted by a slash."""
    return Slot(name, frozenset(positions.split("/")), called=frozenset(called.split("/")))


def _seen(sport: str, since: date, cap: int, slots: tuple[Slot, ...], *limits: Limit) -> ContestRules:
    return ContestRules("fanduel", sport, "classic", since, cap, slots, limits, Source.FILE)


def _unseen(sport: str, cap: int, slots: tuple[Slot, ...], *limits: Limit) -> ContestRules:
    """A game of which no file was seen."""
    return ContestRules("fanduel", sport, "classic", _RULE_SETS, cap, slots, limits, Source.ONE_SOURCE)


TABLES: tuple[ContestRules, ...] = (
    _seen(
        "nfl",
        date(2018, 12, 2),
        60_000,
        (*slots_of("QB RB*2 WR*3 TE FLEX=RB/WR/TE"), _named("DEF", "DEF/D", "D/DEF")),
        *_LIMITS,
    ),
    _seen("nba", date(2018, 12, 1), 60_000, slots_of("PG*2 SG*2 SF*2 PF*2 C"), *_LIMITS),
    _seen(
        "mlb",
        date(2022, 10, 1),
        35_000,
        (*slots_of("P"), _named("C/1B", "C/1B/C-1B", "C/1B"), *slots_of(f"2B 3B SS OF*3 UTIL={_HITTERS_WORDS}")),
        MaxPerTeam(4, Source.TWO_SOURCES, _HITTERS),
        MinTeams(3, Source.TWO_SOURCES),
    ),
    _seen("pga", date(2022, 8, 4), 60_000, slots_of("G*6")),
    _seen("nascar", date(2026, 5, 31), 50_000, (_named("Driver", "DRIVER/D", "D"),) * 5),
    # The file tells the slots; the cap is from one source.
    ContestRules(
        *("fanduel", "cfb", "classic", date(2022, 10, 15), 60_000),
        slots=slots_of("QB RB*2 WR=WR/TE*3 Super_FLEX=QB/RB/WR/TE"),
        limits=(),
        source=Source.ONE_SOURCE,
    ),
    _unseen("nhl", 55_000, slots_of("C*2 W*2 D*2 UTIL=C/W/D*2 G"), *_LIMITS_MAYBE),
    _unseen("wnba", 40_000, slots_of("G*3 F*4"), *_LIMITS_MAYBE),
    _unseen(
        "soc",
        60_000,
        (
            *slots_of("GK"),
            *(_named("DEF", "DEF/D", "D/DEF"),) * 2,
            *(_named("FWD/MID", "FWD/MID/F/M", "F/M/FWD/MID"),) * 4,
        ),
    ),
    _unseen(
        "mma",
        100,
        (Slot("MVP", frozenset({"F"}), 150, called=frozenset({"MVP", "MVP - 1.5X POINTS"})), *slots_of("F*5")),
        MaxPerGame(1, Source.ONE_SOURCE),
    ),
    _unseen(
        "lol",
        60_000,
        (
            Slot(
                "STAR",
                frozenset({"TOP", "JNG", "MID", "ADC", "SUP"}),
                150,
                called=frozenset({"STAR", "STAR - 1.5X POINTS"}),
            ),
            *slots_of("TOP JNG MID ADC SUP TEAM"),
        ),
        *_LIMITS_MAYBE,
    ),
)
