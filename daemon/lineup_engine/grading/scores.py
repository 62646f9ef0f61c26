"""Scores of a forecast given as a sample: coverage, probability integral transform and CRPS, in whole numbers.

Sources: T. Gneiting and A. E. Raftery, "Strictly Proper Scoring Rules, Prediction, and Estimation", Journal of the
American Statistical Association 102 (2007), equation 21, for the CRPS as E|X - y| - E|X - X'| / 2; C. Czado,
T. Gneiting and L. Held, "Predictive Model Assessment for Count Data", Biometrics 65 (2009), for the histogram of the
transform without drawing random numbers where the forecast has point masses, such as "does not play".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from lineup_engine.standings.model import IntArray

LEVELS = (50, 80, 95)
"""Central intervals, in per cent."""

BINS = 10
"""Equal parts of the histogram of the transform."""


@dataclass(frozen=True, slots=True)
class Rank:
    """Where a result lies in a sample of `size`: so many are below it, and so many are below or equal."""

    below: int
    up_to: int
    size: int

    @property
    def pit(self) -> Fraction:
        """The share of the forecast below the result; what equals it counts half."""
        return Fraction(self.below + self.up_to, 2 * self.size)

    def is_within(self, level: int) -> bool:
        """Whether the result is in the closed interval of the middle `level` per cent of the forecast.

        Its ends are the smallest values that at least (100 - level)/2 and (100 + level)/2 per cent do not exceed.
        """
        low, high = 100 - level, 100 + level
        return 200 * self.up_to >= low * self.size and 200 * self.below < high * self.size

    def bins(self) -> list[Fraction]:
        """The result spread evenly over the part of the forecast that equals it: a weight for each of `BINS`."""
        low, high = Fraction(self.below, self.size), Fraction(self.up_to, self.size)
        if low == high:
            place = min(BINS - 1, int(low * BINS))
            return [Fraction(int(number == place)) for number in range(BINS)]
        edges = [Fraction(number, BINS) for number in range(BINS + 1)]
        inside = (max(Fraction(), min(high, edges[n + 1]) - max(low, edges[n])) for n in range(BINS))
        return [part / (high - low) for part in inside]


def rank_in(rising: IntArray, result: int) -> Rank:
    """Where a result lies in a sample in rising order."""
    below = int(np.searchsorted(rising, result, side="left"))
    return Rank(below, int(np.searchsorted(rising, result, side="right")), len(rising))


def crps(rising: IntArray, result: int) -> Fraction:
    """The continuous ranked probability score of a sample in rising order, in the sample's own unit; 0 is perfect.

    The mean of |x - y| less half the mean of |x - x'|, both over the whole sample.
    """
    size = len(rising)
    values = rising - result
    distance = int(np.abs(values).sum())
    # Of the pairs below the diagonal, the sum of differences: value number i is added i times and taken size-1-i times.
    weights = 2 * np.arange(size, dtype=np.int64) - (size - 1)
    spread = int((weights * values).sum())
    return Fraction(distance, size) - Fraction(spread, size * size)


def histogram(ranks: Sequence[Rank]) -> list[Fraction]:
    """The shares of results in `BINS` equal parts of their forecasts."""
    sums = [sum(parts, Fraction()) for parts in zip(*(rank.bins() for rank in ranks), strict=True)]
    return [part / len(ranks) for part in sums]
