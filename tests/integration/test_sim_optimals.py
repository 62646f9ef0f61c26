"""Sim optimals and builds on slates of real size: each value is the solver's, and the result is one for any split."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from engine_runs import result_of, run_all, submission
from game_slates import game_projections, game_slate
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.draws import Drawing, make_quantiles
from lineup_engine.optimizer.methods import FAST, Methods
from lineup_engine.optimizer.rulebook import standing_rules
from lineup_engine.optimizer.search import find_largest
from lineup_engine.optimizer.trials import Trials
from lineup_engine.specify import specify
from lineup_engine.stages import draws
from slates import make_projections, make_slate

SEED = 2026
TRIALS = 20
STACKS = "stacks: [{anchor: QB, with: {count: 1, of: [WR, TE]}, bring_back: {count: 1, of: [WR]}}]"
CASES = {"nascar": "", "nfl": "", "nba": "", "pga": "", "mma": "", "mlb": "", "nfl with stacks": STACKS}


def files_of(sport: str) -> dict[str, bytes]:
    """An invented slate with projections."""
    return {"slate.csv": make_slate(sport, SEED).encode(), "own.csv": make_projections(sport, SEED).encode()}


def config_of(sport: str, rest: str) -> str:
    """A configuration for it."""
    return f"{{sport: {sport}, slate: slate.csv, projections: {{file: own.csv}}, {rest}}}"


def job_of(sport: str, rules: str) -> CompiledJob:
    """The compiled job."""
    return compile_job(specify(submission(config_of(sport, f"rules: {{{rules}}}"), files_of(sport))))


def captains_job(game: str) -> CompiledJob:
    """The compiled job of a game with captains."""
    site, name = ("fanduel", game.removeprefix("fanduel ")) if game.startswith("fanduel") else ("draftkings", game)
    sport = name.split(maxsplit=1)[0]
    config = f"{{site: {site}, sport: {sport}, mode: showdown, slate: slate.csv, projections: {{file: own.csv}}}}"
    files = {"slate.csv": game_slate(game, SEED), "own.csv": game_projections(game, SEED)}
    return compile_job(specify(submission(config, files)))


@pytest.mark.parametrize("case", CASES)
def test_every_trial_has_the_value_of_the_solver(case: str) -> None:
    """HiGHS without a gap, on the same draws, under every rule of the site."""
    assert_as_the_solver(job_of(case.split(maxsplit=1)[0], CASES[case]))


@pytest.mark.parametrize("game", ["nfl showdown", "nba showdown", "fanduel nfl showdown", "fanduel nba showdown 2021"])
def test_captains_have_the_value_of_the_solver(game: str) -> None:
    """A captain and his plain form draw together, and only one of them plays."""
    assert_as_the_solver(captains_job(game))


def assert_as_the_solver(job: CompiledJob) -> None:
    """Every lineup keeps every rule and is worth as much as the solver's."""
    drawing = Drawing(SEED, TRIALS, job.players.points * 35 // 100, make_quantiles("normal"))
    drawn = drawing.drawn(job.players, 0, TRIALS)
    trials = Trials(job, Methods())
    rules = standing_rules(job)
    for worth, lineup in zip(drawn, trials.best(drawn), strict=True):
        largest = find_largest(worth.tolist(), rules)
        assert largest is not None
        assert worth[lineup].sum() == worth[list(largest)].sum()
        assert all(rule.allows(tuple(lineup.tolist())) for rule in rules)
    assert trials.used == {FAST}


def split_into(size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tasks of so many trials."""
    for name in ("_PLAIN_TRIALS", "_RULED_TRIALS", "_BUILDS"):
        monkeypatch.setattr(draws, name, size)


@pytest.mark.parametrize(
    "rest",
    [
        "lineups: 9, sims: {count: 60}",
        "lineups: 9, sims: {count: 500, kind: uniform, by: share, share: 50%}, rules: {exposure: {max: 60%}, unique: 2}",
        "lineups: 9, rules: {randomness: {share: 40%}}",
        "lineups: 9, rules: {randomness: {share: 40%, kind: uniform}, exposure: {max: 40%}, unique: 2}",
    ],
)
def test_the_result_is_one_for_any_split(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rest: str) -> None:
    """Byte by byte, with its hash."""
    texts = set[str]()
    for size in (3, 17, 1000):
        split_into(size, monkeypatch)
        sent = submission(config_of("nascar", rest), files_of("nascar"))
        folder = tmp_path / str(size)
        folder.mkdir()
        texts.add(run_all(folder, sent).result_json)
    assert len(texts) == 1
    assert len(json.loads(texts.pop())["lineups"]) == 9


def made(folder: Path) -> Path:
    """A folder that is there."""
    folder.mkdir()
    return folder


def lineups_of(result: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """The players of each lineup."""
    return [tuple(sorted(player["id"] for player in one["players"])) for one in result["lineups"]]


def test_sims_tell_how_often_each_lineup_is_best(tmp_path: Path) -> None:
    """The most frequent first, and no share is larger than all."""
    result = result_of(tmp_path, config_of("nascar", "lineups: 12, sims: {count: 500}"), files_of("nascar"))
    shares = [one["optimal"] for one in result["lineups"]]
    assert shares == sorted(shares, reverse=True)
    assert all(round(share * 500) == pytest.approx(share * 500) and share > 0 for share in shares)
    assert sum(shares) <= 1
    assert result["method"] == FAST


def test_without_a_spread_there_is_one_optimal_lineup(tmp_path: Path) -> None:
    """It is the best one, in every slate, and the user is told why there are no more."""
    text = run_all(tmp_path, submission(config_of("pga", "sims: {count: 30, share: 0%}"), files_of("pga")))
    result = json.loads(text.result_json)
    plain = result_of(made(tmp_path / "plain"), config_of("pga", "lineups: 1"), files_of("pga"))
    assert [one["optimal"] for one in result["lineups"]] == [1.0]
    assert lineups_of(result) == lineups_of(plain)
    assert "only 1 of 20 lineups: 1 different ones are best of a simulated slate" in text.warnings


def test_players_who_are_all_worth_the_same_make_one_lineup(tmp_path: Path) -> None:
    """Ties go by the key, as always."""
    rows = make_projections("nascar", SEED).splitlines()
    names = [row.split(",")[0] for row in rows[1:]]
    own = "\n".join(["Name,Fpts", *(f"{name},10" for name in names)]).encode()
    files = {**files_of("nascar"), "own.csv": own}
    result = result_of(tmp_path, config_of("nascar", "sims: {count: 10, share: 0%}"), files)
    plain = result_of(made(tmp_path / "plain"), config_of("nascar", "lineups: 1"), files)
    assert lineups_of(result) == lineups_of(plain)


def test_a_job_may_have_locks_and_limits_and_every_lineup_keeps_them(tmp_path: Path) -> None:
    """Rules of single lineups hold in every slate."""
    slate = make_slate("nfl", SEED).splitlines()
    ids = [row.split(",")[3] for row in slate[1:]]
    rules = f"rules: {{lock: [{ids[0]}], exclude: [{ids[1]}], salary: {{min: 49500, max: 49900}}}}"
    result = result_of(tmp_path, config_of("nfl", f"lineups: 5, sims: {{count: 200}}, {rules}"), files_of("nfl"))
    for players, one in zip(lineups_of(result), result["lineups"], strict=True):
        assert ids[0] in players
        assert ids[1] not in players
        assert 49_500 <= one["salary"] <= 49_900


def test_points_too_large_to_be_counted_fast_go_the_general_way() -> None:
    """The numbers are larger than sums can hold, and the lineups are right all the same."""
    job = job_of("nascar", "")
    drawn = np.tile(job.players.worth * 50, (2, 1))
    trials = Trials(job, Methods())
    assert trials.best(drawn).tolist() == Trials(job, Methods()).best(np.tile(job.players.worth, (2, 1))).tolist()
    assert trials.used == {"general: points are larger than the fast path can count"}
