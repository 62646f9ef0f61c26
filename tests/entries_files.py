"""Entries files as the sites, spreadsheets and pandas write them, and a plain reader of what comes back."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

FRONT = {
    "draftkings": ("Entry ID", "Contest Name", "Contest ID", "Entry Fee"),
    "fanduel": ("entry_id", "contest_id", "contest_name", "entry_fee"),
}
INSTRUCTIONS = "1. Column A lists all of your contest entries for this draftgroup"


@dataclass(frozen=True, slots=True)
class Written:
    """One entry of a file: its id and all of its cells, as a spreadsheet shows them."""

    id: str
    front: tuple[str, ...]
    cells: tuple[str, ...]


def entry(number: int, *cells: str, contest: str = "Big One, $4", fee: str = "$4 ") -> list[str]:
    """The row of an entry; its id is 4000000000 and the number."""
    return [str(4_000_000_000 + number), contest, "170000001", fee, *cells]


def as_rows(rows: Sequence[Sequence[str]], line_end: str = "\n") -> bytes:
    """Rows as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator=line_end).writerows(rows)
    return text.getvalue().encode("utf-8")


def entries_file(
    slots: Sequence[str], rows: Sequence[Sequence[str]], pool: bytes = b"", site: str = "draftkings"
) -> bytes:
    """A file of entries with instructions, and the pool of a salary file beside and below them."""
    width = len(FRONT[site]) + len(slots)
    header = [*FRONT[site], *slots, "", "Instructions"]
    beside = list(csv.reader(io.StringIO(pool.decode("utf-8"), newline="")))
    listed = [[*row, "", INSTRUCTIONS] for row in rows]
    return as_rows([header, *listed, *([*[""] * (width + 1), *cells] for cells in beside)])


def read_back(content: bytes, slots: int, site: str = "draftkings") -> list[Written]:
    """The entries of an upload file; what is beside and below them is left out."""
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8"), newline=""))
    front = len(FRONT[site])
    width = front + slots
    assert all(header[:width])
    entries = [row[:width] for row in rows if any(row[:width])]
    assert all(len(row) == width for row in entries)
    return [Written(row[0], tuple(row[:front]), tuple(row[front:])) for row in entries]


def beside(content: bytes, slots: int, site: str = "draftkings") -> list[list[str]]:
    """All cells of a file that are not the entries': the pool and the instructions."""
    width = len(FRONT[site]) + slots
    return [row[width:] for row in csv.reader(io.StringIO(content.decode("utf-8"), newline=""))]
