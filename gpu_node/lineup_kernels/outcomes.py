"""Scores from a table of simulated contests that the user brings: every trial takes one of its rows, by counting."""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.draws import Source
from lineup_kernels.graph import IndexArray
from lineup_kernels.philox import four_words
from lineup_kernels.scores import Scores

Rows = NDArray[np.int16] | NDArray[np.int32]
"""One row per simulated contest, one column per player of the table; in quanta."""


class Outcomes(NamedTuple):
    """A table of scores; `column[p]` is that of person p, -1 for who always scores 0.

    The rows are taken in steps of `stride`, which has no factor in common with their number, so that neighbours in the
    table are far apart. Those on places `spans[k, 0]` up to `spans[k, 1]` of this order are for the streams s with
    s % len(spans) == k.
    """

    rows: Rows
    column: IndexArray
    spans: IndexArray
    stride: int


@njit(cache=True)
def take_scores(outcomes: Outcomes, source: Source, first: int, scores: Scores) -> None:
    """The scores of consecutive trials from `first` on; each row of a stream's span comes as often as any other."""
    count = np.int64(len(outcomes.rows))
    kind = source.stream % len(outcomes.spans)
    begin = np.int64(outcomes.spans[kind, 0])
    length = np.int64(outcomes.spans[kind, 1]) - begin
    word = four_words(np.uint64(source.seed), np.uint64(0), np.uint64(0), np.uint64(source.stream))[0]
    turn = np.int64((word * np.uint64(length)) >> np.uint64(32))
    for lane in range(scores.shape[1]):
        place = begin + (turn + first + lane) % length
        row = (place * outcomes.stride) % count
        for person in range(len(outcomes.column)):
            column = outcomes.column[person]
            scores[person, lane] = np.int32(outcomes.rows[row, column]) if column >= 0 else np.int32(0)
