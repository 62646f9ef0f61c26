"""A tiny reader of salary files for the validator: what a file says, without asking the engine."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

Row = Mapping[str, str]

_EITHER = {
    "gameinfo": "game",
    "teamabbrev": "team",
    "avgpointspergame": "points",
    "rosterposition": "slots",
    "nickname": "name",
    "fppg": "points",
    "injuryindicator": "status",
    "mvp1.5xsalary": "mvp salary",
}
_WHEN = re.compile(r"\s+\d{1,2}[/:]\d")
_OUT = frozenset({"O", "OUT", "IR", "IL", "NA"})


@dataclass(frozen=True, slots=True)
class Listed:
    """One player as the file lists him. `slots` is empty where the file does not tell them; so are id and game.

    `form` is the slot that multiplies his points by `boost` per cent, for a row of that form only (see `listed_forms`).
    """

    id: str
    name: str
    team: str
    game: str
    salary: int
    positions: tuple[str, ...]
    slots: tuple[str, ...]
    points: Decimal | None
    locked: bool
    out: bool = False
    mvp_salary: int = 0
    form: str = ""
    boost: int = 100


def read_salary_file(content: bytes) -> list[Listed]:
    """Every player of a salary file, a player list, an upload template or an entries file, in the order of the file."""
    rows = list(csv.reader(io.StringIO(decode(content), newline="")))
    start, first = find_header(rows)
    names = [plain(cell) for cell in rows[start][first:]]
    listed: list[Listed] = []
    for row in rows[start + 1 :]:
        cells = dict(zip(names, (cell.strip() for cell in row[first:]), strict=False))
        if cells.get("name") and cells.get("salary"):
            listed.append(as_listed(cells))
    return listed


def decode(content: bytes) -> str:
    """The text, in whichever of the usual encodings it is."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("latin-1")


def find_header(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """Row and column where the pool begins: the header that has a name and a salary; FanDuel's id stands in front."""
    for number, row in enumerate(rows):
        cells = [plain(cell) for cell in row]
        if "name" in cells and "salary" in cells:
            first = cells.index("position")
            return number, first - (first > 0 and cells[first - 1] == "id")
    raise ValueError("no header with Name and Salary")


def plain(header: str) -> str:
    """A column's name without spaces, case and the file format's year."""
    small = "".join(header.split()).casefold()
    return _EITHER.get(small, small)


def as_listed(cells: Row) -> Listed:
    """A row of the pool."""
    game = cells.get("game", "")
    return Listed(
        id=cells.get("id", ""),
        name=cells["name"],
        team=cells.get("team", "").casefold(),
        game=_WHEN.split(game)[0].casefold() if "@" in game or " vs " in game else "",
        salary=int(cells["salary"]),
        positions=tuple(cells["position"].split("/")),
        slots=tuple(cells.get("slots", "").split("/")) if cells.get("slots") else (),
        points=Decimal(cells["points"]) if cells.get("points") else None,
        locked="(LOCKED)" in cells.get("name+id", "") or game in {"In Progress", "Final"},
        out=cells.get("status", "") in _OUT,
        mvp_salary=int(cells.get("mvp salary") or 0),
    )
