"""Who rarely stands in one lineup: both fighters of a bout, a batter and the pitcher he faces.

In real fields 4 per cent of the baseball lineups have a batter against their own pitcher, and 1.7 per cent of those of
a mixed-martial-arts contest both fighters of a bout.
"""

from collections.abc import Callable

import numpy as np

from lineup_engine.optimizer.compiled import UNKNOWN, CompiledJob, IntArray

_DUELS = frozenset({"mma", "ten"})
_PITCHER = "P"

Rivals = list[list[int]]
"""For each player of the field the places of those whom he bars."""


def rivals_of(job: CompiledJob, pool: IntArray, sport: str) -> Rivals:
    """The rivals of every player of the field."""
    game, team = job.players.game[pool], job.players.team[pool]
    person = job.players.person[pool]
    if sport in _DUELS:
        return _barred(len(pool), lambda one: (game == game[one]) & (game[one] != UNKNOWN) & (person != person[one]))
    if sport == "mlb" and _PITCHER in job.slots:
        pitches = job.players.eligible[pool][:, job.slots.index(_PITCHER)]
        known = (game != UNKNOWN) & (team != UNKNOWN)
        return _barred(
            len(pool),
            lambda one: known & known[one] & (game == game[one]) & (team != team[one]) & (pitches != pitches[one]),
        )
    return [[] for _ in pool]


def _barred(count: int, bars: Callable[[int], np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]) -> Rivals:
    return [np.flatnonzero(bars(one)).tolist() for one in range(count)]
