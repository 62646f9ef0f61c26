"""Lineups in the order in which they are added up fastest: the result does not depend on it, only the time.

The players of a lineup stand with the most popular ones first. In a field in order, neighbours then mostly agree in
their first half, and its sum is there already: of 150,000 entries one in ten has a first half of its own.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.graph import IndexArray, IntArray

LineupArray = NDArray[np.uint16]
"""Numbers of players, a row per lineup, all of one size; the same players in another order are the same lineup."""


class Lineups(NamedTuple):
    """Lineups in two parts: first halves [m, size / 2], each written once for all neighbours that have it, and the rests.

    Lineup i is `halves[half_of[i]]` and `rests[i]`; `half_of` [n] begins with 0 and rises by 0 or 1.
    """

    halves: LineupArray
    half_of: IndexArray
    rests: LineupArray


class Field(NamedTuple):
    """The different lineups of a field: first `singles` that one entry has, then those that `weight` entries have."""

    lineups: Lineups
    singles: int
    weight: IndexArray


def popularity(lineups: LineupArray, players: int) -> NDArray[np.uint16]:
    """The rank of each of so many players by how many lineups have him: 0 = most."""
    count = np.bincount(lineups.ravel(), minlength=players)
    rank = np.empty(players, np.uint16)
    rank[np.argsort(-count, kind="stable")] = np.arange(players, dtype=np.uint16)
    return rank


def lay_out_lineups(lineups: LineupArray, rank: NDArray[np.uint16]) -> Lineups:
    """Lineups [n, size] in the order they have, the players of each by rank [players]."""
    by_rank = np.argsort(rank).astype(np.uint16)
    return _in_halves(by_rank[np.sort(rank[lineups], axis=1)])


def lay_out_field(entries: LineupArray, rank: NDArray[np.uint16], weight: IndexArray | None = None) -> Field:
    """The field of these lineups [n, size], equal ones merged; `weight` [n] says how many entries each is, else one."""
    ranked = np.sort(rank[entries], axis=1)
    order = np.lexsort(ranked.T[::-1])
    ranked = ranked[order]
    count = (np.ones(len(order), np.int64) if weight is None else weight.astype(np.int64))[order]
    first = np.flatnonzero(_differs(ranked, ranked.shape[1]))
    merged = np.add.reduceat(count, first) if len(first) else count
    ranked, merged = ranked[first][merged > 0], merged[merged > 0]
    if merged.sum() >= 1 << 31:
        raise OverflowError(f"a field of {merged.sum()} entries: their number has to fit into 31 bits")
    is_single = merged == 1
    by_rank = np.argsort(rank).astype(np.uint16)
    players = by_rank[np.concatenate([ranked[is_single], ranked[~is_single]])]
    return Field(_in_halves(players), int(is_single.sum()), merged[~is_single].astype(np.int32))


def whole(lineups: Lineups) -> LineupArray:
    """The lineups [n, size] again, in their order, the players of each by rank."""
    return np.concatenate([lineups.halves[lineups.half_of], lineups.rests], axis=1)


@njit(cache=True)
def largest_sum(lineups: Lineups, points: IntArray) -> int:
    """The largest sum over the players of a lineup, of points [players] that are not negative; 0 of no lineups."""
    largest, half, last = 0, 0, -1
    for lineup in range(len(lineups.rests)):
        if lineups.half_of[lineup] != last:
            last, half = lineups.half_of[lineup], 0
            for player in lineups.halves[last]:
                half += int(points[player])
        total = half
        for player in lineups.rests[lineup]:
            total += int(points[player])
        largest = max(largest, total)
    return largest


def pack_field(field: Field) -> dict[str, NDArray[Any]]:
    """The arrays that a field is kept as."""
    return {**field.lineups._asdict(), "weight": field.weight}


def unpack_field(arrays: Mapping[str, NDArray[Any]]) -> Field:
    """The field of these arrays, which are not copied: kernels are compiled for arrays that may be written."""
    halves, half_of, rests, weight = (arrays[name] for name in ("halves", "half_of", "rests", "weight"))
    return Field(Lineups(halves, half_of, rests), len(rests) - len(weight), weight)


def entries_of(field: Field) -> int:
    """How many entries a field has."""
    return field.singles + int(field.weight.sum())


def _in_halves(players: LineupArray) -> Lineups:
    half = players.shape[1] // 2
    is_other = _differs(players, half)
    return Lineups(
        np.ascontiguousarray(players[is_other, :half]),
        (np.cumsum(is_other) - 1).astype(np.int32),
        np.ascontiguousarray(players[:, half:]),
    )


def _differs(players: LineupArray, columns: int) -> NDArray[np.bool_]:
    """Whether the first columns of each row are others than those of the row before; always for the first row."""
    differs = np.ones(len(players), np.bool_)
    differs[1:] = (players[1:, :columns] != players[:-1, :columns]).any(axis=1)
    return differs
