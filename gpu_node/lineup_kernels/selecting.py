"""Choosing sets by what they win together over many trials: lazily greedy, so that few sums are made again.

What a set adds never grows when others are chosen before it: a sum made earlier is an upper bound, but for the rounding
of logarithms, which is allowed for. So every choice is the one that a comparison of all sums would come to. Sets that the
rules no longer allow beside the chosen ones never come back either. What sets win stands in parts, by ranges of trials,
so that it can lie in files.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.choosing import Between, Chosen, is_allowed, take
from lineup_kernels.contest.cells import Winnings
from lineup_kernels.graph import IntArray
from lineup_kernels.logarithm import SLACK, logarithm

SUM = 0
GROWTH = 1
COVER = 2
"""What sets are chosen by: the money they win, the growth of what is there, or the trials in which any of them wins."""

_GONE = -1
_FEW, _MANY = 8, 256
"""So many sums are made again at a time, twice as many each time until the next set is known: to go through the parts
costs more than a sum that was not needed."""


class Aim(NamedTuple):
    """What is chosen by, and `logarithms` for GROWTH (`make_logarithms`), none for the others."""

    by: int
    logarithms: IntArray


class Span(NamedTuple):
    """What sets win in consecutive trials from `first` on."""

    first: int
    winnings: Winnings


class Offers(NamedTuple):
    """The sets [n, size] to choose from, and the numbers that they have among the winnings [n]."""

    members: NDArray[np.int32]
    rows: IntArray


class Rules(NamedTuple):
    """What holds between chosen sets. Rule g of `between` wants `least[g]` sets, chosen once there would be no room later."""

    between: Between
    least: IntArray
    chosen: Chosen


class Sums(NamedTuple):
    """What each offered set adds, at most: `bound` [n], -1 for who is gone for good, and whether that is `new` [n].

    A sum that is not new may be too small by `slack` [n].
    """

    bound: IntArray
    new: NDArray[np.bool_]
    slack: IntArray


@njit(cache=True)
def gain(winnings: Winnings, number: int, wealth: IntArray, aim: Aim) -> int:
    """What one set adds, in a range of trials, to the sets whose winnings are in its `wealth` already."""
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
def add_gains(winnings: Winnings, rows: IntArray, wealth: IntArray, aim: Aim, gains: IntArray) -> None:
    """Add to `gains` [n] what each set of these numbers [n] adds in a range of trials, whose wealth comes first."""
    for place in range(len(rows)):
        gains[place] += gain(winnings, rows[place], wealth, aim)


@njit(cache=True)
def add_winnings(winnings: Winnings, number: int, wealth: IntArray) -> None:
    """Add to the wealth of a range of trials what one set wins there."""
    for place in range(winnings.starts[number], winnings.starts[number + 1]):
        wealth[winnings.trial[place]] += np.int64(winnings.cents[place])


def choose_by_winnings(spans: Sequence[Span], offers: Offers, wealth: IntArray, aim: Aim, rules: Rules) -> list[int]:
    """Choose sets until there is no more room or none is left; answers which of the offered ones, in that order.

    `wealth` has what is there in each trial, for GROWTH above 0, and grows by what the chosen sets win. Of equal gains
    the first set is chosen.
    """
    slack = _cells(spans, offers) * (SLACK if aim.by == GROWTH else 0)
    sums = Sums(_gains(spans, offers.rows, wealth, aim), np.ones(len(slack), np.bool_), slack)
    order: list[int] = []
    room = int(len(rules.chosen.members) - rules.chosen.taken[0])
    while len(order) < room:
        best = _next(spans, offers, wealth, aim, (rules, sums))
        if best == _GONE:
            break
        order.append(best)
        take(offers.members[best], rules.between, rules.chosen)
        for span in spans:
            add_winnings(span.winnings, offers.rows[best], wealth[span.first :])
        sums.bound[best] = _GONE
        # What adds nothing never adds anything again.
        sums.new[:] = (aim.by == SUM) | (sums.bound + sums.slack == 0)
    return order


def _next(spans: Sequence[Span], offers: Offers, wealth: IntArray, aim: Aim, state: tuple[Rules, Sums]) -> int:
    """The set that adds most, which a rule still wants where it has to be one of those; `_GONE` where none is left."""
    rules, sums = state
    doubtful, at_once = np.empty(_MANY, np.int64), _FEW
    for must in (True, False) if _has_to_help(rules.chosen, rules.least) else (False,):
        while True:
            best, count = find_doubtful(offers.members, sums, rules, must, doubtful[:at_once])
            at_once = min(2 * at_once, _MANY)
            if not count:
                break
            again = doubtful[:count]
            sums.bound[again] = _gains(spans, offers.rows[again], wealth, aim)
            sums.new[again] = True
        if best != _GONE:
            return int(best)
    return _GONE


def _gains(spans: Sequence[Span], rows: IntArray, wealth: IntArray, aim: Aim) -> IntArray:
    gains = np.zeros(len(rows), np.int64)
    for span in spans:
        add_gains(span.winnings, rows, wealth[span.first :], aim, gains)
    return gains


def _cells(spans: Sequence[Span], offers: Offers) -> IntArray:
    """In how many trials each offered set wins."""
    cells = np.zeros(len(offers.rows), np.int64)
    for span in spans:
        cells += np.diff(span.winnings.starts)[offers.rows]
    return cells


@njit(cache=True)
def find_doubtful(
    members: NDArray[np.int32], sums: Sums, rules: Rules, must: bool, doubtful: IntArray
) -> tuple[int, int]:
    """The best set by new sums, and how many others may be better, the most promising of which are put into `doubtful`.

    With `must` only sets that some rule still wants. Sets that the rules no longer allow are gone for good.
    """
    best = _GONE
    for number in range(len(members)):
        if sums.new[number] and sums.bound[number] > (_GONE if best == _GONE else sums.bound[best]):
            best = number if _passes(members, number, sums, rules, must) else best
    count = 0
    for number in range(len(members)):
        most = sums.bound[number] + sums.slack[number]
        if sums.new[number] or sums.bound[number] == _GONE:
            continue
        if best != _GONE and (most < sums.bound[best] or (most == sums.bound[best] and number > best)):
            continue
        is_full = count == len(doubtful)
        if is_full and most <= sums.bound[doubtful[count - 1]] + sums.slack[doubtful[count - 1]]:
            continue
        if _passes(members, number, sums, rules, must):
            count = _put_in(number, sums, doubtful, count)
    return best, count


@njit(cache=True)
def _passes(members: NDArray[np.int32], number: int, sums: Sums, rules: Rules, must: bool) -> bool:
    """Whether a set may be chosen now."""
    if not is_allowed(members[number], rules.between, rules.chosen):
        sums.bound[number] = _GONE
        return False
    return not must or _helps(members[number], rules)


@njit(cache=True)
def _put_in(number: int, sums: Sums, doubtful: IntArray, count: int) -> int:
    """Put a set into the list of those with the highest bounds; answers how many are in it then."""
    most = sums.bound[number] + sums.slack[number]
    place = min(count, len(doubtful) - 1)
    while place > 0 and sums.bound[doubtful[place - 1]] + sums.slack[doubtful[place - 1]] < most:
        doubtful[place] = doubtful[place - 1]
        place -= 1
    doubtful[place] = number
    return min(count + 1, len(doubtful))


@njit(cache=True)
def _has_to_help(chosen: Chosen, least: IntArray) -> bool:
    """Whether every further set has to be one that some rule still wants."""
    wanted = 0
    for rule in range(len(least)):
        wanted += max(least[rule] - chosen.counts[rule], 0)
    return wanted > 0 and wanted >= len(chosen.members) - chosen.taken[0]


@njit(cache=True)
def _helps(members: NDArray[np.int32], rules: Rules) -> bool:
    between = rules.between
    for rule in range(len(rules.least)):
        if rules.chosen.counts[rule] < rules.least[rule]:
            count = 0
            for player in members:
                count += int(between.counted[rule, player])
            if count >= between.at_least[rule]:
                return True
    return False
