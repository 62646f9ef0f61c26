"""Who is in a field: the players with a share of the lineups, if they can fill every slot."""

from collections.abc import Sequence

import numpy as np

from lineup_engine.errors import InputError
from lineup_engine.field.frame import Frame, frame_of
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.resort import with_resort
from lineup_engine.field.tilt import Floats
from lineup_engine.optimizer.compiled import BoolArray, IntArray
from lineup_engine.seam import Problem
from lineup_kernels.field_tables import MOST_MEMBERS

LEAST_SHARE = 1e-5
"""Who is in fewer lineups is in none."""

_MOST_PLAYERS = 1 << 16


def frame_with(slate: FieldSlate, share: Floats, sport: str, known: str = "ownership") -> Frame:
    """The frame of the players with a share; `known` is what tells the shares.

    Raises `InputError` where nobody of them may fill some slot, and `RulesClash` where they make no lineup.
    """
    return with_resort(frame_without_resort(slate, share, sport, known))


def frame_without_resort(slate: FieldSlate, share: Floats, sport: str, known: str = "ownership") -> Frame:
    """The same without a lineup of last resort: it may be that they make none."""
    job = slate.job
    if len(job.players) > _MOST_PLAYERS:
        raise InputError(
            [Problem(slate.file, 0, 0, f"has more than {_MOST_PLAYERS:,} players", "is it the right file?")]
        )
    pool = _largest(share)
    empty = [job.slots[slot] for slot in np.flatnonzero(~job.players.eligible[pool].any(axis=0))]
    if empty:
        words = f"nobody with {known} may fill {', '.join(dict.fromkeys(empty))}, so that there is no field"
        raise InputError([Problem(slate.file, 0, 0, words, f"give the {known} of these players")])
    return frame_of(job, pool, sport)


def _largest(share: Floats) -> IntArray:
    """The players in ascending order; of too many those with the largest shares."""
    pool = np.flatnonzero(share >= LEAST_SHARE)
    if len(pool) > MOST_MEMBERS:
        pool = np.sort(pool[np.argsort(-share[pool], kind="stable")[:MOST_MEMBERS]])
    return pool


def slots_of_part(frame: Frame, part: int) -> Sequence[str]:
    """What the slots of a part of the slate are called."""
    own: BoolArray = np.any(frame.job.players.eligible[frame.pool][frame.part == part], axis=0)
    return tuple(dict.fromkeys(frame.job.slots[slot] for slot in np.flatnonzero(own)))
