"""Tables: laid out once to a width, drawn plainly into a pipe and with Rich on a terminal."""

import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field

from lineup_cli import output
from lineup_cli.text import cell_width, cut, fold, pad, wrap

GAP = 2
MIN_FLEXIBLE = 10
PIPED_WIDTH = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `flexible` ones share the room that the others leave, numbers stand `right`.

    A cell that is too long for its column is cut, or where the column `folds` goes on in the next line.
    """

    title: str
    right: bool = False
    flexible: bool = False
    folds: bool = False


# A cell of several parts is wrapped between them; a plain one is cut.
Cell = str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What to show; the rows have one cell per column."""

    columns: tuple[Column, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)


def show(table: Table) -> None:
    """Write a table to stdout in the form that its reader needs."""
    if output.is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb":
        from lineup_cli.show.rich_table import draw

        draw(lay_out(table, terminal_width()))
        return
    for line in plain_lines(lay_out(table, terminal_width())):
        output.write(line)


def terminal_width() -> int:
    """The columns there are: COLUMNS, else the terminal's, else 80."""
    return max(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, 20)


@dataclass(frozen=True, slots=True)
class Layout:
    """A table whose cells are safe and fit: every cell is a list of lines no wider than its column."""

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[list[str], ...], ...]


def lay_out(table: Table, width: int) -> Layout:
    """Give every column its width and cut or wrap every cell to it."""
    widths = _widths(table, width)
    rows = tuple(
        tuple(_fitted(cell, column, room) for cell, column, room in zip(row, table.columns, widths, strict=True))
        for row in table.rows
    )
    return Layout(table.columns, widths, rows)


def _widths(table: Table, width: int) -> tuple[int, ...]:
    wanted = [
        max([len(column.title), *(_wanted(row[number], width) for row in table.rows)])
        for number, column in enumerate(table.columns)
    ]
    flexible = [number for number, column in enumerate(table.columns) if column.flexible]
    taken = sum(w for number, w in enumerate(wanted) if number not in flexible) + GAP * (len(wanted) - 1)
    room = width - taken
    # The narrowest first: what it does not need is left to the wider ones.
    for position, number in enumerate(sorted(flexible, key=lambda n: wanted[n])):
        share = room // (len(flexible) - position)
        wanted[number] = min(wanted[number], max(share, MIN_FLEXIBLE))
        room -= wanted[number]
    return tuple(wanted)


def _wanted(cell: Cell, limit: int) -> int:
    if isinstance(cell, str):
        return cell_width(cut(cell, limit))
    return min(limit, sum(cell_width(cut(part, limit)) + 2 for part in cell) - 2) if cell else 0


def _fitted(cell: Cell, column: Column, width: int) -> list[str]:
    if not isinstance(cell, str):
        return wrap(cell, width)
    return fold(cell, width) if column.folds else [cut(cell, width)]


def plain_lines(layout: Layout) -> list[str]:
    """The table as aligned text without any decoration."""
    titles = tuple([column.title] for column in layout.columns)
    return [line for row in (titles, *layout.rows) for line in _row_lines(layout, row)]


def _row_lines(layout: Layout, row: Sequence[list[str]]) -> list[str]:
    lines = []
    for number in range(max(len(cell) for cell in row)):
        cells = (
            pad(cell[number] if number < len(cell) else "", width, right=column.right)
            for cell, width, column in zip(row, layout.widths, layout.columns, strict=True)
        )
        lines.append((" " * GAP).join(cells).rstrip())
    return lines
