"""Rows over players as arrays, many at once, and what they allow at the extremes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.cases import PlayerRow
from lineup_engine.optimizer.compiled import BoolArray, IntArray

UNBOUNDED = 1 << 62
"""Stands for no limit; a fourth of it may be added or taken away."""

_FAR = UNBOUNDED // 2


@dataclass(frozen=True, slots=True)
class Rows:
    """For each row k: low[k] <= sum of weight[k, player] over the players of a roster <= high[k]."""

    weight: IntArray
    low: IntArray
    high: IntArray

    def __len__(self) -> int:
        return len(self.low)

    def some(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> "Rows":
        """Some of the rows."""
        return Rows(self.weight[which], self.low[which], self.high[which])

    def beside(self, present: Sequence[int]) -> "Rows":
        """What is left of the rows for the others when some players are in anyway."""
        already = self.weight[:, list(present)].sum(axis=1)
        weight = self.weight.copy()
        weight[:, list(present)] = 0
        return self._moved(weight, already)

    def with_pivot(self, pivot: int, pivots: BoolArray) -> "Rows":
        """What is left of the rows for the others when this one of the pivots is in."""
        weight = self.weight.copy()
        weight[:, pivots] = 0
        return self._moved(weight, self.weight[:, pivot])

    def _moved(self, weight: IntArray, already: IntArray) -> "Rows":
        low = np.where(self.low < -_FAR, self.low, self.low - already)
        return Rows(weight, low, np.where(self.high > _FAR, self.high, self.high - already))

    def extremes(self, players: BoolArray, size: int) -> tuple[IntArray, IntArray]:
        """Bounds on what at most `size` of these players can sum up to in each row."""
        weight = self.weight[:, players]
        if not weight.shape[1]:
            return np.zeros(len(self), np.int64), np.zeros(len(self), np.int64)
        positive, negative = np.maximum(weight, 0), np.minimum(weight, 0)
        high = np.minimum(positive.sum(axis=1), size * positive.max(axis=1))
        return np.maximum(negative.sum(axis=1), size * negative.min(axis=1)), high


def to_rows(rows: Sequence[PlayerRow], players: int) -> Rows:
    """The rows as arrays."""
    weight = np.zeros((len(rows), players), np.int64)
    for number, row in enumerate(rows):
        if row.weights:
            members, weights = zip(*row.weights, strict=True)
            weight[number, members] = weights
    low = np.array([-UNBOUNDED if row.range.low is None else row.range.low for row in rows], np.int64)
    high = np.array([UNBOUNDED if row.range.high is None else row.range.high for row in rows], np.int64)
    return Rows(weight, low, high)


def stacked(several: Iterable[Rows]) -> Rows:
    """All rows of several, in this order."""
    parts = list(several)
    return Rows(
        np.concatenate([rows.weight for rows in parts]),
        np.concatenate([rows.low for rows in parts]),
        np.concatenate([rows.high for rows in parts]),
    )
