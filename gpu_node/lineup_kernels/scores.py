"""The scores of all players in simulated contests, in whole quanta: by seed, stream, trial and person alone.

Every person has a normal number of his own. Within a block of persons, such as a game, rows of weights make correlated
numbers of them; a table for each person turns his number into his score. Only whole numbers are added, multiplied and
shifted, so any machine, and any way to split the trials, gives the same scores.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.draws import Source
from lineup_kernels.graph import IndexArray, IntArray
from lineup_kernels.normals import NORMAL_BITS, NormalTable, normal_of
from lineup_kernels.philox import four_words

WEIGHT_BITS = 13
"""A weight of 1 is 2 to the power of 13."""

KNOT_BITS = 4
"""A step of a score is 2 to the power of 4 in the tables, so that their means can be met closely."""

MOST_STEPS = 1 << 18
"""Tables may hold so many steps, up and down."""

KNOTS_PER_DEVIATION = 16
LEAST_NORMAL = -22_528
"""Where the tables of scores begin: 5.5 standard deviations below the middle. Beyond their ends they go level."""

KNOTS = -2 * LEAST_NORMAL * KNOTS_PER_DEVIATION // (1 << NORMAL_BITS) + 1
"""The number of knots of a table."""

_GAP_BITS = NORMAL_BITS - 4
_LINE_BITS = np.int32(_GAP_BITS + KNOT_BITS)
_LAST_PLACE = ((KNOTS - 1) << _GAP_BITS) - 1
_LANES = 64
"""So many trials are worked on together; what they need lies in the nearest memory."""

Scores = NDArray[np.int32]
"""One row per person, one column per trial."""


class Scenarios(NamedTuple):
    """How the scores of persons are drawn. The drawn ones stand block by block; `person` are their numbers.

    `first[b]` is the first drawn person of block b, and behind the last block the number of all. Drawn person i of a
    block has a weight for each one of the block up to himself, from `weights[start[i]]` on; `wide[b]`: their sums may
    leave 32 bits. `knots[i]` are his scores, in parts of 2 to the power of `KNOT_BITS` of a step of `step[i]` quanta, at
    equal distances of the normal number; where that is below `edge[i]` he scores `below[i]` steps.
    """

    normal: NormalTable
    person: IndexArray
    first: IndexArray
    wide: NDArray[np.uint8]
    start: IntArray
    weights: NDArray[np.int16]
    knots: NDArray[np.int32]
    edge: IndexArray
    below: IndexArray
    step: IndexArray


@njit(cache=True)
def draw_scores(scenarios: Scenarios, source: Source, first: int, scores: Scores) -> None:
    """The scores of consecutive trials from `first` on; 0 for persons who are not drawn."""
    persons, trials = scores.shape
    own = np.zeros(((persons + 3) // 4 * 4, _LANES), np.int16)
    needed = _needed_quads(scenarios.person, persons)
    words, normals = np.empty((4, _LANES), np.uint32), np.empty(_LANES, np.int32)
    person, weights, start = scenarios.person, scenarios.weights, scenarios.start
    scores[:] = 0
    for begin in range(0, trials, _LANES):
        _draw_normals(scenarios.normal, source, first + begin, needed, words, own)
        for block in range(len(scenarios.wide)):
            opened = scenarios.first[block]
            for drawn in range(opened, scenarios.first[block + 1]):
                if scenarios.wide[block]:
                    _mix_wide(person[opened : drawn + 1], weights[start[drawn] :], own, normals)
                else:
                    _mix(person[opened : drawn + 1], weights[start[drawn] :], own, normals)
                row = scores[person[drawn], begin : begin + _LANES]
                edge, below = scenarios.edge[drawn], scenarios.below[drawn]
                _look_up(normals, scenarios.knots[drawn], edge, below, scenarios.step[drawn], row)


@njit(cache=True)
def _needed_quads(person: IndexArray, persons: int) -> NDArray[np.bool_]:
    """Which groups of four persons have somebody who is drawn: one count gives numbers for four."""
    needed = np.zeros((persons + 3) // 4, np.bool_)
    for drawn in range(len(person)):
        needed[person[drawn] // 4] = True
    return needed


@njit(cache=True)
def _draw_normals(
    table: NormalTable,
    source: Source,
    first: int,
    needed: NDArray[np.bool_],
    words: NDArray[np.uint32],
    own: NDArray[np.int16],
) -> None:
    """A normal number for each person, in a row of his own, and each lane."""
    seed, stream = np.uint64(source.seed), np.uint64(source.stream)
    for quad in range(len(needed)):
        if not needed[quad]:
            continue
        for lane in range(_LANES):
            one, two, three, four = four_words(seed, np.uint64(first + lane), np.uint64(quad), stream)
            words[0, lane], words[1, lane] = np.uint32(one), np.uint32(two)
            words[2, lane], words[3, lane] = np.uint32(three), np.uint32(four)
        for place in range(4):
            for lane in range(_LANES):
                own[4 * quad + place, lane] = np.int16(normal_of(words[place, lane], table))


@njit(cache=True)
def _mix(person: IndexArray, weights: NDArray[np.int16], own: NDArray[np.int16], normals: IndexArray) -> None:
    """The correlated normal number of the last of some persons in each lane: their own numbers by his weights."""
    for lane in range(_LANES):
        normals[lane] = np.int32(1 << (WEIGHT_BITS - 1))
    for place in range(len(person)):
        weight, row = np.int32(weights[place]), np.uint32(person[place])
        if weight != 0:
            for lane in range(_LANES):
                normals[lane] = np.int32(normals[lane] + np.int32(weight * np.int32(own[row, lane])))
    for lane in range(_LANES):
        normals[lane] = np.int32(normals[lane] >> np.int32(WEIGHT_BITS))


@njit(cache=True)
def _mix_wide(person: IndexArray, weights: NDArray[np.int16], own: NDArray[np.int16], normals: IndexArray) -> None:
    """The same where the sums need 64 bits."""
    sums = np.full(_LANES, 1 << (WEIGHT_BITS - 1))
    for place in range(len(person)):
        weight, row = np.int32(weights[place]), np.uint32(person[place])
        if weight != 0:
            for lane in range(_LANES):
                sums[lane] += np.int64(np.int32(weight * np.int32(own[row, lane])))
    for lane in range(_LANES):
        normals[lane] = np.int32(sums[lane] >> WEIGHT_BITS)


@njit(cache=True)
def _look_up(
    normals: IndexArray, knots: NDArray[np.int32], edge: np.int32, below: np.int32, step: np.int32, row: IndexArray
) -> None:
    """The scores of one drawn person from his normal numbers."""
    for lane in range(len(row)):
        row[lane] = score_of(normals[lane], knots, edge, below) * step


@njit(cache=True, inline="always")
def score_of(normal: np.int32, knots: NDArray[np.int32], edge: np.int32, below: np.int32) -> np.int32:
    """The score of a normal number in steps: on the line between two knots, rounded to the nearest step."""
    place = np.int32(min(max(np.int32(normal - np.int32(LEAST_NORMAL)), np.int32(0)), np.int32(_LAST_PLACE)))
    knot, rest = np.uint32(place >> np.int32(_GAP_BITS)), np.int32(place & np.int32((1 << _GAP_BITS) - 1))
    low, high = knots[knot], knots[knot + np.uint32(1)]
    line = np.int32(np.int32(low << np.int32(_GAP_BITS)) + np.int32(high - low) * rest)
    steps = np.int32(np.int32(line + (np.int32(1) << (_LINE_BITS - np.int32(1)))) >> _LINE_BITS)
    return below if normal < edge else steps
