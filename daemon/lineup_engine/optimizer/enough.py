"""How much looser the rules between lineups would have to be to give as many lineups as were asked for."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob

Gives = Callable[[CompiledJob], int | None]
"""How many lineups a job gives; None where that takes long to tell."""


def enough_for_all(job: CompiledJob, gives: Gives) -> str:
    """What would give all: a smaller `unique`, or a larger exposure that all players share; nothing where none is."""
    unique, most = _unique(job, gives), _exposure(job, gives)
    ways = [] if unique is None else [f"unique: {unique}"]
    if most is not None:
        ways.append(f"exposure of at most {most} of {job.lineups} lineups")
    return f"{' or '.join(ways)} would give all" if ways else ""


def _unique(job: CompiledJob, gives: Gives) -> int | None:
    """The largest that is enough."""
    smaller = range(job.unique - 1, 0, -1)
    return next((by for by in smaller if gives(replace(job, unique=by)) == job.lineups), None)


def _exposure(job: CompiledJob, gives: Gives) -> int | None:
    """The smallest that is enough, found by halves."""
    limits = {int(most) for most in job.players.max_lineups}
    low, high = min(limits), job.lineups
    if len(limits) > 1 or low >= high or not _is_enough(job, high, gives):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if _is_enough(job, middle, gives) else (middle, high)
    return high


def _is_enough(job: CompiledJob, most: int, gives: Gives) -> bool:
    exposed = replace(job.players, max_lineups=np.full(len(job.players), most))
    return gives(replace(job, players=exposed)) == job.lineups
