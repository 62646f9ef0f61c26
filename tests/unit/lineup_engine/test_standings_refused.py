"""Files that are no standings of the contest: named with the place, and what to do."""

import csv
import io
from dataclasses import replace

import pytest

from lineup_engine.standings import contents
from small_contests import FIGHTERS, RACE, drivers, lineup, read
from standings_files import archive, as_file, modern

STANDINGS = as_file(modern(RACE))
OTHERS = replace(
    RACE,
    points={f"Other {name}": points for name, points in RACE.points.items()},
    lineups=[(user, [(slot, f"Other {name}") for slot, name in cells]) for user, cells in RACE.lineups],
)


def changed(line: int, column: int, text: str) -> bytes:
    rows = modern(RACE)
    rows[line - 1][column] = text
    return as_file(rows)


def sevens() -> bytes:
    """Lineups of another number of players."""
    rows = modern(RACE)
    for row in rows[1:6]:
        row[5] += " D Gus Gray"
    return as_file(rows)


def locked() -> bytes:
    rows = modern(RACE)
    for row in rows[1:6]:
        row[5] = " ".join(["D LOCKED"] * 6)
    return as_file(rows)


NO_LINEUPS = as_file(modern(replace(RACE, lineups=[("a", []), ("b", [])])))

REFUSED = {
    "another slate": (
        as_file(modern(OTHERS)),
        "standings.csv:1: is of another slate: 0 of 5 lineups are possible with the players and salaries of s.csv",
        "name the standings of this contest",
    ),
    "another game": (
        sevens(),
        'standings.csv:2: the lineup "D Al Able D Bo',
        "draftkings nascar classic has D D D D D D",
    ),
    "a salary file": (
        b"Position,Name + ID,Name,ID,Roster Position,Salary\nD,Al (1),Al,1,D,5000\n",
        "standings.csv:1: is a salary file",
        "Export Lineups to CSV",
    ),
    "entries": (
        b"Entry ID,Contest Name,Contest ID,Entry Fee,D\n1,A,2,$4,\n",
        "is a file of your own entries",
        "Export",
    ),
    "FanDuel's list": (
        b"Id,Position,First Name,Nickname,Salary\n1,D,A,A B,5000\n",
        "is FanDuel's player list",
        "Export",
    ),
    "something else": (b"a,b\n1,2\n", "standings.csv:1: has no column Rank or Points or Lineup", "Export"),
    "no entries": (
        b"Rank,EntryId,EntryName,TimeRemaining,Points,Lineup\n",
        "standings.csv:1: has no entries",
        "Export",
    ),
    "no lineups": (NO_LINEUPS, "standings.csv:1: has no lineups, only entries without players", "Export"),
    "nobody seen": (locked(), "standings.csv:1: shows no player of any lineup yet", "when the first games have begun"),
    "no rank": (changed(3, 0, "first"), 'standings.csv:3: Rank "first" is no place', "Export"),
    "no points": (changed(4, 4, "many"), 'standings.csv:4: Points "many" is no number of points', "Export"),
    "endless points": (changed(4, 4, "inf"), 'standings.csv:4: Points "inf" is no number of points', "Export"),
    "no share": (changed(2, 9, "half"), 'standings.csv:2: %Drafted "half" is no share', "Export"),
    "a share above all": (changed(2, 9, "101%"), 'standings.csv:2: %Drafted "101%" is no share', "Export"),
    "no player's points": (changed(2, 10, "?"), 'standings.csv:2: FPTS "?" is no number of points', "Export"),
    "a web page": (b"<!DOCTYPE html><html></html>", "standings.csv: is a web page", "log in"),
    "nothing": (b"", "standings.csv: is empty", "again"),
    "no CSV in it": (archive({"a.txt": b"x"}), "is an archive with no CSV file in it", "one CSV of one contest"),
    "two contests": (archive({"a.csv": STANDINGS, "b.csv": STANDINGS}), "is an archive with 2 CSV files", "one CSV"),
    "a spreadsheet": (archive({"xl/workbook.xml": b"<a/>"}), "is a spreadsheet", "save the sheet as CSV"),
    "half an archive": (archive({"a.csv": STANDINGS})[:60], "is a damaged archive", "download the standings again"),
    "salaries in an archive": (
        archive({"s.csv": b"Position,Name + ID,Salary\nD,Al (1),5000\n"}),
        "standings.csv/s.csv:1: is a salary file",
        "Export",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_wrong_file_is_named_with_place_and_cure(case: str) -> None:
    content, words, cure = REFUSED[case]
    reading = read(content)
    assert reading.standings is None
    assert len(reading.problems) == 1
    assert words in str(reading.problems[0])
    assert cure in reading.problems[0].hint


def test_all_problems_are_told_at_once() -> None:
    rows = modern(RACE)
    rows[1][0], rows[2][4], rows[3][9] = "?", "?", "?"
    assert [problem.line for problem in read(as_file(rows)).problems] == [2, 3, 4]


def test_an_archive_is_not_unpacked_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contents, "MAX_MIB", 1)
    bomb = archive({"a.csv": b"\0" * ((1 << 20) + 1)})
    assert len(bomb) < 1 << 12
    assert "more than 1 MiB" in str(read(bomb).problems[0])


def test_damaged_bytes_in_an_archive_are_told() -> None:
    """A flipped byte in the packed text is found by its checksum."""
    whole = bytearray(archive({"a.csv": STANDINGS}))
    whole[80] ^= 0xFF
    assert "is a damaged archive" in str(read(bytes(whole)).problems[0])


def test_lineups_beyond_the_cap_are_of_other_salaries() -> None:
    """The same people on another day: the names fit, and what they cost does not."""
    reading = read(STANDINGS, drivers(salary=9_000))
    assert "0 of 5 lineups are possible" in str(reading.problems[0])


def test_a_slate_of_which_some_are_missing_is_not_another() -> None:
    """Two of five lineups have somebody who joined late: more than the least share still fits."""
    reading = read(STANDINGS, drivers(FIGHTERS[:8]))
    assert reading.standings is not None


def test_the_header_may_stand_under_blank_lines() -> None:
    assert read(b"\n\n" + as_file(modern(RACE), mark=False)).standings is not None


def test_a_name_with_a_comma_and_quotes_survives() -> None:
    text = io.StringIO(newline="")
    rows = modern(replace(RACE, lineups=[('the "one", ltd', lineup(0, 1, 2, 3, 4, 5))]))
    csv.writer(text).writerows(rows)
    found = read(text.getvalue().encode()).standings
    assert found is not None
    assert found.entries.users == ('the "one", ltd',)
