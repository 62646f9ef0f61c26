"""An entries file, of any form that the sites and spreadsheets give it; or everything that is wrong with it, at once."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lineup_engine.entries.cells import EntryCell, read_cell
from lineup_engine.entries.header import Header, read_header
from lineup_engine.entries.raw import RawRow, faithful_text, raw_rows
from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile, Problem
from lineup_engine.texts.problems import limited
from lineup_engine.texts.shown import quoted
from lineup_engine.texts.table import delimiter_of, read_rows

_ID = re.compile(r"[\w-]{1,40}", re.ASCII)
_STRANGE = re.compile("[\ud800-\udfff]")
_AGAIN = "download the file again and change nothing but players"


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One entry: its id and what stands in its slots."""

    id: str
    cells: tuple[EntryCell, ...]
    row: RawRow

    @property
    def line(self) -> int:
        """Where it stands in the file."""
        return self.row.line


@dataclass(frozen=True, slots=True)
class EntriesFile:
    """A file of entries. `text` is all of it, as it was written, and `lines` are the rows of that text."""

    path: str
    header: Header
    rows: tuple[EntryRow, ...]
    text: str
    lines: tuple[RawRow, ...]

    @property
    def is_utf8(self) -> bool:
        """Whether its letters are ours; other bytes are kept in the text as lone surrogates."""
        return not _STRANGE.search(self.text)


def read_entries(file: NamedFile, site: str) -> EntriesFile:
    """The entries of a site's file; raises `InputError` with every problem."""
    text = faithful_text(file)
    read_rows(file, text)
    lines = raw_rows(text)
    titles, *rest = (row for row in lines if not row.is_blank)
    if delimiter_of(text) != ",":
        words = "has no commas between its cells, and the site takes nothing else"
        raise InputError([Problem(file.path, titles.line, 0, words, "save it as CSV with commas")])
    width = len(titles.cells)
    header = read_header(file, titles.line, [titles.text(column) for column in range(width)], site)
    rows = [_entry(row, header, site) for row in rest if _is_entry(row, header)]
    problems = limited([problem for row in rows for problem in _wrong(file, row)] + list(_twice(file, rows)))
    if not rows:
        problems = (Problem(file.path, header.line, 0, "has no entries under its header", "enter a contest first"),)
    if problems:
        raise InputError(problems)
    return EntriesFile(file.path, header, tuple(rows), text, lines)


def _is_entry(row: RawRow, header: Header) -> bool:
    """Beside the entries there are instructions and players, whose rows have nothing in the part of the entries."""
    return any(row.text(column) for column in range(header.first + len(header.slots)))


def _entry(row: RawRow, header: Header, site: str) -> EntryRow:
    cells = (read_cell(site, row.text(header.first + place)) for place in range(len(header.slots)))
    return EntryRow(row.text(0), tuple(cells), row)


def _wrong(file: NamedFile, entry: EntryRow) -> Iterator[Problem]:
    if not entry.id:
        yield Problem(file.path, entry.line, 0, "has players but no Entry ID", _AGAIN)
    elif not _ID.fullmatch(entry.id):
        yield Problem(file.path, entry.line, 0, f"Entry ID {quoted(entry.id)} is no id", _AGAIN)
    for cell in entry.cells:
        if not cell.is_blank and not cell.id:
            words = f"{quoted(cell.text)} has no id, and the site knows players by it"
            yield Problem(file.path, entry.line, 0, words, "write the id, or leave the cell blank")


def _twice(file: NamedFile, entries: Sequence[EntryRow]) -> Iterator[Problem]:
    first: dict[str, EntryRow] = {}
    for entry in entries:
        other = first.setdefault(entry.id, entry)
        if other is not entry and entry.id:
            words = f"Entry ID {entry.id} is in line {other.line} too"
            yield Problem(file.path, entry.line, 0, words, "remove one of the two rows")
