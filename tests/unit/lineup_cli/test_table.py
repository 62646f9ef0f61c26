"""Tables fit their width, whatever stands in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_cli.show.table import Column, Table, lay_out, plain_lines
from lineup_cli.text import cell_width

CELLS = st.text(max_size=50)


def lines(table: Table, width: int = 80) -> list[str]:
    """A table in a pipe."""
    return plain_lines(lay_out(table, width))


def test_columns_are_aligned_and_numbers_stand_right() -> None:
    table = Table((Column("NAME"), Column("N", right=True)), [("Al", "7"), ("Berta", "12")])
    assert lines(table) == ["NAME    N", "Al      7", "Berta  12"]


def test_flexible_columns_share_what_is_left() -> None:
    table = Table((Column("A", flexible=True), Column("B"), Column("C", flexible=True)), [("x" * 90, "fix", "y" * 12)])
    (header, row) = lines(table)
    assert len(row) == 80
    assert header.index("C") == row.index("y" * 12)


def test_parts_are_wrapped_and_never_broken() -> None:
    table = Table((Column("#"), Column("PLAYERS", flexible=True)), [("1", ("Ann Speed", "Bo Brake", "Cy Curve"))])
    assert lines(table, 24) == ["#  PLAYERS", "1  Ann Speed, Bo Brake,", "   Cy Curve"]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.integers(40, 120))
def test_no_line_is_wider_than_the_terminal(rows: list[tuple[str, str]], width: int) -> None:
    table = Table((Column("FIRST", flexible=True), Column("SECOND", flexible=True)), list(rows))
    found = lines(table, width)
    assert len(found) == 1 + len(rows)
    assert all(cell_width(line) <= width and line.isprintable() for line in found)


@pytest.mark.parametrize("width", [20, 40, 80, 200])
def test_an_empty_table_is_its_header(width: int) -> None:
    assert lines(Table((Column("ID"), Column("NAME", flexible=True))), width) == ["ID  NAME"]
