"""The rules about several lineups as arrays: exposures, and by how much any two differ."""

from collections.abc import Sequence

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.fast.rows import UNBOUNDED
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
        # A copy, for a mapped array is of another type to a kernel.
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


def apart_from_chosen(job: CompiledJob, between: Between, chosen: Chosen) -> Conditions | None:
    """What a further roster has to keep because of the lineups taken, the newest first; None without such rules.

    Of the players of a lineup that a rule looks at it has few enough; and of a set that is used up, too few to count.
    """
    rows: list[Masks] = []
    high: list[np.ndarray] = []
    taken = np.zeros((int(chosen.taken[0]), len(job.players)), np.bool_)
    np.put_along_axis(taken, chosen.members[: len(taken)].astype(np.int64), True, axis=1)
    for mask, by in zip(between.apart, between.apart_by, strict=True):
        theirs = taken[::-1] & mask
        rows.append(theirs)
        high.append(theirs.sum(axis=1) - by)
    is_full = chosen.counts >= between.most_counts
    rows.append(between.counted[is_full])
    high.append(between.at_least[is_full] - 1)
    coefficient = np.ascontiguousarray(np.concatenate(rows).T.astype(np.int64))
    if not coefficient.shape[1]:
        return None
    already = coefficient[list(job.lock)].sum(axis=0)
    most = np.concatenate(high).astype(np.int64) - already
    return Conditions(coefficient, np.full(len(most), -UNBOUNDED), most)
