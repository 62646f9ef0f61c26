"""Reading entries files: every form of their cells and headers, and what is refused."""

import pytest

from entries_files import as_rows, entries_file, entry
from lineup_engine.entries.cells import EntryCell, read_cell
from lineup_engine.entries.read import EntriesFile, read_entries
from lineup_engine.errors import InputError
from lineup_engine.seam import NamedFile

CELLS = {
    ("draftkings", ""): EntryCell(),
    ("draftkings", "Al Able (101)"): EntryCell("Al Able (101)", "101"),
    ("draftkings", "Al Able(101)"): EntryCell("Al Able(101)", "101"),
    ("draftkings", "101"): EntryCell("101", "101"),
    ("draftkings", "Al (Jr) Able (101)"): EntryCell("Al (Jr) Able (101)", "101"),
    ("draftkings", "Al Able (101) (LOCKED)"): EntryCell("Al Able (101) (LOCKED)", "101", True),
    ("draftkings", "101 (locked)"): EntryCell("101 (locked)", "101", True),
    ("draftkings", "(LOCKED)"): EntryCell("(LOCKED)", "", True),
    ("draftkings", "Al Able"): EntryCell("Al Able"),
    ("fanduel", "77-101"): EntryCell("77-101", "77-101"),
    ("fanduel", "77-101:Al: Able"): EntryCell("77-101:Al: Able", "77-101"),
    ("fanduel", "77-101:Al Able (LOCKED)"): EntryCell("77-101:Al Able (LOCKED)", "77-101", True),
    ("fanduel", "Al Able"): EntryCell("Al Able"),
}


def read(content: bytes, site: str = "draftkings") -> EntriesFile:
    return read_entries(NamedFile("e.csv", content), site)


def wrong(content: bytes, site: str = "draftkings") -> list[str]:
    """Every problem of a file, as the user reads it."""
    with pytest.raises(InputError) as refused:
        read(content, site)
    return [str(problem) for problem in refused.value.problems]


@pytest.mark.parametrize(("site", "text"), CELLS)
def test_every_form_of_a_cell(site: str, text: str) -> None:
    """With name or without, marked or not."""
    assert read_cell(site, text) == CELLS[site, text]


def test_entries_end_where_instructions_and_pool_begin() -> None:
    """What stands to the right and below is no entry, and a blank cell is a reservation."""
    file = read(entries_file(["D", "D"], [entry(1, "", ""), entry(2, "101", "Bo (102)")], b"Position,Name\nD,Al\n"))
    assert file.header.slots == ("D", "D")
    assert [(one.id, one.line) for one in file.rows] == [("4000000001", 2), ("4000000002", 3)]
    assert [cell.is_blank for cell in file.rows[0].cells] == [True, True]
    assert [cell.id for cell in file.rows[1].cells] == ["101", "102"]


def test_columns_that_pandas_renamed_are_slots_again() -> None:
    """`P.1` is P, and a column without a name ends the slots."""
    header = ["Entry ID", "Contest Name", "Contest ID", "Entry Fee", "P", "P.1", "1B", "Unnamed: 7", "Instructions"]
    assert read(as_rows([header, entry(1, "", "", "")])).header.slots == ("P", "P", "1B")


def test_older_files_of_fanduel_have_no_fee() -> None:
    """The slots begin one column earlier."""
    rows = [["entry_id", "contest_id", "contest_name", "D", "D"], ["9", "1-2", "Small", "77-1:Al", ""]]
    file = read(as_rows(rows), "fanduel")
    assert (file.header.first, file.header.slots) == (3, ("D", "D"))
    assert file.rows[0].cells[0].id == "77-1"


def test_the_other_site_is_named() -> None:
    """The two sites order their columns differently."""
    content = entries_file(["D"], [entry(1, "")], site="fanduel")
    assert wrong(content) == [
        "e.csv:1: is FanDuel's entries file (write site: fanduel, or name a file of draftkings)",
    ]
    assert wrong(entries_file(["D"], [entry(1, "")]), "fanduel") == [
        "e.csv:1: is DraftKings' entries file (write site: draftkings, or name a file of fanduel)",
    ]


REFUSED = {
    "lineups to upload": (as_rows([["F", "F"], ["1", "2"]]), "e.csv:1: is no entries file: its first columns are not"),
    "no slots": (as_rows([["Entry ID", "Contest Name", "Contest ID", "Entry Fee"], ["1"]]), "e.csv:1: has no slots"),
    "no entries": (entries_file(["D"], [], b"Position\nD\n"), "e.csv:1: has no entries under its header"),
    "twice": (entries_file(["D"], [entry(1, ""), entry(1, "")]), "e.csv:3: Entry ID 4000000001 is in line 2 too"),
    "no entry id": (entries_file(["D"], [["", "Big", "1", "$4", "101"]]), "e.csv:2: has players but no Entry ID"),
    "float id": (entries_file(["D"], [["4.0E+09", "Big", "1", "$4", "101"]]), 'e.csv:2: Entry ID "4.0E+09" is no id'),
    "name alone": (entries_file(["D"], [entry(1, "Al Able")]), 'e.csv:2: "Al Able" has no id'),
    "semicolons": (b"Entry ID;Contest Name;Contest ID;Entry Fee;D\n1;a;1;4;\n", "e.csv:1: has no commas between"),
    "torn quotes": (b'Entry ID,Contest Name,Contest ID,Entry Fee,D\n1,"a,1,4,\n', "e.csv:2: this row's quotes"),
    "a picture": (b"PK\x03\x04", "e.csv: is a spreadsheet"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_no_entries_file_is_refused_with_its_line(case: str) -> None:
    """One problem, with a cure."""
    content, words = REFUSED[case]
    (said,) = wrong(content)
    assert said.startswith(words)
    assert said.endswith(")")
