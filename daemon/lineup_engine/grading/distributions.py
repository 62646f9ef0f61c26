"""Real figures of a contest in the distributions that the simulation gave them."""

from collections.abc import Sequence

import numpy as np

from lineup_engine.grading.exact import as_points, ratio
from lineup_engine.grading.model import Placed
from lineup_engine.standings.model import IntArray

_QUANTILES = {"0.05": 5, "0.25": 25, "0.5": 50, "0.75": 75, "0.95": 95}


def place_figure(simulated: IntArray, real: int) -> Placed:
    """Where a real figure lies among those of the trials, all in units; trials that equal it count half."""
    rising = np.sort(simulated)
    below = int(np.searchsorted(rising, real, side="left"))
    up_to = int(np.searchsorted(rising, real, side="right"))
    share = ratio(below + up_to, 2 * len(rising))
    return Placed(as_points(real), share, {name: quantile(rising.tolist(), part) for name, part in _QUANTILES.items()})


def quantile(rising: Sequence[int], per_cent: int) -> float:
    """The smallest value that at least so many per cent do not exceed, in points."""
    return as_points(rising[max(0, -(-len(rising) * per_cent // 100) - 1)])
