"""From the scores of persons to the points of everybody who can be in a lineup, never below 0."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.graph import IndexArray, IntArray

Points = NDArray[np.uint16 | np.uint32]
"""Points in quanta, a row per player (a form of a person), a column per trial."""

NARROW = 1 << 16
WIDE = 1 << 32
"""Totals below these fit into lanes of 16 and of 32 bits."""


class Forms(NamedTuple):
    """Whose score makes the points of each player, how many times, and what is added to make them no less than 0.

    The same `shift` is added for every player: lineups of one size all rise by the same, and their order stays.
    """

    person: IndexArray
    multiplier: IndexArray
    shift: int


def make_forms(person: IndexArray, multiplier: IndexArray, least: IntArray) -> Forms:
    """The forms of players [players]; `least` is the lowest score of each person [persons], in base quanta."""
    lowest = least[person] * multiplier.astype(np.int64)
    return Forms(person, multiplier, -int(lowest.min(initial=0)))


def largest_total(forms: Forms, most: IntArray, *lineups: NDArray[np.uint16]) -> int:
    """What the best of the lineups [n, size] can score at most, the shift included; `most` is by person, in base quanta."""
    points = largest_points(forms, most)
    return max((int(points[some].sum(axis=1).max()) for some in lineups if len(some)), default=0)


def largest_points(forms: Forms, most: IntArray) -> IntArray:
    """What each player can score at most, the shift included; `most` is by person, in base quanta."""
    return most[forms.person] * forms.multiplier.astype(np.int64) + forms.shift


def lane_type(total: int) -> np.dtype[np.uint16 | np.uint32]:
    """The type of points whose totals are at most this; raises OverflowError where there is none."""
    if total >= WIDE:
        raise OverflowError(f"a lineup can score {total} quanta: 32 bits hold less than {WIDE}")
    return np.dtype(np.uint16) if total < NARROW else np.dtype(np.uint32)


@njit(cache=True)
def form_points(scores: NDArray[np.int32], forms: Forms, points: Points) -> None:
    """The points [players, lanes] of trials from the scores [persons, lanes] in base quanta."""
    for player in range(len(forms.person)):
        person, multiplier = forms.person[player], forms.multiplier[player]
        for lane in range(points.shape[1]):
            points[player, lane] = np.int64(scores[person, lane]) * multiplier + forms.shift
