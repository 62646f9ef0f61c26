"""What a field is made from: the compiled slate, and what is known of the players' ownership."""

from dataclasses import dataclass

import numpy as np

from lineup_engine.field.tilt import Floats
from lineup_engine.optimizer.compiled import UNKNOWN, BoolArray, CompiledJob
from lineup_engine.optimizer.ownership import OWNERSHIP_UNITS


@dataclass(frozen=True, slots=True)
class FieldSlate:
    """A slate for which opponents are wanted. Only the site's rules of the job count, and none of the user's.

    `per_cent` is the ownership of every form, NaN where it is not known. `plays` is False for who is never in a lineup:
    0 points with a standard deviation of 0. `file` is where the ownership comes from, for messages.
    """

    job: CompiledJob
    per_cent: Floats
    plays: BoolArray
    file: str = "projections"


def slate_of(job: CompiledJob, plays: BoolArray | None = None, file: str = "projections") -> FieldSlate:
    """A slate with the ownership that the job knows."""
    known = job.players.ownership != UNKNOWN
    per_cent = np.where(known, job.players.ownership / OWNERSHIP_UNITS, np.nan)
    return FieldSlate(job, per_cent, np.ones(len(job.players), np.bool_) if plays is None else plays, file)
