"""A laid-out table on a terminal, drawn with Rich."""

import os
import sys

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from lineup_cli.show.table import GAP, Layout

_STYLES = {
    "queued": "yellow",
    "running": "cyan",
    "completed": "green",
    "failed": "red",
    "cancelled": "dim",
    "interrupted": "yellow",
    "ok": "green",
}


def draw(layout: Layout) -> None:
    """Write the table with a rule under bold titles; states have their colour unless NO_COLOR is set."""
    width = sum(layout.widths) + GAP * (len(layout.widths) - 1)
    console = Console(file=sys.stdout, width=width, no_color=bool(os.environ.get("NO_COLOR")), soft_wrap=False)
    console.print(_as_rich(layout))


def _as_rich(layout: Layout) -> Table:
    table = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, GAP - 1, 0, 0), header_style="bold")
    for column, width in zip(layout.columns, layout.widths, strict=True):
        table.add_column(column.title, justify="right" if column.right else "left", width=width, no_wrap=True)
    for row in layout.rows:
        # As Text: whatever a name contains is shown, never read as Rich's markup.
        table.add_row(*(Text("\n".join(lines), style=_STYLES.get(lines[0], "")) for lines in row))
    return table
