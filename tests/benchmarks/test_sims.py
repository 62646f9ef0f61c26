"""How long the best lineups of simulated slates take, on slates of our own making and on those that peers were timed on."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from engine_runs import submission
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.draws import Drawing, make_quantiles
from lineup_engine.optimizer.methods import Methods
from lineup_engine.optimizer.rulebook import standing_rules
from lineup_engine.optimizer.search import find_largest
from lineup_engine.optimizer.trials import Trials
from lineup_engine.specify import specify
from measuring import seconds_of, table
from slate_sports import SPORTS
from slates import make_slate

SEED = 2026
TRIALS = 10_000
ROUNDS = 3
SOLVED = 5
FIVE_THREE = "stacks: [{sizes: [5, 3], of: hitters}]"
PAIRED = "stacks: [{anchor: QB, with: {count: 2, of: [WR, TE]}, bring_back: {count: 1, of: [WR]}}]"
HEADER = ("slate", "players", "rules", "seconds", "CPU s", "CPU s of a solver's call for each, extrapolated")

pytestmark = pytest.mark.benchmark_run


def job_of(sport: str, slate: bytes, rules: str) -> CompiledJob:
    """The compiled job of a salary file."""
    config = f"{{sport: {sport}, slate: s.csv, rules: {{{rules}}}}}"
    return compile_job(specify(submission(config, {"s.csv": slate})))


def both_times(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processor: on a shared machine the latter is what one core takes."""
    began = time.process_time()
    wall = seconds_of(work)
    return wall, time.process_time() - began


def measured(name: str, job: CompiledJob, rules: str, trials: int = TRIALS) -> tuple[object, ...]:
    """One row: the median for all trials, and what HiGHS takes for the first ones."""
    drawing = Drawing(SEED, TRIALS, job.players.points * 35 // 100, make_quantiles("normal"))

    def run() -> None:
        Trials(job, Methods()).best(drawing.drawn(job.players, 0, trials))

    Trials(job, Methods()).best(drawing.drawn(job.players, 0, 1))
    rounds = [both_times(run) for _ in range(ROUNDS if trials == TRIALS else 1)]
    wall, cpu = (statistics.median(times) * TRIALS / trials for times in zip(*rounds, strict=True))
    standing = standing_rules(job)
    slates = drawing.drawn(job.players, 0, SOLVED)
    _, solver = both_times(lambda: [find_largest(worth.tolist(), standing) for worth in slates])
    return name, len(job.players), rules, f"{wall:.2f}", f"{cpu:.2f}", f"{solver / SOLVED * TRIALS:.0f}"


def test_the_peers_slates(shared_bench: Path) -> None:
    """One core, warm, the search made and the draws included; NASCAR is every third golfer, 38 of them."""
    slates = shared_bench / "peer_optimizers" / "slates"
    golf = (slates / "pga.csv").read_bytes().splitlines(keepends=True)
    rows = []
    for name, sport in (("NFL", "nfl"), ("NBA", "nba"), ("PGA", "pga"), ("MLB", "mlb")):
        rows.append(measured(name, job_of(sport, (slates / f"{sport}.csv").read_bytes(), ""), ""))
    rows.append(measured("NASCAR shape", job_of("pga", b"".join([golf[0], *golf[1::3][:38]]), ""), ""))
    paired = job_of("nfl", (slates / "nfl.csv").read_bytes(), PAIRED)
    rows.append(measured("NFL", paired, "QB with 2, bring-back", 1_000))
    five_three = job_of("mlb", (slates / "mlb.csv").read_bytes(), FIVE_THREE)
    rows.append(measured("MLB", five_three, "5-3", 200))
    table(f"{TRIALS:,} sim optimals on one core, the peers' slates, medians of {ROUNDS}", HEADER, rows)


def test_every_sport() -> None:
    """Invented slates; the site's rules alone."""
    rows = [measured(sport, job_of(sport, make_slate(sport, SEED).encode(), ""), "") for sport in SPORTS]
    table(f"{TRIALS:,} sim optimals on one core, seed {SEED}, medians of {ROUNDS}", HEADER, rows)
