"""The whole way on a real contest: a job of Christmas 2024 with its contest, graded against its standings."""

import json
from pathlib import Path
from typing import Any

import pytest

from contest_jobs import done
from engine_runs import submission
from lineup_engine import work
from lineup_engine.seam import GradeOrder, NamedFile
from real_standings import CHRISTMAS

CONFIG = """
sport: nba
slate: salaries.csv
projections: {{file: projections.csv}}
lineups: 20
candidates: {{count: 100, by: [points]}}
select: {{by: points}}
simulate: {{trials: {trials}, select_trials: 100, spread: {spread}}}
contest: {{entries: 14863, fee: 4, payouts: payouts.csv, max_per_user: 20}}
"""


def graded(shared_data: Path, folder: Path, trials: int, spread: str = "1") -> dict[str, Any]:
    """The grade of a job of so many trials."""
    place = shared_data / CHRISTMAS
    files = {name: (place / name).read_bytes() for name in ("salaries.csv", "projections.csv", "payouts.csv")}
    sent = submission(CONFIG.format(trials=trials, spread=spread), files)
    result = done(folder, sent).result.result_json
    standings = NamedFile("standings.csv", (place / "standings.csv").read_bytes())
    report = work.grade(GradeOrder(result, sent, standings))
    assert report.problems == ()
    found: dict[str, Any] = json.loads(report.grade_json)
    return found


def test_christmas_graded_by_its_own_simulation(shared_data: Path, tmp_path: Path) -> None:
    """The real cash line and winning score, and how unlikely they were; with wider spreads they were less so."""
    found = graded(shared_data, tmp_path, 640)
    assert (found["fee"], found["paid_places"], found["entries"]) == (4.0, 3_350, 14_863)
    figures = found["contest_figures"]
    corrected = figures["corrected"]
    assert (figures["cash_line"]["real"], figures["winning"]["real"]) == (276.25, 375.0)
    assert (corrected["source"], corrected["spread"]) == ("contest", 1.44)
    for told in (figures, corrected):
        for figure in ("cash_line", "winning"):
            assert 0 < told[figure]["percentile"] < 1
    assert found["forecasts"]["source"] == "simulation"
    assert found["forecasts"]["players"] == 95
    own = found["field"]["simulated_ownership"]["error_of_one"]
    assert own == pytest.approx(found["field"]["projected_ownership"]["error_of_one"], abs=1.5)
    assert found["field"]["simulated"]["salary"]["mean"] == pytest.approx(
        found["field"]["real"]["salary"]["mean"], abs=80
    )


if __name__ == "__main__":
    # The figures of docs/truth.md: the folder of real slates is the argument.
    import sys
    import tempfile

    from lineup_engine.stages.contests import recall

    recall.TRIALS = 20_000
    for spread in ("1", "1.4"):
        with tempfile.TemporaryDirectory() as folder:
            told = graded(Path(sys.argv[1]), Path(folder), 20_000, spread)
        errors = [told["field"][f"{source}_ownership"]["error_of_one"] for source in ("projected", "simulated")]
        sys.stdout.write(f"{spread} {told['contest_figures']} {told['forecasts']['coverage']} {errors}\n")
