"""What the invented slates of all further games are made of; called as the validator calls its tables."""

from dataclasses import dataclass, replace

from slate_sports import SPORTS, Sport, roles

_EVENING = ("07:00PM", "07:30PM", "10:00PM")
_DK_FOOTBALL = {"QB": "FLEX", "RB": "FLEX", "WR": "FLEX", "TE": "FLEX", "K": "FLEX", "DST": "FLEX"}


@dataclass(frozen=True, slots=True)
class Game:
    """One game of a site. Every salary is `salary_percent` of what the sport's roles say, in steps of `step` dollars.

    `captains` are the positions that DraftKings' file has captains' rows of. `mvp_column`: FanDuel's file tells what
    the MVP costs. `bouts`: two meet each other, and the family name stands for the team.
    """

    sport: Sport
    salary_percent: int = 100
    step: int = 100
    captains: frozenset[str] = frozenset()
    mvp_column: bool = False
    bouts: bool = False


def _showdown(name: str, roster: dict[str, str], salary_percent: int, kickers: str = "") -> Game:
    """One game of a sport, with a captain of any position."""
    sport = SPORTS[name]
    kicking = roles(kickers) if kickers else ()
    one = replace(sport, games=1, roles=(*sport.roles, *kicking), roster=roster)
    return Game(one, salary_percent, 200, captains=frozenset(roster))


def _same(positions: str, words: str) -> dict[str, str]:
    return dict.fromkeys(positions.split(), words)


_TENNIS = Sport("P P P P P P", 60, 35, roles("P:66-96"), 14, ("02:00PM",), roster={"P": "P"})
_SOCCER = Sport(
    slots="GK D D M M F F UTIL",
    points_rate=15,
    spread_percent=45,
    roles=roles("GK:42-56 D:30-52*5 M:32-86*5 M/F:60-84 F:58-96*3"),
    games=4,
    start_times=("10:00AM", "12:30PM"),
    roster={"GK": "GK", "D": "D/UTIL", "M": "M/UTIL", "F": "F/UTIL"},
)
_COLLEGE = Sport(
    slots="QB RB RB WR WR WR FLEX S-FLEX",
    points_rate=28,
    spread_percent=45,
    roles=roles("QB:60-98 QB:45-50 RB:52-92 RB:36-60*2 WR:58-82 WR:40-58*2 WR:30-40*3"),
    games=6,
    start_times=("12:00PM", "03:30PM", "07:30PM"),
    roster={"QB": "QB/S-FLEX", "RB": "RB/FLEX/S-FLEX", "WR": "WR/FLEX/S-FLEX"},
)
_LOL = Sport(
    slots="CPT TOP JNG MID ADC SUP TEAM",
    points_rate=90,
    spread_percent=30,
    roles=roles("TOP:50-78 JNG:54-80 MID:58-84 ADC:56-88 SUP:44-66 TEAM:38-56"),
    games=4,
    start_times=("12:00PM", "01:00PM"),
    roster={name: name for name in ("TOP", "JNG", "MID", "ADC", "SUP", "TEAM")},
)
_F1 = Sport(
    slots="CPT D D D D CNSTR",
    points_rate=25,
    spread_percent=35,
    roles=roles("D:40-124*2 CNSTR:36-112"),
    games=5,
    start_times=("10:00AM",),
    roster={"D": "D", "CNSTR": "CNSTR"},
)
_CS = Sport("CPT" + " FLEX" * 5, 80, 30, roles("FLEX:54-92*5"), 3, ("09:00AM",), roster={"FLEX": "FLEX"})
_HOOPS = Sport(
    slots="G G F F F UTIL",
    points_rate=40,
    spread_percent=30,
    roles=roles("G:76-104 G:56-76*2 G:36-56*2 F:70-98 F:56-78*2 F:36-56*3"),
    games=4,
    start_times=_EVENING,
    roster={"G": "G/UTIL", "F": "F/UTIL"},
)
_SHORT = Sport(
    slots="QB RB WR WR FLEX FLEX DST",
    points_rate=20,
    spread_percent=40,
    roles=roles("QB:84-110 QB:60-70 RB:70-98 RB:50-66 WR:72-98 WR:56-76*2 WR:36-56*2 DST:34-52"),
    games=3,
    start_times=_EVENING,
    roster={"QB": "QB", "RB": "RB/FLEX", "WR": "WR/FLEX", "DST": "DST"},
)

_DRAFTKINGS = {
    "ten": Game(_TENNIS, bouts=True),
    "soc": Game(_SOCCER),
    "cfb": Game(_COLLEGE),
    "cbb": Game(replace(_HOOPS, slots="G G G F F F UTIL UTIL"), 90),
    "wnba": Game(_HOOPS, 120),
    "euroleague": Game(_HOOPS, 120),
    "cfl": Game(_SHORT),
    "ufl": Game(_SHORT),
    "lol": Game(_LOL, step=200, captains=frozenset(_LOL.roster)),
    "f1": Game(_F1, step=200, captains=frozenset({"D"})),
    "cs": Game(_CS, step=200, captains=frozenset({"FLEX"})),
    "nfl showdown": _showdown("nfl", _DK_FOOTBALL, 150, "K:30-45"),
    "nba showdown": _showdown("nba", _same("PG SG SF PF C", "UTIL"), 140),
    "mlb showdown": _showdown("mlb", _same("SP RP C 1B 2B 3B SS OF", "UTIL"), 180),
    "nhl showdown": _showdown("nhl", _same("C LW RW D G", "FLEX"), 150),
    "soc showdown": Game(
        replace(_SOCCER, games=1, roster=_same("GK D M F", "FLEX")), 140, 200, frozenset({"GK", "D", "M", "F"})
    ),
    "cfb showdown": Game(
        replace(_COLLEGE, games=1, roster=_same("QB RB WR", "UTIL")), 140, 200, frozenset({"QB", "RB", "WR"})
    ),
    "pga showdown": Game(SPORTS["pga"], 100, 200, frozenset({"G"})),
    "pga showdown 2021": Game(SPORTS["pga"]),
}


def _fanduel(name: str, roster: dict[str, str], salary_percent: int = 100) -> Game:
    """A sport of DraftKings' as FanDuel has it: other words for the slots, other salaries."""
    sport = SPORTS[name]
    positions = {"DST": "D", "LW": "W", "RW": "W", "SP": "P", "RP": "P"}

    def own(text: str) -> str:
        return "/".join(dict.fromkeys(positions.get(part, part) for part in text.split("/")))

    mine = tuple(replace(role, positions=own(role.positions)) for role in sport.roles)
    return Game(replace(sport, roles=mine, roster=roster), salary_percent, bouts=name == "mma")


def _single(name: str, words: str, salary_percent: int, *, mvp_column: bool = False) -> Game:
    """FanDuel's single game; whoever has no slot there (goalies are allowed, defences are not) is left out."""
    kind = _fanduel(name, {}).sport
    playing = tuple(role for role in kind.roles if (name, role.positions) != ("nfl", "D"))
    roster = {position: words for role in playing for position in role.positions.split("/")}
    kicking = roles("K:40-60") if name == "nfl" else ()
    if kicking:
        roster["K"] = words
    one = replace(kind, roles=(*playing, *kicking), roster=roster, games=1)
    return Game(one, salary_percent, 500, mvp_column=mvp_column)


_MVP = "MVP - 1.5X Points"
_FANDUEL = {
    "nfl": _fanduel("nfl", {"QB": "QB", "RB": "RB/FLEX", "WR": "WR/FLEX", "TE": "TE/FLEX", "D": "DEF"}, 125),
    "nba": _fanduel("nba", {name: name for name in ("PG", "SG", "SF", "PF", "C")}, 115),
    "mlb": _fanduel(
        "mlb",
        {
            "P": "P",
            "C": "C/1B/UTIL",
            "1B": "C/1B/UTIL",
            **{name: f"{name}/UTIL" for name in ("2B", "3B", "SS", "OF")},
        },
        90,
    ),
    "pga": _fanduel("pga", {"G": "G"}, 125),
    "nascar": _fanduel("nascar", {"D": "Driver"}, 120),
    "nhl": _fanduel("nhl", {"C": "C/UTIL", "W": "W/UTIL", "D": "D/UTIL", "G": "G"}, 120),
    "mma": _fanduel("mma", {"F": "MVP/F"}),
    "cfb": Game(
        replace(
            _COLLEGE, roster={"QB": "QB/Super FLEX", "RB": "RB/Super FLEX", "WR": "WR/Super FLEX"}, slots="QB RB WR"
        ),
        140,
    ),
    "wnba": Game(replace(_HOOPS, roster={"G": "G", "F": "F"}), 85),
    "soc": Game(replace(_SOCCER, roster={"GK": "GK", "D": "DEF", "M": "FWD/MID", "F": "FWD/MID"}), 130),
    "lol": Game(
        replace(
            _LOL,
            roster={
                **{name: f"STAR - 1.5X Points/{name}" for name in ("TOP", "JNG", "MID", "ADC", "SUP")},
                "TEAM": "TEAM",
            },
        ),
        130,
    ),
    "nfl showdown": _single("nfl", f"{_MVP}/AnyFLEX", 190, mvp_column=True),
    "nba showdown": _single("nba", f"{_MVP}/UTIL", 170, mvp_column=True),
    "mlb showdown": _single("mlb", f"{_MVP}/UTIL", 200, mvp_column=True),
    "nhl showdown": _single("nhl", f"{_MVP}/UTIL", 190, mvp_column=True),
    "nfl showdown 2022": _single("nfl", f"{_MVP}/AnyFLEX", 240),
    "nba showdown 2021": _single("nba", "MVP - 2X Points/STAR - 1.5X Points/PRO - 1.2X Points/UTIL", 220),
    "mlb showdown 2021": _single("mlb", "MVP - 2X Points/STAR - 1.5X Points/UTIL", 260),
    "nhl showdown 2021": _single("nhl", "Captain - 1.5X Points/UTIL", 240),
}

GAMES: dict[str, Game] = {**_DRAFTKINGS, **{f"fanduel {name}": game for name, game in _FANDUEL.items()}}
"""Every game beside those of `SPORTS`."""
