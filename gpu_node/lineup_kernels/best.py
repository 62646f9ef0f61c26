"""The best sets found so far: a heap of fixed size with the worst of them on top, and a table to know them again."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.bounds import POSSIBLE
from lineup_kernels.graph import IndexArray, IntArray

_FREE = -1
_SPREAD = 0x1E3779B97F4A7C15
"""An odd number near 2**61 / golden ratio: products with it differ in their upper bits when values differ in any."""


class Best(NamedTuple):
    """At most `len(value)` sets with their values; `kept[0]` is how many there are.

    `order` is a heap of their numbers, the least value first. `table` finds them by value: open addressing, a power of
    two in size and never more than half full.
    """

    value: IntArray
    members: NDArray[np.int32]
    order: IndexArray
    table: IndexArray
    kept: IntArray


def no_best(most: int, size: int) -> Best:
    """Room for so many sets of so many members."""
    places = 1 << (2 * most).bit_length()
    return Best(
        np.empty(most, np.int64),
        np.empty((most, size), np.int32),
        np.empty(most, np.int32),
        np.full(places, _FREE, np.int32),
        np.zeros(1, np.int64),
    )


@njit(cache=True)
def least_wanted(best: Best) -> int:
    """A set must be worth at least so much to be kept."""
    return int(best.value[best.order[0]]) + 1 if best.kept[0] == len(best.value) else POSSIBLE


@njit(cache=True)
def keep(best: Best, value: int, members: IndexArray) -> bool:
    """Keep a set, given in ascending order, if it is new and good enough; the worst one leaves when there are too many."""
    if value < least_wanted(best) or _is_known(best, value, members):
        return False
    count = best.kept[0]
    if count < len(best.value):
        number = count
        best.kept[0] += 1
    else:
        number = best.order[0]
        _forget(best, number)
    best.value[number] = value
    best.members[number] = members
    _remember(best, number)
    if count < len(best.value):
        _lift(best, count, number)
    else:
        _sink(best, number)
    return True


@njit(cache=True)
def _home(best: Best, value: int) -> int:
    """Where in the table a value is looked for first."""
    mixed = value * _SPREAD
    return (mixed ^ (mixed >> 32)) & (len(best.table) - 1)


@njit(cache=True)
def _is_known(best: Best, value: int, members: IndexArray) -> bool:
    place = _home(best, value)
    while best.table[place] != _FREE:
        number = best.table[place]
        if best.value[number] == value and np.all(best.members[number] == members):
            return True
        place = (place + 1) & (len(best.table) - 1)
    return False


@njit(cache=True)
def _remember(best: Best, number: int) -> None:
    place = _home(best, int(best.value[number]))
    while best.table[place] != _FREE:
        place = (place + 1) & (len(best.table) - 1)
    best.table[place] = number


@njit(cache=True)
def _forget(best: Best, number: int) -> None:
    """Free a set's place, and move up those behind it that would not be found across the gap."""
    last = len(best.table) - 1
    gap = _home(best, int(best.value[number]))
    while best.table[gap] != number:
        gap = (gap + 1) & last
    place = gap
    while True:
        place = (place + 1) & last
        if best.table[place] == _FREE:
            break
        home = _home(best, int(best.value[best.table[place]]))
        if (place - home) & last >= (place - gap) & last:
            best.table[gap] = best.table[place]
            gap = place
    best.table[gap] = _FREE


@njit(cache=True)
def _lift(best: Best, place: int, number: int) -> None:
    """Put a set at the end of the heap and move it up to where it belongs."""
    value = best.value[number]
    while place > 0:
        above = (place - 1) // 2
        if best.value[best.order[above]] <= value:
            break
        best.order[place] = best.order[above]
        place = above
    best.order[place] = number


@njit(cache=True)
def _sink(best: Best, number: int) -> None:
    """Put a set at the top of the heap and move it down to where it belongs."""
    value, count, place = best.value[number], best.kept[0], 0
    while True:
        below = 2 * place + 1
        if below >= count:
            break
        if below + 1 < count and best.value[best.order[below + 1]] < best.value[best.order[below]]:
            below += 1
        if best.value[best.order[below]] >= value:
            break
        best.order[place] = best.order[below]
        place = below
    best.order[place] = number
