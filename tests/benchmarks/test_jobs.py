"""What a user waits for: the demo, a whole command, and two jobs at once."""

import json
import statistics
import time
from pathlib import Path

import pytest

from acceptance_home import Home
from measuring import cost_of, cpu_of, table

ROUNDS = 3
SHORT = ("--set", "lineups=1", "--set", "rules.exposure.max=1")

pytestmark = pytest.mark.benchmark_run


def test_the_demo_first_and_again(home: Home) -> None:
    """Without the installation, which is pip's."""
    first = cost_of(lambda: home.said("demo")).wall_s
    again = statistics.median(cost_of(lambda: home.said("demo")).wall_s for _ in range(ROUNDS))
    table("`lineup demo`", ("run", "seconds"), [("first, daemon started", f"{first:.1f}"), ("again", f"{again:.1f}")])


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="reads the workers' times from /proc")
def test_two_jobs_at_once(home: Home) -> None:
    """Each job is a chain, which uses one core: together they use two, if two run at the same time."""
    home.said("init", "--sport", "nfl", str(home.folder / "nfl"))
    config = str(home.folder / "nfl" / "config.yaml")
    home.said("submit", config, *SHORT, "--wait")
    alone = cost_of(lambda: home.said("submit", config, "--wait")).wall_s
    pids = home.workers()
    before, began = cpu_of(pids), time.perf_counter()
    ids = [home.said("submit", config, "--set", f"seed={number}").strip() for number in (1, 2)]
    home.said("jobs", "wait", *ids)
    wall, cpu = time.perf_counter() - began, cpu_of(pids) - before
    jobs = [json.loads(home.said("jobs", "show", job, "--json")) for job in ids]
    overlap = min(job["completed_at"] for job in jobs) > max(job["started_at"] for job in jobs)
    assert overlap
    header = ("jobs", "wall s", "CPU s of the workers", "CPU / wall")
    rows = [("one", f"{alone:.1f}", "", ""), ("two at once", f"{wall:.1f}", f"{cpu:.1f}", f"{cpu / wall:.2f}")]
    table("Two jobs of 20 NFL lineups", header, rows)
