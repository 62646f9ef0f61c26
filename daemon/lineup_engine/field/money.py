"""How much lineups leave of the cap: the shape of its distribution, of which only the mean differs between contests.

Two geometric distributions: most lineups are built to the last dollar, some are not. In five real contests one shape,
with 12 per cent of the lineups leaving six times as much as the others, has the share that leaves nothing within 0.04
and the share that leaves at most 500 within 0.02 (docs/truth.md); the mean follows from the ownership.
"""

import numpy as np

from lineup_engine.field.tilt import Floats

_LOOSE_SHARE = 0.12
_LOOSE_TIMES = 6.0
_HALVINGS = 60


def left_chances(mean: float, steps: int) -> Floats:
    """The chances to leave 0, 1, ... steps, of which there are so many, with this mean; as near to it as they can be."""
    low, high = 1e-9, float(steps) * 10
    for _ in range(_HALVINGS):
        middle = (low * high) ** 0.5
        low, high = (middle, high) if _mean(_shape(middle, steps)) < mean else (low, middle)
    return _shape(low, steps)


def _mean(chances: Floats) -> float:
    return float(chances @ np.arange(len(chances)))


def _shape(tight: float, steps: int) -> Floats:
    """The shape where most lineups leave so many steps on average."""
    chances = (1 - _LOOSE_SHARE) * _geometric(tight, steps) + _LOOSE_SHARE * _geometric(tight * _LOOSE_TIMES, steps)
    return np.asarray(chances / chances.sum())


def _geometric(mean: float, steps: int) -> Floats:
    chances = np.power(mean / (1 + mean), np.arange(steps))
    return np.asarray(chances / chances.sum())
