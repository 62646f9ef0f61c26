"""Jobs with minimum exposures, from the configuration to the result."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine_runs import result_of, submission
from lineup_engine.errors import NoPortfolio
from lineup_engine.seam import CheckReport
from lineup_engine.work import check, failed
from slates import make_players, make_projections, make_slate

_LINEUPS = 30


def joint_result(folder: Path, sport: str, exposure: str, more: str = "") -> dict[str, Any]:
    """The result of a job over an invented slate."""
    files = {"slate.csv": make_slate(sport, 5).encode(), "own.csv": make_projections(sport, 5).encode()}
    head = f"sport: {sport}, slate: slate.csv, projections: {{file: own.csv}}, lineups: {_LINEUPS}"
    return result_of(folder, f"{{{head}, rules: {{exposure: {exposure}{more}}}}}", files)


def checked(exposure: str) -> CheckReport:
    """What `lineup check` says of a job over an invented slate."""
    head = f"sport: nfl\nslate: slate.csv\nprojections: {{file: own.csv}}\nlineups: {_LINEUPS}"
    config = f"{head}\nrules:\n  exposure: {exposure}\n"
    files = {"slate.csv": make_slate("nfl", 5).encode(), "own.csv": make_projections("nfl", 5).encode()}
    return check(submission(config, files))


def uses(result: dict[str, Any]) -> Counter[str]:
    """In how many lineups each player is, by id."""
    return Counter(player["id"] for lineup in result["lineups"] for player in lineup["players"])


def test_players_and_teams_are_used_as_often_as_wanted(tmp_path: Path) -> None:
    """Minima in per cent and in counts, a team's range, and the same result again."""
    players = make_players("nfl", 5)
    first, second, team = players[3].id, players[40].id, players[10].team
    exposure = f"{{players: {{{first}: {{min: 20%, max: 40%}}, {second}: {{min: 5}}}}, teams: {{{team}: {{min: 50%, max: 60%}}}}}}"
    result = joint_result(tmp_path, "nfl", exposure)
    count = uses(result)
    of_team = sum(any(player["team"] == team for player in lineup["players"]) for lineup in result["lineups"])
    assert 6 <= count[first] <= 12
    assert count[second] >= 5
    assert 15 <= of_team <= 18
    assert (
        len({tuple(sorted(player["id"] for player in lineup["players"])) for lineup in result["lineups"]}) == _LINEUPS
    )
    assert result["method"].startswith("joint: gap 0")
    (tmp_path / "again").mkdir()
    assert joint_result(tmp_path / "again", "nfl", exposure)["hash"] == result["hash"]


def test_joint_without_a_minimum_is_worth_at_least_as_much_as_greedy(tmp_path: Path) -> None:
    """A maximum for everybody, with lineups that differ by two."""
    totals: list[float] = []
    for order in ("greedy", "joint"):
        folder = tmp_path / order
        folder.mkdir()
        result = joint_result(folder, "nascar", f"{{order: {order}, max: 40%}}", ", unique: 2")
        assert max(uses(result).values()) <= 12
        totals.append(sum(lineup["points"] for lineup in result["lineups"]))
    assert totals[0] <= totals[1]


def test_what_cannot_be_met_is_the_users_to_change(tmp_path: Path) -> None:
    """Two quarterbacks in more than all lineups."""
    first, second = [player.id for player in make_players("nfl", 5) if "QB" in player.positions][:2]
    with pytest.raises(NoPortfolio) as refused:
        joint_result(tmp_path, "nfl", f"{{players: {{{first}: {{min: 60%}}, {second}: {{min: 50%}}}}}}")
    told = failed(refused.value)
    assert told.kind == "rules"
    assert "can be at most" in told.message
    assert "together with exposure of" in told.message
    assert told.hint


def test_what_cannot_be_met_is_found_before_anything_is_queued() -> None:
    """The check names the place and the smallest change; what can be met passes."""
    first, second = [player.id for player in make_players("nfl", 5) if "QB" in player.positions][:2]
    (problem,) = checked(f"{{players: {{{first}: {{min: 60%}}, {second}: {{min: 50%}}}}}}").problems
    assert (problem.file, problem.line) == ("config.yaml", 6)
    assert "no 30 lineups keep all exposures" in problem.message
    assert "can be at most" in problem.message
    assert problem.hint
    report = checked(f"{{players: {{{first}: {{min: 60%}}, {second}: {{min: 40%}}}}}}")
    assert not report.problems
    assert report.summary is not None
    assert report.summary.method == "joint"
