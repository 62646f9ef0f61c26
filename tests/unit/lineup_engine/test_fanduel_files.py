"""FanDuel's player lists: whatever players they tell are read as they are, and what is wrong is told at its line."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine_runs import submission
from game_slates import FANDUEL_HEADER, fanduel_text, game_players, game_slate
from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Player
from lineup_engine.slate.read import SlateReading, read_slate
from lineup_engine.specify import specify
from slates import SlatePlayer, as_csv

PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
NAMES = st.builds("{} {}".format, PLAIN, PLAIN)


def reading(content: bytes, sport: str = "nba", mode: str = "classic") -> SlateReading:
    """A file as a FanDuel slate."""
    return read_slate(NamedFile("players.csv", content), find_rules("fanduel", sport, mode))


def players_of(content: bytes, sport: str = "nba", mode: str = "classic") -> tuple[Player, ...]:
    """The players of a file without problems."""
    read = reading(content, sport, mode)
    assert read.problems == ()
    assert read.slate is not None
    return read.slate.players


def cells(content: bytes) -> list[list[str]]:
    """A file's rows."""
    return list(csv.reader(io.StringIO(content.decode(), newline="")))


def changed(content: bytes, column: str, cell: str, row: int = 1) -> bytes:
    """The file with another cell."""
    rows = cells(content)
    rows[row][rows[0].index(column)] = cell
    return as_csv(rows[0], rows[1:]).encode()


def without(content: bytes, *columns: str) -> bytes:
    """The file without some columns."""
    rows = cells(content)
    kept = [place for place, title in enumerate(rows[0]) if title not in columns]
    header, *others = [[row[place] for place in kept] for row in rows]
    return as_csv(header, others).encode()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(NAMES, st.sampled_from(["PG", "SF/PF", "C"]), st.integers(1, 200), st.integers(-500, 9_999)),
        max_size=6,
    )
)
def test_any_players_are_read_as_they_are(drawn: list[tuple[str, str, int, int]]) -> None:
    """Name, positions, salary and points come back, to the letter and the hundredth."""
    more = [
        SlatePlayer(
            f"7-{number}", name, (*positions.split("/"),), (*positions.split("/"),), salary * 100, "", "", fppg, 0, 0, 0
        )
        for number, (name, positions, salary, fppg) in enumerate(drawn)
    ]
    made = [*game_players("fanduel nba", 3), *more]
    found = players_of(fanduel_text(made).encode())
    assert [(one.id, one.name, one.positions, one.salary, one.average) for one in found] == [
        (one.id, one.name, one.positions, one.salary, one.average * 1000) for one in made
    ]
    assert all(one.person == one.key == one.id for one in found)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_a_slate_or_has_problems(text: str) -> None:
    read = reading(f"{','.join(FANDUEL_HEADER)}\n{text}".encode("utf-8", "replace"))
    assert (read.slate is None) == bool(read.problems)


def test_a_player_is_all_that_his_row_tells() -> None:
    content = changed(game_slate("fanduel mlb", 3), "Batting Order", "4")
    content = changed(changed(content, "Injury Indicator", "DTD"), "Injury Details", "Hamstring")
    player, made = players_of(content, "mlb")[0], game_players("fanduel mlb", 3)[0]
    away, home = made.game.split(" ")[0].split("@")
    assert (player.name, player.team, player.game) == (made.name, made.team, f"{away}@{home}")
    assert player.opponent == (home if made.team == away else away)
    assert dict(player.attributes) == {"status": "DTD", "injury": "Hamstring", "batting order": "4"}
    assert (player.attribute("batting order"), player.attribute("probable pitcher")) == ("4", "")


def test_a_file_without_roster_positions_gives_the_slots_of_the_positions() -> None:
    old = players_of(without(game_slate("fanduel nfl", 3), "Roster Position"), "nfl")
    assert {(one.positions, one.slots) for one in old} == {
        (("QB",), ("QB",)),
        (("RB",), ("RB", "FLEX")),
        (("WR",), ("WR", "FLEX")),
        (("TE",), ("TE", "FLEX")),
        (("D",), ("DEF",)),
    }


def test_the_name_is_put_together_where_there_is_no_nickname() -> None:
    content = changed(game_slate("fanduel nba", 3), "Nickname", "")
    assert players_of(content)[0].name == game_players("fanduel nba", 3)[0].name
    assert [one.name for one in players_of(without(content, "Nickname"))][:1] == [players_of(content)[0].name]


def test_the_players_of_an_upload_template_stand_to_the_right() -> None:
    header, *rows = cells(game_slate("fanduel nfl showdown 2022", 3))
    front = ["entry_id", "contest_id", "contest_name", "entry_fee", "MVP - 1.5X Points", *["AnyFLEX"] * 4]
    before = [""] * (len(front) + 2)
    pool = [["Player ID + Player Name", *header], *([f"{row[0]}:{row[3]}", *row] for row in rows)]
    template = as_csv([*front, "", "Instructions"], [["1", "2", "x", "4"], *([*before, *row] for row in pool)])
    assert len(players_of(template.encode(), "nfl", "showdown")) == 2 * len(rows)
    wrong = template.replace("MVP - 1.5X Points", "QB", 1)
    assert "is for a contest with the slots QB AnyFLEX" in str(reading(wrong.encode(), "nfl", "showdown").problems[0])


def test_an_mvp_is_a_further_form_with_the_salary_of_the_file() -> None:
    content = changed(game_slate("fanduel nfl showdown", 3), "MVP 1.5x Salary", "15,300")
    plain, mvp = players_of(content, "nfl", "showdown")[:2]
    assert (mvp.key, mvp.id, mvp.person) == (f"{plain.key} MVP", plain.id, plain.key)
    assert (plain.called, mvp.called) == (plain.name, f"MVP {plain.name}")
    assert (plain.slots, mvp.slots, mvp.boost_percent, mvp.salary) == (("AnyFLEX",), ("MVP",), 150, 15_300)


def test_without_the_column_of_salaries_the_file_is_of_an_older_form() -> None:
    rules = reading(without(game_slate("fanduel nfl showdown", 3), "MVP 1.5x Salary"), "nfl", "showdown").rules
    assert rules is not None
    assert rules.since.year == 2022


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("Salary", "", "has no salary"),
        ("Salary", "lots", "salary lots is no whole number"),
        ("MVP 1.5x Salary", "x", "salary x is no whole number"),
        ("FPPG", "nan", "FPPG nan is no possible number"),
        ("Id", "", "has no ID"),
        ("Position", "", "has no position"),
    ],
)
def test_a_wrong_cell_is_told_at_its_line(column: str, cell: str, words: str) -> None:
    (problem,) = reading(changed(game_slate("fanduel nfl showdown", 3), column, cell, 4), "nfl", "showdown").problems
    assert str(problem).startswith("players.csv:5: ")
    assert words in problem.message


def test_a_column_of_mvps_salaries_says_nothing_in_other_contests_or_when_it_is_empty() -> None:
    rows = cells(game_slate("fanduel nba", 3))
    content = as_csv([*rows[0], "MVP 1.5x Salary"], [[*row, ""] for row in rows[1:]]).encode()
    assert players_of(content) == players_of(game_slate("fanduel nba", 3))
    mvp = players_of(changed(game_slate("fanduel nfl showdown", 3), "MVP 1.5x Salary", ""), "nfl", "showdown")[1]
    assert mvp.salary == game_players("fanduel nfl showdown", 3)[0].salary * 3 // 2


def test_the_opponent_is_known_without_the_game() -> None:
    content = changed(changed(game_slate("fanduel nba", 3), "Game", ""), "Opponent", "ZEN")
    assert (players_of(content)[0].game, players_of(content)[0].opponent) == (None, "ZEN")


def test_a_multiplier_that_no_table_has_is_told() -> None:
    content = game_slate("fanduel nba showdown 2021", 3).replace(b"MVP - 2X", b"MVP - 3X")
    found = [str(problem) for problem in reading(content, "nba", "showdown").problems]
    assert any("slot MVP - 3X POINTS" in problem and "has changed its rules" in problem for problem in found)


def test_who_is_marked_out_is_used_only_with_points_of_the_users_own() -> None:
    content = changed(changed(game_slate("fanduel nba", 3), "Injury Indicator", "O"), "Injury Indicator", "Q", 2)
    config = "{site: fanduel, sport: nba, slate: players.csv"
    plain = specify(submission(config + "}", {"players.csv": content}))
    assert plain.points[0] is None
    assert plain.points[1] is not None
    assert "1 player is marked out (O) in players.csv: not used" in plain.warnings
    assert [note.name for note in plain.matches] == [plain.slate.players[0].name]
    made = game_players("fanduel nba", 3)
    own = "\n".join(["Name,Fpts", *(f"{one.name},{10 + n}" for n, one in enumerate(made))]).encode()
    files = {"players.csv": content, "own.csv": own}
    assert specify(submission(config + ", projections: {file: own.csv}}", files)).points[0] == 1_000_000


def test_averages_are_called_as_the_site_calls_them() -> None:
    content = game_slate("fanduel nba", 3)
    done = specify(submission("{site: fanduel, sport: nba, slate: players.csv}", {"players.csv": content}))
    assert "no projections: FPPG of players.csv is used" in done.warnings


@pytest.mark.parametrize("called", ["{nick}", "{nick} DST", "Los Santos {nick} D/ST", "{team}"])
def test_a_defence_is_found_however_it_is_called(called: str) -> None:
    content = game_slate("fanduel nfl", 3)
    players = players_of(content, "nfl")
    number = next(place for place, one in enumerate(players) if one.slots == ("DEF",))
    name = called.format(nick=players[number].name, team=players[number].team)
    rows = ["Name,Pos,Team,Fpts", *(f"{one.name},,{one.team},1" for one in players if one.slots != ("DEF",))]
    rows += [f"{one.name},D,{one.team},1" for one in players if one.slots == ("DEF",) and one is not players[number]]
    own = "\n".join([*rows, f"{name},DST,{players[number].team},9"]).encode()
    config = "{site: fanduel, sport: nfl, slate: players.csv, projections: {file: own.csv}}"
    assert specify(submission(config, {"players.csv": content, "own.csv": own})).points[number] == 900_000


def test_defenders_of_soccer_are_no_defences() -> None:
    content = game_slate("fanduel soc", 3)
    made = game_players("fanduel soc", 3)
    rows = ["Name,Pos,Team,Fpts", *(f"{one.name},D,{one.team},1" for one in made), f"Unknown Man,D,{made[0].team},9"]
    config = "{site: fanduel, sport: soc, slate: players.csv, projections: {file: own.csv}}"
    done = specify(submission(config, {"players.csv": content, "own.csv": "\n".join(rows).encode()}))
    assert set(done.points) == {100_000}


def test_the_same_id_twice_is_refused() -> None:
    made = game_players("fanduel nba", 3)
    twice = [*made, replace(made[0], name="Somebody Else")]
    (problem,) = reading(fanduel_text(twice).encode()).problems
    assert "has the same ID" in problem.message
