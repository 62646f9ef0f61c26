"""Making ownership possible: as many players as there are slots, and a salary that lineups can have.

logit(o') = logit(o) + a + b * salary, with an a for each part of the slate and one b: the smallest change, in relative
entropy, that keeps these sums. Projected ownership often asks for more than the cap: on NBA 2024-12-25 for 52,918.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray

Floats = NDArray[np.float64]

LEAST_SHARE = 1e-6
MOST_SHARE = 0.999
_STEEPEST = 1.0
"""Log odds per 1,000 dollars; what needs more cannot be had."""

_HALVINGS = 60


@dataclass(frozen=True, slots=True)
class Slots:
    """The parts of a slate: whose part each player is of, how many slots each has, and what each player costs."""

    part: IntArray
    slots: IntArray
    salary: IntArray


@dataclass(frozen=True, slots=True)
class Tilted:
    """Possible ownership as shares of 1, and by how much it was moved: `slope` is b per 1,000 dollars."""

    share: Floats
    slope: float


def tilt(share: Floats, slots: Slots, salary: float | None) -> Tilted:
    """Ownership whose sums are the slots and, unless it is None, whose lineups cost so much on average."""
    odds = logit(share)
    if salary is None:
        return Tilted(_with_slope(odds, slots, 0.0), 0.0)
    low, high = -_STEEPEST, _STEEPEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        cost = float(_with_slope(odds, slots, middle) @ slots.salary)
        low, high = (middle, high) if cost < salary else (low, middle)
    slope = (low + high) / 2
    return Tilted(_with_slope(odds, slots, slope), slope)


def logit(share: Floats) -> Floats:
    """The logarithm of the odds."""
    clipped = np.clip(share, LEAST_SHARE, MOST_SHARE)
    return np.asarray(np.log(clipped / (1 - clipped)))


def _with_slope(odds: Floats, slots: Slots, slope: float) -> Floats:
    """The shares for one slope; each part is shifted until it sums up to its slots."""
    moved = odds + slope * slots.salary / 1_000
    for part, count in enumerate(slots.slots.tolist()):
        own = slots.part == part
        moved[own] += _shift(moved[own], count)
    return np.asarray(1 / (1 + np.exp(-moved)))


def _shift(odds: Floats, count: int) -> float:
    """By how much to shift all odds so that the shares sum up to a count: Newton's steps, none of them long."""
    shift = 0.0
    for _ in range(_HALVINGS):
        share = 1 / (1 + np.exp(-(odds + shift)))
        step = (count - float(share.sum())) / max(float((share * (1 - share)).sum()), 1e-12)
        shift += min(max(step, -2.0), 2.0)
        if abs(step) < 1e-13:
            break
    return shift
