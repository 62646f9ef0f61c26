"""From a CSV's text to rows with their line numbers, whichever delimiter and line ends it has."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem

_DELIMITERS = ",;\t"
_NOT_PLAIN = re.compile(r"[\W_]+")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, without spaces around them; `line` is where it begins, from 1."""

    line: int
    cells: tuple[str, ...]

    def cell(self, column: int | None) -> str:
        """The cell in this column; empty where the row is shorter or there is no such column."""
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    @property
    def is_blank(self) -> bool:
        """Whether no cell has anything in it."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows under it; blank rows are left out."""

    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    delimiter: str


def read_rows(file: NamedFile, text: str) -> tuple[Row, ...]:
    """Every row that is not blank, at least one; raises `InputError` where quotes do not match."""
    every = (Row(line, tuple(cell.strip() for cell in cells)) for line, cells in split_rows(file, text))
    rows = tuple(row for row in every if not row.is_blank)
    if not rows:
        raise InputError([Problem(file.path, 1, 0, "has nothing in its cells", "download or export it again")])
    return rows


def split_rows(file: NamedFile, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row as written, with the line where it begins, one at a time: for files of which little is kept.

    Raises `InputError` where quotes do not match.
    """
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    line = 1
    try:
        for cells in lines:
            yield line, cells
            line = lines.line_num + 1
    except csv.Error as error:
        raise InputError([Problem(file.path, line, 0, *_row_words(error))]) from error


def _row_words(error: csv.Error) -> tuple[str, str]:
    """Why a row cannot be split into cells, and the cure."""
    if "field limit" in str(error):
        return f"has a cell of more than {csv.field_size_limit():,} characters", "is it the right file?"
    cure = 'a cell that begins with " must end with it, and each " inside it must be doubled'
    return f"this row's quotes do not match ({error})", cure


def read_table(file: NamedFile, text: str) -> Table:
    """A table whose first row is its header; raises `InputError` when nothing is under it."""
    first, *rest = read_rows(file, text)
    if not rest:
        problem = Problem(file.path, first.line, 0, "has a header and nothing under it", "download or export it again")
        raise InputError([problem])
    return Table(first.cells, first.line, tuple(rest), delimiter_of(text))


def delimiter_of(text: str) -> str:
    """What separates the cells of the first line with anything in it: whatever of , ; and tab it has most."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    plain = _QUOTED.sub("", first)
    return max(_DELIMITERS, key=plain.count)


def folded(header: str) -> str:
    """A column's name for comparing: without case, spaces and punctuation."""
    return _NOT_PLAIN.sub("", header.casefold())


def find_column(header: Sequence[str], *names: str) -> int | None:
    """The column with the first of these names that any column has: exactly, else as `folded`; None for none."""
    exact = {title: column for column, title in reversed(list(enumerate(header)))}
    loose = {folded(title): column for title, column in reversed(exact.items()) if folded(title)}
    found = (exact.get(name, loose.get(folded(name))) for name in names)
    return next((column for column in found if column is not None), None)
