"""DraftKings' contests with a captain as tables: who is captain scores and costs one and a half times.

The salary file has a row of its own for each player as captain. Marks and days are as in `draftkings`.
"""

from datetime import date

from lineup_engine.sites.draftkings import CAP
from lineup_engine.sites.model import ContestRules, Limit, MaxPerTeam, MinGames, MinTeams, Slot, Source
from lineup_engine.sites.words import slots_of

# One rule of the site for every captain contest of two teams; it was seen twice for football and for baseball.
_FIVE_OF_A_TEAM = MaxPerTeam(5, Source.TWO_SOURCES)
_FIVE_OF_A_TEAM_MAYBE = MaxPerTeam(5, Source.ONE_SOURCE)

_FOOTBALL = "QB/RB/WR/TE/K/DST"
_BASKETBALL = "PG/SG/SF/PF/C"
_BASEBALL = "P/SP/RP/C/1B/2B/3B/SS/OF"
_HOCKEY = "C/W/LW/RW/D/G"
_SOCCER = "GK/D/M/F"


def _with_captain(captain: str, others: str) -> tuple[Slot, ...]:
    """The captain's slot, for these positions, before the other slots."""
    return (Slot("CPT", frozenset(captain.split("/")), boost_percent=150, salary_percent=150), *slots_of(others))


def _table(game: str, since: date, slots: tuple[Slot, ...], source: Source, *limits: Limit) -> ContestRules:
    """The table of a game, which is said as sport and mode."""
    sport, mode = game.split()
    return ContestRules("draftkings", sport, mode, since, CAP, slots, limits, source, own_rows=True)


def _showdown(sport: str, since: date, others: str, source: Source, *limits: Limit) -> ContestRules:
    """A captain and five others of any position; `others` is their slot and the positions."""
    _, _, positions = others.partition("=")
    return _table(f"{sport} showdown", since, _with_captain(positions, f"{others}*5"), source, *limits)


TABLES: tuple[ContestRules, ...] = (
    _showdown("nfl", date(2019, 1, 5), f"FLEX={_FOOTBALL}", Source.FILE, _FIVE_OF_A_TEAM),
    _showdown("nba", date(2022, 2, 26), f"UTIL={_BASKETBALL}", Source.FILE, _FIVE_OF_A_TEAM),
    _showdown("mlb", date(2019, 6, 30), f"UTIL={_BASEBALL}", Source.FILE, _FIVE_OF_A_TEAM),
    _showdown("nhl", date(2021, 9, 27), f"FLEX={_HOCKEY}", Source.ONE_SOURCE, _FIVE_OF_A_TEAM_MAYBE),
    _showdown("soc", date(2021, 9, 27), f"FLEX={_SOCCER}", Source.ONE_SOURCE, _FIVE_OF_A_TEAM_MAYBE),
    _showdown("cfb", date(2024, 1, 29), "UTIL=QB/RB/WR/TE/K", Source.ONE_SOURCE, MinTeams(2, Source.ONE_SOURCE)),
    _showdown("pga", date(2024, 1, 29), "G=G", Source.ONE_SOURCE),
    # A single round has the slots of the whole tournament and no captain: the file tells which of the two it is.
    ContestRules("draftkings", "pga", "showdown", date(2021, 9, 27), CAP, slots_of("G*6"), (), Source.ONE_SOURCE),
    _table(
        "lol classic",
        date(2020, 6, 12),
        _with_captain("TOP/JNG/MID/ADC/SUP/TEAM", "TOP JNG MID ADC SUP TEAM"),
        Source.FILE,
        MaxPerTeam(4, Source.ONE_SOURCE),
        MinGames(2, Source.ONE_SOURCE),
    ),
    _table(
        "f1 classic",
        date(2022, 3, 20),
        _with_captain("D", "D*4 CNSTR"),
        Source.FILE,
        MaxPerTeam(2, Source.TWO_SOURCES),
    ),
    _table(
        "cs classic",
        date(2021, 9, 27),
        # What the file gives as positions is not known.
        (Slot("CPT", frozenset(), boost_percent=150, salary_percent=150), *(Slot("FLEX", frozenset()),) * 5),
        Source.ONE_SOURCE,
        MaxPerTeam(3, Source.ONE_SOURCE),
    ),
)
