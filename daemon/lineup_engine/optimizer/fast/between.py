"""The rules about several lineups as arrays: exposures, and by how much any two differ."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.fast.conditions import to_conditions
from lineup_engine.optimizer.fast.rows import UNBOUNDED, Rows, stacked
from lineup_engine.optimizer.rule import Lineup
from lineup_kernels.choosing import Between, Chosen, Masks, take
from lineup_kernels.listing import Conditions


def rules_between(job: CompiledJob) -> Between:
    """What a job's lineups have to do with each other; that they are different needs no rule."""
    players = len(job.players)
    everybody = tuple(range(players))
    apart = [(everybody, job.unique)] * (job.unique > 1) + [(rule.players, rule.by) for rule in job.apart]
    exposures = job.exposures
    return Between(
        # Copies, for a mapped array is of another type to a kernel.
        person=np.array(job.players.person),
        most_uses=np.array(job.players.max_lineups),
        apart=_masks([some for some, _ in apart], players),
        apart_by=np.array([by for _, by in apart], np.int64),
        counted=_masks([rule.players for rule in exposures], players),
        at_least=np.array([rule.at_least for rule in exposures], np.int64),
        most_counts=np.array([rule.high for rule in exposures], np.int64),
    )


def _masks(sets: Sequence[Sequence[int]], players: int) -> Masks:
    masks = np.zeros((len(sets), players), np.bool_)
    for number, some in enumerate(sets):
        masks[number, list(some)] = True
    return masks


def begin(job: CompiledJob, between: Between, earlier: Sequence[Lineup]) -> Chosen:
    """Room for all lineups, with the earlier ones in it."""
    chosen = Chosen(
        members=np.zeros((job.lineups, job.size), np.int32),
        uses=np.zeros(len(job.players), np.int64),
        counts=np.zeros(len(between.at_least), np.int64),
        taken=np.zeros(1, np.int64),
    )
    for lineup in earlier:
        take(np.array(lineup, np.int32), between, chosen)
    return chosen


@dataclass(frozen=True, slots=True)
class Left:
    """What the lineups taken leave: who may still be in one, and what a roster of them has to keep; None = nothing."""

    free: NDArray[np.bool_]
    more: Conditions | None

    def is_same(self, other: "Left | None") -> bool:
        """Whether a search for the other one is one for this one too."""
        return other is not None and self.more is None is other.more and np.array_equal(self.free, other.free)


def left_by_chosen(job: CompiledJob, between: Between, chosen: Chosen) -> Left | None:
    """What the lineups taken leave; None where that is no lineup."""
    free = chosen.uses[between.person] < between.most_uses
    rows = _rows(job, between, chosen)
    cannot = ((rows.high < 0) | (rows.low > rows.weight[:, free].sum(axis=1))).any()
    if cannot or not free[list(job.certain)].all():
        return None
    is_out = (rows.high == 0) & (rows.weight >= 0).all(axis=1)
    free &= ~(rows.weight[is_out] > 0).any(axis=0)
    more = rows.some(~is_out)
    return Left(free, to_conditions(more) if len(more) else None)


def _rows(job: CompiledJob, between: Between, chosen: Chosen) -> Rows:
    """What a further roster has to keep beside the locked players, first because of the newest lineups.

    Of the players of a lineup that a rule looks at it has few enough, and enough others; and of a set that is used up,
    too few to count.
    """
    players = len(job.players)
    taken = np.zeros((int(chosen.taken[0]), players), np.bool_)
    np.put_along_axis(taken, chosen.members[: len(taken)].astype(np.int64), True, axis=1)
    parts: list[Rows] = []
    for mask, by in zip(between.apart, between.apart_by, strict=True):
        theirs = taken[::-1] & mask
        parts.append(_at_most(theirs, theirs.sum(axis=1) - by))
        if not mask.all():
            others = mask & ~taken[::-1]
            high = np.full(len(others), UNBOUNDED)
            parts.append(Rows(others.astype(np.int64), np.full(len(others), by), high))
    is_full = chosen.counts >= between.most_counts
    parts.append(_at_most(between.counted[is_full], between.at_least[is_full] - 1))
    return stacked(parts).beside(job.certain)


def _at_most(masks: Masks, most: IntArray) -> Rows:
    return Rows(masks.astype(np.int64), np.full(len(masks), -UNBOUNDED), most.astype(np.int64))
