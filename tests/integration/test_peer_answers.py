"""The engine gives what exact peers gave: every value of every lineup, in order."""

import json
from pathlib import Path

import pytest

from engine_runs import result_of

TASKS = {"T1": "nfl", "T3": "nba", "T4": "pga"}
LINEUPS = 20


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_value_equals_the_peers(shared_bench: Path, tmp_path: Path, task: str) -> None:
    """20 lineups of each slate are worth, one by one, what an exact peer found."""
    folder, sport = shared_bench / "peer_optimizers", TASKS[task]
    expected = json.loads((folder / "expected" / f"{task}.json").read_text(encoding="utf-8"))["objective"]
    slate = (folder / "slates" / f"{sport}.csv").read_bytes()
    result = result_of(tmp_path, f"{{sport: {sport}, slate: s.csv, lineups: {LINEUPS}}}", {"s.csv": slate})
    values = [lineup["points"] for lineup in result["lineups"]]
    assert values == pytest.approx(expected[:LINEUPS], abs=2e-5)
