"""The simulated scores of a job's players: every stage draws its own, and a trial has the same ones wherever it is run."""

from collections.abc import Mapping

import numpy as np

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.scenarios.compiled import Compiled, unpack
from lineup_engine.stages.container import Array
from lineup_kernels.draws import Source

POOL_STREAM = 3
SELECT_STREAM = 4
REPORT_STREAM = 5
"""Streams, which set the numbers of one use apart from others of the same seed: what is told of lineups comes from other
trials than those they were chosen by."""

SIMULATION = "simulation"
"""The part of the inputs with the seed and the numbers of trials."""

_SCENARIOS = "scenarios"

Parts = Mapping[str, Mapping[str, Array]]


def scenarios_in(parts: Parts) -> Compiled:
    """The scenarios of a job, from the parts that `prepare` made of them."""
    arrays = {
        f"{part}.{name}": array
        for part, some in parts.items()
        if part.partition(".")[0] == _SCENARIOS
        for name, array in some.items()
    }
    return unpack(arrays)


def source_in(parts: Parts, stream: int) -> Source:
    """The random numbers of one use."""
    return Source(int(parts[SIMULATION]["numbers"][0]), stream)


def worth_of_trials(parts: Parts, stream: int, first: int, count: int) -> IntArray:
    """What every player scores in so many trials from the first on, in units: shape (count, players)."""
    scenarios = scenarios_in(parts)
    scores = scenarios.draw(source_in(parts, stream), first, count)
    factor = scenarios.multiplier.astype(np.int64) * scenarios.part_units
    return np.ascontiguousarray((scores[scenarios.person] * factor[:, None]).T)
