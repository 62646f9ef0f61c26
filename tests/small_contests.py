"""Small contests with their slates, and reading their standings."""

from collections.abc import Sequence
from fractions import Fraction

from lineup_engine.seam import NamedFile
from lineup_engine.sites.model import ContestRules
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Slate
from lineup_engine.slate.read import read_slate
from lineup_engine.standings.model import Standings
from lineup_engine.standings.read import StandingsReading, read_standings
from standings_files import Contest

SALARIES = "Position,Name + ID,Name,ID,Roster Position,Salary,Game Info,TeamAbbrev,AvgPointsPerGame\n"
GAMES = {
    "AAA": "AAA@BBB 01/01/2027 07:00PM ET",
    "BBB": "AAA@BBB 01/01/2027 07:00PM ET",
    "CCC": "CCC@DDD 01/01/2027 07:00PM ET",
}
FIGHTERS: tuple[str, ...] = (
    "Al Able",
    "Bo Baker",
    "Cy Charles",
    "Di Doe",
    "Ed Early",
    "Flo Fox",
    "Gus Gray",
    "Hal Hart Jr.",
    "Ivo Ibáñez",
)
SCORES: dict[str, str] = dict(
    zip(FIGHTERS, ("104.5", "88.25", "60", "45.05", "30", "12.4", "0", "-3", "71"), strict=True)
)


def drivers(names: Sequence[str] = FIGHTERS, salary: int = 5_000) -> Slate:
    """A slate of drivers; ids count from 101."""
    rows = [f"D,{name} ({101 + n}),{name},{101 + n},D,{salary + n},Race,NAS,20\n" for n, name in enumerate(names)]
    return slate_of("".join(rows), "nascar", "classic")[0]


def slate_of(rows: str, sport: str, mode: str) -> tuple[Slate, ContestRules]:
    """The slate of a salary file with its rules."""
    reading = read_slate(NamedFile("s.csv", (SALARIES + rows).encode()), find_rules("draftkings", sport, mode))
    assert reading.slate is not None, reading.problems
    assert reading.rules is not None
    return reading.slate, reading.rules


NASCAR = find_rules("draftkings", "nascar", "classic")[0]


def lineup(*places: int) -> list[tuple[str, str]]:
    """Six drivers by their places in FIGHTERS."""
    return [("D", FIGHTERS[place]) for place in places]


RACE = Contest(
    SCORES,
    [
        ("one (1/2)", lineup(0, 1, 2, 3, 4, 5)),
        ("one (2/2)", lineup(8, 1, 2, 3, 4, 5)),
        ("two", lineup(5, 4, 3, 2, 1, 0)),
        ("three (1/3)", lineup(0, 1, 2, 3, 6, 7)),
        ("four", []),
        ("five (x/2)", lineup(0, 8, 2, 3, 4, 5)),
    ],
)


def read(content: bytes, slate: Slate | None = None, rules: ContestRules = NASCAR) -> StandingsReading:
    return read_standings(NamedFile("standings.csv", content), slate or drivers(), rules)


def standings(content: bytes, slate: Slate | None = None, rules: ContestRules = NASCAR) -> Standings:
    reading = read(content, slate, rules)
    assert reading.standings is not None, reading.problems
    return reading.standings


def showdown() -> tuple[Slate, ContestRules]:
    players = ("Al Able", "Bo Baker", "Cy Charles", "Di Doe", "Ed Early", "Flo Fox", "Gus Gray")
    rows = ""
    for first, slot, percent in ((1, "CPT", 150), (101, "UTIL", 100)):
        for number, name in enumerate(players):
            team = "AAA" if number % 2 else "BBB"
            rows += (
                f"PG,{name} ({first + number}),{name},{first + number},{slot},{40 * percent},{GAMES[team]},{team},9\n"
            )
    return slate_of(rows, "nba", "showdown")


CAPTAINS = Contest(
    {
        "Al Able": "40.25",
        "Bo Baker": "30",
        "Cy Charles": "20.5",
        "Di Doe": "10",
        "Ed Early": "5.75",
        "Flo Fox": "1",
        "Gus Gray": "2",
    },
    [
        (
            "one",
            [("CPT", "Al Able"), *[("UTIL", n) for n in ("Bo Baker", "Cy Charles", "Di Doe", "Ed Early", "Flo Fox")]],
        ),
        (
            "two",
            [("CPT", "Bo Baker"), *[("UTIL", n) for n in ("Al Able", "Cy Charles", "Di Doe", "Ed Early", "Flo Fox")]],
        ),
        (
            "three",
            [("CPT", "Gus Gray"), *[("UTIL", n) for n in ("Al Able", "Cy Charles", "Di Doe", "Ed Early", "Flo Fox")]],
        ),
    ],
    {"CPT": Fraction(3, 2)},
)
