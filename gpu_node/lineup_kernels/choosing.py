"""Taking sets one after the other, each if those taken before leave room for it."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.graph import IntArray

Masks = NDArray[np.bool_]
"""One row per rule, one column per player."""


class Between(NamedTuple):
    """What sets have to do with each other.

    Player p is a form of `person[p]`, and is in no set once that person is in `most_uses[p]` of them. Any two sets have
    at least `apart_by[r]` players of `apart[r]` each that the other has not. At most `most_counts[g]` sets have at least
    `at_least[g]` players of `counted[g]`.
    """

    person: IntArray
    most_uses: IntArray
    apart: Masks
    apart_by: IntArray
    counted: Masks
    at_least: IntArray
    most_counts: IntArray


class Chosen(NamedTuple):
    """The sets taken so far, `taken[0]` of them, and room for the others.

    `uses[q]` of them have person q, and `counts[g]` are counted by rule g.
    """

    members: NDArray[np.int32]
    uses: IntArray
    counts: IntArray
    taken: IntArray


@njit(cache=True)
def choose_in_order(offered: NDArray[np.int32], between: Between, chosen: Chosen) -> None:
    """Take each set that the rules allow beside those taken before it, until there is no more room.

    The offered sets are different and so are apart by one player: only larger distances are compared.
    """
    for place in range(len(offered)):
        if chosen.taken[0] == len(chosen.members):
            break
        members = offered[place]
        if is_allowed(members, between, chosen):
            take(members, between, chosen)


@njit(cache=True)
def is_allowed(members: NDArray[np.int32], between: Between, chosen: Chosen) -> bool:
    """Whether the rules allow a set beside those taken before it."""
    return _is_free(members, between, chosen) and _is_apart(members, between, chosen)


@njit(cache=True)
def take(members: NDArray[np.int32], between: Between, chosen: Chosen) -> None:
    """Take a set."""
    chosen.members[chosen.taken[0]] = members
    chosen.taken[0] += 1
    for player in members:
        chosen.uses[between.person[player]] += 1
    for rule in range(len(between.at_least)):
        if _count(members, between.counted[rule]) >= between.at_least[rule]:
            chosen.counts[rule] += 1


@njit(cache=True)
def _count(members: NDArray[np.int32], mask: NDArray[np.bool_]) -> int:
    count = 0
    for player in members:
        count += int(mask[player])
    return count


@njit(cache=True)
def _is_free(members: NDArray[np.int32], between: Between, chosen: Chosen) -> bool:
    for player in members:
        if chosen.uses[between.person[player]] >= between.most_uses[player]:
            return False
    for rule in range(len(between.at_least)):
        is_full = chosen.counts[rule] >= between.most_counts[rule]
        if is_full and _count(members, between.counted[rule]) >= between.at_least[rule]:
            return False
    return True


@njit(cache=True)
def _is_apart(members: NDArray[np.int32], between: Between, chosen: Chosen) -> bool:
    for rule in range(len(between.apart_by)):
        mask, by = between.apart[rule], between.apart_by[rule]
        own = _count(members, mask)
        for number in range(chosen.taken[0] - 1, -1, -1):
            other = chosen.members[number]
            least = min(own, _count(other, mask))
            if least - _shared(members, other, mask) < by:
                return False
    return True


@njit(cache=True)
def _shared(members: NDArray[np.int32], others: NDArray[np.int32], mask: NDArray[np.bool_]) -> int:
    """How many players of the mask are in both; both sets are in ascending order, so one pass over both is enough."""
    size, shared, mine, theirs = len(members), 0, 0, 0
    while mine < size and theirs < size:
        if members[mine] == others[theirs]:
            shared += int(mask[members[mine]])
            mine += 1
            theirs += 1
        elif members[mine] < others[theirs]:
            mine += 1
        else:
            theirs += 1
    return shared
