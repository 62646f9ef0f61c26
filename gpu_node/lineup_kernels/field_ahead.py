"""The look-ahead of a field: what all ways to go on from a state with so much money are worth together."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.field_tables import AHEAD_BITS, SPREAD_BITS, WEIGHT_BITS, IndexArray, Roster, Words
from lineup_kernels.field_words import Origin
from lineup_kernels.philox import four_words

_MOST_WEIGHT = np.uint64((1 << WEIGHT_BITS) - 1)
_MOST_AHEAD = np.uint64((1 << AHEAD_BITS) - 1)
_ONE = np.uint64(1)


@njit(cache=True)
def look_ahead(roster: Roster, weight: Words, ending: Words, ahead: NDArray[np.uint32]) -> None:
    """Fill `ahead[c, r, b]` for each class, row and amount that can be left; the rows of a state in one scale."""
    last, rows = len(roster.first_kind) - 1, roster.row
    sums = np.empty(ending.shape[1], np.uint64)
    for one in range(len(weight)):
        sums[:] = ending[one]
        low, high = roster.low[last], roster.high[last]
        _store(sums, low, high, _shift_of(sums, low, high), ahead[one, rows[last]])
        for state in range(last - 1, -1, -1):
            kind, low, high = roster.first_kind[state], roster.low[state], roster.high[state]
            first, end = roster.member_start[kind], roster.member_start[kind + 1]
            behind, step = rows[roster.after[state, kind]], roster.follows[state]
            sums[low : high + 1] = np.uint64(0)
            for place in range(end - 1, first - 1, -1):
                own, cost = np.uint64(weight[one, roster.member[place]]), int(roster.cost[roster.member[place]])
                _add_way(own, cost, ahead[one, behind + step * (place - first + 1)], low, high, sums)
            shift = _shift_of(sums, low, high)
            _store(sums, low, high, shift, ahead[one, rows[state]])
            if rows[state + 1] - rows[state] > 1:
                sums[low : high + 1] = np.uint64(0)
                for place in range(end - 1, first, -1):
                    own, cost = np.uint64(weight[one, roster.member[place]]), int(roster.cost[roster.member[place]])
                    _add_way(own, cost, ahead[one, behind + step * (place - first + 1)], low, high, sums)
                    _store(sums, low, high, shift, ahead[one, rows[state] + place - first])


@njit(cache=True)
def _add_way(own: np.uint64, cost: int, behind: Words, low: int, high: int, sums: NDArray[np.uint64]) -> None:
    """Add what is behind one player."""
    first = max(low, cost)
    if own == np.uint64(0) or first > high:
        return
    here, there = sums[first : high + 1], behind[first - cost : high + 1 - cost]
    for place in range(len(here)):
        here[place] += own * np.uint64(there[place])


@njit(cache=True)
def _shift_of(sums: NDArray[np.uint64], low: int, high: int) -> np.uint64:
    """How often to halve sums until the largest fits into the bits of the look-ahead."""
    largest, shift = np.uint64(0), np.uint64(0)
    for left in range(low, high + 1):
        largest = max(largest, sums[left])
    while (largest >> shift) > _MOST_AHEAD:
        shift += _ONE
    return shift


@njit(cache=True)
def _store(sums: NDArray[np.uint64], low: int, high: int, shift: np.uint64, row: Words) -> None:
    """Write the halved sums; what is possible stays above 0."""
    for left in range(low, high + 1):
        if sums[left] > np.uint64(0):
            row[left] = np.uint32(max(sums[left] >> shift, _ONE))


@njit(cache=True)
def spread_weights(
    weight: Words, spread: Words, owner: IndexArray, origin: Origin, trial: np.uint64, spread_weight: Words
) -> None:
    """Multiply the weights by the factors that their owners draw in one trial."""
    factors = np.uint64(spread.shape[1])
    products = np.empty(weight.shape[1], np.uint64)
    for one in range(len(weight)):
        largest = np.uint64(0)
        for place in range(weight.shape[1]):
            word = four_words(origin.key, trial, np.uint64(owner[place]), origin.stream)[0]
            factor = spread[one, int((word * factors) >> np.uint64(32))]
            products[place] = (np.uint64(weight[one, place]) * np.uint64(factor)) >> np.uint64(SPREAD_BITS)
            largest = max(largest, products[place])
        shift = np.uint64(0)
        while (largest >> shift) > _MOST_WEIGHT:
            shift += _ONE
        for place in range(weight.shape[1]):
            spread_weight[one, place] = np.uint32(max(products[place] >> shift, _ONE))
