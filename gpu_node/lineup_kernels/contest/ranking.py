"""The places of own lineups in one trial: entries are counted by their total, so that ties and duplicates are exact."""

import numpy as np
from numba import njit

from lineup_kernels.contest.layout import Field
from lineup_kernels.contest.room import Room


@njit(cache=True)
def rank_own(lane: int, field: Field, depth: int, paid: int, together: bool, room: Room) -> int:
    """Place the own lineups of one lane; answers how many have less than `depth` entries ahead of them.

    Those stand in `room.who`, in order, with the entries `ahead` of each and `level` with it, itself included.
    `together`: all own lineups are in the field at once; else each is there alone. With `paid` places, at most `depth`,
    `room.cash` tells the total at the last of them, of the entries that are in the field at once.
    """
    entries, above, coarse = room.entries, room.above, room.coarse
    own, top = room.own.rows[lane], np.int64(room.most[lane]) >> coarse
    _count_field(lane, field, room)
    if together:
        for number in range(len(room.who)):
            entries[np.int64(own[number]) >> coarse] += 1
    seen, here = 0, int(top)
    while here >= 0 and seen < depth:
        above[here] = seen
        seen += entries[here]
        here -= 1
    line = here + 1
    least = line << coarse
    placed = 0
    for number in range(len(room.who)):
        # No branch: which lineups are good enough cannot be foretold.
        room.who[placed] = number
        placed += own[number] >= least
    itself = 0 if together else 1
    if coarse:
        placed = _rank_within(lane, field, line, placed, depth, together, room)
    else:
        for place in range(placed):
            total = own[room.who[place]]
            room.ahead[place] = above[total]
            room.level[place] = entries[total] + itself
    room.cash[lane] = _total_at(lane, field, min(paid, seen), line, top, room) if paid else 0
    if coarse:
        for here in range(line, top + 1):
            room.head[here] = -1
    for here in range(top + 1):
        entries[here] = 0
    return placed


@njit(cache=True)
def _total_at(lane: int, field: Field, place: int, line: int, top: np.int64, room: Room) -> int:
    """The total of the entry at a place; the bins from `line` to `top` have been counted, and it is in one of them."""
    low, high = np.int64(line), np.int64(top)
    while low < high:
        # The lowest bin with less than so many entries above it.
        middle = (low + high) >> 1
        if room.above[middle] < place:
            high = middle
        else:
            low = middle + 1
    total, wanted = low << room.coarse, place - room.above[low]
    for bit in range(room.coarse - 1, -1, -1):
        # Bit by bit: the largest total that is reached by as many entries of the bin as are wanted.
        raised = total | (np.int64(1) << bit)
        if _reaching(lane, field, low, raised, room) >= wanted:
            total = raised
    return int(total)


@njit(cache=True)
def _reaching(lane: int, field: Field, here: np.int64, total: np.int64, room: Room) -> int:
    """How many of the entries listed in a bin have at least this total."""
    totals, own, lineups = room.field.rows[lane], room.own.rows[lane], len(field.lineups.rests)
    found, other = 0, room.head[here]
    while other >= 0:
        theirs = np.int64(totals[other] if other < lineups else own[other - lineups])
        is_many = field.singles <= other < lineups
        if theirs >= total:
            found += int(field.weight[other - field.singles]) if is_many else 1
        other = room.after[other]
    return found


@njit(cache=True)
def _count_field(lane: int, field: Field, room: Room) -> None:
    entries, coarse, totals = room.entries, room.coarse, room.field.rows[lane]
    singles = field.singles
    if coarse == 0:
        for lineup in range(singles):
            entries[totals[lineup]] += 1
        for lineup in range(len(field.weight)):
            entries[totals[singles + lineup]] += field.weight[lineup]
    else:
        for lineup in range(singles):
            entries[np.int64(totals[lineup]) >> coarse] += 1
        for lineup in range(len(field.weight)):
            entries[np.int64(totals[singles + lineup]) >> coarse] += field.weight[lineup]


@njit(cache=True)
def _rank_within(lane: int, field: Field, line: int, placed: int, depth: int, together: bool, room: Room) -> int:
    """Place by whole totals where a bin holds several: each own lineup is compared with all entries of its bin."""
    totals, own, lineups = room.field.rows[lane], room.own.rows[lane], len(field.lineups.rests)
    for lineup in range(lineups):
        _list(np.int64(totals[lineup]) >> room.coarse, lineup, line, room)
    if together:
        for place in range(placed):
            number = room.who[place]
            _list(np.int64(own[number]) >> room.coarse, lineups + number, line, room)
    kept = 0
    for place in range(placed):
        number = room.who[place]
        total = np.int64(own[number])
        ahead, level = np.int64(room.above[total >> room.coarse]), 0 if together else 1
        other = room.head[total >> room.coarse]
        while other >= 0:
            theirs = np.int64(totals[other] if other < lineups else own[other - lineups])
            is_many = field.singles <= other < lineups
            weight = field.weight[other - field.singles] if is_many else 1
            ahead += weight if theirs > total else 0
            level += weight if theirs == total else 0
            other = room.after[other]
        if ahead < depth:
            room.who[kept], room.ahead[kept], room.level[kept] = number, ahead, level
            kept += 1
    return kept


@njit(cache=True, inline="always")
def _list(here: np.int64, lineup: int, line: int, room: Room) -> None:
    """Put a lineup into the list of its bin, unless nobody is placed so low."""
    if here >= line:
        room.after[lineup] = room.head[here]
        room.head[here] = lineup
