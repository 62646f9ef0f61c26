"""Invented slates are the same everywhere and look like the site's own."""

import csv
import hashlib
import io

import pytest

from salary_file import read_salary_file
from slate_dialects import HAS_IDS, HAS_POINTS, Dialect, slate_bytes
from slate_sports import SPORTS
from slates import SALARY_HEADER, Draw, make_players, make_projections, make_slate

EVERY_SPORT = pytest.mark.parametrize("sport", sorted(SPORTS))


def test_the_stream_of_numbers_is_known() -> None:
    """The first numbers of SplitMix64 from 0 are published: another generator would make other slates."""
    draw = Draw(0)
    whole = (1 << 64) - 1
    assert [draw.between(0, whole) for _ in range(3)] == [0xE220A8397B1DCDAF, 0x6E789E6AA1B965F4, 0x06C45D188009454F]


def test_bytes_follow_from_the_seed() -> None:
    """One hash over all sports: a change of it changes every example and every stored expectation."""
    text = "".join(make_slate(sport, 7) + make_projections(sport, 7) for sport in sorted(SPORTS))
    assert (
        hashlib.sha256(text.encode()).hexdigest() == "d49d683c5bb468c941d4dd116d4957adb4fbfc5f9df4e506dfde9f7285e45e8d"
    )


@EVERY_SPORT
def test_another_seed_is_another_slate(sport: str) -> None:
    """The seed is not ignored."""
    assert make_slate(sport, 1) != make_slate(sport, 2)


@EVERY_SPORT
def test_rows_look_like_the_sites(sport: str) -> None:
    """Header, salaries in hundreds, dearest first, ids and names unique."""
    header, *rows = csv.reader(io.StringIO(make_slate(sport, 3), newline=""))
    assert tuple(header) == SALARY_HEADER
    salaries = [int(row[5]) for row in rows]
    assert salaries == sorted(salaries, reverse=True)
    assert all(salary % 100 == 0 and 2_000 <= salary <= 12_000 for salary in salaries)
    assert len({row[3] for row in rows}) == len({row[2] for row in rows}) == len(rows)
    assert all(row[1] == f"{row[2]} ({row[3]})" for row in rows)


@EVERY_SPORT
@pytest.mark.parametrize("players", [12, 16, 23])
def test_small_slates_have_as_many_players_as_asked_for(sport: str, players: int) -> None:
    """And someone for every slot."""
    small = make_players(sport, 5, players)
    assert len(small) == players
    assert all(any(slot in player.slots for player in small) for slot in SPORTS[sport].slots.split())


@EVERY_SPORT
def test_projections_are_of_the_same_players(sport: str) -> None:
    """Row by row, so that matching by name finds everybody."""
    rows = list(csv.DictReader(io.StringIO(make_projections(sport, 9), newline="")))
    assert [row["Name"] for row in rows] == [player.name for player in make_players(sport, 9)]
    assert all(0 <= float(row["Own%"]) <= 65 and float(row["Floor"]) <= float(row["Ceiling"]) for row in rows)


@pytest.mark.parametrize("dialect", Dialect)
@pytest.mark.parametrize("sport", ["nba", "mlb", "nascar"])
def test_every_dialect_tells_of_the_same_players(sport: str, dialect: Dialect) -> None:
    """Only the form differs; ids and points are missing where that form has none."""
    plain = read_salary_file(slate_bytes(sport, 4, Dialect.PLAIN))
    read = read_salary_file(slate_bytes(sport, 4, dialect))
    assert [(one.salary, one.team, one.game, one.positions) for one in read] == [
        (one.salary, one.team, one.game, one.positions) for one in plain
    ]
    assert [one.name.replace("é", "e") for one in read] == [one.name for one in plain]
    assert [one.id for one in read] == [one.id if dialect in HAS_IDS else "" for one in plain]
    assert [one.points for one in read] == [one.points if dialect in HAS_POINTS else None for one in plain]


def test_dialects_are_different_files() -> None:
    """No dialect is a second name of another."""
    assert len({slate_bytes("nfl", 4, dialect) for dialect in Dialect}) == len(Dialect)
