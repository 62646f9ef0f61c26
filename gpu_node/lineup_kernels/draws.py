"""The points of players on simulated slates, in whole numbers: each depends on seed, stream, trial and person alone."""

from typing import NamedTuple

import numpy as np
from numba import njit

from lineup_kernels.graph import IndexArray, IntArray
from lineup_kernels.philox import four_words

NORMAL_BITS = 28
"""The quantiles of the normal distribution are in parts of 2 to the power of 28."""

_UNIFORM_BITS = 32
_WORDS = 1 << 32


class Spreading(NamedTuple):
    """Where each player's points lie and how far they spread, in units; players of one `person` move together.

    `quantiles`: the upper half of the equally likely quantiles of the normal distribution, a power of two of them; none
    where draws are uniform.
    """

    centre: IntArray
    units: IntArray
    person: IntArray
    quantiles: IndexArray


class Source(NamedTuple):
    """Which random numbers: of a seed, and of one use of it."""

    seed: int
    stream: int


@njit(cache=True)
def draw_points(spreading: Spreading, source: Source, trial: int, points: IntArray) -> None:
    """The points of all players in one trial: never below 0, except for who is expected below it: not below that."""
    seed, stream = np.uint64(source.seed), np.uint64(source.stream)
    block = 0
    words = four_words(seed, np.uint64(trial), np.uint64(block), stream)
    for player in range(len(points)):
        person = spreading.person[player]
        if person // 4 != block:
            block = person // 4
            words = four_words(seed, np.uint64(trial), np.uint64(block), stream)
        centre = spreading.centre[player]
        move = _moved(int(words[person % 4]), int(spreading.units[player]), spreading.quantiles)
        points[player] = max(centre + move, min(centre, 0))


@njit(cache=True)
def _moved(word: int, units: int, quantiles: IndexArray) -> int:
    """So many units up or down, rounded to the nearest."""
    if len(quantiles) == 0:
        return ((2 * word + 1 - _WORDS) * units + (1 << (_UNIFORM_BITS - 1))) >> _UNIFORM_BITS
    half = 1 << (_UNIFORM_BITS - 1)
    quantile = int(quantiles[((word & (half - 1)) * len(quantiles)) >> (_UNIFORM_BITS - 1)])
    if word < half:
        quantile = -quantile
    return (quantile * units + (1 << (NORMAL_BITS - 1))) >> NORMAL_BITS


@njit(cache=True)
def draw_trials(spreading: Spreading, source: Source, first: int, points: IntArray) -> None:
    """The points of all players in consecutive trials, a row for each."""
    for number in range(len(points)):
        draw_points(spreading, source, first + number, points[number])
