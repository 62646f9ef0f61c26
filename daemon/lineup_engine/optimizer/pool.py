"""The pool that a portfolio for a contest is chosen from: the best lineups by several measures, each lineup once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

import numpy as np

from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.cures import find_clash
from lineup_engine.optimizer.methods import JOINT, Methods, find_joint
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.trials import Lineups, alone


@dataclass(frozen=True, slots=True)
class Best:
    """The best lineups by one measure, in order, and how they were found."""

    lineups: Lineups
    method: str


def best_by(job: CompiledJob, worth: IntArray, count: int, methods: Methods) -> Best:
    """The lineups that are worth most, whatever they have to do with each other; `RulesClash` where there is none.

    `worth` has a number for each player of the slate.
    """
    methods.is_fast()
    wanted = alone(replace(job, players=replace(job.players, worth=np.array(worth))), count)
    found = methods.find_all(wanted, ())
    lineups = list(_one_by_one(wanted)) if found.lineups is None else list(found.lineups)
    if not lineups:
        raise find_clash(job).error()
    return Best(np.array(lineups, np.int32).reshape(-1, job.size), found.method)


def best_together(job: CompiledJob, methods: Methods, earlier: Sequence[Lineup] = ()) -> Best:
    """The job's portfolio by points, behind lineups that are there, under the rules about several lineups.

    Raises `NoPortfolio` where exposures that are met jointly cannot be kept; no lineup where there is none.
    """
    methods.is_fast()
    found = find_joint(job) if job.order == JOINT and not earlier else methods.find_all(job, earlier)
    lineups = list(_one_by_one(job, found.begun or earlier)) if found.lineups is None else list(found.lineups)
    return Best(np.array(lineups, np.int32).reshape(-1, job.size), found.method)


def _one_by_one(job: CompiledJob, earlier: Sequence[Lineup] = ()) -> Sequence[Lineup]:
    """By the general path."""
    lineups: list[Lineup] = list(earlier)
    ahead = Ahead()
    while len(lineups) < job.lineups and (step := next_lineup(job, lineups, ahead)) is not None:
        lineups.append(step.lineup)
        ahead = step.ahead
    return lineups


def in_turns(sources: Sequence[Lineups], count: int) -> Lineups:
    """Different lineups, from the sources in turns, the first of each first, until there are so many or no more."""
    taken: dict[Lineup, None] = {}
    for round_of in zip_longest(*(map(tuple, source.tolist()) for source in sources)):
        for lineup in round_of:
            if lineup is not None and len(taken) < count:
                taken[lineup] = None
    return np.array(list(taken), np.int32).reshape(len(taken), sources[0].shape[1])


def most_frequent_first(lineups: Lineups) -> Lineups:
    """Each lineup once, the one that comes most often first; of equal ones the one that comes first."""
    distinct, first, times = np.unique(lineups, axis=0, return_index=True, return_counts=True)
    return distinct[np.lexsort((first, -times))]
