"""The same slate is read from every form that its file can have."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.names import plain_name
from lineup_engine.slate.read import SlateReading, read_slate
from slate_dialects import HAS_IDS, HAS_POINTS, Dialect, slate_bytes
from slate_sports import SPORTS
from slates import make_players, make_slate

HEADER = "Position,Name + ID,Name,ID,Roster Position,Salary,Game Info,TeamAbbrev,AvgPointsPerGame"


def reading(content: bytes, sport: str = "nba") -> SlateReading:
    """A file as a slate of this sport."""
    return read_slate(NamedFile("slate.csv", content), find_rules("draftkings", sport, "classic"))


def slate_of(content: bytes, sport: str = "nba") -> Slate:
    """The slate of a file that has no problems."""
    read = reading(content, sport)
    assert read.problems == ()
    assert read.rules == find_rules("draftkings", sport, "classic")[0]
    assert read.slate is not None
    return read.slate


@settings(max_examples=60)
@given(st.sampled_from(sorted(SPORTS)), st.integers(0, 50), st.sampled_from(Dialect))
def test_every_dialect_is_the_same_slate(sport: str, seed: int, dialect: Dialect) -> None:
    """Names may have got accents, and old files say less; all else is equal, player by player."""
    made = make_players(sport, seed)
    slate = slate_of(slate_bytes(sport, seed, dialect), sport)
    assert [plain_name(player.name) for player in slate.players] == [plain_name(one.name) for one in made]
    for player, one in zip(slate.players, made, strict=True):
        assert (player.salary, player.positions) == (one.salary, tuple(one.positions))
        assert player.team.casefold() == one.team.casefold()
        assert player.average == (one.average * 1000 if dialect in HAS_POINTS else None)
        assert (player.id is not None) == (dialect in HAS_IDS)


@pytest.mark.parametrize("sport", sorted(SPORTS))
@pytest.mark.parametrize("dialect", [Dialect.OLD, Dialect.NO_ROSTER_POSITION])
def test_files_without_roster_positions_get_the_slots_of_the_table(sport: str, dialect: Dialect) -> None:
    modern = slate_of(make_slate(sport, 3).encode(), sport)
    old = slate_of(slate_bytes(sport, 3, dialect), sport)
    assert [set(player.slots) for player in old.players] == [set(player.slots) for player in modern.players]


def row(text: str) -> bytes:
    """A slate of invented players, and one more row."""
    return (make_slate("nba", 1) + text + "\n").encode()


def last(content: bytes) -> Player:
    """The last player of a slate."""
    return slate_of(content).players[-1]


def test_a_player_is_all_that_his_row_tells() -> None:
    player = last(row("PG/SG,Al Dun (77),Al Dun,77,PG/SG/G/UTIL,5400,ALD@BRK 12/25/2026 10:30PM ET,BRK,12.345"))
    line = len(make_slate("nba", 1).splitlines()) + 1
    assert player == Player(
        key="77",
        id="77",
        name="Al Dun",
        positions=("PG", "SG"),
        slots=("PG", "SG", "G", "UTIL"),
        salary=5400,
        team="BRK",
        opponent="ALD",
        game="ALD@BRK",
        average=1_234_500,
        locked=False,
        line=line,
        person="77",
    )


@pytest.mark.parametrize("info", ["In Progress", "Final", "Postponed", "final"])
def test_players_whose_game_is_closed_are_locked(info: str) -> None:
    player = last(row(f"PG,Al Dun (77),Al Dun,77,PG/G/UTIL,5400,{info},BRK,1"))
    assert (player.locked, player.game) == (True, None)


def test_a_locked_mark_is_seen_and_is_no_part_of_id_or_name() -> None:
    player = last(row("PG,Al Dun (77) (LOCKED),Al Dun,,PG/G/UTIL,5400,ALD@BRK 10:30PM ET,BRK,1"))
    assert (player.locked, player.id, player.name) == (True, "77", "Al Dun")


@pytest.mark.parametrize("salary", ["5400", "$5,400", '"5,400"', "5400.0", " 5400 "])
def test_salaries_in_every_dress(salary: str) -> None:
    cell = f'"{salary}"' if "," in salary and not salary.startswith('"') else salary
    assert last(row(f"PG,Al Dun (77),Al Dun,77,PG/G/UTIL,{cell},,BRK,1")).salary == 5400


def test_an_empty_average_is_none_and_no_zero() -> None:
    assert last(row("PG,Al Dun (77),Al Dun,77,PG/G/UTIL,5400,,BRK,")).average is None


@pytest.mark.parametrize(
    "name", ["Zach Evans", '"; rm -rf ~', "$(reboot)", "two\nlines", "🏎 Ramírez", "=cmd()", "x" * 10_000]
)
def test_hostile_names_and_namesakes_are_names(name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    lines = "".join(f"PG,,{quoted},{number},PG/G/UTIL,5400,,BRK,1\n" for number in (77, 78))
    players = slate_of(row(lines)).players
    assert [(player.name, player.id) for player in players[-2:]] == [(name, "77"), (name, "78")]


def test_the_file_is_right_about_slots_and_the_difference_is_told() -> None:
    read = reading(row("PG,Al Dun (77),Al Dun,77,PG/SG/UTIL,5400,,BRK,1"))
    assert read.slate is not None
    assert read.slate.players[-1].slots == ("PG", "SG", "UTIL")
    assert "Al Dun (PG: PG/SG/UTIL)" in read.warnings[0]


def test_a_team_that_is_not_in_its_game_is_told() -> None:
    read = reading(row("PG,Al Dun (77),Al Dun,77,PG/G/UTIL,5400,ALD@BRK 10:30PM ET,ZEN,1"))
    assert "Al Dun (ZEN) does not play in his game ALD@BRK" in read.warnings[0]


@given(st.text(max_size=300))
def test_any_text_is_a_slate_or_has_problems(text: str) -> None:
    read = reading(f"{HEADER}\n{text}".encode("utf-8", "replace"))
    assert (read.slate is None) == bool(read.problems)
