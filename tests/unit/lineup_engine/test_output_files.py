"""Exports: right for the site, harmless for spreadsheets, whole for any name."""

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.errors import InputError, InternalError
from lineup_engine.work import export

SINGLE = ("MVP", "AnyFLEX", "AnyFLEX", "AnyFLEX", "AnyFLEX", "AnyFLEX")


def result(*names: str, ids: bool = True) -> str:
    """A result with one lineup of these players in slots D."""
    players = [
        {"slot": "D", "id": str(100 + n) if ids else None, "name": name, "team": "T", "salary": 5000}
        for n, name in enumerate(names)
    ]
    lineup: dict[str, Any] = {"players": players, "salary": 10_000, "points": 259.82, "ownership": None, "contests": []}
    return json.dumps({"hash": "sha256:0", "lineups": [lineup], "exposure": [], "portfolio": None})


def rows(content: bytes) -> list[list[str]]:
    """A file as a spreadsheet reads it."""
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def test_the_table_has_slots_salary_and_points() -> None:
    """One row per lineup, UTF-8, CR LF."""
    content = export(result("José Ñ", 'Al "Big" B, Jr.'), "csv")
    assert content.endswith(b"\r\n")
    assert rows(content) == [
        ["D", "D", "Salary", "Points"],
        ["José Ñ (100)", 'Al "Big" B, Jr. (101)', "10000", "259.82"],
    ]


def test_the_table_has_ownership_where_it_is_known_and_figures_of_one_width() -> None:
    """A column of numbers is easier to read, and no digit is lost."""
    made = json.loads(result("Ann"))
    (plain,) = made["lineups"]
    figures = ((99.5, 12.0), (98.12345, None), (7.0, 8.5))
    made["lineups"] = [{**plain, "points": points, "ownership": ownership} for points, ownership in figures]
    assert [row[1:] for row in rows(export(json.dumps(made), "csv"))] == [
        ["Salary", "Points", "Ownership"],
        ["10000", "99.50000", "12.00"],
        ["10000", "98.12345", ""],
        ["10000", "7.00000", "8.50"],
    ]


def test_the_table_has_the_figures_of_contests() -> None:
    """Those of one by their names alone; who is not in a contest has none."""
    made = json.loads(result("Ann"))
    (plain,) = made["lineups"]
    shares = {"win": 0.00012, "top_0_1": 0.001, "top_1": 0.02, "top_10": 0.1, "cash": 0.25}
    big = {"contest": "big", "roi": 0.5, "profit": -2.125, **shares, "duplicates": 0.75}
    made["lineups"] = [{**plain, "contests": [big]}, plain]
    titles, one, other = rows(export(json.dumps(made), "csv"))
    assert titles[3:] == ["ROI", "Profit", "Win", "Top 0.1%", "Top 1%", "Top 10%", "Cash", "Duplicates"]
    assert one[3:] == ["0.50", "-2.125", "0.00012", "0.001", "0.02", "0.10", "0.25", "0.75"]
    assert other[3:] == [""] * 8
    made["lineups"][1] = {**plain, "contests": [{**big, "contest": "=x", "roi": None}]}
    titles, _, other = rows(export(json.dumps(made), "csv"))
    assert (titles[3], titles[11], other[10], other[11], other[12]) == ("big ROI", "'=x ROI", "", "", "-2.125")


def test_the_table_tells_of_sims_how_often_a_lineup_was_the_best() -> None:
    """As a share of the slates; the upload file has nothing but players."""
    simulated = json.loads(result("Ann"))
    simulated["lineups"][0]["optimal"] = 0.0125
    text = json.dumps(simulated)
    assert rows(export(text, "csv")) == [
        ["D", "Salary", "Points", "Optimal"],
        ["Ann (100)", "10000", "259.82", "0.0125"],
    ]
    assert rows(export(text, "dk")) == [["D"], ["Ann (100)"]]


def test_the_table_works_without_ids() -> None:
    """A name alone is a cell."""
    assert rows(export(result("Ann", ids=False), "csv"))[1] == ["Ann", "10000", "259.82"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_no_cell_is_a_formula(start: str) -> None:
    """A hostile name is text in the table, and in the upload file is replaced by the id, which the site knows."""
    hostile = f"{start}cmd|' /C calc'!A0"
    assert rows(export(result(hostile), "csv"))[1][0] == f"'{hostile} (100)"
    assert rows(export(result(hostile), "dk"))[1] == ["100"]


def test_the_upload_file_starts_with_the_slots() -> None:
    """DraftKings reads the slots from the first column, a lineup per row."""
    assert export(result("Ann", "Bob"), "dk") == b"D,D\r\nAnn (100),Bob (101)\r\n"


def test_an_upload_without_ids_is_refused_with_the_cure() -> None:
    """The site could not tell who is meant."""
    with pytest.raises(InputError, match="no player ids") as refused:
        export(result("Ann", ids=False), "dk")
    assert "ID column" in refused.value.problems[0].hint


def test_fanduel_takes_ids_under_its_own_words_for_the_slots() -> None:
    """The result says MVP; the site says what an MVP is worth."""
    players = [{"slot": slot, "id": f"7-{n}", "name": "A", "team": "T", "salary": 1} for n, slot in enumerate(SINGLE)]
    lineup = {"players": players, "salary": 6, "points": 1.0, "ownership": None, "contests": []}
    content = export(json.dumps({"lineups": [lineup]}), "fd", "fanduel", "nfl")
    assert content == (b"MVP - 1.5X Points,AnyFLEX,AnyFLEX,AnyFLEX,AnyFLEX,AnyFLEX\r\n7-0,7-1,7-2,7-3,7-4,7-5\r\n")
    assert export(result("Ann", "Bob"), "fd", "fanduel", "nascar") == b"D,D\r\n100,101\r\n"


@pytest.mark.parametrize(("fmt", "site", "right"), [("dk", "fanduel", "fd"), ("fd", "draftkings", "dk")])
def test_the_upload_file_of_the_other_site_is_refused_with_the_right_one(fmt: str, site: str, right: str) -> None:
    with pytest.raises(InputError, match=f"this job is of {site}, and {fmt} is the upload file of") as refused:
        export(result("Ann"), fmt, site, "nfl")
    assert refused.value.problems[0].hint == f"write --format {right}"
    assert export(result("Ann"), "csv", site, "nfl")


def test_a_fanduel_upload_without_ids_is_refused() -> None:
    with pytest.raises(InputError, match="no player ids"):
        export(result("Ann", ids=False), "fd", "fanduel", "nfl")


def test_an_unknown_format_is_our_bug() -> None:
    """The doors offer only what exists."""
    with pytest.raises(InternalError):
        export(result("Ann"), "pdf")


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_any_name_leaves_the_file_whole(names: list[str]) -> None:
    """Line breaks, quotes, commas, NUL and emoji: two rows with all their cells in each file."""
    table = rows(export(result(*names), "csv"))
    assert [len(row) for row in table] == [len(names) + 2] * 2
    assert [cell.removeprefix("'") for cell in table[1][:-2]] == [
        f"{name} ({100 + n})".removeprefix("'") for n, name in enumerate(names)
    ]
    upload = rows(export(result(*names), "dk"))
    assert [len(row) for row in upload] == [len(names)] * 2
