"""What is no slate of the game is refused with every problem, its line and the cure."""

import csv
import io

import pytest

from game_slates import game_slate
from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.read import read_slate
from slate_dialects import Dialect, slate_bytes
from slates import as_csv, make_slate

HEADER = "Position,Name + ID,Name,ID,Roster Position,Salary,Game Info,TeamAbbrev,AvgPointsPerGame"
FANDUEL = "Id,Position,First Name,Nickname,Last Name,FPPG,Played,Salary,Game,Team\n1-2,PG,A,A B,B,1,1,5000,A@B,A\n"


def problems(text: str, sport: str = "nba") -> list[str]:
    """What is wrong with a file."""
    read = read_slate(NamedFile("slate.csv", text.encode()), find_rules("draftkings", sport, "classic"))
    assert read.slate is None
    assert all(problem.hint for problem in read.problems)
    return [str(problem) for problem in read.problems]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEADER + "\n", "slate.csv:1: has a header and no players"),
        (HEADER + "\n,,,\n", "slate.csv:1: has a header and no players"),
        (FANDUEL, "slate.csv:1: is FanDuel's player list"),
        ("Rank,EntryId,EntryName,TimeRemaining,Points,Lineup\n1,2,x,0,1,C A\n", "is a contest's standings"),
        ("Entry ID,Contest Name,Contest ID,Entry Fee,PG\n1,a,2,$4,\n", "entries but no player pool"),
        ("Position,Name,Cost\nPG,A,1\n", "has no column Salary"),
        ("a,b\n1,2\n", "is no salary file"),
    ],
)
def test_files_of_other_kinds_are_named(text: str, words: str) -> None:
    (only,) = problems(text)
    assert words in only


def test_a_slate_of_another_sport_is_named() -> None:
    (only,) = problems(make_slate("nfl", 1))
    assert "looks like a slate of nfl, not of nba" in only
    assert "sport: nfl" in only


def test_a_captain_file_is_named() -> None:
    text = f"{HEADER}\nPG,A (1),A,1,CPT,9000,X@Y,X,1\nPG,A (2),A,2,UTIL,6000,X@Y,X,1\n"
    (only,) = problems(text)
    assert "is for a captain contest, not for classic" in only


def test_a_slot_that_the_table_does_not_know_tells_that_the_rules_may_have_changed() -> None:
    text = make_slate("nba", 1).replace(",C/UTIL,", ",C/UTIL/BENCH,")
    (only,) = problems(text)
    assert "slot BENCH (" in only
    assert "not in the table draftkings nba classic, rules of 2017-11-29" in only
    assert "has changed its rules" in only


def test_the_slots_of_an_entries_file_must_be_those_of_the_table() -> None:
    pool = "\n".join(f",,,,,,{line}" for line in make_slate("nba", 1).splitlines())
    (only,) = problems(f"Entry ID,Contest Name,Contest ID,Entry Fee,PG,,Instructions\n1,a,2,$4,,,1.\n{pool}\n")
    assert "contest with the slots PG" in only


def test_a_slot_that_nobody_can_fill_is_named() -> None:
    lines = [line for line in make_slate("nfl", 1).splitlines() if not line.startswith("DST,")]
    (only,) = problems("\n".join(lines) + "\n", "nfl")
    assert "has no player for the slot DST, which needs 1" in only


def test_every_wrong_row_is_told_at_once() -> None:
    bad = [
        "PG,A (1),A,1,PG/G/UTIL,-5,X@Y,X,1",
        "PG,B (2),B,2,PG/G/UTIL,lots,X@Y,X,1",
        "PG,C (3),C,3,PG/G/UTIL,,X@Y,X,NaN",
        "PG,,,,PG/G/UTIL,5000,X@Y,X,1",
        ",D (5),D,5,PG/G/UTIL,5000,X@Y,X,inf",
        "PG,E (6),E,6,PG/G/UTIL,0,X@Y,X,1",
        "PG,F (7),F,7,PG/G/UTIL,1e3,X@Y,X,1",
        "PG,G (8),G,8,PG/G/UTIL,99999999999999999999,X@Y,X,1",
    ]
    found = problems(make_slate("nba", 1) + "\n".join(bad) + "\n")
    first = len(make_slate("nba", 1).splitlines()) + 1
    words = [
        (0, "A: salary -5 is not above 0"),
        (1, "B: salary lots is no whole number"),
        (2, "C: has no salary"),
        (2, "C: AvgPointsPerGame NaN"),
        (3, "has no name"),
        (3, " has no ID"),
        (4, "D has no position"),
        (4, "D: AvgPointsPerGame inf"),
        (5, "E: salary 0"),
        (6, "F: salary 1e3"),
        (7, "G: salary 99999999999999999999"),
    ]
    assert len(found) == len(words)
    for problem, (row, text) in zip(found, words, strict=True):
        assert problem.startswith(f"slate.csv:{first + row}: ")
        assert text in problem


def test_the_same_id_twice_names_both_lines() -> None:
    text = make_slate("nba", 1)
    again = text.splitlines()[1]
    (only,) = problems(f"{text}{again}\n")
    assert "has the same ID" in only
    assert "in line 2" in only


def test_old_files_refuse_the_same_name_team_position_and_salary_twice() -> None:
    rows = [",".join([line.split(",")[0], *line.split(",")[2:3], *line.split(",")[5:]]) for line in lines_of("nba")]
    text = "Position,Name,Salary,GameInfo,teamAbbrev,AvgPointsPerGame\n" + "\n".join([*rows, rows[0]]) + "\n"
    (only,) = problems(text)
    assert "has the same name, team, position and salary" in only


def test_a_wrong_column_is_told_twenty_times_and_counted() -> None:
    text = "\n".join([HEADER, *(f"PG,P (1{n}),P,1{n},PG/G/UTIL,x,,X,1" for n in range(100))]) + "\n"
    found = problems(text)
    assert len(found) == 21
    assert "80 more problems" in found[-1]


def lines_of(sport: str) -> list[str]:
    """The rows of a slate."""
    return make_slate(sport, 1).splitlines()[1:]


def test_files_of_the_other_site_are_named_both_ways() -> None:
    for mine, other, content in [
        ("draftkings", "fanduel", game_slate("fanduel nba", 1)),
        ("fanduel", "draftkings", make_slate("nba", 1).encode()),
        ("fanduel", "draftkings", slate_bytes("nba", 1, Dialect.ENTRIES)),
        ("fanduel", "draftkings", slate_bytes("nba", 1, Dialect.OLD)),
    ]:
        read = read_slate(NamedFile("slate.csv", content), find_rules(mine, "nba", "classic"))
        (problem,) = read.problems
        assert problem.hint == f"write site: {other}, or name a file of {mine}"


@pytest.mark.parametrize(
    ("game", "content", "words", "cure"),
    [
        ("nba showdown", make_slate("nba", 1), "is for a classic contest, not for showdown", "write mode: classic"),
        ("nba classic", game_slate("nba showdown", 1), "is for a captain contest, not for classic", "mode: showdown"),
        ("nba showdown", game_slate("mlb showdown", 1), "looks like a slate of mlb, not of nba", "sport: mlb"),
        ("nfl classic", game_slate("nba showdown", 1), "slate of nba showdown, not of nfl classic", "mode: showdown"),
        ("nba showdown", slate_bytes("nba", 1, Dialect.OLD), "is for a classic contest", "write mode: classic"),
    ],
)
def test_another_mode_is_named_with_what_to_write(game: str, content: str | bytes, words: str, cure: str) -> None:
    sport, mode = game.split()
    text = content if isinstance(content, bytes) else content.encode()
    (problem,) = read_slate(NamedFile("slate.csv", text), find_rules("draftkings", sport, mode)).problems
    assert words in problem.message
    assert cure in problem.hint


def test_a_captain_file_without_roster_positions_is_refused() -> None:
    header, *rows = csv.reader(io.StringIO(game_slate("lol", 1).decode(), newline=""))
    kept = [[cell for place, cell in enumerate(row) if place != 4] for row in [header, *rows]]
    text = as_csv(kept[0], kept[1:])
    (problem,) = read_slate(NamedFile("s.csv", text.encode()), find_rules("draftkings", "lol", "classic")).problems
    assert "has no rows of their own for captains" in problem.message


def test_a_row_that_is_captain_and_plain_at_once_is_refused() -> None:
    text = game_slate("lol", 1).decode().replace(",CPT,", ",CPT/ADC,", 1)
    (problem,) = read_slate(NamedFile("s.csv", text.encode()), find_rules("draftkings", "lol", "classic")).problems
    assert "has no rows of their own for captains" in problem.message


def test_captains_are_paired_with_the_namesake_of_their_team_and_by_salary() -> None:
    rows = [
        *("WR,,A B,11,CPT,9000,X@Y,X,1", "WR,,A B,12,CPT,6000,X@Y,X,1", "WR,,A B,13,CPT,3000,X@Y,Y,1"),
        *("WR,,A B,1,FLEX,4000,X@Y,X,1", "WR,,A B,2,FLEX,6000,X@Y,X,1", "WR,,A B,3,FLEX,2000,X@Y,Y,1"),
        *("QB,,C D,14,CPT,9000,X@Y,X,1", "QB,,C D,4,FLEX,6000,X@Y,X,1", "K,,E F,5,FLEX,6000,X@Y,Y,1"),
    ]
    text = "\n".join([HEADER, *rows]) + "\n"
    slate = read_slate(NamedFile("s.csv", text.encode()), find_rules("draftkings", "nfl", "showdown")).slate
    assert slate is not None
    assert {one.id: one.person for one in slate.players if one.form} == {"11": "2", "12": "1", "13": "3", "14": "4"}
