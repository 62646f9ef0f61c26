"""Value and tie key of a lineup as one whole number, so that one search puts lineups in their only order."""

import numpy as np

from lineup_engine.optimizer.compiled import IntArray, PlayerTable

KEY_BITS = 24
"""Room for the sum of the tie keys of a lineup: 20 bits each, of at most 15 players."""

LEAST_WORTH = -(1 << 55)
"""No roster is worth less: where it would have to be there is none."""

MOST_PLAYERS = 15
MOST_POINTS = 1 << 27
"""Larger points of one player, in units, leave no room for prices in 64 bits: 1,342 points.

Nobody scores half of that, but averages in salary files do now and then, by an error of the site.
"""


def combined(players: PlayerTable) -> IntArray:
    """One weight per player: the larger the sum, the larger the value; of equal values the smaller sum of tie keys."""
    return (players.worth << KEY_BITS) - players.tie_key


def fits(points: IntArray, size: int) -> bool:
    """Whether sums of such weights are exact for rosters of this size."""
    return size <= MOST_PLAYERS and bool(np.all(np.abs(points) <= MOST_POINTS))
