"""One row of a salary file as a player, or everything that is wrong with it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lineup_engine.seam import Problem
from lineup_engine.slate.game_info import read_game_info
from lineup_engine.slate.model import Player
from lineup_engine.slate.pool import Columns, Pool
from lineup_engine.texts.numbers import read_decimal
from lineup_engine.texts.shown import shown
from lineup_engine.texts.table import Row
from lineup_engine.units import to_units

MAX_SALARY = 10_000_000
"""Larger salaries are no salaries: sums of them would not be exact everywhere."""

MAX_POINTS = 100_000
"""Larger points are no points, and negative ones beyond it neither."""

_SALARY = re.compile(r"\$?\s?(-?(?:\d{1,3}(?:,\d{3}){1,3}|\d{1,12}))(?:\.0*)?")
_ID_BEHIND_NAME = re.compile(r"\((\d{1,40})\)$")
_DECIMAL_COMMA = re.compile(r"-?\d{1,6},\d{1,2}")
_LOCKED = "(LOCKED)"
_LONGEST_ID = 50
_DOWNLOAD = "download the file again"


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a cell cannot be used."""

    what: str
    cure: str = _DOWNLOAD


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A player as the file tells him, or the problems of his row. His slots are still as written: maybe none.

    `boosted_salary` is what he costs in slots that multiply points, where the file tells it beside his salary.
    """

    player: Player | None
    problems: tuple[Problem, ...] = ()
    boosted_salary: Mapping[str, int] = field(default_factory=dict[str, int])


def read_row(file: str, pool: Pool, row: Row) -> ReadRow:
    """The player in a row."""
    columns = pool.columns
    cells = _Cells(
        name=_name(row, columns),
        position=row.cell(columns.position),
        id=_id(row, columns),
        salary=read_salary(row.cell(columns.salary)),
        average=read_average(row.cell(columns.average), pool.layout.average),
        boosted={
            slot: read_salary(row.cell(column)) for slot, column in columns.boosted_salary.items() if row.cell(column)
        },
    )
    salary, average = cells.salary, cells.average
    wrong = list(cells.wrong(columns))
    if isinstance(salary, Refused) or isinstance(average, Refused) or wrong:
        return ReadRow(None, tuple(Problem(file, row.line, 0, one.what, one.cure) for one in wrong))
    boosted = {slot: number for slot, number in cells.boosted.items() if isinstance(number, int)}
    return ReadRow(_player(row, columns, cells, (salary, average)), boosted_salary=boosted)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells that every player must have, read."""

    name: str
    position: str
    id: str
    salary: int | Refused
    average: int | Refused | None
    boosted: Mapping[str, int | Refused]

    def wrong(self, columns: Columns) -> Iterator[Refused]:
        """Everything that is wrong with them."""
        if not self.name:
            yield Refused("has no name")
        if not self.position:
            yield Refused(f"{shown(self.name)} has no position")
        if not self.id and (columns.id is not None or columns.name_and_id is not None):
            yield Refused(f"{shown(self.name)} has no ID")
        for number in (self.salary, *self.boosted.values(), self.average):
            if isinstance(number, Refused):
                yield Refused(f"{shown(self.name)}: {number.what}", number.cure)


def _player(row: Row, columns: Columns, cells: _Cells, numbers: tuple[int, int | None]) -> Player:
    salary, average = numbers
    info = read_game_info(row.cell(columns.game))
    team = row.cell(columns.team)
    positions = split_positions(cells.position)
    key = cells.id or "|".join((cells.name, team, "/".join(positions), str(salary)))
    return Player(
        key=key,
        id=cells.id or None,
        name=cells.name,
        positions=positions,
        slots=split_positions(row.cell(columns.roster_position)),
        salary=salary,
        team=team,
        opponent=info.opponent_of(team) or row.cell(columns.opponent) or None,
        game=info.game,
        average=average,
        locked=info.is_closed or row.cell(columns.name_and_id).upper().endswith(_LOCKED),
        line=row.line,
        person=key,
        attributes=tuple((name, row.cell(place)) for name, place in columns.attributes.items() if row.cell(place)),
    )


def _name(row: Row, columns: Columns) -> str:
    """The name in one cell or, where that is empty, in two."""
    parts = (row.cell(columns.first_name), row.cell(columns.last_name))
    return row.cell(columns.name) or " ".join(part for part in parts if part)


def _id(row: Row, columns: Columns) -> str:
    cell = row.cell(columns.name_and_id)
    if cell.upper().endswith(_LOCKED):
        cell = cell[: -len(_LOCKED)].rstrip()
    # An id is short: looking at the end alone keeps a hostile cell cheap.
    found = _ID_BEHIND_NAME.search(cell[-_LONGEST_ID:])
    return row.cell(columns.id) or (found[1] if found else "")


def split_positions(text: str) -> tuple[str, ...]:
    """`PG/G/UTIL` as its parts."""
    return tuple(part.strip().upper() for part in text.split("/") if part.strip())


def read_salary(text: str) -> int | Refused:
    """Whole dollars: `9400`, `$9,400`."""
    found = _SALARY.fullmatch(text)
    if found is None and text.isascii() and text.isdigit():
        return Refused(f"salary {shown(text)} is above {MAX_SALARY:,}")
    if found is None:
        return Refused(f"salary {shown(text)} is no whole number" if text else "has no salary")
    salary = int(found[1].replace(",", "") or "0")
    if salary <= 0:
        return Refused(f"salary {salary} is not above 0")
    return salary if salary <= MAX_SALARY else Refused(f"salary {shown(text)} is above {MAX_SALARY:,}")


def read_average(text: str, title: str) -> int | Refused | None:
    """A player's average points in units, None for an empty cell; `title` is what the site calls them.

    A spreadsheet program may have written 45,3 for 45.3.
    """
    if not text:
        return None
    points = read_decimal(text.replace(",", ".") if _DECIMAL_COMMA.fullmatch(text) else text)
    if points is None:
        return Refused(f"{title} {shown(text)} is no number")
    if not points.is_finite() or abs(points) > MAX_POINTS:
        return Refused(f"{title} {shown(text)} is no possible number of points")
    return to_units(points)
