"""The lineups of simulated opponents: entry j of a field depends on the seed, the field and j alone."""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.field_ahead import look_ahead, spread_weights
from lineup_kernels.field_draw import Origin, draw_lineups
from lineup_kernels.field_tables import SHARE_BITS, STREAM, FieldTables, IntArray, Lineups, OpenField

_ENTRIES = np.uint64(STREAM)
_CANDIDATES = np.uint64(STREAM + 1)
_SAMPLE = np.uint64(STREAM + 2)
_PLAYERS = np.uint64(STREAM + 3)
_TEAMS = np.uint64(STREAM + 4)

_SAMPLED = 4096
"""Where the weights of fields differ, so many lineups tell the ownership that a field's trains are balanced for."""


@njit(cache=True)
def draw_field(tables: FieldTables, seed: int, field: int, first: int, lineups: Lineups) -> int:
    """Fill `lineups` with the entries of a field from `first` on; answers how many tries failed on the way."""
    is_in_trains = first < tables.trains.start[tables.trains.balanced]
    return draw_opened(tables, open_field(tables, seed, field, is_in_trains), (seed, field, first), lineups)


@njit(cache=True)
def open_field(tables: FieldTables, seed: int, field: int, with_trains: bool) -> OpenField:
    """What the entries of one field have in common; entries of balanced trains need them."""
    roster, law, stacks = tables.roster, tables.law, tables.stacks
    weight, team_weight = law.weight.copy(), stacks.team_weight.copy()
    if law.spread.shape[1] > 1:
        trial = _first_trial(field)
        spread_weights(law.weight, law.spread, roster.person, (np.uint64(seed), trial, _PLAYERS), weight)
        teams = np.arange(team_weight.shape[1]).astype(np.int32)
        spread_weights(stacks.team_weight, law.spread, teams, (np.uint64(seed), trial, _TEAMS), team_weight)
    ahead = np.zeros((len(weight), len(roster.first_kind), law.ending.shape[1]), np.uint32)
    look_ahead(roster, weight, law.ending, ahead)
    trains = np.zeros((tables.trains.balanced if with_trains else 0, tables.size), np.uint16)
    opened = OpenField(weight, team_weight, ahead, trains)
    if len(trains):
        _balance(tables, opened, seed, field)
    return opened


@njit(cache=True)
def draw_opened(tables: FieldTables, opened: OpenField, entries: tuple[int, int, int], lineups: Lineups) -> int:
    """The same for an opened field; `entries` are the seed, the field and the first entry."""
    seed, field, first = entries
    start, balanced = tables.trains.start, tables.trains.balanced
    trains, unit = len(start) - 1, np.empty(len(lineups), np.int64)
    trials, count = np.empty(len(lineups), np.uint64), 0
    train = np.searchsorted(start, first, "right") - 1
    for row in range(len(lineups)):
        entry = first + row
        while train < trains and entry >= start[train + 1]:
            train += 1
        if train < balanced:
            lineups[row] = opened.trains[train]
            unit[row] = -1
            continue
        trial = _first_trial(field) | np.uint64(start[train] if train < trains else entry)
        if count == 0 or trials[count - 1] != trial:
            trials[count] = trial
            count += 1
        unit[row] = count - 1
    drawn = np.empty((count, tables.size), np.uint16)
    failed = draw_lineups(tables, opened, Origin(np.uint64(seed), _ENTRIES), trials[:count], drawn)
    for row in range(len(lineups)):
        if unit[row] >= 0:
            lineups[row] = drawn[unit[row]]
    return failed


@njit(cache=True, inline="always")
def _first_trial(field: int) -> np.uint64:
    """The trial of the first of a field's lineups; the others follow it."""
    return np.uint64(np.uint64(field) << np.uint64(32))


@njit(cache=True)
def _numbered(first: np.uint64, count: int) -> NDArray[np.uint64]:
    trials = np.empty(count, np.uint64)
    for number in range(count):
        trials[number] = first + np.uint64(number)
    return trials


@njit(cache=True)
def _balance(tables: FieldTables, opened: OpenField, seed: int, field: int) -> None:
    """Give each balanced train, the largest first, the candidate whose players are most below their ownership so far."""
    players, trains, count = tables.roster.player, tables.trains, tables.trains.candidates
    share = _sampled_share(tables, opened, seed, field) if tables.law.spread.shape[1] > 1 else trains.share
    over, candidates = np.zeros(int(players[-1]) + 1, np.int64), np.empty((count, tables.size), np.uint16)
    for train in range(trains.balanced):
        entries, best, chosen = trains.start[train + 1] - trains.start[train], np.int64(1 << 62), 0
        for player in range(len(share)):
            over[players[player]] -= share[player] * entries
        trials = _numbered(_first_trial(field) + np.uint64(train * count), count)
        draw_lineups(tables, opened, Origin(np.uint64(seed), _CANDIDATES), trials, candidates)
        for number in range(count):
            excess = np.int64(0)
            for player in candidates[number]:
                excess += over[player]
            if excess < best:
                best, chosen = excess, number
        opened.trains[train] = candidates[chosen]
        for player in candidates[chosen]:
            over[player] += entries << SHARE_BITS


@njit(cache=True)
def _sampled_share(tables: FieldTables, opened: OpenField, seed: int, field: int) -> IntArray:
    """The ownership in a field without trains, from lineups that are no entries."""
    players = tables.roster.player
    lineups, counts = np.empty((_SAMPLED, tables.size), np.uint16), np.zeros(int(players[-1]) + 1, np.int64)
    origin = Origin(np.uint64(seed), _SAMPLE)
    draw_lineups(tables, opened, origin, _numbered(_first_trial(field), _SAMPLED), lineups)
    for lineup in lineups:
        for player in lineup:
            counts[player] += 1
    shares = np.zeros(len(players), np.int64)
    for place in range(len(players)):
        shares[place] = (counts[players[place]] << SHARE_BITS) // _SAMPLED
    return shares
