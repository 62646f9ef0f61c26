"""Adding up lineups in many trials at once: a lane per trial, side by side, so that one instruction adds many.

Totals come a row per lineup and are wanted a row per trial: small squares of them are turned inside machine words.
"""

import numpy as np
from numba import njit

from lineup_kernels.contest.forms import Points
from lineup_kernels.contest.layout import LineupArray, Lineups
from lineup_kernels.contest.room import STRIP, Room, Totals, Words

_EVEN_16 = np.uint64(0x0000FFFF0000FFFF)
_ODD_16 = np.uint64(0xFFFF0000FFFF0000)
_LOW_32 = np.uint64(0x00000000FFFFFFFF)
_HIGH_32 = np.uint64(0xFFFFFFFF00000000)
_BY_16 = np.uint64(16)
_BY_32 = np.uint64(32)


@njit(cache=True)
def add_up(lineups: Lineups, points: Points, room: Room, totals: Totals) -> None:
    """The totals [lanes, n] of lineups under these points [players, lanes]; `room.most` grows to the largest ones."""
    players, strip, words = lineups.players, room.strip, room.strip_words
    rest, per_word = players.shape[1] - players.shape[1] // 2, words.shape[1]
    base = np.zeros((2, points.shape[1]), points.dtype)
    for first in range(0, len(players), STRIP):
        here = min(STRIP, len(players) - first)
        if rest == 5:
            _add_fives(lineups, first, here, points, base, strip)
        elif rest == 4:
            _add_fours(lineups, first, here, points, base, strip)
        elif rest == 3:
            _add_threes(lineups, first, here, points, base, strip)
        else:
            _add_any(lineups, first, here, points, base, strip)
        _raise_most(strip, here, room.most)
        groups = -(-here // per_word)
        into = totals.words[:, :, first // per_word : first // per_word + groups]
        if per_word == 4:
            _lay_down_fours(words, into)
        else:
            _lay_down_pairs(words, into)


# One function for each number of players in the second half: the compiler makes wide instructions only of a loop in
# which it sees all that is added.


@njit(cache=True)
def _add_fives(lineups: Lineups, first: int, here: int, points: Points, base: Points, strip: Points) -> None:
    """The totals of lineups from `first` on into the rows of the strip; `base` keeps the sum of a first half."""
    players, half = lineups.players, lineups.players.shape[1] - 5
    for row in range(here):
        lineup = first + row
        if lineups.is_fresh[lineup]:
            _begin(players, lineup, half, points, base)
        a, b, c = players[lineup, half], players[lineup, half + 1], players[lineup, half + 2]
        d, e = players[lineup, half + 3], players[lineup, half + 4]
        for lane in range(points.shape[1]):
            four = base[0, lane] + points[a, lane] + points[b, lane] + points[c, lane] + points[d, lane]
            strip[row, lane] = four + points[e, lane]


@njit(cache=True)
def _add_fours(lineups: Lineups, first: int, here: int, points: Points, base: Points, strip: Points) -> None:
    players, half = lineups.players, lineups.players.shape[1] - 4
    for row in range(here):
        lineup = first + row
        if lineups.is_fresh[lineup]:
            _begin(players, lineup, half, points, base)
        a, b, c = players[lineup, half], players[lineup, half + 1], players[lineup, half + 2]
        d = players[lineup, half + 3]
        for lane in range(points.shape[1]):
            strip[row, lane] = base[0, lane] + points[a, lane] + points[b, lane] + points[c, lane] + points[d, lane]


@njit(cache=True)
def _add_threes(lineups: Lineups, first: int, here: int, points: Points, base: Points, strip: Points) -> None:
    players, half = lineups.players, lineups.players.shape[1] - 3
    for row in range(here):
        lineup = first + row
        if lineups.is_fresh[lineup]:
            _begin(players, lineup, half, points, base)
        a, b, c = players[lineup, half], players[lineup, half + 1], players[lineup, half + 2]
        for lane in range(points.shape[1]):
            strip[row, lane] = base[0, lane] + points[a, lane] + points[b, lane] + points[c, lane]


@njit(cache=True)
def _add_any(lineups: Lineups, first: int, here: int, points: Points, base: Points, strip: Points) -> None:
    """The same for halves of any size, player by player."""
    players, half = lineups.players, lineups.players.shape[1] // 2
    for row in range(here):
        lineup = first + row
        if lineups.is_fresh[lineup]:
            _begin(players, lineup, half, points, base)
        for lane in range(points.shape[1]):
            strip[row, lane] = base[0, lane]
        for place in range(half, players.shape[1]):
            player = players[lineup, place]
            for lane in range(points.shape[1]):
                strip[row, lane] += points[player, lane]


@njit(cache=True)
def _begin(players: LineupArray, lineup: int, half: int, points: Points, base: Points) -> None:
    """The sum of the first half of a lineup into row 0 of `base`."""
    for lane in range(points.shape[1]):
        base[0, lane] = 0
    for place in range(half):
        player = players[lineup, place]
        for lane in range(points.shape[1]):
            base[0, lane] += points[player, lane]


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
            even, odd = (a & _EVEN_16) | ((b & _EVEN_16) << _BY_16), ((a >> _BY_16) & _EVEN_16) | (b & _ODD_16)
            even2, odd2 = (c & _EVEN_16) | ((d & _EVEN_16) << _BY_16), ((c >> _BY_16) & _EVEN_16) | (d & _ODD_16)
            into[word, 0, group] = (even & _LOW_32) | (even2 << _BY_32)
            into[word, 1, group] = (odd & _LOW_32) | (odd2 << _BY_32)
            into[word, 2, group] = (even >> _BY_32) | (even2 & _HIGH_32)
            into[word, 3, group] = (odd >> _BY_32) | (odd2 & _HIGH_32)


@njit(cache=True)
def _lay_down_pairs(strip: Words, into: Words) -> None:
    """The same for words of two lanes."""
    for word in range(into.shape[0]):
        for group in range(into.shape[2]):
            a, b = strip[group, 0, word], strip[group, 1, word]
            into[word, 0, group] = (a & _LOW_32) | (b << _BY_32)
            into[word, 1, group] = (a >> _BY_32) | (b & _HIGH_32)
