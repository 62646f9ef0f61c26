"""Lineups of a field: class and template first, then the stacked players, then slot by slot, again after a failed try.

The loop over the slots takes its arrays out of their bundles once for many lineups: handing bundles from function to
function costs three times as much as drawing.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.field_bars import bar_beside, keep_limits, write_lineup
from lineup_kernels.field_stacks import stack_players
from lineup_kernels.field_tables import FieldTables, Lineups, OpenField, Room, Words
from lineup_kernels.field_words import EntryWords, Origin, begin_words, below, next_word, place_in, room_for_words

MOST_TRIES = 200
"""After so many failed tries an entry takes the lineup of last resort."""

_NO_TEMPLATE = -1
_NOTHING = np.uint64(0)


def room_to_draw(tables: FieldTables) -> Room:
    """Room for one lineup of this field at a time."""
    roster, limits = tables.roster, len(tables.roster.limit_kind)
    return Room(
        is_open=np.zeros(len(roster.cost), np.uint8),
        sums=np.zeros(max(len(roster.member), len(tables.stacks.opponent), 1), np.uint64),
        counts=np.zeros((limits, roster.groups), np.int32),
        groups=np.zeros(limits, np.int32),
        chosen=np.zeros(tables.size, np.int32),
    )


@njit(cache=True)
def draw_lineups(
    tables: FieldTables, opened: OpenField, origin: Origin, room: Room, trials: NDArray[np.uint64], lineups: Lineups
) -> int:
    """Draw a lineup for each trial; answers how many tries failed."""
    roster, size, words = tables.roster, tables.size, room_for_words()
    member, start, cost, after = roster.member, roster.member_start, roster.cost, roster.after
    bar, bar_start, rival, rival_start = roster.bar, roster.bar_start, roster.rival, roster.rival_start
    limit_kind, limit_count, group = roster.limit_kind, roster.limit_count, roster.group
    is_open, sums, counts, groups, chosen = room.is_open, room.sums, room.counts, room.groups, room.chosen
    weight, ahead, first_kind, player_of = opened.weight, opened.ahead, roster.first_kind, roster.player
    rows, follows = roster.row, roster.follows
    law, failed = tables.law, 0
    for row in range(len(trials)):
        begin_words(words, origin.key, trials[row], origin.stream)
        one = int((next_word(words) * np.uint64(len(weight))) >> np.uint64(32))
        has_rivals = bool(next_word(words) < np.uint64(law.keeps_rivals))
        template = _draw_template(tables.stacks.chance, words)
        lineups[row] = tables.last_resort
        for _ in range(MOST_TRIES):
            is_open[:] = np.uint8(1)
            counts[:] = np.int32(0)
            groups[:] = np.int32(0)
            state, left, filled, skipped = 0, roster.high[0], 0, 0
            if template != _NO_TEMPLATE:
                state, left, filled = stack_players(tables, opened, (one, template, has_rivals), words, room)
            while 0 <= filled < size:
                kind = first_kind[state]
                following, first, count, total = after[state, kind], start[kind], 0, _NOTHING
                behind, step = rows[following], follows[state]
                for place in range(first + skipped, start[kind + 1]):
                    player = member[place]
                    rest = left - cost[player]
                    if rest < 0:
                        break
                    row_behind = behind + step * (place - first + 1)
                    chance = np.uint64(weight[one, player]) * np.uint64(ahead[one, row_behind, rest])
                    total += chance * np.uint64(is_open[player])
                    sums[count] = total
                    count += 1
                if total == _NOTHING:
                    filled = -1
                    break
                place = skipped + place_in(sums, count, below(next_word(words), total))
                skipped, player = step * (place + 1), member[first + place]
                chosen[filled] = player
                filled += 1
                state, left = following, left - cost[player]
                bar_beside(int(player), has_rivals, bar, bar_start, rival, rival_start, is_open)
                if not keep_limits(int(player), size - filled, limit_kind, limit_count, group, counts, groups, is_open):
                    filled = -1
            if filled == size and next_word(words) <= np.uint64(law.accepted[left]):
                write_lineup(chosen, player_of, row, lineups)
                break
            failed += 1
    return failed


@njit(cache=True, inline="always")
def _draw_template(chance: Words, words: EntryWords) -> int:
    """A template by its chance; none where there are no templates."""
    template = _NO_TEMPLATE
    if len(chance):
        word, template = next_word(words), 0
        while template < len(chance) - 1 and word >= np.uint64(chance[template]):
            template += 1
    return template
