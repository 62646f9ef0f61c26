"""The lineups of simulated opponents: entry j of a field depends on the key of the field and j alone."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.field_ahead import look_ahead, spread_weights
from lineup_kernels.field_draw import draw_lineups, room_to_draw
from lineup_kernels.field_tables import SHARE_BITS, STREAM, FieldTables, IntArray, Lineups, OpenField
from lineup_kernels.field_trains import choose_balanced
from lineup_kernels.field_words import Origin

_ENTRIES, _CANDIDATES, _SAMPLE, _PLAYERS, _TEAMS = range(STREAM, STREAM + 5)

_SAMPLED = 4096
"""Where the weights of fields differ, so many lineups tell the ownership that a field's trains are balanced for."""


class FieldKey(NamedTuple):
    """Which field: its number, the seed of its entries, and the seed of the error of its ownership.

    Fields with one number err alike where they have one seed of the ownership, as those of contests of one day do.
    """

    entries: int
    ownership: int
    number: int


def key_of(seed: int, number: int) -> FieldKey:
    """A field with one seed for everything."""
    return FieldKey(seed, seed, number)


def draw_field(tables: FieldTables, key: FieldKey, first: int, lineups: Lineups) -> int:
    """Fill `lineups` with the entries of a field from `first` on; answers how many tries failed on the way."""
    start, balanced = tables.trains.start, tables.trains.balanced
    opened = open_field(tables, key)
    entries = np.arange(first, first + len(lineups))
    train = np.searchsorted(start, entries, "right") - 1
    is_balanced = train < balanced
    if is_balanced.any():
        lineups[is_balanced] = _balanced_trains(tables, opened, key)[train[is_balanced]]
    # The first entry of a train stands for all of them; behind the last train each stands for itself.
    unit = np.where(train < len(start) - 1, start[train], entries)[~is_balanced]
    units, place = np.unique(unit, return_inverse=True)
    drawn, failed = _draw(tables, opened, key, _ENTRIES, units)
    lineups[~is_balanced] = drawn[place]
    return failed


def open_field(tables: FieldTables, key: FieldKey) -> OpenField:
    """What the entries of one field have in common."""
    law, weight, team_weight = tables.law, tables.law.weight, tables.stacks.team_weight
    if law.spread.shape[1] > 1:
        weight, team_weight = np.empty_like(weight), np.empty_like(team_weight)
        trial, teams = np.uint64(key.number << 32), np.arange(team_weight.shape[1], dtype=np.int32)
        of_players, of_teams = (Origin(np.uint64(key.ownership), np.uint64(stream)) for stream in (_PLAYERS, _TEAMS))
        spread_weights(law.weight, law.spread, tables.roster.person, of_players, trial, weight)
        spread_weights(tables.stacks.team_weight, law.spread, teams, of_teams, trial, team_weight)
    ahead = np.zeros((len(weight), int(tables.roster.row[-1]), law.ending.shape[1]), np.uint32)
    look_ahead(tables.roster, weight, law.ending, ahead)
    return OpenField(weight, team_weight, ahead)


def _draw(tables: FieldTables, opened: OpenField, key: FieldKey, stream: int, numbers: IntArray) -> tuple[Lineups, int]:
    """The lineups with these numbers, and how many tries failed."""
    trials: NDArray[np.uint64] = numbers.astype(np.uint64) | np.uint64(key.number << 32)
    lineups = np.empty((len(trials), tables.size), np.uint16)
    origin = Origin(np.uint64(key.entries), np.uint64(stream))
    return lineups, draw_lineups(tables, opened, origin, room_to_draw(tables), trials, lineups)


def _balanced_trains(tables: FieldTables, opened: OpenField, key: FieldKey) -> Lineups:
    """The lineups of the longest trains of a field."""
    trains, player = tables.trains, tables.roster.player
    entries = np.diff(trains.start[: trains.balanced + 1])
    numbers = np.arange(trains.balanced * trains.candidates)
    candidates, _ = _draw(tables, opened, key, _CANDIDATES, numbers)
    share = trains.share
    if tables.law.spread.shape[1] > 1:
        sample, _ = _draw(tables, opened, key, _SAMPLE, np.arange(_SAMPLED))
        share = (np.bincount(sample.ravel(), minlength=int(player[-1]) + 1)[player] << SHARE_BITS) // _SAMPLED
    lineups = np.empty((trains.balanced, tables.size), np.uint16)
    choose_balanced(entries, share, player, candidates, lineups)
    return lineups
