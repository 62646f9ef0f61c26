"""An entries file with other players in it, as the site takes it back: the entries alone, without what is beside them."""

import csv
import io
from collections.abc import Mapping, Sequence

from lineup_engine.entries.raw import faithful_bytes
from lineup_engine.entries.read import EntriesFile, EntryRow


def write_entries(file: EntriesFile, chosen: Mapping[str, Sequence[str]], cells: Mapping[str, str]) -> bytes:
    """The entries in their order; `chosen` are the players' ids by entry, `cells` how the players are written.

    What is not chosen anew stays as it was written: whole entries, cells that are `(LOCKED)`, and players who stay.
    """
    lines = [_header(file), *(_entry(file, entry, chosen.get(entry.id), cells) for entry in file.rows)]
    return faithful_bytes("".join(f"{line}{file.line_end}" for line in lines))


def _header(file: EntriesFile) -> str:
    first, titles = file.header.first, file.titles
    before = [titles.raw(column) for column in range(first)]
    written = [
        titles.raw(first + place) if titles.text(first + place) == slot else _quoted(slot)
        for place, slot in enumerate(file.header.slots)
    ]
    return ",".join([*before, *written])


def _entry(file: EntriesFile, entry: EntryRow, chosen: Sequence[str] | None, cells: Mapping[str, str]) -> str:
    first = file.header.first
    before = [entry.row.raw(column) for column in range(first)]
    old = [entry.row.raw(first + place) for place in range(len(entry.cells))]
    if chosen is None:
        return ",".join([*before, *old])
    new = [
        raw if cell.locked or cell.id == player else _new(file, cells[player], player)
        for raw, cell, player in zip(old, entry.cells, chosen, strict=True)
    ]
    return ",".join([*before, *new])


def _new(file: EntriesFile, cell: str, player: str) -> str:
    """The cell of a player; the id alone where the file's letters may be others than ours."""
    return _quoted(cell if cell.isascii() or file.is_utf8 else player)


def _quoted(cell: str) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerow([cell])
    return text.getvalue().removesuffix("\r\n")
