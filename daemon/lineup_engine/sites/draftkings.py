"""DraftKings' classic contests as tables.

Slots and caps were read off the site's own salary, entries and upload files and agree with two independent public
rule sets; limits on teams and games carry their own mark. `since` is the day of the oldest slate that a table was
checked against: whether older ones had other rules is not known.
"""

from datetime import date

from lineup_engine.sites.model import ContestRules, Limit, MaxPerGame, MaxPerTeam, MinGames, MinTeams, Slot, Source

_CAP = 50_000
_HITTERS = frozenset({"C", "1B", "2B", "3B", "SS", "OF"})
_SKATERS = frozenset({"C", "W", "LW", "RW", "D"})
_TWO_GAMES = MinGames(2, Source.TWO_SOURCES)


def _slots(text: str) -> tuple[Slot, ...]:
    """Slots from words: "WR*3" are three for the position of their name, "G=PG/SG" is one for two positions."""
    slots: list[Slot] = []
    for word in text.split():
        head, _, times = word.partition("*")
        name, _, positions = head.partition("=")
        slots += [Slot(name, frozenset((positions or name).split("/")))] * int(times or 1)
    return tuple(slots)


def _classic(sport: str, since: date, slots: str, *limits: Limit) -> ContestRules:
    return ContestRules("draftkings", sport, "classic", since, _CAP, _slots(slots), limits, Source.FILE)


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
)
