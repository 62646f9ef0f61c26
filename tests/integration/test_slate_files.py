"""Every real DraftKings classic file of our sports is read whole; every other file is refused by what it is."""

from pathlib import Path

import pytest

from lineup_engine.projections.match import match_projections
from lineup_engine.projections.read import read_projections
from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.model import Slate
from lineup_engine.slate.read import SlateReading, read_slate

CLASSIC = {
    "mlb/dk_2017-04-05/salaries_old_format.csv": 789,
    "mma/dk_2019-03-16/salaries.csv": 24,
    "nascar/dk_2023-02-26_autoclub_salaries.csv": 36,
    "nascar/dk_2023-03-05_lasvegas_salaries.csv": 37,
    "nascar/dk_2023-03-12_phoenix_salaries.csv": 36,
    "nascar/dk_2023-03-19_atlanta_salaries.csv": 36,
    "nascar/dk_2023-03-26_cota_salaries.csv": 39,
    "nba/dk_2017-11-29/salaries_old_format.csv": 331,
    "nba/dk_2024-11-26_lateswap/entries.csv": 177,
    "nba/dk_2024-11-26_lateswap/salaries.csv": 177,
    "nba/dk_2024-12-25/entries_with_pool.csv": 173,
    "nba/dk_2024-12-25/salaries.csv": 173,
    "nfl/dk_2016-09-18/salaries.csv": 483,
    "nfl/dk_upload_template.csv": 355,
    "nhl/dk_2018_salaries.csv": 569,
    "pga/dk_2024_john_deere/salaries.csv": 157,
}

OTHERS = {
    "nascar/fd_2026_players.csv": "is FanDuel's player list",
    "nba/fd_2018/players.csv": "is FanDuel's player list",
    "nba/dk_2022_showdown/salaries.csv": "is for a captain contest",
    "nba/dk_2022_showdown/entries.csv": "is for a captain contest",
    "mlb/dk_2019_showdown/salaries.csv": "is for a captain contest",
    "nfl/dk_2019_showdown/salaries.csv": "is for a captain contest",
    "nba/dk_2024-12-25/standings.csv": "is a contest's standings",
    "mma/dk_2019-03-16/upload.csv": "is no salary file",
}

PROJECTED = [
    ("nba/dk_2024-12-25/salaries.csv", "nba/dk_2024-12-25/projections.csv", 173),
    ("nba/dk_2024-12-25/entries_with_pool.csv", "nba/dk_2024-12-25/projections.csv", 173),
    ("nba/dk_2024-11-26_lateswap/salaries.csv", "nba/dk_2024-11-26_lateswap/projections.csv", 177),
    ("nba/dk_2017-11-29/salaries_old_format.csv", "nba/dk_2017-11-29/projections_actual.csv", 331),
    ("nfl/dk_2016-09-18/salaries.csv", "nfl/dk_2016-09-18/records_projection_actual.csv", 483),
    ("mlb/dk_2017-04-05/salaries_old_format.csv", "mlb/dk_2017-04-05/hitters_projections_actual.csv", 200),
]


def read(folder: Path, name: str) -> SlateReading:
    """A real file as a classic slate of the sport that its folder is called after."""
    rules = find_rules("draftkings", name.split("/", maxsplit=1)[0], "classic")
    return read_slate(NamedFile(name, (folder / name).read_bytes()), rules)


def slate_of(folder: Path, name: str) -> Slate:
    """The slate of a file without problems."""
    reading = read(folder, name)
    assert reading.problems == ()
    assert reading.slate is not None
    return reading.slate


@pytest.mark.parametrize(("name", "players"), CLASSIC.items())
def test_classic_files_are_read_whole(shared_data: Path, name: str, players: int) -> None:
    assert len(slate_of(shared_data, name).players) == players
    assert read(shared_data, name).warnings == ()


@pytest.mark.parametrize(("name", "words"), OTHERS.items())
def test_other_files_are_refused_by_what_they_are(shared_data: Path, name: str, words: str) -> None:
    (problem,) = read(shared_data, name).problems
    assert words in problem.message


def test_started_games_lock_their_players(shared_data: Path) -> None:
    before = slate_of(shared_data, "nba/dk_2024-12-25/salaries.csv").players
    during = slate_of(shared_data, "nba/dk_2024-12-25/entries_with_pool.csv").players
    assert not any(player.locked for player in before)
    started = {player.id for player in during if player.locked}
    assert started == {player.id for player in before if player.game in {"SAS@NYK", "MIN@DAL"}}


@pytest.mark.parametrize(("salaries", "projections", "matched"), PROJECTED)
def test_vendors_files_match_their_slates(shared_data: Path, salaries: str, projections: str, matched: int) -> None:
    reading = read_projections(NamedFile(projections, (shared_data / projections).read_bytes()), {})
    assert reading.problems == ()
    matching = match_projections(slate_of(shared_data, salaries), reading.rows, {}, projections)
    assert matching.problems == ()
    assert sum(row is not None and row.points is not None for row in matching.rows) == matched
