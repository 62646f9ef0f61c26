"""What a simulation of all players costs: microseconds per trial, seconds to prepare, memory."""

import io
import resource
import statistics
import time
from collections.abc import Callable
from functools import partial

import numpy as np
import pytest

from lineup_engine.scenarios.compile import compile_scenarios
from lineup_engine.scenarios.compiled import Compiled, pack
from lineup_engine.scenarios.outcomes import compile_outcomes
from lineup_engine.scenarios.people import Person
from lineup_engine.scenarios.read_scores import read_scores
from lineup_engine.scenarios.score_table import ScoreTable
from lineup_engine.scenarios.settings import Settings
from lineup_engine.seam import NamedFile
from lineup_engine.slate.model import Slate
from lineup_kernels.draws import Source
from measuring import seconds_of, table
from scenario_slates import expected_of, slate_of
from slate_sports import SPORTS
from slates import make_projections, make_slate

SEED = 2026
TRIALS = 8_192
ROUNDS = 9

pytestmark = pytest.mark.benchmark_run


def cpu_seconds(work: Callable[[], object]) -> float:
    """The median of several runs, of the processor."""

    def once() -> float:
        began = time.process_time()
        work()
        return time.process_time() - began

    return statistics.median(once() for _ in range(ROUNDS))


def made(sport: str) -> tuple[Slate, tuple[Person, ...]]:
    """An invented slate with projections."""
    slate = slate_of(("draftkings", sport, "classic"), make_slate(sport, SEED).encode())
    return slate, expected_of(slate, make_projections(sport, SEED).encode())


def microseconds(ready: Compiled) -> tuple[str, str]:
    """Per trial, and per trial and 240 players."""
    ready.draw(Source(7, 1), 0, 64)
    per_trial = cpu_seconds(lambda: ready.draw(Source(7, 1), 0, TRIALS)) / TRIALS * 1e6
    return f"{per_trial:.2f}", f"{per_trial / len(ready.lowest) * 240:.2f}"


def test_drawing() -> None:
    """One core, warm; many trials in one call, as a task draws them."""
    rows = []
    for sport in SPORTS:
        slate, people = made(sport)
        compile_scenarios(slate, people, Settings("draftkings", sport))
        began = time.process_time()
        ready = compile_scenarios(slate, people, Settings("draftkings", sport)).compiled
        prepared = time.process_time() - began
        assert ready is not None
        size = sum(array.nbytes for array in pack(ready).values()) >> 10
        rows.append((sport, len(people), *microseconds(ready), f"{prepared:.2f}", f"{size}"))
    header = ("sport", "players", "us per trial", "us per trial, 240 players", "s to prepare", "KiB of tables")
    table(f"Drawing {TRIALS:,} trials on one core, medians of {ROUNDS}", header, rows)


def test_taking_from_a_table() -> None:
    """A user's own table of 10,000 simulations of 240 players."""
    slate, people = made("nhl")
    numbers = np.random.default_rng(SEED).integers(0, 500, (10_000, len(people))) / 10
    rows, names = [], [person.name for person in people]
    text = io.StringIO()
    np.savetxt(text, numbers, "%.1f", ",", header=",".join(names), comments="")
    packed = io.BytesIO()
    np.savez_compressed(packed, players=np.array(names), scores=numbers)
    for name, content in (("CSV", text.getvalue().encode()), ("npz", packed.getvalue())):
        file = NamedFile("scores", content)
        seconds = seconds_of(partial(read_scores, slate, file))
        found = read_scores(slate, file)
        assert isinstance(found, ScoreTable)
        ready = compile_outcomes(slate, people, Settings("draftkings", "nhl"), found, {}).compiled
        assert ready is not None
        rows.append((name, len(content) >> 20, f"{seconds:.2f}", microseconds(ready)[0]))
    header = ("file", "MiB", "s to read", "us per trial")
    table(f"A table of 10,000 simulations of {len(names)} players", header, rows)


def test_memory() -> None:
    """What drawing 131,072 trials adds to the process: one block of scores at a time."""
    slate, people = made("nhl")
    ready = compile_scenarios(slate, people, Settings("draftkings", "nhl")).compiled
    assert ready is not None
    ready.draw(Source(7, 1), 0, 64)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for first in range(0, 131_072, 1_024):
        ready.draw(Source(7, 1), first, 1_024)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) >> 10
    table("Memory", ("players", "trials at once", "MiB more"), [(len(people), "1,024", grown)])
