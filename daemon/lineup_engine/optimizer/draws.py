"""Random worth: numbers that depend on the seed, the lineup and the player alone, so that any machine draws the same.

Philox is counted, not stepped: the numbers of one lineup need none of those before it. Everything is whole numbers: a
normal draw is the sum of twelve uniform ones, whose standard deviation is exactly one, within six of it.
"""

import numpy as np
from numpy.random import Philox

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.specification import Spread

STREAM = 1
"""Sets these numbers apart from others of the same seed."""

_UNIFORMS = 12
_ONE = 1 << 32


def drawn_worth(worth: IntArray, spread: Spread, seed: int, lineup: int) -> IntArray:
    """The worth of every player, moved at random for one lineup; never more than six spreads away."""
    moves = _moves(len(worth), spread.kind, seed, lineup)
    units = np.array(spread.units, dtype=np.int64)
    return np.array(
        [own + _times(move, unit) for own, move, unit in zip(worth, moves, units, strict=True)], dtype=np.int64
    )


def _moves(players: int, kind: str, seed: int, lineup: int) -> list[int]:
    """How many spreads each player is moved, in parts of 2 to the power of 32."""
    source = Philox(key=[seed, STREAM], counter=[0, 0, lineup, 0])
    raw = source.random_raw(players * _UNIFORMS // 2).astype("<u8").view("<u4")
    words = raw.reshape(players, _UNIFORMS).astype(np.int64)
    if kind == "uniform":
        return [2 * int(own[0]) + 1 - _ONE for own in words]
    # Each uniform number lies in the middle of its part, so that their sum is as often above as below.
    return [(2 * int(own.sum()) + _UNIFORMS - _UNIFORMS * _ONE) // 2 for own in words]


def _times(move: int, units: int) -> int:
    """The move in units, rounded to the nearest."""
    return (move * int(units) + _ONE // 2) >> 32
