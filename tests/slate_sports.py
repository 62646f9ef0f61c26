"""What the invented slates are made of: for each sport the roles of a team, salaries, points and the site's wording."""

from dataclasses import dataclass, field


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


TEAMS = _words("ALD BRK CRW DUN EMB FJD GLN HVN IRN JUN KST LYN MRL NOR PIN QRY RDG SLT TMB UPL VAL WHT YEW ZEN")
NICKNAMES = _words(
    "Anvils Badgers Cranes Drovers Embers Falconers Gliders Harriers Ironclads Jackdaws Keelmen Lanterns "
    "Millers Northmen Pinecones Quarrymen Ridgebacks Saltmen Timberjacks Uplanders Valiants Whitecaps Yeomen Zephyrs"
)
FIRST_NAMES = (
    _words("Bran Cor Dav Ev Garr Hal Jor Kell Land Mard Nol Perr Quill Rend Sol Torv Ulr Vern Wend Zan"),
    _words("ard ec en eth ick in is o or us"),
)
LAST_NAMES = (
    _words("Alder Birk Crow Dun Elm Fal Grim Hask Isk Kest Lor Mur Nar Oster Pen Rav Skel Thorn Under Vand Wyn"),
    _words("back combe dale en feld gard hew holt ick low mere sell quist rick sen stead tarn by well wick"),
)


@dataclass(frozen=True, slots=True)
class Role:
    """One man of a team: his positions as in the file, and the salaries (in hundreds of dollars) he may have."""

    positions: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Sport:
    """How a sport's slate looks. `points_rate` is hundredths of a point per hundred dollars of salary.

    `games` = 0: nobody has a team, and `event` stands in the place of the game.
    """

    slots: str
    points_rate: int
    spread_percent: int
    roles: tuple[Role, ...]
    games: int = 0
    start_times: tuple[str, ...] = ()
    event: str = ""
    field_name: str = ""
    roster: dict[str, str] = field(default_factory=dict[str, str])


def roles(text: str) -> tuple[Role, ...]:
    """Roles from words like "RB:50-92"; "RB:30-30*2" means two of them."""
    found: list[Role] = []
    for word in text.split():
        head, _, times = word.partition("*")
        positions, _, salaries = head.partition(":")
        low, _, high = salaries.partition("-")
        found += [Role(positions, int(low), int(high))] * int(times or 1)
    return tuple(found)


SPORTS: dict[str, Sport] = {
    "nascar": Sport(
        slots="D D D D D D",
        points_rate=42,
        spread_percent=35,
        roles=roles("D:99-110*6 D:83-98*9 D:65-82*11 D:47-64*12"),
        event="Copper Canyon 400",
        field_name="Nasca",
        roster={"D": "D"},
    ),
    "nfl": Sport(
        slots="QB RB RB WR WR WR TE FLEX DST",
        points_rate=24,
        spread_percent=45,
        roles=roles(
            "QB:50-82 QB:40-46 RB:52-90 RB:42-58 RB:40-44 WR:58-90 WR:44-64 WR:34-50 WR:30-36*2 "
            "TE:32-68 TE:25-31 DST:23-40"
        ),
        games=8,
        start_times=("01:00PM", "01:00PM", "01:00PM", "04:05PM", "04:25PM"),
        roster={"QB": "QB", "RB": "RB/FLEX", "WR": "WR/FLEX", "TE": "TE/FLEX", "DST": "DST"},
    ),
    "nba": Sport(
        slots="PG SG SF PF C G F UTIL",
        points_rate=50,
        spread_percent=25,
        roles=roles(
            "PG:78-114 SF/PF:66-92 C:52-76 SG:48-66 PF:44-58 SG/SF:38-54 PG/SG:34-48 PF/C:32-44 SF:30-40 C:30-36 "
            "PG:30-34 SG/SF:30-32"
        ),
        games=6,
        start_times=("07:00PM", "07:30PM", "08:00PM", "10:00PM"),
        roster={"PG": "PG/G/UTIL", "SG": "SG/G/UTIL", "SF": "SF/F/UTIL", "PF": "PF/F/UTIL", "C": "C/UTIL"},
    ),
    "mlb": Sport(
        slots="P P C 1B 2B 3B SS OF OF OF",
        points_rate=20,
        spread_percent=45,
        roles=roles(
            "SP:58-110 RP:40-52 C:26-46 C:20-26 1B:34-58 2B:30-54 3B:34-58 SS:32-60 OF:40-64 OF:32-52 OF:26-42 "
            "1B/OF:24-40 2B/SS:22-34 3B/SS:20-30"
        ),
        games=7,
        start_times=("07:05PM", "07:10PM", "08:10PM", "09:40PM"),
        roster={"SP": "P", "RP": "P", "C": "C", "1B": "1B", "2B": "2B", "3B": "3B", "SS": "SS", "OF": "OF"},
    ),
    "nhl": Sport(
        slots="C C W W W D D G UTIL",
        points_rate=21,
        spread_percent=40,
        roles=roles(
            "C:58-92 C:42-62 C:30-44 C:25-32 LW:50-84 LW:36-54 LW:25-36*2 RW:50-84 RW:36-54 RW:25-36*2 "
            "D:44-72 D:36-52 D:28-42 D:25-32*3 G:72-86 G:62-70"
        ),
        games=6,
        start_times=("07:00PM", "07:30PM", "10:00PM"),
        roster={"C": "C/UTIL", "LW": "W/UTIL", "RW": "W/UTIL", "D": "D/UTIL", "G": "G"},
    ),
    "pga": Sport(
        slots="G G G G G G",
        points_rate=75,
        spread_percent=25,
        roles=roles("G:92-112*12 G:76-91*28 G:68-75*40 G:60-67*40"),
        event="Larkspur Open",
        field_name="Golf",
        roster={"G": "G"},
    ),
    "mma": Sport(
        slots="F F F F F F",
        points_rate=85,
        spread_percent=35,
        roles=roles("F:66-96"),
        games=12,
        start_times=("06:00PM",),
        roster={"F": "F"},
    ),
}
"""Every sport that `slates` can make a slate of."""
