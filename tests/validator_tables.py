"""The sites' rules as the validator knows them: written down here a second time, on purpose."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

HITTERS = frozenset({"C", "1B", "2B", "3B", "SS", "OF"})
SKATERS = frozenset({"C", "W", "LW", "RW", "D"})


@dataclass(frozen=True, slots=True)
class Table:
    """One contest. `fits` says which positions a slot takes, for files that do not tell.

    `team_counts` and `teams_of` are the positions that the two team limits look at (empty = all). `boosts` and `prices`
    are per cent of points and salary in slots that multiply them; `own_rows`: the file has such forms as rows.
    `headers` is what the upload file calls slots, and `words` what a salary file does, where these are other names.
    """

    slots: tuple[str, ...]
    fits: dict[str, frozenset[str]]
    min_games: int = 0
    max_of_game: int = 0
    max_of_team: int = 0
    team_counts: frozenset[str] = frozenset()
    min_teams: int = 0
    teams_of: frozenset[str] = frozenset()
    cap: int = 50_000
    boosts: dict[str, int] = field(default_factory=dict[str, int])
    prices: dict[str, int] = field(default_factory=dict[str, int])
    own_rows: bool = False
    headers: dict[str, str] = field(default_factory=dict[str, str])
    words: dict[str, str] = field(default_factory=dict[str, str])

    def header(self) -> tuple[str, ...]:
        """The first row of an upload file."""
        return tuple(self.headers.get(slot, slot) for slot in self.slots)


def _fits(**slots: str) -> dict[str, frozenset[str]]:
    return {slot.lstrip("_"): frozenset(positions.split()) for slot, positions in slots.items()}


def _each(positions: str) -> dict[str, frozenset[str]]:
    """Slots that are called like the position they take."""
    return {position: frozenset({position}) for position in positions.split()}


def _captain(captain: str, others: str, flexible: str = "") -> Table:
    """DraftKings: a captain before the others; `flexible` is the one slot of all others, if they have one."""
    slots = ("CPT", *others.split())
    fits = {"CPT": frozenset(captain.split())} | _each(others)
    if flexible:
        fits[flexible] = frozenset(captain.split())
    return Table(slots, fits, boosts={"CPT": 150}, prices={"CPT": 150}, own_rows=True)


def _showdown(flexible: str, positions: str) -> Table:
    return _captain(positions, " ".join([flexible] * 5), flexible)


def _draftkings() -> Iterator[tuple[str, Table]]:
    yield "nascar", Table(("D",) * 6, _fits(D="D"))
    yield "pga", Table(("G",) * 6, _fits(G="G"))
    yield "mma", Table(("F",) * 6, _fits(F="F"), max_of_game=1)
    yield "ten", Table(("P",) * 6, _fits(P="P"), max_of_game=1)
    nfl = ("QB", "RB", "RB", "WR", "WR", "WR", "TE", "FLEX", "DST")
    yield "nfl", Table(nfl, _each("QB RB WR TE DST") | _fits(FLEX="RB WR TE"), min_games=2)
    nba = ("PG", "SG", "SF", "PF", "C", "G", "F", "UTIL")
    wide = _fits(G="PG SG", F="SF PF", UTIL="PG SG SF PF C")
    yield "nba", Table(nba, _each("PG SG SF PF C") | wide, min_games=2)
    mlb = ("P", "P", "C", "1B", "2B", "3B", "SS", "OF", "OF", "OF")
    fits = _fits(P="P SP RP") | _each("C 1B 2B 3B SS OF")
    yield "mlb", Table(mlb, fits, min_games=2, max_of_team=5, team_counts=HITTERS)
    nhl = ("C", "C", "W", "W", "W", "D", "D", "G", "UTIL")
    fits = _each("C D G") | _fits(W="W LW RW", UTIL="C W LW RW D")
    yield "nhl", Table(nhl, fits, min_teams=3, teams_of=SKATERS)
    soc = ("GK", "D", "D", "M", "M", "F", "F", "UTIL")
    yield "soc", Table(soc, _each("GK D M F") | _fits(UTIL="D M F"), min_teams=3)
    cfb = ("QB", "RB", "RB", "WR", "WR", "WR", "FLEX", "S-FLEX")
    fits = _each("QB RB WR") | {"FLEX": frozenset({"RB", "WR"}), "S-FLEX": frozenset({"QB", "RB", "WR"})}
    yield "cfb", Table(cfb, fits, min_games=2)
    hoops = _each("G F") | _fits(UTIL="G F")
    yield "cbb", Table(("G", "G", "G", "F", "F", "F", "UTIL", "UTIL"), hoops, min_games=2)
    yield "wnba", Table(("G", "G", "F", "F", "F", "UTIL"), hoops, min_games=2)
    yield "euroleague", Table(("G", "G", "F", "F", "F", "UTIL"), hoops, min_teams=2)
    short = ("QB", "RB", "WR", "WR", "FLEX", "FLEX", "DST")
    yield "cfl", Table(short, _each("QB RB WR DST") | _fits(FLEX="RB WR"), min_teams=2)
    yield "ufl", Table(short, _each("QB RB DST") | _fits(WR="WR TE", FLEX="RB WR TE"), min_teams=2)


def _draftkings_captains() -> Iterator[tuple[str, Table]]:
    yield "nfl showdown", replace(_showdown("FLEX", "QB RB WR TE K DST"), max_of_team=5)
    yield "nba showdown", replace(_showdown("UTIL", "PG SG SF PF C"), max_of_team=5)
    yield "mlb showdown", replace(_showdown("UTIL", "P SP RP C 1B 2B 3B SS OF"), max_of_team=5)
    yield "nhl showdown", replace(_showdown("FLEX", "C W LW RW D G"), max_of_team=5)
    yield "soc showdown", replace(_showdown("FLEX", "GK D M F"), max_of_team=5)
    yield "cfb showdown", replace(_showdown("UTIL", "QB RB WR TE K"), min_teams=2)
    yield "pga showdown", _showdown("G", "G")
    yield "pga showdown 2021", Table(("G",) * 6, _fits(G="G"))
    yield "lol", replace(_captain("TOP JNG MID ADC SUP TEAM", "TOP JNG MID ADC SUP TEAM"), max_of_team=4, min_games=2)
    yield "f1", replace(_captain("D", "D D D D CNSTR"), max_of_team=2)
    yield "cs", replace(_showdown("FLEX", ""), max_of_team=3)


def _usual(table: Table) -> Table:
    """FanDuel's limits for teams, the same in most sports."""
    return replace(table, max_of_team=4, min_teams=3)


def _fanduel() -> Iterator[tuple[str, Table]]:
    nfl = ("QB", "RB", "RB", "WR", "WR", "WR", "TE", "FLEX", "DEF")
    fits = _each("QB RB WR TE") | _fits(FLEX="RB WR TE", DEF="D DEF")
    yield "nfl", _usual(Table(nfl, fits, cap=60_000, words={"D": "DEF"}))
    nba = ("PG", "PG", "SG", "SG", "SF", "SF", "PF", "PF", "C")
    yield "nba", _usual(Table(nba, _each("PG SG SF PF C"), cap=60_000))
    mlb = ("P", "C/1B", "2B", "3B", "SS", "OF", "OF", "OF", "UTIL")
    fits = _each("P 2B 3B SS OF") | {"C/1B": frozenset({"C", "1B"}), "UTIL": HITTERS}
    corner = {"C": "C/1B", "1B": "C/1B", "C-1B": "C/1B"}
    yield "mlb", Table(mlb, fits, cap=35_000, max_of_team=4, team_counts=HITTERS, min_teams=3, words=corner)
    yield "pga", Table(("G",) * 6, _fits(G="G"), cap=60_000)
    yield "nascar", Table(("Driver",) * 5, _fits(Driver="D"), words={"D": "Driver"})
    fits = _each("QB RB") | {"WR": frozenset({"WR", "TE"}), "Super FLEX": frozenset({"QB", "RB", "WR", "TE"})}
    yield "cfb", Table(("QB", "RB", "RB", "WR", "WR", "WR", "Super FLEX"), fits, cap=60_000)
    nhl = ("C", "C", "W", "W", "D", "D", "UTIL", "UTIL", "G")
    yield "nhl", _usual(Table(nhl, _each("C W D G") | _fits(UTIL="C W D"), cap=55_000))
    yield "wnba", _usual(Table(("G",) * 3 + ("F",) * 4, _each("G F"), cap=40_000))
    fits = _fits(GK="GK", DEF="D DEF") | {"FWD/MID": frozenset({"F", "M", "FWD", "MID"})}
    roles = {"D": "DEF", "F": "FWD/MID", "M": "FWD/MID", "FWD": "FWD/MID", "MID": "FWD/MID"}
    yield "soc", Table(("GK", "DEF", "DEF") + ("FWD/MID",) * 4, fits, cap=60_000, words=roles)
    yield "mma", Table(("MVP",) + ("F",) * 5, _fits(MVP="F", F="F"), cap=100, max_of_game=1, boosts={"MVP": 150})
    lol = ("STAR", "TOP", "JNG", "MID", "ADC", "SUP", "TEAM")
    fits = _each("TOP JNG MID ADC SUP TEAM") | _fits(STAR="TOP JNG MID ADC SUP")
    star = {"STAR - 1.5X Points": "STAR"}
    yield "lol", _usual(Table(lol, fits, cap=60_000, boosts={"STAR": 150}, words=star))


def _single(sport: str, boosts: dict[str, int], flexible: str, count: int) -> Table:
    """FanDuel's single game, in which nobody costs more for multiplied points."""
    positions = {"nfl": "QB RB WR TE K", "nba": "PG SG SF PF C", "nhl": "C W D G"}
    able = frozenset(positions.get(sport, "P C 1B 2B 3B SS OF UTIL").split())
    slots = (*boosts, *(flexible,) * count)
    headers = {slot: f"{slot} - {boost / 100:g}X Points" for slot, boost in boosts.items()}
    return Table(
        slots,
        dict.fromkeys(slots, able),
        min_teams=2,
        cap=60_000,
        boosts=boosts,
        headers=headers,
        words={header: slot for slot, header in headers.items()},
    )


def _fanduel_single() -> Iterator[tuple[str, Table]]:
    for sport, flexible in (("nfl", "AnyFLEX"), ("nba", "UTIL"), ("mlb", "UTIL"), ("nhl", "UTIL")):
        static = _single(sport, {"MVP": 150}, flexible, 5)
        yield f"{sport} showdown", replace(static, prices={"MVP": 150})
    yield "nfl showdown 2022", _single("nfl", {"MVP": 150}, "AnyFLEX", 4)
    yield "nba showdown 2021", _single("nba", {"MVP": 200, "STAR": 150, "PRO": 120}, "UTIL", 2)
    yield "mlb showdown 2021", _single("mlb", {"MVP": 200, "STAR": 150}, "UTIL", 3)
    yield "nhl showdown 2021", _single("nhl", {"Captain": 150}, "UTIL", 4)


TABLES: dict[str, Table] = {
    **dict(_draftkings()),
    **dict(_draftkings_captains()),
    **{f"fanduel {game}": table for game, table in (*_fanduel(), *_fanduel_single())},
}
"""Every contest, called by site, sport, mode and year: DraftKings, classic and the current form go without saying."""
