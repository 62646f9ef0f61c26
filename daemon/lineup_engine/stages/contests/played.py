"""Own lineups together in their contests, trial by trial: what they win, and what the winner and the last paid have."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.stages.contests.arena import Block, Entrants, Trials
from lineup_kernels.contest.screen import enter_together
from lineup_kernels.contest.sums import no_sums


@dataclass(frozen=True, slots=True)
class Played:
    """Consecutive trials of some contests, a row per contest and a column per trial.

    `sums[c]` are those of its lineups, field by field [fields, lineups, COLUMNS], `won` what all of them win, in milli-cents; `cash` and `best` are what the
    entries at the last paid place and at the first score, in units, all entries of the contest being in it.
    """

    sums: tuple[IntArray, ...]
    won: IntArray
    cash: IntArray
    best: IntArray


def play(trials: Trials, entrants: Sequence[Entrants], first: int, count: int) -> Played:
    """So many trials of all contests; `first` begins a block."""
    shape = len(entrants), count
    sums = tuple(np.stack([no_sums(len(lineups.rests)) for lineups in one.lineups]) for one in entrants)
    played = Played(sums, *(np.zeros(shape, np.int64) for _ in range(3)))
    for block in trials.blocks(first, count):
        for contest, one in enumerate(entrants):
            _play_block(trials, block, one, _Seen(played, contest, block.first - first))
    return played


@dataclass(frozen=True, slots=True)
class _Seen:
    """Where the trials of a block go."""

    played: Played
    contest: int
    place: int


def _play_block(trials: Trials, block: Block, one: Entrants, seen: _Seen) -> None:
    field, own = one.of(block.first)
    size = own.halves.shape[1] + own.rests.shape[1]
    played, contest = seen.played, seen.contest
    sums = played.sums[contest][one.arena.field_of(block.first)]
    for start, number, points in trials.points(block, one.lanes, one.total):
        here = slice(seen.place + start, seen.place + start + number)
        enter_together(points, field, own, one.arena.prizes, one.room, sums, played.won[contest, here])
        played.cash[contest, here] = trials.units(one.room.cash[:number], size)
        played.best[contest, here] = trials.units(one.room.most[:number], size)
