"""A file of projections in whatever columns, as rows with numbers; nothing is guessed that could be a mistake."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from lineup_engine.errors import InputError
from lineup_engine.projections.columns import Columns, Field, find_columns
from lineup_engine.projections.quantiles import Quantiles, quantile_columns, quantiles_of
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.slate.rows import MAX_POINTS
from lineup_engine.texts.decode import decode
from lineup_engine.texts.numbers import read_decimal
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import shown
from lineup_engine.texts.table import Row, Table, read_table
from lineup_engine.units import to_units

_EMPTY = frozenset({"", "-", "--", "na", "n/a", "#n/a", "null", "none"})
_NAME_AND_ID = re.compile(r"^(?P<name>.*\S)\s*\((?P<id>\d+)\)$", re.DOTALL)
_BELOW = "is below 0"
_SPREADS = frozenset({Field.STDDEV, Field.FLOOR, Field.CEILING})
_NUMBERS = (Field.POINTS, Field.OWNERSHIP, *sorted(_SPREADS))


@dataclass(frozen=True, slots=True)
class ProjectionRow:
    """What a file says of one player: points, spread, floor, ceiling and quantiles in units, ownership in per cent.

    `cells` are all that the file has, as written.
    """

    line: int
    id: str | None
    name: str | None
    team: str | None = None
    position: str | None = None
    salary: int | None = None
    points: int | None = None
    ownership: float | None = None
    stddev: int | None = None
    floor: int | None = None
    ceiling: int | None = None
    quantiles: Quantiles = ()
    cells: tuple[str, ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class ProjectionReading:
    """The rows of a file in its order under its header, or the problems."""

    rows: tuple[ProjectionRow, ...]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()
    header: tuple[str, ...] = ()


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one table and notes what is wrong."""

    file: str
    columns: Columns
    decimal_comma: bool
    quantiles: Mapping[Decimal, int]
    problems: list[Problem] = field(default_factory=list[Problem])
    ignored: dict[Field, int] = field(default_factory=dict[Field, int])

    def read(self, row: Row) -> ProjectionRow | None:
        """One row; None where it speaks of nobody."""
        player_id, name = self._who(row)
        numbers = {wanted: self._number(row, wanted) for wanted in _NUMBERS}
        if player_id is None and name is None:
            if numbers[Field.POINTS] is not None:
                self._refuse(row, "has points and no name", "name the player, or remove the row")
            return None
        units = {wanted: None if value is None else to_units(value) for wanted, value in numbers.items()}
        own = numbers[Field.OWNERSHIP]
        return ProjectionRow(
            row.line,
            player_id,
            name,
            team=self._text(row, Field.TEAM),
            position=self._text(row, Field.POSITION),
            salary=_whole(self._text(row, Field.SALARY)),
            points=units[Field.POINTS],
            ownership=None if own is None else float(own),
            stddev=units[Field.STDDEV],
            floor=units[Field.FLOOR],
            ceiling=units[Field.CEILING],
            quantiles=quantiles_of(row, self.quantiles, self.decimal_comma, MAX_POINTS),
            cells=tuple(row.cells),
        )

    def _who(self, row: Row) -> tuple[str | None, str | None]:
        player_id, name = self._text(row, Field.ID), self._text(row, Field.NAME)
        # A spreadsheet program that has read ids as numbers writes 30540023.0.
        player_id = player_id.removesuffix(".0") if player_id else None
        both = _NAME_AND_ID.match(name or "")
        return (player_id or both["id"], both["name"]) if both else (player_id, name)

    def _text(self, row: Row, wanted: Field) -> str | None:
        text = row.cell(self.columns.places.get(wanted))
        return None if text.casefold() in _EMPTY else text

    def _number(self, row: Row, wanted: Field) -> Decimal | None:
        text = self._text(row, wanted)
        if text is None:
            return None
        value = read_decimal(self._plain(text, wanted))
        wrong = "is no number" if value is None else _impossible(value, wanted)
        if not wrong:
            return value
        if wanted in _SPREADS - self.columns.said and wrong != _BELOW:
            self.ignored[wanted] = self.ignored.get(wanted, 0) + 1
        else:
            cure = "correct it, or leave the cell empty for no projection" if wanted is Field.POINTS else "correct it"
            self._refuse(row, f"{wanted} {shown(text)!r} {wrong}", cure)
        return None

    def _plain(self, text: str, wanted: Field) -> str:
        plain = text.removesuffix("%").rstrip() if wanted is Field.OWNERSHIP else text
        return plain.replace(",", ".") if self.decimal_comma and "." not in plain else plain

    def _refuse(self, row: Row, what: str, cure: str) -> None:
        self.problems.append(Problem(self.file, row.line, 0, what, cure))


def read_projections(file: NamedFile, columns: Mapping[str, str]) -> ProjectionReading:
    """The rows of a file; `columns` names its headers by our fields, what it leaves out is found by itself."""
    try:
        decoded = decode(file)
        table = read_table(file, decoded.text)
    except InputError as refused:
        return ProjectionReading((), refused.problems)
    found = find_columns(file.path, (table.header_line, table.header), columns)
    warnings = (*decoded.warnings, *found.warnings)
    if found.problems:
        return ProjectionReading((), found.problems, warnings)
    reader = _Reader(file.path, found, table.delimiter != ",", quantile_columns(table.header))
    rows = [row for row in map(reader.read, table.rows) if row is not None]
    if not rows and not reader.problems:
        empty = Problem(file.path, table.header_line, 0, "names no player", "is the right column called name?")
        return ProjectionReading((), (empty,), warnings)
    percent, told = _in_per_cent(file.path, rows, _has_percent_sign(table, found))
    ignored = (
        f"{file.path}: {n} cells of {name} are no possible numbers: ignored" for name, n in reader.ignored.items()
    )
    return ProjectionReading(
        tuple(percent), limited(reader.problems), (*warnings, *told, *ignored), tuple(table.header)
    )


def _impossible(value: Decimal, wanted: Field) -> str:
    """Why a number cannot be what its column means; "" when it can."""
    if not value.is_finite():
        return "is no finite number"
    if abs(value) > MAX_POINTS:
        return f"is beyond {MAX_POINTS:,}"
    if wanted is Field.OWNERSHIP and not 0 <= value <= 100:
        return "is no share from 0 to 100 per cent"
    return _BELOW if wanted is Field.STDDEV and value < 0 else ""


def _whole(text: str | None) -> int | None:
    plain = (text or "").lstrip("$ ").replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 10 else None


def _has_percent_sign(table: Table, columns: Columns) -> bool:
    return any(row.cell(columns.places.get(Field.OWNERSHIP)).endswith("%") for row in table.rows)


def _in_per_cent(
    file: str, rows: Sequence[ProjectionRow], has_sign: bool
) -> tuple[Iterator[ProjectionRow] | Sequence[ProjectionRow], tuple[str, ...]]:
    """Ownership in per cent: a column that never passes 1 and has no % sign can only be shares of 1."""
    shares = [row.ownership for row in rows if row.ownership is not None]
    if has_sign or not shares or not 0 < max(shares) <= 1:
        return rows, ()
    scaled = (replace(row, ownership=None if row.ownership is None else row.ownership * 100) for row in rows)
    return scaled, (f"{file}: no ownership is above 1, so all are taken as shares of 1 (0.25 = 25 per cent)",)
