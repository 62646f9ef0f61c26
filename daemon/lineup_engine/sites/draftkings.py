"""DraftKings' contests with a roster of their own as tables; the captain contests are in `draftkings_captain`.

Where the mark is `file`, slots and cap were read off the site's own salary, entries and upload files and agree with
two independent public rule sets. Public rule sets copy each other: a game of which no file was seen counts as known
from one source, however many repeat it. `since` is the day of the oldest slate that a table was checked against:
whether older ones had other rules is not known.
"""

from datetime import date

from lineup_engine.sites.model import ContestRules, Limit, MaxPerGame, MaxPerTeam, MinGames, MinTeams, Source
from lineup_engine.sites.words import slots_of

CAP = 50_000

_HITTERS = frozenset({"C", "1B", "2B", "3B", "SS", "OF"})
_SKATERS = frozenset({"C", "W", "LW", "RW", "D"})
_TWO_GAMES = MinGames(2, Source.TWO_SOURCES)
_TWO_GAMES_MAYBE = MinGames(2, Source.ONE_SOURCE)
_TWO_TEAMS_MAYBE = MinTeams(2, Source.ONE_SOURCE)


def _classic(sport: str, since: date, slots: str, *limits: Limit) -> ContestRules:
    return ContestRules("draftkings", sport, "classic", since, CAP, slots_of(slots), limits, Source.FILE)


def _unseen(sport: str, since: date, slots: str, *limits: Limit) -> ContestRules:
    """A game of which no file was seen; `since` is the day of the rule set that tells it."""
    return ContestRules("draftkings", sport, "classic", since, CAP, slots_of(slots), limits, Source.ONE_SOURCE)


TABLES: tuple[ContestRules, ...] = (
    _classic("nascar", date(2023, 2, 26), "D*6"),
    _classic("nfl", date(2016, 9, 18), "QB RB*2 WR*3 TE FLEX=RB/WR/TE DST", _TWO_GAMES),
    _classic("nba", date(2017, 11, 29), "PG SG SF PF C G=PG/SG F=SF/PF UTIL=PG/SG/SF/PF/C", _TWO_GAMES),
    _classic(
        "mlb",
        date(2017, 4, 5),
        "P=P/SP/RP*2 C 1B 2B 3B SS OF*3",
        _TWO_GAMES,
        MaxPerTeam(5, Source.TWO_SOURCES, _HITTERS),
    ),
    # Skaters of three teams are of two games already: a limit on games would say nothing new.
    _classic(
        "nhl",
        date(2018, 12, 22),
        "C*2 W=W/LW/RW*3 D*2 G UTIL=C/W/LW/RW/D",
        MinTeams(3, Source.TWO_SOURCES, _SKATERS),
    ),
    _classic("pga", date(2024, 7, 4), "G*6"),
    _classic("mma", date(2019, 3, 16), "F*6", MaxPerGame(1, Source.ONE_SOURCE)),
    _classic("soc", date(2018, 12, 1), "GK D*2 M*2 F*2 UTIL=D/M/F", MinTeams(3, Source.ONE_SOURCE)),
    _classic("cfb", date(2022, 10, 15), "QB RB*2 WR*3 FLEX=RB/WR S-FLEX=QB/RB/WR", _TWO_GAMES_MAYBE),
    _classic("ten", date(2020, 2, 17), "P*6", MaxPerGame(1, Source.ONE_SOURCE)),
    _unseen("cbb", date(2021, 9, 27), "G*3 F*3 UTIL=G/F*2", _TWO_GAMES_MAYBE),
    _unseen("wnba", date(2021, 9, 27), "G*2 F*3 UTIL=G/F", _TWO_GAMES_MAYBE),
    _unseen("euroleague", date(2024, 1, 29), "G*2 F*3 UTIL=G/F", _TWO_TEAMS_MAYBE),
    _unseen("cfl", date(2021, 9, 27), "QB RB WR*2 FLEX=RB/WR*2 DST", _TWO_TEAMS_MAYBE),
    _unseen("ufl", date(2024, 1, 29), "QB RB WR=WR/TE*2 FLEX=RB/WR/TE*2 DST", _TWO_TEAMS_MAYBE),
)
