"""Stage 5: what each candidate wins in each trial, which the portfolio is chosen by."""

from collections.abc import Mapping, Sequence

import numpy as np

from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.contests.arena import Trials, arenas_in, enter
from lineup_engine.stages.contests.screen import POINTS, TOP, best_of_screen, candidates_in, ranges_in
from lineup_engine.stages.contests.terms import POOL_PART, plan_in
from lineup_engine.stages.folder import Inputs, Results
from lineup_engine.stages.scores import SELECT_STREAM
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_kernels.contest.cells import Cells, Winnings, by_candidate, join_cells, no_cells, used
from lineup_kernels.contest.screen import pay_cells


def merge_screen(before: Before) -> Mapping[str, Arrays]:
    """The candidates that are worth a closer look."""
    parts = dict(before.inputs.parts)
    if before.results:
        pool = dict(parts[POOL_PART])
        best = best_of_screen(before)
        pool |= {name: np.array(pool[name])[best] for name in ("lineups", "kept")}
        parts[POOL_PART] = pool
    return parts


def _count(inputs: Inputs) -> int:
    return 0 if plan_in(inputs.parts).by == POINTS else ranges_in(inputs.parts).count


def _pay(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The winnings in a range of trials, contest by contest."""
    first, count = ranges_in(inputs.parts).bounds(index)
    trials, own = Trials(inputs.parts, SELECT_STREAM), candidates_in(inputs.parts)
    is_top = plan_in(inputs.parts).by == TOP
    entrants = [enter(arena, own, trials) for arena in arenas_in(inputs.parts, for_choice=True)]
    found: list[list[Cells]] = [[] for _ in entrants]
    for block in trials.blocks(first, count):
        for one, some in zip(entrants, found, strict=True):
            field, lineups = one.of(block.first)
            prizes = one.arena.prizes
            within = int(prizes.tops[0]) if is_top else len(prizes.until)
            for _, number, points in trials.points(block, one.lanes, one.total):
                cells = no_cells(number, len(own))
                pay_cells(points, field, lineups, prizes, one.room, within, cells)
                some.append(used(cells))
    return Outcome(_as_arrays([join_cells(some) for some in found]))


def _as_arrays(contests: Sequence[Cells]) -> dict[str, Array]:
    return {
        f"{number}.{name}": array for number, cells in enumerate(contests) for name, array in cells._asdict().items()
    }


def winnings_in(results: Results, contests: int, own: int) -> list[Winnings]:
    """What each of so many candidates wins, contest by contest."""
    found: list[Winnings] = []
    for number in range(contests):
        arrays = [results[index].arrays for index in sorted(results)]
        # Copies, for a mapped array is of another type to a kernel.
        parts = [Cells(**{name: np.array(some[f"{number}.{name}"]) for name in Cells._fields}) for some in arrays]
        found.append(by_candidate(join_cells(parts), own))
    return found


SELECT = Stage("select", merge_screen, _count, _pay)
