"""What choosing a player bars: the other forms of his person, his rivals, and whoever would break a limit."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.field_tables import AT_MOST, IndexArray, Lineups

OpenFlags = NDArray[np.uint8]
"""1 for who may still be chosen, else 0."""


@njit(cache=True, inline="always")
def bar_beside(
    player: int,
    has_rivals: bool,
    bar: IndexArray,
    bar_start: IndexArray,
    rival: IndexArray,
    rival_start: IndexArray,
    is_open: OpenFlags,
) -> None:
    """Bar all forms of a player's person, and his rivals unless the lineup has no regard for them."""
    for place in range(bar_start[player], bar_start[player + 1]):
        is_open[bar[place]] = np.uint8(0)
    if not has_rivals:
        for place in range(rival_start[player], rival_start[player + 1]):
            is_open[rival[place]] = np.uint8(0)


@njit(cache=True, inline="always")
def keep_limits(
    player: int,
    slots: int,
    limit_kind: IndexArray,
    limit_count: IndexArray,
    group: IndexArray,
    counts: IndexArray,
    groups: IndexArray,
    is_open: OpenFlags,
) -> bool:
    """Count a player and bar who would break a limit, with so many slots still to fill; False where one is broken.

    Of a full group nobody is chosen any more. When every slot that is left has to bring a further group, only players
    of further groups are.
    """
    is_kept = True
    for limit in range(len(limit_kind)):
        own = group[limit, player]
        if own >= 0:
            counts[limit, own] += 1
            if counts[limit, own] == 1:
                groups[limit] += 1
        if limit_kind[limit] == AT_MOST:
            if own >= 0 and counts[limit, own] >= limit_count[limit]:
                for other in range(group.shape[1]):
                    if group[limit, other] == own:
                        is_open[other] = np.uint8(0)
        else:
            missing = limit_count[limit] - groups[limit]
            is_kept = is_kept and missing <= slots
            if 0 < missing == slots:
                for other in range(group.shape[1]):
                    if group[limit, other] < 0 or counts[limit, group[limit, other]] > 0:
                        is_open[other] = np.uint8(0)
    return is_kept


@njit(cache=True, inline="always")
def write_lineup(chosen: IndexArray, player_of: NDArray[np.uint16], row: int, lineups: Lineups) -> None:
    """The players' numbers in ascending order, which is that of their places."""
    for place in range(1, len(chosen)):
        own, before = chosen[place], place - 1
        while before >= 0 and chosen[before] > own:
            chosen[before + 1] = chosen[before]
            before -= 1
        chosen[before + 1] = own
    for place in range(len(chosen)):
        lineups[row, place] = player_of[chosen[place]]
