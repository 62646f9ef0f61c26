"""Every game of both sites: its file fits the right table, and the lineups are what an independent judge accepts."""

import json
from pathlib import Path

import pytest

from engine_runs import run_all, submission
from game_slates import game_projections, game_slate
from lineup_engine.seam import JobResult, NamedFile
from lineup_engine.sites.tables import find_rules
from lineup_engine.slate.read import read_slate
from lineup_engine.work import check, export
from slate_games import GAMES
from slate_sports import SPORTS
from validator import Wishes, violations, violations_of_upload
from validator_tables import TABLES

EVERY_GAME = pytest.mark.parametrize("game", sorted(GAMES))
ONE_SOURCE = "are known from one source only: check them on the site"


def parts(game: str) -> tuple[str, str, str, str]:
    """Site, sport, mode and, of an older form, the year that it is known from."""
    words = game.split()
    site = words.pop(0) if words[0] == "fanduel" else "draftkings"
    year = words.pop() if words[-1].isdigit() else ""
    return site, words[0], words[1] if len(words) > 1 else "classic", year


def config_of(game: str, lineups: int = 3, rules: str = "{}") -> str:
    """A job of a game with projections."""
    site, sport, mode, _ = parts(game)
    return (
        f"{{site: {site}, sport: {sport}, mode: {mode}, slate: slate.csv, lineups: {lineups}, "
        f"projections: {{file: own.csv}}, rules: {rules}}}"
    )


def files_of(game: str, seed: int = 3) -> dict[str, bytes]:
    """Its slate and projections."""
    return {"slate.csv": game_slate(game, seed), "own.csv": game_projections(game, seed)}


def solved(folder: Path, game: str, rules: str = "{}") -> JobResult:
    """A job of a game, done."""
    return run_all(folder, submission(config_of(game, rules=rules), files_of(game)))


def test_there_is_an_invented_slate_of_every_game() -> None:
    assert {*GAMES, *SPORTS} == set(TABLES)


@EVERY_GAME
def test_the_file_decides_which_table_it_fits(game: str) -> None:
    site, sport, mode, year = parts(game)
    tables = find_rules(site, sport, mode)
    reading = read_slate(NamedFile("slate.csv", game_slate(game, 3)), tables)
    assert (reading.problems, reading.warnings) == ((), ())
    assert reading.rules == next(table for table in tables if not year or str(table.since.year) == year)


@EVERY_GAME
def test_the_lineups_are_valid_with_the_files_own_points(tmp_path: Path, game: str) -> None:
    site, sport, mode, _ = parts(game)
    slate = game_slate(game, 3)
    config = f"{{site: {site}, sport: {sport}, mode: {mode}, slate: slate.csv, lineups: 3}}"
    done = run_all(tmp_path, submission(config, {"slate.csv": slate}))
    result = json.loads(done.result_json)
    assert len(result["lineups"]) == 3
    assert violations(slate, game, result, Wishes(3)) == []
    upload = export(done.result_json, "dk" if site == "draftkings" else "fd", site, sport)
    assert violations_of_upload(slate, game, upload, Wishes(3)) == []


@EVERY_GAME
def test_who_relies_on_one_source_is_told_once(game: str) -> None:
    site, sport, mode, _ = parts(game)
    told = [warning for warning in check(submission(config_of(game), files_of(game))).warnings if ONE_SOURCE in warning]
    rules = read_slate(NamedFile("slate.csv", game_slate(game, 3)), find_rules(site, sport, mode)).rules
    assert rules is not None
    assert told == ([f"the rules of {site} {sport} {mode} {ONE_SOURCE}"] if rules.is_doubtful else [])
