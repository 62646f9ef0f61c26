"""Stage 5: what each candidate wins in each trial, which the portfolio is chosen by."""

from collections.abc import Mapping, Sequence

import numpy as np

from lineup_engine.specification import shared_out
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.contests.arena import Trials, arenas_in, enter_all
from lineup_engine.stages.contests.screen import POINTS, TOP, best_of_screen, candidates_in, ranges_in
from lineup_engine.stages.contests.terms import POOL_PART, contests_in, plan_in
from lineup_engine.stages.folder import Inputs, Results
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.scores import SELECT_STREAM, Parts
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_kernels.contest.cells import Cells, Winnings, add_cells, by_candidate, from_sums, join_cells, no_cells, used
from lineup_kernels.contest.screen import pay_cells
from lineup_kernels.selecting import Span

TOGETHER = "together"
"""Arrays of results are called `together.starts` and so on, and `0.starts` of a contest that has winnings of its own."""


def merge_screen(before: Before) -> Mapping[str, Arrays]:
    """The candidates that are worth a closer look."""
    parts = dict(before.inputs.parts)
    if before.results:
        pool = dict(parts[POOL_PART])
        best = best_of_screen(before)
        pool |= {name: pool[name][best] for name in ("lineups", "kept")}
        parts[POOL_PART] = pool
    return parts


def _count(inputs: Inputs) -> int:
    return 0 if plan_in(inputs.parts).by == POINTS else ranges_in(inputs.parts).count


def _pay(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The winnings in a range of trials: in all contests together, and in those that have to be told apart."""
    parts = inputs.parts
    own, contests = candidates_in(parts), contests_in(parts)
    played = _play(parts, own, *ranges_in(parts).bounds(index))
    apart = {number: by_candidate(played[number], len(own)) for number in _apart_in(parts)}
    if len(contests) == 1:
        together = by_candidate(played[0], len(own))
    else:
        sums, most = np.zeros((len(own), len(played[0].starts) - 1), np.int64), max(one.own for one in contests)
        for cells, one in zip(played, contests, strict=True):
            add_cells(cells, one.own, most, sums)
        together = from_sums(sums)
    named: dict[str, Winnings] = {TOGETHER: together, **{str(number): one for number, one in apart.items()}}
    return Outcome({f"{name}.{part}": array for name, one in named.items() for part, array in one._asdict().items()})


def _apart_in(parts: Parts) -> list[int]:
    """The contests whose winnings are kept beside those of all together."""
    return shared_out(contests_in(parts), unpack_job(parts["job"]).lineups)


def _play(parts: Parts, own: Array, first: int, count: int) -> Sequence[Cells]:
    """The cells of some trials, contest by contest."""
    trials, is_top = Trials(parts, SELECT_STREAM), plan_in(parts).by == TOP
    arenas = arenas_in(parts, for_choice=True)
    entrants = enter_all(arenas, [own] * len(arenas), trials)
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
    return [join_cells(some) for some in found]


def spans_in(parts: Parts, results: Results) -> dict[str, list[Span]]:
    """What candidates win in all trials, together and apart, in mapped files: there may be a gigabyte of it."""
    ranges = ranges_in(parts)
    spans: dict[str, list[Span]] = {name: [] for name in (TOGETHER, *map(str, _apart_in(parts)))}
    for index in results:
        arrays = results.mapped(index).arrays
        for name, some in spans.items():
            winnings = Winnings(**{part: arrays[f"{name}.{part}"] for part in Winnings._fields})
            some.append(Span(ranges.bounds(index)[0], winnings))
    return spans


SELECT = Stage("select", merge_screen, _count, _pay, is_played=True)
