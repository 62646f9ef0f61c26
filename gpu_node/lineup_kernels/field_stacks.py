"""The stacked players of a lineup: a template says how many of which two teams, each takes a slot that suits him."""

import numpy as np
from numba import njit

from lineup_kernels.field_bars import bar_beside, keep_limits
from lineup_kernels.field_tables import FieldTables, OpenField, Room, Roster, Stacks, Words
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
    roster, stacks = tables.roster, tables.stacks
    one, template, has_rivals = said
    progress, team = (0, int(roster.high[0]), 0), _NOBODY
    if stacks.anchor >= 0:
        place = _draw_anchor(tables, opened, one, words, room)
        if place == _NOBODY:
            return 0, 0, -1
        progress = _choose(roster, place, stacks.anchor, progress, has_rivals, room)
        team = int(stacks.team[roster.member[place]])
    for group in range(2):
        if stacks.anchor < 0:
            team = _draw_team(opened.team_weight, one, team, words, room)
        elif group == 1 and team >= 0:
            team = int(stacks.opponent[team])
        if team < 0:
            continue
        for _ in range(stacks.sizes[template, group]):
            number = _draw_stacked(tables, opened, one, progress, team, words, room)
            if number == _NOBODY or progress[2] < 0:
                break
            progress = _choose(roster, stacks.place[number], stacks.place_kind[number], progress, has_rivals, room)
        _bar_others(roster, stacks, team, room)
    return progress


@njit(cache=True)
def _choose(roster: Roster, place: int, kind: int, progress: Progress, has_rivals: bool, room: Room) -> Progress:
    """Put the member at a place into a slot of a kind."""
    state, left, filled = progress
    player = int(roster.member[place])
    room.chosen[filled] = player
    bar_beside(player, has_rivals, roster.bar, roster.bar_start, roster.rival, roster.rival_start, room.is_open)
    slots = len(room.chosen) - filled - 1
    is_kept = keep_limits(
        player,
        slots,
        roster.limit_kind,
        roster.limit_count,
        roster.group,
        room.counts,
        room.groups,
        room.is_open,
    )
    return int(roster.after[state, kind]), left - int(roster.cost[player]), filled + 1 if is_kept else -1


@njit(cache=True)
def _bar_others(roster: Roster, stacks: Stacks, team: int, room: Room) -> None:
    """Nobody more of a stacked team."""
    for number in range(stacks.place_start[team], stacks.place_start[team + 1]):
        room.is_open[roster.member[stacks.place[number]]] = np.uint8(0)


@njit(cache=True)
def _draw_team(weight: Words, one: int, other: int, words: EntryWords, room: Room) -> int:
    """A team by its weight, but not the other one."""
    total, teams = _NOTHING, weight.shape[1]
    for team in range(teams):
        if team != other:
            total += np.uint64(weight[one, team])
        room.sums[team] = total
    if total == _NOTHING:
        return _NOBODY
    return place_in(room.sums, teams, below(next_word(words), total))


@njit(cache=True)
def _draw_anchor(tables: FieldTables, opened: OpenField, one: int, words: EntryWords, room: Room) -> int:
    """The place of the anchor, who is chosen first."""
    roster, anchor = tables.roster, tables.stacks.anchor
    first, last, following = roster.member_start[anchor], roster.member_start[anchor + 1], roster.after[0, anchor]
    total, most = _NOTHING, roster.high[0]
    for place in range(first, last):
        player = roster.member[place]
        if roster.cost[player] <= most:
            ahead = opened.ahead[one, following, most - roster.cost[player]]
            total += np.uint64(opened.weight[one, player]) * np.uint64(ahead)
        room.sums[place - first] = total
    if total == _NOTHING:
        return _NOBODY
    return int(first + place_in(room.sums, last - first, below(next_word(words), total)))


@njit(cache=True)
def _draw_stacked(
    tables: FieldTables,
    opened: OpenField,
    one: int,
    progress: Progress,
    team: int,
    words: EntryWords,
    room: Room,
) -> int:
    """A player of a stack's team together with the kind of slot that he fills: his number among the team's places."""
    roster, stacks = tables.roster, tables.stacks
    state, left, _ = progress
    first, last, total = stacks.place_start[team], stacks.place_start[team + 1], _NOTHING
    for number in range(first, last):
        player, following = roster.member[stacks.place[number]], roster.after[state, stacks.place_kind[number]]
        rest = left - roster.cost[player]
        if following >= 0 and rest >= 0 and room.is_open[player]:
            total += np.uint64(opened.weight[one, player]) * np.uint64(opened.ahead[one, following, rest])
        room.sums[number - first] = total
    if total == _NOTHING:
        return _NOBODY
    return int(first + place_in(room.sums, last - first, below(next_word(words), total)))
