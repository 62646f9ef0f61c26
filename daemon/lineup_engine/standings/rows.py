"""The two tables of a standings file, row by row: entries to the left, players to the right, of different length."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_EVEN, Decimal

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.slate.rows import MAX_POINTS
from lineup_engine.standings.columns import DOWNLOAD, Columns, find_columns
from lineup_engine.texts.numbers import read_decimal
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import quoted
from lineup_engine.texts.table import split_rows
from lineup_engine.units import to_units

_NOTHING = frozenset({"", "NA"})
"""An empty cell; R writes NA."""

_GRAIN = Decimal("0.001")
"""Scores are multiples of 0.01, or of 0.005 for captains; the file has them with the noise of 32-bit floats."""

_MAX_ENTRIES = 2_000_000


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry as the file tells it; points in units of 1e-5."""

    line: int
    id: str
    name: str
    rank: int
    points: int
    lineup: str


@dataclass(frozen=True, slots=True)
class PlayerLine:
    """One row of the table of players: share of entries in hundredths of a per cent, points in units; None = not told."""

    name: str
    slot: str
    drafted: int | None
    points: int | None


@dataclass(slots=True)
class Lines:
    """Both tables of a file. `is_running`: some entry has time left."""

    header_line: int
    entries: list[EntryLine] = field(default_factory=list[EntryLine])
    players: list[PlayerLine] = field(default_factory=list[PlayerLine])
    is_running: bool = False


def read_lines(file: NamedFile, text: str) -> Lines:
    """Both tables; raises `InputError` with every problem."""
    rows = ((line, cells) for line, cells in split_rows(file, text) if any(map(str.strip, cells)))
    header_line, header = next(rows, (1, []))
    reader = _Reader(file, find_columns(file, header_line, header), Lines(header_line))
    for line, cells in rows:
        reader.read(line, cells)
    if not reader.lines.entries and not reader.problems:
        reader.refuse(header_line, "has no entries", DOWNLOAD)
    if reader.problems:
        raise InputError(limited(reader.problems))
    return reader.lines


class _Reader:
    """Reads rows into `lines` and notes what is wrong."""

    def __init__(self, file: NamedFile, columns: Columns, lines: Lines) -> None:
        self.lines = lines
        self.problems: list[Problem] = []
        self._file = file
        self._columns = columns
        self._numbers: dict[str, int | None] = {}

    def read(self, line: int, cells: list[str]) -> None:
        """One row, with an entry, a player or both."""
        entry, player = self._entry(line, cells), self._player(line, cells)
        if entry is not None:
            self.lines.entries.append(entry)
            left = _cell(cells, self._columns.time_remaining)
            self.lines.is_running = self.lines.is_running or left not in _NOTHING | {"0"}
        if player is not None:
            self.lines.players.append(player)
        if len(self.lines.entries) > _MAX_ENTRIES:
            self.refuse(line, f"has more than {_MAX_ENTRIES:,} entries", "is it the right file?")
            raise InputError(self.problems)

    def refuse(self, line: int, what: str, cure: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self._file.path, line, 0, what, cure))

    def _entry(self, line: int, cells: list[str]) -> EntryLine | None:
        columns = self._columns
        rank, points = _cell(cells, columns.rank), _cell(cells, columns.points)
        if rank in _NOTHING and points in _NOTHING:
            return None
        place, score = self._whole(line, rank), self._units(line, "Points", points)
        if place is None or score is None:
            return None
        lineup = _cell(cells, columns.lineup)
        names = (_cell(cells, columns.entry_id), _cell(cells, columns.entry_name))
        return EntryLine(line, *names, place, score, "" if lineup in _NOTHING else lineup)

    def _player(self, line: int, cells: list[str]) -> PlayerLine | None:
        columns = self._columns
        name = _cell(cells, columns.player)
        if name in _NOTHING:
            return None
        slot, drafted = _cell(cells, columns.roster_position), _cell(cells, columns.drafted)
        points = _cell(cells, columns.fantasy_points)
        return PlayerLine(
            name,
            "" if slot in _NOTHING else slot,
            None if drafted in _NOTHING else self._share(line, drafted),
            None if points in _NOTHING else self._units(line, "FPTS", points),
        )

    def _whole(self, line: int, text: str) -> int | None:
        if text.isascii() and text.isdigit() and 0 < len(text) < 8:
            return int(text)
        self.refuse(line, f"Rank {quoted(text)} is no place", DOWNLOAD)
        return None

    def _units(self, line: int, title: str, text: str) -> int | None:
        """Points in units without the noise; the same few numbers come again and again."""
        if text not in self._numbers:
            self._numbers[text] = _read_points(text)
        units = self._numbers[text]
        if units is None:
            self.refuse(line, f"{title} {quoted(text)} is no number of points", DOWNLOAD)
        return units

    def _share(self, line: int, text: str) -> int | None:
        value = read_decimal(text.removesuffix("%"))
        if value is None or not value.is_finite() or not 0 <= value <= 100:
            self.refuse(line, f"%Drafted {quoted(text)} is no share", DOWNLOAD)
            return None
        return int((value * 100).to_integral_value(ROUND_HALF_EVEN))


def _cell(cells: list[str], column: int | None) -> str:
    return cells[column].strip() if column is not None and column < len(cells) else ""


def _read_points(text: str) -> int | None:
    """Points in units; None where the text is no possible number of points."""
    value = read_decimal(text)
    if value is None or not value.is_finite() or abs(value) > MAX_POINTS:
        return None
    return to_units(value.quantize(_GRAIN, ROUND_HALF_EVEN))
