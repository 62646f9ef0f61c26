"""Text becomes rows that know their lines, whatever wrote it."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile
from lineup_engine.texts.table import delimiter_of, find_column, folded, read_rows, read_table

FILE = NamedFile("any.csv", b"")
CELLS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(end: str) -> None:
    table = read_table(FILE, end.join(["Name,Salary", "A,1", "", "B,2", ""]))
    assert table.header == ("Name", "Salary")
    assert [(row.line, row.cells) for row in table.rows] == [(2, ("A", "1")), (4, ("B", "2"))]


@pytest.mark.parametrize(("text", "delimiter"), [("a,b;c,d", ","), ("a;b;c", ";"), ("a\tb", "\t"), ('"a,b";c', ";")])
def test_the_delimiter_is_what_the_header_has_most_of(text: str, delimiter: str) -> None:
    assert delimiter_of(f"\n{text}\n1,2,3") == delimiter


def test_a_line_break_in_quotes_belongs_to_the_cell_and_counts_as_a_line() -> None:
    rows = read_rows(FILE, 'Name\n"two\nlines"\nB\n')
    assert [(row.line, row.cells[0]) for row in rows] == [(1, "Name"), (2, "two\nlines"), (4, "B")]


@pytest.mark.parametrize("text", ['Name\n"never closed\nB\n', 'Name\nA\n"x"y\n'])
def test_quotes_that_do_not_match_lose_no_row_silently(text: str) -> None:
    with pytest.raises(InputError, match="quotes do not match"):
        read_rows(FILE, text)


def test_a_file_of_nothing_but_commas_is_refused() -> None:
    with pytest.raises(InputError, match="nothing in its cells"):
        read_table(FILE, ",,\n,,\n")


def test_a_header_alone_is_refused() -> None:
    with pytest.raises(InputError, match="nothing under it"):
        read_table(FILE, "Name,Salary\n\n,\n")


@pytest.mark.parametrize("title", ["Own%", " own ", "OWN %", "own"])
def test_headers_are_compared_without_case_spaces_and_punctuation(title: str) -> None:
    assert find_column(["Name", title], "Own%") == 1


def test_the_exact_header_wins_and_the_first_known_name_before_later_ones() -> None:
    assert find_column(["Own", "Own%"], "Own%") == 1
    assert find_column(["Proj", "Fpts"], "Fpts", "Proj") == 1
    assert find_column(["", "%"], "+") is None
    assert folded("Name + ID") == "nameid"


@given(st.lists(st.lists(CELLS, min_size=2, max_size=4), min_size=1, max_size=5))
def test_what_a_writer_wrote_is_read(rows: list[list[str]]) -> None:
    rows = [["Name", "Salary"], *rows]
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    expected = [tuple(cell.strip() for cell in row) for row in rows]
    assert [row.cells for row in read_rows(FILE, text.getvalue())] == [row for row in expected if any(row)]


@given(st.text(min_size=1))
def test_any_text_gives_rows_or_a_refusal(text: str) -> None:
    try:
        rows = read_rows(FILE, text)
    except InputError:
        return
    assert rows
    assert all(row.line >= 1 and any(row.cells) for row in rows)
