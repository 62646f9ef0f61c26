"""What the places of a contest pay, laid out for paying many entries: equal prizes need no division."""

from typing import NamedTuple

import numpy as np
from numba import njit

from lineup_kernels.graph import IntArray

CENT = 1_000
"""Milli-cents in a cent."""


class Prizes(NamedTuple):
    """The prizes of the first `depth` places, in milli-cents; beyond them nothing is paid and no place is counted.

    `sums[k]`: of the first k places together [depth + 1]. `until[k]`: so many places from the first on pay as much as
    place k + 1 or more [depth]. `tops`: places that count as top 0.1, 1 and 10 per cent [3]. `paid`: so many places
    pay something.
    """

    sums: IntArray
    until: IntArray
    tops: IntArray
    paid: int


def top_places(entries: int) -> IntArray:
    """How many places are the top 0.1, 1 and 10 per cent of a contest, rounded up."""
    return np.array([-(-entries // part) for part in (1_000, 100, 10)], np.int64)


def make_prizes(prefix: IntArray, tops: IntArray) -> Prizes:
    """Prizes from their sums over places [places + 1], which begin with 0; no place pays more than the one before."""
    prizes = np.diff(prefix)
    if prefix[0] or (prizes < 0).any() or (np.diff(prizes) > 0).any():
        raise ValueError("prizes are never below 0 and never rise with the place; sums of them begin with 0")
    paid = int(np.count_nonzero(prizes))
    depth = max(paid, int(tops.max(initial=0)), 1)
    deep = np.zeros(depth, np.int64)
    deep[: min(depth, len(prizes))] = prizes[:depth]
    until = np.searchsorted(-deep, -deep, side="right").astype(np.int64)
    return Prizes(np.concatenate([[0], np.cumsum(deep)]).astype(np.int64), until, tops.astype(np.int64), paid)


@njit(cache=True, inline="always")
def prize_of(ahead: np.int64, level: np.int64, prizes: Prizes) -> int:
    """What each of `level` entries wins that are level behind `ahead` others: the mean of their places, rounded down."""
    sums = prizes.sums
    if ahead + level <= prizes.until[ahead]:
        return int(sums[ahead + 1] - sums[ahead])
    behind = ahead + level if ahead + level < len(sums) else len(sums) - 1
    return int((sums[behind] - sums[ahead]) // level)
