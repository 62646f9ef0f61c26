"""How fast contests are ranked and paid on one core, how that grows, and what the usual tools' method takes."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from contest_workload import QUANTUM, SEED, Workload, make_lineups, make_scores, make_workload, top_heavy
from lineup_kernels.contest.cells import by_candidate, join_cells, no_cells, used
from lineup_kernels.contest.screen import enter_together, pay_cells
from lineup_kernels.contest.sums import no_sums
from measuring import table

ROUNDS = 7
PEER_TRIALS = 500

pytestmark = pytest.mark.benchmark_run


def processor_s(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median seconds of the processor, the first run not counted: on a shared machine the clock tells nothing."""
    work()
    times = []
    for _ in range(rounds):
        began = time.process_time()
        work()
        times.append(time.process_time() - began)
    return statistics.median(times)


def per_trial(workload: Workload, blocks: int = 1) -> float:
    """Seconds of one trial."""
    return processor_s(lambda: workload.run(blocks)) / (blocks * workload.lanes)


def rate(entries: int, seconds: float) -> str:
    """Entries times simulations in a second."""
    return f"{entries / seconds / 1e8:.1f}e8"


def test_the_figures() -> None:
    """The rates are asked per second of a core."""
    rows = []
    for entries, candidates, asked in ((150_000, 150, "5e8 (1e9)"), (150_000, 5_000, ""), (10_000, 5_000, "2e8 (4e8)")):
        seconds = per_trial(make_workload(entries, candidates), 4)
        rows.append((f"{entries:,} entries, {candidates:,} candidates", rate(entries, seconds), asked))
    workload = make_workload(10_000, 150)
    seconds = processor_s(lambda: workload.run(10_000 // workload.lanes + 1), 3)
    rows.append(("10,000 entries, 150 candidates, 10,000 trials", f"{seconds:.3f} s", "0.4 s (0.2 s)"))
    rows.append(("the same as a rate", rate(10_000 * 10_048, seconds), ""))
    table("Contest engine", ("work", "reached", "asked (aim)"), rows)


def test_together_and_by_trial() -> None:
    """150 own entries at once; and the cells of 5,000 candidates over 10,000 trials."""
    large = make_workload(150_000, 150)
    sums, won = no_sums(150), np.zeros(large.lanes, np.int64)
    points = large.points()
    joint = processor_s(
        lambda: enter_together(points, large.field, large.candidates, large.prizes, large.room, sums, won)
    )
    many = make_workload(10_000, 5_000)
    block = no_cells(many.lanes, 5_000)

    def fill() -> None:
        pay_cells(many.points(), many.field, many.candidates, many.prizes, many.room, 10_000, block)

    filled = processor_s(fill)
    parts = join_cells([used(block)] * (10_000 // many.lanes))
    turned = processor_s(lambda: by_candidate(parts, 5_000), 3)
    rows = [
        ("150 own entries together, 150,000 entries", f"{joint / large.lanes * 1e6:.0f} us a trial"),
        ("cells of 5,000 candidates, 10,000 entries", f"{filled / many.lanes * 1e6:.1f} us a trial"),
        (f"{len(parts.cents):,} cells of 10,000 trials by candidate", f"{turned:.3f} s"),
        ("their memory", f"{(parts.cents.nbytes + parts.candidate.nbytes) / 1e6:.0f} MB"),
    ]
    table("Together and by trial", ("work", "reached"), rows)


def test_growth() -> None:
    """Against entries, trials and candidates."""
    entries = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000)
    rows = [("entries, 150 candidates", *(f"{number:,}" for number in entries))]
    rows.append(("us a trial", *(f"{per_trial(make_workload(number, 150)) * 1e6:.1f}" for number in entries)))
    candidates = (1, 150, 500, 1_500, 5_000, 20_000)
    rows.append(("candidates, 10,000 entries", *(f"{number:,}" for number in candidates)))
    rows.append(("us a trial", *(f"{per_trial(make_workload(10_000, number)) * 1e6:.1f}" for number in candidates)))
    blocks, workload = (1, 4, 16, 64, 256, 1_024), make_workload(10_000, 150)
    rows.append(("trials, 10,000 entries", *(f"{number * workload.lanes:,}" for number in blocks)))
    rows.append(("ms", *(f"{processor_s(partial(workload.run, number), 3) * 1e3:.1f}" for number in blocks)))
    table("Growth", rows[0], rows[1:])


def test_memory(tmp_path: Path) -> None:
    """What a worker has more than its imports."""
    script = Path(__file__).with_name("contest_memory.py")
    rows = []
    for entries in (10_000, 150_000):
        args = [sys.executable, str(script), str(entries), str(tmp_path)]
        done = subprocess.run(args, check=True, capture_output=True, text=True)
        rows.append((f"{entries:,} entries, 150 candidates", f"{json.loads(done.stdout):.1f} MB", "25 MB at 150,000"))
    table("Memory of a worker above its imports", ("work", "reached", "asked"), rows)


def peers_method(entries: int, trials: int) -> float:
    """Seconds of the usual tools' operations: one float a lineup and trial, halved to 16 bits, sorted trial by trial.

    Public simulators of four sports by one author do this (read in 2024): a Python loop over lineups that adds arrays,
    `argsort` of float16, prizes along the order. Written here from that description; identical lineups share prizes,
    different ones with equal points do not, and points above 128 are rounded to eighths.
    """
    lineups, counts = np.unique(np.sort(make_lineups("nfl", entries, SEED), axis=1), axis=0, return_counts=True)
    scores = make_scores("nfl", trials, SEED) * QUANTUM / 100.0
    prizes = np.zeros(entries + 1)
    prefix = top_heavy(entries).prefix() / 1e5
    prizes[: len(prefix)], prizes[len(prefix) :] = prefix, prefix[-1]
    began = time.process_time()
    totals = np.zeros((len(lineups), trials))
    for row, lineup in enumerate(lineups.tolist()):
        totals[row] = sum(scores[player] for player in lineup)
    order = np.argsort(-totals.astype(np.float16), axis=0).astype(np.uint32)
    won = np.zeros(len(lineups))
    for trial in range(trials):
        ranked = order[:, trial]
        behind = np.cumsum(counts[ranked])
        won[ranked] += (prizes[behind] - prizes[behind - counts[ranked]]) / counts[ranked]
    return time.process_time() - began


def test_the_usual_method() -> None:
    """In the same run, on one core; every lineup of the field is a candidate there, and here."""
    peer = peers_method(10_000, PEER_TRIALS) / PEER_TRIALS
    rows = [("the usual method, all lineups", f"{peer * 1e6:.0f}", rate(10_000, peer), "")]
    for candidates in (10_000, 150):
        own = per_trial(make_workload(10_000, candidates))
        words = f"this, {candidates:,} candidates"
        rows.append((words, f"{own * 1e6:.1f}", rate(10_000, own), f"{peer / own:.0f} times"))
    table("10,000 entries", ("method", "us a trial", "entries x simulations a core-second", "faster"), rows)
