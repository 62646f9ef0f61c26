"""An entries file with other players in it: that file again, with the pool and whatever else is beside the entries."""

import csv
import io
from collections.abc import Mapping, Sequence

from lineup_engine.entries.raw import RawRow, faithful_bytes
from lineup_engine.entries.read import EntriesFile, EntryRow


def write_entries(file: EntriesFile, chosen: Mapping[str, Sequence[str]], cells: Mapping[str, str]) -> bytes:
    """The whole file; `chosen` are the players' ids by entry, `cells` how the players are written.

    What is not chosen anew stays as it was written: whole entries, cells that are `(LOCKED)`, players who stay, and
    everything that is no entry. Titles of slots that a spreadsheet program has numbered are the site's again.
    """
    entries = {entry.line: entry for entry in file.rows}
    return faithful_bytes("".join(_row(file, row, entries.get(row.line), chosen, cells) for row in file.lines))


def _row(
    file: EntriesFile,
    row: RawRow,
    entry: EntryRow | None,
    chosen: Mapping[str, Sequence[str]],
    cells: Mapping[str, str],
) -> str:
    if entry is not None:
        return row.written(_players(file, entry, chosen.get(entry.id), cells))
    return row.written(_titles(file, row) if row.line == file.header.line else {})


def _titles(file: EntriesFile, row: RawRow) -> dict[int, str]:
    """The titles of the slots, where they are not as the site writes them."""
    titles = enumerate(file.header.slots, start=file.header.first)
    return {column: _quoted(slot) for column, slot in titles if row.text(column) != slot}


def _players(
    file: EntriesFile, entry: EntryRow, chosen: Sequence[str] | None, cells: Mapping[str, str]
) -> dict[int, str]:
    """The cells of an entry; those that a short row lacks are blank."""
    first = file.header.first
    columns = range(first, first + len(entry.cells))
    written = {column: entry.row.raw(column) for column in columns}
    for column, cell, player in zip(columns, entry.cells, chosen or (), strict=False):
        if not cell.locked and cell.id != player:
            written[column] = _new(file, cells[player], player)
    return written


def _new(file: EntriesFile, cell: str, player: str) -> str:
    """The cell of a player; the id alone where the file's letters may be others than ours."""
    return _quoted(cell if cell.isascii() or file.is_utf8 else player)


def _quoted(cell: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([cell])
    return text.getvalue().removesuffix("\r\n")
