"""Taking sets one after the other, each if those taken before leave room for it."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.graph import IntArray


class Chosen(NamedTuple):
    """The sets taken so far, room for the others, and in how many of them each person is; `taken[0]` of them.

    `person` is whose form each player is: who may be captain is several players.
    """

    members: NDArray[np.int32]
    person: IntArray
    uses: IntArray
    taken: IntArray


@njit(cache=True)
def choose_in_order(offered: NDArray[np.int32], most_shared: int, most_uses: IntArray, chosen: Chosen) -> None:
    """Take each set that shares few enough players with those taken and has nobody who is used up, until all are.

    The sets are different, so sets that may share all players but one need no comparing.
    """
    size = offered.shape[1]
    for place in range(len(offered)):
        if chosen.taken[0] == len(chosen.members):
            break
        if not _is_free(offered[place], most_uses, chosen):
            continue
        if most_shared >= size - 1 or _is_apart(offered[place], most_shared, chosen):
            chosen.members[chosen.taken[0]] = offered[place]
            chosen.taken[0] += 1
            for player in offered[place]:
                chosen.uses[chosen.person[player]] += 1


@njit(cache=True)
def _is_free(members: NDArray[np.int32], most_uses: IntArray, chosen: Chosen) -> bool:
    for player in members:
        if chosen.uses[chosen.person[player]] >= most_uses[player]:
            return False
    return True


@njit(cache=True)
def _is_apart(members: NDArray[np.int32], most_shared: int, chosen: Chosen) -> bool:
    """Both sets are in ascending order, so what they share is counted in one pass over both."""
    size = len(members)
    for number in range(chosen.taken[0] - 1, -1, -1):
        other = chosen.members[number]
        shared, mine, theirs = 0, 0, 0
        while mine < size and theirs < size:
            if members[mine] == other[theirs]:
                shared, mine, theirs = shared + 1, mine + 1, theirs + 1
            elif members[mine] < other[theirs]:
                mine += 1
            else:
                theirs += 1
        if shared > most_shared:
            return False
    return True
