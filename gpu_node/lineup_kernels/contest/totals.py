"""Adding up lineups in many trials at once: a lane per trial, side by side, so that one instruction adds many.

Totals come a row per lineup and are wanted a row per trial: small squares of them are turned inside machine words.
"""

import numpy as np
from numba import njit

from lineup_kernels.contest.forms import Points
from lineup_kernels.contest.layout import LineupArray, Lineups
from lineup_kernels.contest.room import STRIP, Room, Totals, Words
from lineup_kernels.graph import IndexArray

_EVEN_16 = np.uint64(0x0000FFFF0000FFFF)
_LOW_32 = np.uint64(0x00000000FFFFFFFF)
_BY_16 = np.uint64(16)
_BY_32 = np.uint64(32)


@njit(cache=True)
def add_up(lineups: Lineups, points: Points, room: Room, totals: Totals) -> None:
    """The totals [lanes, n] of lineups under these points [players, lanes]; `room.most` grows to the largest ones."""
    strip, words, per_word = room.strip, room.strip_words, room.strip_words.shape[1]
    bases, nothing = np.zeros((STRIP, points.shape[1]), points.dtype), np.zeros((1, points.shape[1]), points.dtype)
    nowhere = np.zeros(STRIP, np.int32)
    for first in range(0, len(lineups.rests), STRIP):
        here = min(STRIP, len(lineups.rests) - first)
        half_of = lineups.half_of[first : first + here]
        low, high = half_of[0], half_of[here - 1] + 1
        _add(lineups.halves[low:high], points, nothing, nowhere[: high - low], 0, bases)
        _add(lineups.rests[first : first + here], points, bases, half_of, low, strip)
        _raise_most(strip, here, room.most)
        groups = -(-here // per_word)
        into = totals.words[:, :, first // per_word : first // per_word + groups]
        if per_word == 4:
            _lay_down_fours(words, into)
        else:
            _lay_down_pairs(words, into)


@njit(cache=True)
def _add(players: LineupArray, points: Points, bases: Points, base_of: IndexArray, low: int, strip: Points) -> None:
    """Put into each row of the strip the points of its players and row `base_of[row] - low` of the bases."""
    if players.shape[1] == 5:
        _add_fives(players, points, bases, base_of, low, strip)
    elif players.shape[1] == 4:
        _add_fours(players, points, bases, base_of, low, strip)
    elif players.shape[1] == 3:
        _add_threes(players, points, bases, base_of, low, strip)
    else:
        _add_any(players, points, bases, base_of, low, strip)


# One function for each number of players: the compiler makes wide instructions only of a loop in which it sees all that
# is added.


@njit(cache=True)
def _add_fives(
    players: LineupArray, points: Points, bases: Points, base_of: IndexArray, low: int, strip: Points
) -> None:
    for row in range(len(players)):
        a, b, c, d, e = players[row, 0], players[row, 1], players[row, 2], players[row, 3], players[row, 4]
        base = base_of[row] - low
        for lane in range(points.shape[1]):
            four = bases[base, lane] + points[a, lane] + points[b, lane] + points[c, lane] + points[d, lane]
            strip[row, lane] = four + points[e, lane]


@njit(cache=True)
def _add_fours(
    players: LineupArray, points: Points, bases: Points, base_of: IndexArray, low: int, strip: Points
) -> None:
    for row in range(len(players)):
        a, b, c, d = players[row, 0], players[row, 1], players[row, 2], players[row, 3]
        base = base_of[row] - low
        for lane in range(points.shape[1]):
            strip[row, lane] = bases[base, lane] + points[a, lane] + points[b, lane] + points[c, lane] + points[d, lane]


@njit(cache=True)
def _add_threes(
    players: LineupArray, points: Points, bases: Points, base_of: IndexArray, low: int, strip: Points
) -> None:
    for row in range(len(players)):
        a, b, c = players[row, 0], players[row, 1], players[row, 2]
        base = base_of[row] - low
        for lane in range(points.shape[1]):
            strip[row, lane] = bases[base, lane] + points[a, lane] + points[b, lane] + points[c, lane]


@njit(cache=True)
def _add_any(players: LineupArray, points: Points, bases: Points, base_of: IndexArray, low: int, strip: Points) -> None:
    """The same for any number of players, one by one."""
    for row in range(len(players)):
        base = base_of[row] - low
        for lane in range(points.shape[1]):
            strip[row, lane] = bases[base, lane]
        for place in range(players.shape[1]):
            player = players[row, place]
            for lane in range(points.shape[1]):
                strip[row, lane] += points[player, lane]


@njit(cache=True)
def _raise_most(strip: Points, here: int, most: Points) -> None:
    for row in range(here):
        for lane in range(strip.shape[1]):
            most[lane] = max(most[lane], strip[row, lane])


@njit(cache=True)
def _lay_down_fours(strip: Words, into: Words) -> None:
    """Words of four lanes of a lineup [groups, 4, words] become words of four lineups of a lane [words, 4, groups]."""
    for word in range(into.shape[0]):
        for group in range(into.shape[2]):
            a, b, c, d = strip[group, 0, word], strip[group, 1, word], strip[group, 2, word], strip[group, 3, word]
            # Lanes change places with lineups: neighbours first, then pairs.
            upper, lower = ((a >> _BY_16) ^ b) & _EVEN_16, ((c >> _BY_16) ^ d) & _EVEN_16
            a, b, c, d = a ^ (upper << _BY_16), b ^ upper, c ^ (lower << _BY_16), d ^ lower
            left, right = ((a >> _BY_32) ^ c) & _LOW_32, ((b >> _BY_32) ^ d) & _LOW_32
            into[word, 0, group] = a ^ (left << _BY_32)
            into[word, 1, group] = b ^ (right << _BY_32)
            into[word, 2, group] = c ^ left
            into[word, 3, group] = d ^ right


@njit(cache=True)
def _lay_down_pairs(strip: Words, into: Words) -> None:
    """The same for words of two lanes."""
    for word in range(into.shape[0]):
        for group in range(into.shape[2]):
            a, b = strip[group, 0, word], strip[group, 1, word]
            other = ((a >> _BY_32) ^ b) & _LOW_32
            into[word, 0, group] = a ^ (other << _BY_32)
            into[word, 1, group] = b ^ other
