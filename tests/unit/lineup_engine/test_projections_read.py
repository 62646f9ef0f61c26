"""Projections in any columns become numbers, or problems with their lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.projections.read import ProjectionReading, ProjectionRow, read_projections
from lineup_engine.seam import NamedFile
from lineup_engine.slate.rows import MAX_POINTS


def reading(text: str, **columns: str) -> ProjectionReading:
    """A file with this text."""
    return read_projections(NamedFile("own.csv", text.encode()), columns)


def rows(text: str, **columns: str) -> tuple[ProjectionRow, ...]:
    """The rows of a file without problems."""
    read = reading(text, **columns)
    assert read.problems == ()
    return read.rows


def problems(text: str, **columns: str) -> list[str]:
    """What is wrong with a file."""
    read = reading(text, **columns)
    assert all(problem.hint for problem in read.problems)
    return [str(problem) for problem in read.problems]


def test_a_row_is_all_that_its_columns_tell() -> None:
    text = "Name,Pos,Team,Salary,Fpts,Own%,StdDev,Floor,Ceiling,ID\nAl Dun,PG,BRK,$5400,12.5,8.25%,3.1,-1,30,77\n"
    assert rows(text) == (
        ProjectionRow(2, "77", "Al Dun", "BRK", "PG", 5400, 1_250_000, 8.25, 310_000, -100_000, 3_000_000),
    )


@pytest.mark.parametrize("header", ["Fpts", "FPTS", "Projection", "proj", "Proj FP", "Projected Points", "dk_points"])
def test_vendors_headers_are_known(header: str) -> None:
    assert rows(f"Player,{header}\nAl Dun,1\n")[0].points == 100_000


def test_the_users_columns_go_before_known_ones() -> None:
    text = "Who,Fpts,Mine\nAl Dun,1,2\n"
    assert rows(text, name="Who", points="Mine")[0].points == 200_000


def test_two_columns_of_one_name_are_told() -> None:
    for columns in ({}, {"points": "Fpts"}):
        read = reading("Name,Fpts,fpts\nAl Dun,1,2\n", **columns)
        assert read.rows[0].points == 100_000
        assert read.warnings == ("own.csv: 2 columns are called 'Fpts'; points is taken from the first",)


def test_ids_that_a_spreadsheet_took_for_numbers_are_ids() -> None:
    assert rows("ID,Fpts\n30540023.0,1\n")[0].id == "30540023"


def test_two_known_columns_of_points_are_told() -> None:
    read = reading("Name,Projection,Fpts\nAl Dun,1,2\n")
    assert read.rows[0].points == 200_000
    assert read.warnings == ("own.csv: points is taken from 'Fpts', not from Projection",)


@pytest.mark.parametrize(
    ("text", "columns", "words"),
    [
        ("Name,Fpts\nA,1\n", {"points": "Fptz"}, "own.csv:1: has no column 'Fptz' for points (did you mean 'Fpts'?)"),
        ("Name,Zorn\nA,1\n", {}, "own.csv:1: has no column of points that is known"),
        ("Zorn,Fpts\nA,1\n", {}, "own.csv:1: has no column of names or ids that is known"),
        ("Name,Fpts\n", {}, "has a header and nothing under it"),
        ("", {}, "is empty"),
        ("Name,Fpts\n,\nB;C\n,,\n", {"name": "Fpts"}, "names no player"),
    ],
)
def test_headers_that_do_not_serve_are_told_with_the_cure(text: str, columns: dict[str, str], words: str) -> None:
    assert words in problems(text, **columns)[0]


def test_every_wrong_number_is_told_with_its_line() -> None:
    text = "Name,Fpts,Own%\nA,NaN,1\nB,inf,1\nC,lots,1\nD,1,-1\nE,1,101\nF,1e9,1\n,5,1\n"
    found = problems(text)
    assert [problem.split(" (")[0] for problem in found] == [
        "own.csv:2: points 'NaN' is no finite number",
        "own.csv:3: points 'inf' is no finite number",
        "own.csv:4: points 'lots' is no number",
        "own.csv:5: ownership '-1' is no share from 0 to 100 per cent",
        "own.csv:6: ownership '101' is no share from 0 to 100 per cent",
        f"own.csv:7: points '1e9' is beyond {MAX_POINTS:,}",
        "own.csv:8: has points and no name",
    ]


@pytest.mark.parametrize("cell", ["", "NA", "n/a", "-", "--", "null"])
def test_empty_points_are_no_projection_and_no_zero(cell: str) -> None:
    assert rows(f"Name,Fpts\nA,{cell}\nB,0\n")[0].points is None
    assert rows(f"Name,Fpts\nA,{cell}\nB,0\n")[1].points == 0


def test_a_spread_that_is_no_number_is_a_problem_only_where_the_user_named_it() -> None:
    text = "Name,Fpts,Floor\nA,1,low\n"
    read = reading(text)
    assert read.problems == ()
    assert "1 cells of floor are no possible numbers" in read.warnings[0]
    assert "floor 'low' is no number" in problems(text, floor="Floor")[0]


def test_ownership_that_never_passes_one_is_a_share_of_one_and_told() -> None:
    read = reading("Name,Fpts,Own\nA,1,0.25\nB,1,1\n")
    assert [row.ownership for row in read.rows] == [25.0, 100.0]
    assert "shares of 1" in read.warnings[0]
    assert [row.ownership for row in rows("Name,Fpts,Own\nA,1,0.25%\nB,1,1%\n")] == [0.25, 1.0]


def test_a_decimal_comma_is_read_where_commas_do_not_separate() -> None:
    assert [row.points for row in rows("Name;Fpts\nA;12,5\nB;12.5\n")] == [1_250_000, 1_250_000]


def test_an_id_behind_the_name_is_an_id() -> None:
    (row,) = rows("Name + ID,Fpts\nAl Dun (77),1\n")
    assert (row.id, row.name) == ("77", "Al Dun")


@given(st.integers(-(10**9), 10**9))
def test_points_are_exact_to_the_fifth_digit(units: int) -> None:
    (row,) = rows(f"Name,Fpts\nA,{units / 100_000:.5f}\n")
    assert row.points == units


@given(st.text(max_size=200))
def test_any_text_gives_rows_or_problems(text: str) -> None:
    read = reading("Name,Fpts\n" + text)
    assert read.rows or read.problems


def test_a_standard_deviation_below_0_is_refused_wherever_it_is_found() -> None:
    """It cannot mean anything, unlike a cell that says that there is none."""
    read = read_projections(NamedFile("p.csv", b"Name,Fpts,StdDev\nAnn Able,10,-3\nBo Baker,8,n/a\n"), {})
    assert [(problem.line, problem.message) for problem in read.problems] == [(2, "stddev '-3' is below 0")]
