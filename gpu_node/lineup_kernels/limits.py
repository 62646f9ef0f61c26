"""Limits on how many of some players a set may have, many of them in one word, so that a search breaks none on its way.

Every limit has five bits of a word: it begins so far below 16 that one player too many reaches 16.
"""

from typing import NamedTuple

import numpy as np
from numba import njit

from lineup_kernels.graph import IntArray

IN_A_WORD = 12
LARGEST = 15
"""Limits are not larger, nor what one player counts."""

_BITS = 5
_REACHED = sum(1 << (_BITS * place + _BITS - 1) for place in range(IN_A_WORD))


class Limits(NamedTuple):
    """What each player adds to the words, shape (players, words), and what the words are for nobody."""

    added: IntArray
    start: IntArray


def pack_limits(counts: IntArray, most: IntArray) -> Limits:
    """Limits of at most `most[k]` of what players count, shape (players, limits); nothing is larger than `LARGEST`."""
    return _packed(np.ascontiguousarray(counts), most)


@njit(cache=True)
def _packed(counts: IntArray, most: IntArray) -> Limits:
    """The same, of rows that lie beside each other."""
    players, limits = counts.shape
    words = (limits + IN_A_WORD - 1) // IN_A_WORD
    added, start = np.zeros((players, words), np.int64), np.zeros(words, np.int64)
    for limit in range(limits):
        start[limit // IN_A_WORD] += (LARGEST - most[limit]) << _BITS * (limit % IN_A_WORD)
    for player in range(players):
        for limit in range(limits):
            added[player, limit // IN_A_WORD] += counts[player, limit] << _BITS * (limit % IN_A_WORD)
    return Limits(added, start)


@njit(cache=True, inline="always")
def is_within(words: IntArray, limits: Limits, player: int) -> bool:
    """Whether a player may be added."""
    for place in range(len(words)):
        if (words[place] + limits.added[player, place]) & _REACHED:
            return False
    return True


@njit(cache=True, inline="always")
def put_sum(words: IntArray, limits: Limits, player: int, into: IntArray, row: int) -> None:
    """Write into a row what the words are with one more player; -1 = with nobody."""
    for place in range(len(words)):
        into[row, place] = words[place] + (limits.added[player, place] if player >= 0 else 0)
