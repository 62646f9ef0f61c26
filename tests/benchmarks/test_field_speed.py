"""How long drawing a field takes, and finding the weights before; one core, warm, on real slates."""

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from field_truth import SEED, parameters_of, real_and_prepared
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.prepare import prepare_field
from lineup_kernels.field import draw_field, key_of, open_field
from measuring import seconds_of, table
from real_contests import DU10, GPP44, MLB, MMA, NBA24, load

ROUNDS = 7
SIZES = (10_000, 20_000, 40_000, 80_000, 160_000)

pytestmark = pytest.mark.benchmark_run


def both_times(work: Callable[[], object], rounds: int) -> tuple[str, str]:
    """Medians on the clock and of the processor: on a shared machine the latter is what one core takes."""
    walls, processors = [], []
    for _ in range(rounds):
        began = time.process_time()
        walls.append(seconds_of(work))
        processors.append(time.process_time() - began)
    return f"{statistics.median(walls):.3f}", f"{statistics.median(processors):.3f}"


def test_drawing_and_calibration(shared_data: Path) -> None:
    """10,000 lineups of a field, its opening and its trains included; and everything before the first one."""
    rows = []
    for contest in (NBA24, GPP44, DU10, MLB, MMA):
        real, prepared = real_and_prepared(shared_data, contest)
        slate = FieldSlate(real.job, real.ownership, np.ones(len(real.players), np.bool_))
        parameters = replace(parameters_of(contest, 10_000), mean_entries=None)
        tables = prepare_field(slate, parameters).tables
        lineups = np.empty((10_000, tables.size), np.uint16)
        drawing = both_times(partial(draw_field, tables, key_of(SEED, 1), 0, lineups), ROUNDS)
        opening = both_times(partial(open_field, tables, key_of(SEED, 1)), ROUNDS)
        preparing = both_times(partial(prepare_field, slate, parameters), 3)
        rows.append((contest.name, prepared.report.players, *drawing, opening[1], *preparing))
    header = ("contest", "players", "10,000 lineups, s", "CPU s", "of it opening", "calibration, s", "CPU s")
    table(f"fields on one core, medians of {ROUNDS} and 3", header, rows)


def test_drawing_is_linear(shared_data: Path) -> None:
    """Time against the number of lineups."""
    real = load(shared_data, NBA24)
    slate = FieldSlate(real.job, real.ownership, np.ones(len(real.players), np.bool_))
    rows = []
    for entries in SIZES:
        tables = prepare_field(slate, parameters_of(NBA24, entries)).tables
        lineups = np.empty((entries, tables.size), np.uint16)
        _, processor = both_times(partial(draw_field, tables, key_of(SEED, 1), 0, lineups), ROUNDS)
        rows.append((f"{entries:,}", processor, f"{float(processor) / entries * 1e6:.1f}"))
    table("NBA 2024, lineups of one field", ("lineups", "CPU s", "microseconds each"), rows)
