"""Every real file of players is read whole; every other file is refused by what it is."""

from pathlib import Path

import pytest

from lineup_engine.projections.match import match_projections
from lineup_engine.projections.read import read_projections
from lineup_engine.seam import NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.forms import forms_of, main_forms
from lineup_engine.slate.model import Slate
from lineup_engine.slate.read import SlateReading, read_slate

PLAYERS = {
    "cfb/dk_2022_salaries.csv": 971,
    "cfb/fd_2022_players.csv": 587,
    "f1/dk_salaries.csv": 52,
    "lol/dk_2020_salaries.csv": 142,
    "mlb/dk_2017-04-05/salaries_old_format.csv": 789,
    "mlb/dk_2019_showdown/salaries.csv": 254,
    "mlb/fd_2022/players.csv": 1049,
    "mma/dk_2019-03-16/salaries.csv": 24,
    "nascar/dk_2023-02-26_autoclub_salaries.csv": 36,
    "nascar/dk_2023-03-05_lasvegas_salaries.csv": 37,
    "nascar/dk_2023-03-12_phoenix_salaries.csv": 36,
    "nascar/dk_2023-03-19_atlanta_salaries.csv": 36,
    "nascar/dk_2023-03-26_cota_salaries.csv": 39,
    "nascar/fd_2026_players.csv": 38,
    "nba/dk_2017-11-29/salaries_old_format.csv": 331,
    "nba/dk_2022_showdown/entries.csv": 90,
    "nba/dk_2022_showdown/salaries.csv": 90,
    "nba/dk_2024-11-26_lateswap/entries.csv": 177,
    "nba/dk_2024-11-26_lateswap/salaries.csv": 177,
    "nba/dk_2024-12-25/entries_with_pool.csv": 173,
    "nba/dk_2024-12-25/salaries.csv": 173,
    "nba/fd_2018/players.csv": 333,
    "nfl/dk_2016-09-18/salaries.csv": 483,
    "nfl/dk_2019_showdown/salaries.csv": 72,
    "nfl/dk_upload_template.csv": 355,
    "nfl/fd_2018/players.csv": 537,
    "nfl/fd_2022_singlegame/players.csv": 146,
    "nhl/dk_2018_salaries.csv": 569,
    "pga/dk_2024_john_deere/salaries.csv": 157,
    "pga/fd_2022_players.csv": 165,
    "soc/dk_2018_salaries.csv": 112,
    "ten/dk_2020_salaries.csv": 28,
}
"""Every file of players, and how many rows and further forms of captains it has."""

OTHERS = [
    ("draftkings nascar classic", "nascar/fd_2026_players.csv", "is FanDuel's player list"),
    ("draftkings nba classic", "nba/fd_2018/players.csv", "is FanDuel's player list"),
    ("fanduel nba classic", "nba/dk_2024-12-25/salaries.csv", "is DraftKings' salary file"),
    ("fanduel nba classic", "nba/dk_2024-12-25/entries_with_pool.csv", "is DraftKings' salary file"),
    ("draftkings nba classic", "nba/dk_2022_showdown/salaries.csv", "is for a captain contest"),
    ("draftkings nba classic", "nba/dk_2022_showdown/entries.csv", "is for a captain contest"),
    ("draftkings mlb classic", "mlb/dk_2019_showdown/salaries.csv", "is for a captain contest"),
    ("draftkings nfl classic", "nfl/dk_2019_showdown/salaries.csv", "is for a captain contest"),
    ("fanduel nfl classic", "nfl/fd_2022_singlegame/players.csv", "is for a captain contest"),
    ("draftkings nba showdown", "nba/dk_2024-12-25/salaries.csv", "is for a classic contest, not for showdown"),
    ("draftkings nba showdown", "nba/dk_2017-11-29/salaries_old_format.csv", "is for a classic contest"),
    ("fanduel nfl showdown", "nfl/fd_2018/players.csv", "is for a classic contest, not for showdown"),
    ("draftkings mlb showdown", "nba/dk_2022_showdown/salaries.csv", "looks like a slate of nba, not of mlb"),
    ("fanduel nba showdown", "nfl/fd_2022_singlegame/players.csv", "looks like a slate of nfl, not of nba"),
    ("draftkings mma classic", "lol/dk_2020_salaries.csv", "looks like a slate of lol, not of mma"),
    ("draftkings nba classic", "nba/dk_2024-12-25/standings.csv", "is a contest's standings"),
    ("draftkings mma classic", "mma/dk_2019-03-16/upload.csv", "is no salary file"),
]

PROJECTED = [
    ("nba/dk_2024-12-25/salaries.csv", "nba/dk_2024-12-25/projections.csv", 173),
    ("nba/dk_2024-12-25/entries_with_pool.csv", "nba/dk_2024-12-25/projections.csv", 173),
    ("nba/dk_2024-11-26_lateswap/salaries.csv", "nba/dk_2024-11-26_lateswap/projections.csv", 177),
    ("nba/dk_2017-11-29/salaries_old_format.csv", "nba/dk_2017-11-29/projections_actual.csv", 331),
    ("nfl/dk_2016-09-18/salaries.csv", "nfl/dk_2016-09-18/records_projection_actual.csv", 483),
    ("mlb/dk_2017-04-05/salaries_old_format.csv", "mlb/dk_2017-04-05/hitters_projections_actual.csv", 200),
]


def game_of(name: str) -> str:
    """The site, sport and mode of a file, by where it lies."""
    site = "fanduel" if "/fd_" in name else "draftkings"
    is_showdown = "showdown" in name or "singlegame" in name
    return f"{site} {name.split('/', maxsplit=1)[0]} {'showdown' if is_showdown else 'classic'}"


def read(folder: Path, name: str, game: str = "") -> SlateReading:
    """A real file as a slate of this game or, if none is told, of its own."""
    site, sport, mode = (game or game_of(name)).split()
    return read_slate(NamedFile(name, (folder / name).read_bytes()), find_rules(site, sport, mode))


def slate_of(folder: Path, name: str) -> Slate:
    """The slate of a file without problems."""
    reading = read(folder, name)
    assert reading.problems == ()
    assert reading.slate is not None
    return reading.slate


@pytest.mark.parametrize(("name", "players"), PLAYERS.items())
def test_every_file_of_players_is_read_whole(shared_data: Path, name: str, players: int) -> None:
    assert len(slate_of(shared_data, name).players) == players
    assert read(shared_data, name).warnings == ()


@pytest.mark.parametrize(("game", "name", "words"), OTHERS)
def test_other_files_are_refused_by_what_they_are(shared_data: Path, game: str, name: str, words: str) -> None:
    (problem,) = read(shared_data, name, game).problems
    assert words in problem.message


@pytest.mark.parametrize("name", [name for name in PLAYERS if "showdown" in name or "singlegame" in name])
def test_everybody_may_be_captain_once_and_costs_half_as_much_again_on_draftkings(shared_data: Path, name: str) -> None:
    slate = slate_of(shared_data, name)
    assert {len(forms_of(slate, number)) for number in range(len(slate.players))} == {2}
    for number in main_forms(slate):
        plain, captain = sorted((slate.players[form] for form in forms_of(slate, number)), key=lambda one: one.form)
        assert (plain.form, captain.boost_percent, captain.name) == ("", 150, plain.name)
        assert captain.salary * 2 == plain.salary * (2 if "/fd_" in name else 3)


def test_the_file_tells_which_form_of_the_single_game_it_is_for(shared_data: Path) -> None:
    rules = read(shared_data, "nfl/fd_2022_singlegame/players.csv").rules
    assert rules is not None
    assert rules.since.year == 2022
    assert [slot.title for slot in rules.slots] == ["MVP - 1.5X Points", *["AnyFLEX"] * 4]


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
