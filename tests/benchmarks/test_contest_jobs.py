"""Whole jobs with contests, and the choice of a portfolio: what a user waits for."""

import json
import statistics
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from acceptance_home import Home
from lineup_kernels.choosing import Between, Chosen
from lineup_kernels.contest.cells import Winnings
from lineup_kernels.logarithm import make_logarithms
from lineup_kernels.selecting import COVER, GROWTH, SUM, Aim, Offers, Rules, Span, choose_by_winnings
from measuring import cost_of, cpu_of, table

ROUNDS = 3
_CANDIDATES, _TRIALS, _OWN, _SIZE, _PLAYERS = 5_000, 10_000, 150, 9, 240
_PAID = 0.23
_TRIALS_OF_A_PART = 640

_CONFIG = """\
sport: nascar
slate: {slate}
projections: {{file: projections.csv}}
lineups: 20
contest: {{entries: {entries}, fee: 4, payouts: top 20%, field: {{ownership: model}}}}
simulate: {{trials: {trials}}}
"""

pytestmark = pytest.mark.benchmark_run


def test_whole_jobs(home: Home) -> None:
    """20 of 1,000 candidates for a NASCAR contest, both cores, a warm daemon: the whole command."""
    folder = home.folder / "nascar"
    home.said("init", "--sport", "nascar", str(folder))
    (slate,) = (path.name for path in folder.glob("*.csv") if path.name != "projections.csv")
    rows: list[tuple[str, ...]] = []
    for entries, trials in ((14_863, 10_000), (14_863, 100_000), (14_863, 300_000), (150_000, 100_000)):
        config = folder / f"{entries}-{trials}.yaml"
        config.write_text(_CONFIG.format(slate=slate, entries=entries, trials=trials), encoding="utf-8")
        home.said("submit", str(config), "--wait")
        before = cpu_of(home.workers())
        walls = [cost_of(partial(home.said, "submit", str(config), "--wait")).wall_s for _ in range(ROUNDS)]
        cpu = (cpu_of(home.workers()) - before) / ROUNDS
        stages = json.loads(home.said("jobs", "show", "latest", "--json"))["result"]["stages"]
        longest = sorted(stages, key=lambda stage: -stage["seconds"])[:3]
        told = ", ".join(f"{stage['name']} {stage['seconds']:.1f}" for stage in longest)
        rows.append((f"{entries:,}", f"{trials:,}", f"{statistics.median(walls):.1f} s", f"{cpu:.1f}", told))
    header = ("entries", "trials", "command", "CPU s of the workers", "longest stages, s")
    table("Whole jobs, NASCAR, 20 of 1,000", header, rows)


def test_the_choice() -> None:
    """150 of 5,000 candidates over 10,000 trials, one core: a quarter of all cells win something."""
    random = np.random.default_rng(2026)
    counts = random.binomial(_TRIALS, _PAID, _CANDIDATES)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    trial = np.concatenate([np.sort(random.choice(_TRIALS, count, replace=False)) for count in counts]).astype(np.int32)
    cents = (random.pareto(1.5, len(trial)) * 500 + 800).astype(np.uint32)
    offered = np.sort(random.permuted(np.tile(np.arange(_PLAYERS), (_CANDIDATES, 1)), axis=1)[:, :_SIZE]).astype(
        np.int32
    )
    rows = []
    for name, by in (("roi", SUM), ("utility", GROWTH), ("top", COVER)):
        seconds = [_choose(_spans(starts, trial, cents), offered, by) for _ in range(ROUNDS + 1)][1:]
        rows.append((name, f"{statistics.median(seconds):.3f} s"))
    table("150 of 5,000 candidates over 10,000 trials", ("by", "seconds of the processor"), rows)


def _spans(starts: np.ndarray, trial: np.ndarray, cents: np.ndarray) -> list[Span]:
    """The winnings in as many parts as a job of this size has tasks."""
    candidate, spans = np.repeat(np.arange(_CANDIDATES), np.diff(starts)), []
    for first in range(0, _TRIALS, _TRIALS_OF_A_PART):
        here = (first <= trial) & (trial < first + _TRIALS_OF_A_PART)
        edges = np.searchsorted(candidate[here], np.arange(_CANDIDATES + 1)).astype(np.int64)
        spans.append(Span(first, Winnings(edges, (trial[here] - first).astype(np.uint16), cents[here])))
    return spans


def _choose(spans: list[Span], offered: np.ndarray, by: int) -> float:
    none, nobody = np.zeros(0, np.int64), np.zeros((0, _PLAYERS), np.bool_)
    between = Between(np.arange(_PLAYERS), np.full(_PLAYERS, _OWN), nobody, none, nobody, none, none)
    chosen = Chosen(np.zeros((_OWN, _SIZE), np.int32), np.zeros(_PLAYERS, np.int64), none, np.zeros(1, np.int64))
    aim = Aim(by, make_logarithms() if by == GROWTH else none)
    began = time.process_time()
    wealth, offers = np.full(_TRIALS, 0 if by == COVER else 600_000), Offers(offered, np.arange(_CANDIDATES))
    choose_by_winnings(spans, offers, wealth, aim, Rules(between, none, chosen))
    return time.process_time() - began


def test_memory_of_a_large_contest_is_told(home: Home) -> None:
    """The memory of the workers' own while a contest of 150,000 entries is simulated, beside that of one of 1,000."""
    folder = home.folder / "large"
    home.said("init", "--sport", "nascar", str(folder))
    (slate,) = (path.name for path in folder.glob("*.csv") if path.name != "projections.csv")
    config, rows = folder / "large.yaml", []
    for entries in (1_000, 150_000):
        config.write_text(_CONFIG.format(slate=slate, entries=entries, trials=20_000), encoding="utf-8")
        work = partial(home.said, "submit", str(config), "--wait")
        # Twice, for kernels are loaded the first time.
        work()
        peaks = _peaks_mib(home.workers(), work)
        rows.append((f"{entries:,}", ", ".join(f"{peak:.0f}" for peak in peaks)))
    table("Own memory of the workers", ("entries", "peak MiB"), rows)


def _peaks_mib(pids: list[int], work: Callable[[], object]) -> list[float]:
    """The most memory of each process that no other shares, while some work is done."""
    peaks, is_over = dict.fromkeys(pids, 0.0), threading.Event()

    def watch() -> None:
        while not is_over.wait(0.01):
            for pid in pids:
                peaks[pid] = max(peaks[pid], _own_mib(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        is_over.set()
        watcher.join()
    return sorted(peaks.values())


def _own_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("RssAnon")).split()[1]) / 1024
