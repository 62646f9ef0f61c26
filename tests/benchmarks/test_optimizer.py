"""How long the general optimizer takes, on slates of our own making and on those that peers were timed on."""

import json
import resource
import statistics
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from engine_runs import result_of
from lineup_engine.optimizer.methods import LEFT_OUT, Found
from lineup_engine.stages.candidates import METHODS
from measuring import seconds_of, table
from slate_sports import SPORTS
from slates import make_projections, make_slate

SEED = 2026
ROUNDS = 3

pytestmark = pytest.mark.benchmark_run


@pytest.fixture(autouse=True)
def general(monkeypatch: pytest.MonkeyPatch) -> None:
    """One lineup after the other, as where the fast path cannot carry a job."""
    monkeypatch.setattr(METHODS, "find_all", lambda *_: Found(LEFT_OUT))


def test_twenty_lineups_of_every_sport(tmp_path: Path) -> None:
    rows = []
    for sport in SPORTS:
        files = {"slate.csv": make_slate(sport, SEED).encode(), "own.csv": make_projections(sport, SEED).encode()}
        config = f"{{sport: {sport}, slate: slate.csv, projections: {{file: own.csv}}, lineups: 20}}"
        times, best = [], 0.0
        for number in range(ROUNDS):
            folder = tmp_path / f"{sport}{number}"
            folder.mkdir()

            def run(folder: Path = folder, config: str = config, files: dict[str, bytes] = files) -> None:
                nonlocal best
                best = result_of(folder, config, files)["lineups"][0]["points"]

            times.append(seconds_of(run))
        players = len(files["slate.csv"].splitlines()) - 1
        rows.append((sport, players, f"{statistics.median(times):.2f}", f"{best:.2f}"))
    title = f"20 lineups on one core, whole job in one process, seed {SEED}, medians of {ROUNDS}"
    table(title, ("sport", "players", "seconds", "best lineup"), rows)


@pytest.mark.parametrize(("task", "sport"), [("T1", "nfl"), ("T3", "nba"), ("T4", "pga")])
def test_the_peers_tasks_beside_two_peers(shared_bench: Path, tmp_path: Path, task: str, sport: str) -> None:
    """Two plain models on the same solver libraries, run one after the other with ours; one core each."""
    bench = shared_bench / "peer_optimizers"
    slate = bench / "slates" / f"{sport}.csv"
    config = f"{{sport: {sport}, slate: s.csv, lineups: 20}}"
    ours = seconds_of(lambda: result_of(tmp_path, config, {"s.csv": slate.read_bytes()}))
    rows = [("lineup, prepare to report", f"{ours:.1f}", "1.0x")]
    for peer in ("pulp_highs", "pulp_cbc"):
        command = [sys.executable, str(bench / "peer_bench.py"), "--peer", peer, "--task", task]
        done = subprocess.run([*command, "--csv", str(slate), "--n", "20"], capture_output=True, text=True, check=True)
        seconds = json.loads(done.stdout)["seconds"]
        rows.append((peer, f"{seconds:.1f}", f"{seconds / ours:.1f}x"))
    table(f"{task}: 20 lineups of {sport}", ("program", "seconds", "times ours"), rows)


def test_memory_of_a_worker() -> None:
    """What the runs before have taken at most, in this process."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    in_mib = peak / 1024 / (1024 if sys.platform == "darwin" else 1)
    table("Memory of the process after all of that", ("peak MiB",), [(f"{in_mib:.0f}",)])


_EXPOSED = 20
_LIMITED_TEAMS = 6


def test_joint_exposures(tmp_path: Path) -> None:
    """Minima and maxima for the twenty players and six teams that the best lineups use most; 150 lineups."""
    files = {"slate.csv": make_slate("nfl", SEED).encode(), "own.csv": make_projections("nfl", SEED).encode()}
    plain = "{sport: nfl, slate: slate.csv, projections: {file: own.csv}, lineups: 150"
    best = result_of(tmp_path, plain + "}", files)
    players = [f"{row['id']}: {_share(number)}" for number, row in enumerate(best["exposure"][:_EXPOSED])]
    teams = [f"{team}: {_share(number)}" for number, team in enumerate(_most_used_teams(best)[:_LIMITED_TEAMS])]
    exposure = f"{{players: {{{', '.join(players)}}}, teams: {{{', '.join(teams)}}}}}"
    times, method = [], ""
    for number in range(ROUNDS):
        folder = tmp_path / f"joint{number}"
        folder.mkdir()

        def run(folder: Path = folder) -> None:
            nonlocal method
            method = result_of(folder, f"{plain}, rules: {{exposure: {exposure}}}}}", files)["method"]

        times.append(seconds_of(run))
    title = f"Joint exposures of 20 players and 6 teams, 150 NFL lineups, whole job, seed {SEED}, median of {ROUNDS}"
    table(title, ("seconds", "proven"), [(f"{statistics.median(times):.2f}", method)])


def _share(number: int) -> str:
    return f"{{min: {5 + 5 * (number % 4)}%, max: {35 + 5 * (number % 6)}%}}"


def _most_used_teams(result: dict[str, Any]) -> list[str]:
    """Teams by the lineups they are in, the most first, then by name."""
    teams = [{player["team"] for player in lineup["players"]} for lineup in result["lineups"]]
    counts = Counter(team for some in teams for team in some)
    return sorted(counts, key=lambda team: (-counts[team], team))
