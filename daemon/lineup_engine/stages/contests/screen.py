"""Stage 4: what every candidate wins alone, summed up over the trials that the choice is made by."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.stages.container import Array
from lineup_engine.stages.contests.arena import Trials, arenas_in, enter, sums_of, trials_of_a_task
from lineup_engine.stages.contests.fields import merge_fields
from lineup_engine.stages.contests.terms import POOL_PART, contests_in, plan_in
from lineup_engine.stages.draws import Ranges
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.scores import SELECT_STREAM, Parts
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_kernels.contest.screen import screen
from lineup_kernels.contest.sums import PAYOUT, TOP_THOUSANDTH, no_sums

MOST_CANDIDATES = 1_200
"""So many candidates are looked at trial by trial; of more only those that win most."""

POINTS, TOP = "points", "top"


def candidates_in(parts: Parts) -> NDArray[np.uint16]:
    """The lineups to choose from [n, size]."""
    return np.array(parts[POOL_PART]["lineups"], np.uint16)


def ranges_in(parts: Parts) -> Ranges:
    """The trials that the choice is made by, in tasks."""
    candidates = len(parts[POOL_PART]["lineups"])
    return Ranges(plan_in(parts).select_trials, trials_of_a_task(contests_in(parts), candidates))


def _count(inputs: Inputs) -> int:
    """No task where all candidates are few enough, or nothing but their points counts."""
    parts = inputs.parts
    is_few = len(parts[POOL_PART]["lineups"]) <= MOST_CANDIDATES
    return 0 if is_few or plan_in(parts).by == POINTS else ranges_in(parts).count


def _screen(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The sums of all candidates over a range of trials, for each contest."""
    first, count = ranges_in(inputs.parts).bounds(index)
    trials, own = Trials(inputs.parts, SELECT_STREAM), candidates_in(inputs.parts)
    entrants = [enter(arena, own, trials) for arena in arenas_in(inputs.parts, for_choice=True)]
    sums = [no_sums(len(own)) for _ in entrants]
    for block in trials.blocks(first, count):
        for one, some in zip(entrants, sums, strict=True):
            field, lineups = one.of(block.first)
            for _, number, points in trials.points(block, one.lanes, one.total):
                screen(points, number, field, lineups, one.arena.prizes, one.room, some)
    return Outcome({str(number): some for number, some in enumerate(sums)})


def best_of_screen(before: Before) -> IntArray:
    """The numbers of the candidates that win most for their fees over all contests, in rising order."""
    contests = contests_in(before.inputs.parts)
    column = TOP_THOUSANDTH if plan_in(before.inputs.parts).by == TOP else PAYOUT
    total = np.zeros(len(before.inputs.parts[POOL_PART]["lineups"]), np.int64)
    for number, terms in enumerate(contests):
        sums = sums_of([result.arrays[str(number)] for result in before.results.values()])
        total += sums[:, column] * terms.own // max(one.own for one in contests)
    # Lineups that keep the rules about all of them together are always looked at.
    kept = before.inputs.parts[POOL_PART]["kept"]
    order = np.lexsort((-total, ~kept))
    return np.sort(order[: max(MOST_CANDIDATES, 4 * max(terms.own for terms in contests), int(kept.sum()))])


SCREEN = Stage("screen", merge_fields, _count, _screen)
