"""Stage 4: what every candidate wins alone, summed up over the trials that the choice is made by."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.specification import ContestTerms, looked_at
from lineup_engine.stages.container import Array
from lineup_engine.stages.contests.arena import BLOCK, Trials, arenas_in, enter_all, sums_of, trials_of_a_task
from lineup_engine.stages.contests.fields import merge_fields
from lineup_engine.stages.contests.terms import POOL_PART, contests_in, plan_in
from lineup_engine.stages.draws import Ranges
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.scores import SELECT_STREAM, Parts
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_kernels.contest.cells import MOST_TRIALS
from lineup_kernels.contest.screen import screen
from lineup_kernels.contest.sums import PAYOUT, TOP_THOUSANDTH, no_sums

MOST_TASKS = 128
"""Results of more are not mapped into memory at the same time: systems allow few open files."""

POINTS, TOP = "points", "top"


def candidates_in(parts: Parts) -> NDArray[np.uint16]:
    """The lineups to choose from [n, size]."""
    return np.array(parts[POOL_PART]["lineups"], np.uint16)


def ranges_in(parts: Parts) -> Ranges:
    """The trials that the choice is made by, in tasks."""
    return ranges_of_choice(contests_in(parts), plan_in(parts).select_trials, len(parts[POOL_PART]["lineups"]))


def ranges_of_choice(contests: Sequence[ContestTerms], trials: int, candidates: int) -> Ranges:
    """The trials that so many candidates are looked at in, in tasks: `MOST_TASKS` at most."""
    least = -(-trials // (MOST_TASKS * BLOCK)) * BLOCK
    return Ranges(trials, min(max(trials_of_a_task(contests, candidates), least), MOST_TRIALS))


def _count(inputs: Inputs) -> int:
    """No task where all candidates are few enough, or nothing but their points counts."""
    parts = inputs.parts
    pool, contests = parts[POOL_PART], contests_in(parts)
    is_few = looked_at(len(pool["lineups"]), contests, int(pool["kept"].sum())) == len(pool["lineups"])
    return 0 if is_few or plan_in(parts).by == POINTS else ranges_in(parts).count


def _screen(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The sums of all candidates over a range of trials, for each contest."""
    first, count = ranges_in(inputs.parts).bounds(index)
    trials, own = Trials(inputs.parts, SELECT_STREAM), candidates_in(inputs.parts)
    arenas = arenas_in(inputs.parts, for_choice=True)
    entrants = enter_all(arenas, [own] * len(arenas), trials)
    sums = [no_sums(len(own)) for _ in entrants]
    for block in trials.blocks(first, count):
        for one, some in zip(entrants, sums, strict=True):
            field, lineups = one.of(block.first)
            for _, number, points in trials.points(block, one.lanes, one.total):
                screen(points, number, field, lineups, one.arena.prizes, one.room, some)
    column = _column(inputs.parts)
    return Outcome({str(number): some[:, column] for number, some in enumerate(sums)})


def _column(parts: Parts) -> int:
    """Which of the sums counts."""
    return TOP_THOUSANDTH if plan_in(parts).by == TOP else PAYOUT


def best_of_screen(before: Before) -> IntArray:
    """The numbers of the candidates that win most for their fees over all contests, in rising order."""
    contests = contests_in(before.inputs.parts)
    sums = sums_of(
        np.stack([some.arrays[str(number)] for number in range(len(contests))]) for some in before.results.values()
    )
    own = np.array([terms.own for terms in contests])
    total = (sums * own[:, None] // own.max()).sum(axis=0)
    # Lineups that keep the rules about all of them together are always looked at.
    kept = before.inputs.parts[POOL_PART]["kept"]
    order = np.lexsort((-total, ~kept))
    return np.sort(order[: looked_at(len(order), contests, int(kept.sum()))])


SCREEN = Stage("screen", merge_fields, _count, _screen, is_played=True)
