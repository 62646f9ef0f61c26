"""Sums that a rule limits, paid for in the weights: an ownership sum that binds would defeat the search otherwise.

A price on each unit of the sum, with the limit paid back, changes no roster's order where the limit is met exactly and
makes those beyond it cost more than they bring. Every roster that keeps the rule is worth at most its paid weight and
what is paid back, whatever the price: a bound stays a bound, and the best price makes it the smallest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import BoolArray, IntArray
from lineup_engine.optimizer.fast.rows import UNBOUNDED
from lineup_engine.optimizer.fast.weights import LEAST_WORTH
from lineup_kernels.bounds import Budget, Pool, bound_members, relaxed_roster, smallest_bound
from lineup_kernels.graph import Graph
from lineup_kernels.listing import Conditions

Names = NDArray[np.int32]

_MOST_FOLDED = 3
_FIRST_SHIFT = 12
_STEPS = 24
_FINEST = 8
_LARGEST_SUM = 1 << 60


class Limited(NamedTuple):
    """The sums that rules limit, and what the players of a pool are called there."""

    conditions: Conditions
    players: Names


@dataclass(frozen=True, slots=True)
class Folded:
    """Weights after payment, what is paid back to every roster, the bound that follows, and what a salary unit costs."""

    weight: IntArray
    refund: int
    bound: int
    price: int

    def bounds(self, graph: Graph, pool: Pool, budget: Budget) -> IntArray:
        """What a roster with each player is worth at most."""
        return bound_members(graph, Pool(self.weight, pool.salary), budget, self.price) + self.refund


@dataclass(frozen=True, slots=True)
class _Sum:
    """What each player adds to a limited sum, and its limit; one from below has the signs turned."""

    part: IntArray
    most: int


def fold(graph: Graph, pool: Pool, budget: Budget, limited: Limited, folded: Folded) -> Folded:
    """The pool with the sums that bind paid for; `folded` is what is known of it before."""
    conditions, players = limited
    parts = conditions.coefficient[players]
    for _ in range(_MOST_FOLDED if parts.shape[1] else 0):
        now = Pool(folded.weight, pool.salary)
        broken = _most_broken(parts, conditions, relaxed_roster(graph, now, folded.price))
        if broken is None or folded.bound < LEAST_WORTH:
            break
        folded = _paid(graph, now, budget, broken, folded)
    return folded


def _most_broken(parts: IntArray, conditions: Conditions, chosen: BoolArray) -> _Sum | None:
    """The condition that the best roster without conditions is furthest from keeping, for its own size."""
    sums = parts[chosen].sum(axis=0)
    too_much = np.where(conditions.high < UNBOUNDED // 2, sums - conditions.high, 0)
    too_little = np.where(conditions.low > -UNBOUNDED // 2, conditions.low - sums, 0)
    size = np.maximum(np.abs(parts).max(axis=0, initial=1), 1)
    off = np.maximum(np.maximum(too_much, too_little), 0) / size
    number = int(off.argmax())
    # What nobody here adds to cannot be paid for.
    if not off[number] or not parts[:, number].any():
        return None
    if too_much[number] > 0:
        return _Sum(parts[:, number], int(conditions.high[number]))
    return _Sum(-parts[:, number], -int(conditions.low[number]))


def _paid(graph: Graph, pool: Pool, budget: Budget, limited: _Sum, before: Folded) -> Folded:
    """One more sum paid for at the price with the smallest bound; nothing changes where the limit does not bind."""

    def at(price: int, guess: int) -> Folded:
        weight = pool.weight - price * limited.part
        bound, unit = smallest_bound(graph, Pool(weight, pool.salary), budget, guess)
        refund = before.refund + price * limited.most
        return Folded(weight, refund, bound + refund, unit)

    largest = int(np.abs(pool.weight).max())
    top = int(np.abs(limited.part).max())
    first = max(largest // top >> _FIRST_SHIFT, 1)
    highest = _LARGEST_SUM // (16 * max(top, abs(limited.most) // 16, 1))
    return _smallest(at, before, first, highest)


def _smallest(at: Callable[[int, int], Folded], before: Folded, first: int, highest: int) -> Folded:
    """About the smallest bound of a convex function of the price: steps that double, then halves around the best.

    A step far below the first one would not be seen in the bound.
    """
    best, price, step = before, 0, first
    while price + step <= highest:
        other = at(price + step, best.price)
        if other.bound >= best.bound:
            break
        best, price, step = other, price + step, step * 2
        if best.bound < LEAST_WORTH:
            return best
    for _ in range(_STEPS):
        step //= 2
        if step <= first // _FINEST:
            break
        for near in (price - step, price + step):
            if 0 < near <= highest and (other := at(near, best.price)).bound < best.bound:
                best, price = other, near
                break
    return best
