"""The stacked players of a lineup: a template says how many of which two teams, each takes a slot that suits him."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.field_bars import bar_beside, keep_limits
from lineup_kernels.field_tables import FieldTables, OpenField, Room, Roster, Words
from lineup_kernels.field_words import EntryWords, below, next_word, place_in

_NOBODY = -1
_NOTHING = np.uint64(0)

Progress = tuple[int, int, int]
"""The state, the money left, and how many slots are filled: below 0 at a dead end."""


@njit(cache=True)
def stack_players(
    tables: FieldTables, opened: OpenField, said: tuple[int, int, bool], words: EntryWords, room: Room
) -> Progress:
    """Choose the stacked players; `said` are class, template, and whether the lineup has no regard for rivals.

    A team that cannot give so many gives fewer. Its others are barred then, so that stacks are as large as told.
    """
    roster, stacks, ahead = tables.roster, tables.stacks, opened.ahead
    one, template, has_rivals = said
    weight, place_kind, rows, team = opened.weight, stacks.place_kind, roster.row, _NOBODY
    state, left, filled = 0, int(roster.high[0]), 0
    for group in range(-1 if stacks.has_anchor else 0, 2):
        source, wanted = len(stacks.opponent), 1
        if group >= 0:
            if not stacks.has_anchor:
                team = _draw_team(opened.team_weight, one, team, words, room.sums)
            elif group == 1 and team >= 0:
                team = int(stacks.opponent[team])
            source, wanted = team, int(stacks.sizes[template, group])
        if source < 0:
            continue
        first, last = int(stacks.place_start[source]), int(stacks.place_start[source + 1])
        for _ in range(wanted):
            total = _NOTHING
            for number in range(first, last):
                player, following = roster.member[stacks.place[number]], roster.after[state, place_kind[number]]
                rest = left - roster.cost[player]
                if following >= 0 and rest >= 0 and room.is_open[player]:
                    total += np.uint64(weight[one, player]) * np.uint64(ahead[one, rows[following], rest])
                room.sums[number - first] = total
            if total == _NOTHING:
                break
            number = first + place_in(room.sums, last - first, below(next_word(words), total))
            player = int(roster.member[stacks.place[number]])
            room.chosen[filled] = player
            filled += 1
            state, left = int(roster.after[state, place_kind[number]]), left - int(roster.cost[player])
            if not _bar(roster, player, tables.size - filled, has_rivals, room):
                return state, left, -1
            if group < 0:
                team = int(stacks.team[player])
        if group < 0 and filled == 0:
            return state, left, -1
        if group >= 0:
            for number in range(first, last):
                room.is_open[roster.member[stacks.place[number]]] = np.uint8(0)
    return state, left, filled


@njit(cache=True)
def _bar(roster: Roster, player: int, slots: int, has_rivals: bool, room: Room) -> bool:
    """Bar who cannot be beside a player; False where a limit is broken."""
    bar_beside(player, has_rivals, roster.bar, roster.bar_start, roster.rival, roster.rival_start, room.is_open)
    kinds, counts = roster.limit_kind, roster.limit_count
    return keep_limits(player, slots, kinds, counts, roster.group, room.counts, room.groups, room.is_open)


@njit(cache=True)
def _draw_team(weight: Words, one: int, other: int, words: EntryWords, sums: NDArray[np.uint64]) -> int:
    """A team by its weight, but not the other one."""
    total, teams = _NOTHING, weight.shape[1]
    for team in range(teams):
        if team != other:
            total += np.uint64(weight[one, team])
        sums[team] = total
    if total == _NOTHING:
        return _NOBODY
    return place_in(sums, teams, below(next_word(words), total))
