"""Choosing sets by what they win together over many trials: lazily greedy, so that few sums are made again.

What a set adds never grows when others are chosen before it: a sum made earlier is an upper bound. Sets that the rules
no longer allow beside the chosen ones never come back either.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.choosing import Between, Chosen, is_allowed, take
from lineup_kernels.contest.cells import Winnings
from lineup_kernels.graph import IntArray
from lineup_kernels.logarithm import logarithm

SUM = 0
GROWTH = 1
COVER = 2
"""What sets are chosen by: the money they win, the growth of what is there, or the trials in which any of them wins."""

_GONE = -1


class Aim(NamedTuple):
    """What is chosen by, and `logarithms` for GROWTH (`make_logarithms`), none for the others."""

    by: int
    logarithms: IntArray


@njit(cache=True)
def gain(winnings: Winnings, number: int, wealth: IntArray, aim: Aim) -> int:
    """What one set adds to the sets whose winnings are in `wealth` already."""
    total = 0
    for place in range(winnings.starts[number], winnings.starts[number + 1]):
        money = int(winnings.cents[place])
        if aim.by == SUM:
            total += money
            continue
        before = int(wealth[winnings.trial[place]])
        if aim.by == COVER:
            total += int(before == 0)
        else:
            total += logarithm(before + money, aim.logarithms) - logarithm(before, aim.logarithms)
    return total


@njit(cache=True)
def choose_by_winnings(
    winnings: Winnings,
    offered: NDArray[np.int32],
    wealth: IntArray,
    aim: Aim,
    between: Between,
    least: IntArray,
    chosen: Chosen,
) -> IntArray:
    """Choose sets until there is no more room in `chosen` or none is left; answers their numbers in that order.

    `wealth` has what is there in each trial, for GROWTH above 0, and grows by what the chosen sets win. Rule g of
    `between` wants `least[g]` sets: they are chosen once there would be no room for them later. Of equal gains the
    first set is chosen.
    """
    bound = np.empty(len(offered), np.int64)
    for number in range(len(offered)):
        bound[number] = gain(winnings, number, wealth, aim)
    order = np.empty(len(chosen.members) - chosen.taken[0], np.int64)
    picked = 0
    while picked < len(order):
        must = _has_to_help(chosen, least)
        best = _next(winnings, offered, wealth, aim, between, chosen, least, bound, must)
        if best == _GONE and must:
            best = _next(winnings, offered, wealth, aim, between, chosen, least, bound, False)
        if best == _GONE:
            break
        order[picked] = best
        picked += 1
        take(offered[best], between, chosen)
        for place in range(winnings.starts[best], winnings.starts[best + 1]):
            wealth[winnings.trial[place]] += np.int64(winnings.cents[place])
        bound[best] = _GONE
    return order[:picked]


@njit(cache=True)
def _next(
    winnings: Winnings,
    offered: NDArray[np.int32],
    wealth: IntArray,
    aim: Aim,
    between: Between,
    chosen: Chosen,
    least: IntArray,
    bound: IntArray,
    must: bool,
) -> int:
    """The set that adds most; `bound` keeps every sum that is made, and that a set is gone for good."""
    skipped = np.zeros(len(offered), np.bool_)
    while True:
        best = _GONE
        for number in range(len(offered)):
            if not skipped[number] and bound[number] > (_GONE if best == _GONE else bound[best]):
                best = number
        if best == _GONE:
            return best
        if not is_allowed(offered[best], between, chosen):
            bound[best] = _GONE
            continue
        if must and not _helps(offered[best], between, chosen, least):
            skipped[best] = True
            continue
        now = gain(winnings, best, wealth, aim)
        if now == bound[best]:
            return best
        bound[best] = now


@njit(cache=True)
def _has_to_help(chosen: Chosen, least: IntArray) -> bool:
    """Whether every further set has to be one that some rule still wants."""
    wanted = 0
    for rule in range(len(least)):
        wanted += max(least[rule] - chosen.counts[rule], 0)
    return wanted > 0 and wanted >= len(chosen.members) - chosen.taken[0]


@njit(cache=True)
def _helps(members: NDArray[np.int32], between: Between, chosen: Chosen, least: IntArray) -> bool:
    for rule in range(len(least)):
        if chosen.counts[rule] < least[rule]:
            count = 0
            for player in members:
                count += int(between.counted[rule, player])
            if count >= between.at_least[rule]:
                return True
    return False
