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
    """Fill `ahead[c, s, b]` for each class, state and amount that can be left; each state in a scale of its own."""
    last = len(roster.first_kind) - 1
    sums = np.empty(ending.shape[1], np.uint64)
    for one in range(len(weight)):
        sums[:] = ending[one]
        _scale(sums, roster.low[last], roster.high[last], ahead[one, last])
        for state in range(last - 1, -1, -1):
            kind = roster.first_kind[state]
            behind = ahead[one, roster.after[state, kind]]
            low, high = roster.low[state], roster.high[state]
            sums[low : high + 1] = np.uint64(0)
            for place in range(roster.member_start[kind], roster.member_start[kind + 1]):
                player = roster.member[place]
                _add_way(np.uint64(weight[one, player]), int(roster.cost[player]), behind, low, high, sums)
            _scale(sums, low, high, ahead[one, state])


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
def _scale(sums: NDArray[np.uint64], low: int, high: int, row: Words) -> None:
    """Bring sums into the bits of the look-ahead, halving until the largest fits; what is possible stays above 0."""
    largest = np.uint64(0)
    for left in range(low, high + 1):
        largest = max(largest, sums[left])
    shift = np.uint64(0)
    while (largest >> shift) > _MOST_AHEAD:
        shift += _ONE
    row[:] = np.uint32(0)
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
