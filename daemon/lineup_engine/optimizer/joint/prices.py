"""What exposures cost: a price per lineup that one counts, and the bound on every portfolio that follows from prices."""

from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import BoolArray, IntArray


@dataclass(frozen=True, slots=True)
class Wanted:
    """How many lineups, and how many of them each exposure has to count: from `low` to `high`."""

    lineups: int
    low: IntArray
    high: IntArray


@dataclass(frozen=True, slots=True)
class Prices:
    """Units to pay for every lineup that an exposure counts; below zero where it is to have more of them."""

    of: IntArray

    def net(self, value: IntArray, counts: BoolArray) -> IntArray:
        """What lineups are worth when they have paid."""
        paid: IntArray = value - counts @ self.of
        return paid

    def refund(self, wanted: Wanted) -> int:
        """What a portfolio that keeps all exposures pays at least."""
        return int(np.where(self.of > 0, self.of * wanted.high, self.of * wanted.low).sum())

    def between(self, other: "Prices", share: float) -> IntArray:
        """Prices a share of the way from these to others."""
        steps: IntArray = np.rint((other.of - self.of) * share).astype(np.int64)
        return self.of + steps


def bound_of(net: IntArray, rest: int | None, wanted: Wanted, refund: int) -> int | None:
    """No portfolio that keeps all exposures is worth more: the best lineups after payment, and what they pay at least.

    Lineups that are not among these are worth less than `rest` after payment, None = there are no others. None when
    there are too few lineups.
    """
    best = np.sort(net)[::-1][: wanted.lineups]
    if rest is None:
        return None if len(best) < wanted.lineups else int(best.sum()) + refund
    sure = best[best >= rest - 1]
    return int(sure.sum()) + (wanted.lineups - len(sure)) * (rest - 1) + refund
