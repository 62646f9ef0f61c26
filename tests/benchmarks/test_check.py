"""How long a check takes in a worker, of which a look at the first lineup is a part; CPU time of one core, medians."""

import statistics
import time
from collections.abc import Callable
from functools import partial

import pytest

from engine_runs import submission
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.methods import Methods
from lineup_engine.specify import specify
from lineup_engine.work import check
from measuring import table
from slates import make_projections, make_slate

SEED = 2026
ROUNDS = 15
STACK = "{name: qb, anchor: QB, with: {count: 2, of: [WR, TE]}, bring_back: {count: 1, of: [WR]}}"
CHECKS = {
    "T1 NFL": ("nfl", ""),
    "T2 NFL, stack, bring-back, 40 %, 2 unique": (
        "nfl",
        f"rules: {{unique: 2, exposure: {{max: 40%}}, stacks: [{STACK}]}}\n",
    ),
    "T5 MLB 5-3": ("mlb", "rules: {stacks: [{name: five-three, sizes: [5, 3], of: hitters}]}\n"),
    "a clash of two salaries (NFL)": ("nfl", "rules: {salary: {min: 49950, max: 49990}}\n"),
    "a clash of three positions (NFL)": ("nfl", "rules: {positions: {RB: {max: 2}, WR: {max: 3}, TE: {max: 1}}}\n"),
    "a clash of 5-3 with a limit (MLB)": (
        "mlb",
        "rules: {stacks: [{sizes: [5, 3], of: hitters}], team: {max: 4, of: hitters}}\n",
    ),
}

pytestmark = pytest.mark.benchmark_run


def cpu_ms(work: Callable[[], object]) -> float:
    """The median CPU time, the first run not counted."""
    work()
    times: list[float] = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        work()
        times.append(1000 * (time.process_time() - begun))
    return statistics.median(times)


def test_checks() -> None:
    rows = []
    for name, (sport, rules) in CHECKS.items():
        files = {"slate.csv": make_slate(sport, SEED).encode(), "own.csv": make_projections(sport, SEED).encode()}
        config = f"sport: {sport}\nslate: slate.csv\nlineups: 150\nprojections: {{file: own.csv}}\n"
        sent = submission(f"{config}{rules}", files)
        look, whole = partial(Methods().outlook, compile_job(specify(sent))), partial(check, sent)
        rows.append((name, f"{cpu_ms(look):.0f}", f"{cpu_ms(whole):.0f}"))
    table(f"A check, invented slates of seed {SEED}: CPU ms", ("job", "look at the first lineup", "whole check"), rows)
