"""Ownership as the user has it, as shares of the lineups: checked, and split between captains and plain players."""

from dataclasses import dataclass

import numpy as np

from lineup_engine.errors import InputError
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.tilt import Floats
from lineup_engine.optimizer.compiled import BoolArray, CompiledJob
from lineup_engine.seam import Problem

TOLERANCE = 0.05
"""Ownership that sums up to so much more or less than the slots is scaled; further off it is refused."""


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of the lineups that each form is in, as it was told, and what the user should know about it."""

    share: Floats
    warnings: tuple[str, ...] = ()


def read_shares(slate: FieldSlate, any_sum: bool) -> Shares | None:
    """The shares of all forms, 0 for who is in no lineup; None where no ownership is known.

    Raises `InputError` where they sum up to something far off the slots, unless any sum is right.
    """
    known = np.where(np.isfinite(slate.per_cent), slate.per_cent, 0.0)
    usable = slate.plays & slate.job.players.eligible.any(axis=1)
    share = np.where(usable, np.maximum(known, 0.0), 0.0) / 100
    if not share.any():
        return None
    share, split = _split_forms(slate.job, share)
    total, slots = float(share.sum()), slate.job.size
    if abs(total / slots - 1) > TOLERANCE and not any_sum:
        raise InputError([_far_off(slate, 100 * total, 100 * slots)])
    warnings = [split] if split else []
    if abs(total / slots - 1) > 1e-6:
        words = f"the ownership sums up to {100 * total:.1f}%, not to {100 * slots}%: it is scaled"
        warnings.append(f"{slate.file}: {words}")
    return Shares(share, tuple(warnings))


def _far_off(slate: FieldSlate, total: float, wanted: int) -> Problem:
    """Why the ownership cannot be right, and the cure."""
    words = f"the ownership sums up to {total:.1f}%, but {slate.job.size} slots make {wanted}%"
    is_fraction = abs(100 * total / wanted - 1) <= TOLERANCE
    cure = "it is in parts of 1: multiply it by 100" if is_fraction else "complete it, or allow any sum to be scaled"
    return Problem(slate.file, 0, 0, words, cure)


def _split_forms(job: CompiledJob, share: Floats) -> tuple[Floats, str]:
    """Shares of captains and of plain players, where the file has one ownership for a person in both forms.

    A sum near all slots counts both forms; one near the plain slots is that of the plain players alone. Who is captain
    goes by the ownership alone: no field of such a contest is known to measure it.
    """
    boosted = _boosted(job)
    if not boosted.any():
        return share, ""
    person_share = np.zeros(int(job.players.person.max()) + 1)
    np.maximum.at(person_share, job.players.person[~boosted], share[~boosted])
    of_person = person_share[job.players.person]
    if np.any(boosted & (share > 0) & (np.abs(share - of_person) > 1e-9)):
        return share, ""
    captains = sum(bool((job.players.eligible[:, slot] & boosted).any()) for slot in range(job.size))
    total = float(share[~boosted].sum())
    counts_both = abs(total / job.size - 1) < abs(total / (job.size - captains) - 1)
    part = captains / job.size
    scale = part if counts_both else captains / max(total, 1e-9)
    split = np.where(boosted, of_person * scale, share * (1 - part if counts_both else 1.0))
    return split, "the ownership does not tell captains from others: it is split evenly over the slots"


def _boosted(job: CompiledJob) -> BoolArray:
    """The forms that multiply points."""
    return np.array([bool(player.form) for player in job.players.names], np.bool_)
