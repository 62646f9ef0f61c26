"""Which of several lineups each train of a field takes, so that the ownership comes out although trains are few."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.field_tables import SHARE_BITS, IntArray, Lineups


@njit(cache=True)
def choose_balanced(
    entries: IntArray, share: IntArray, player: NDArray[np.uint16], candidates: Lineups, lineups: Lineups
) -> None:
    """Give each train, the largest first, the candidate whose players are most below their ownership so far.

    All candidates of a train have as many entries, so that is the one with the smallest sum of its players' excesses:
    it makes the sum of the squares of all excesses smallest. `share[i]` is that of `player[i]`.
    """
    over = np.zeros(int(player[-1]) + 1, np.int64)
    count = len(candidates) // max(len(entries), 1)
    for train in range(len(entries)):
        for place in range(len(share)):
            over[player[place]] -= share[place] * entries[train]
        best, chosen = np.int64(1 << 62), 0
        for number in range(train * count, (train + 1) * count):
            excess = np.int64(0)
            for member in candidates[number]:
                excess += over[member]
            if excess < best:
                best, chosen = excess, number
        for place in range(candidates.shape[1]):
            lineups[train, place] = candidates[chosen, place]
            over[candidates[chosen, place]] += entries[train] << SHARE_BITS
