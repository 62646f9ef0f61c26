"""The best rosters of several searches together, with the proof that none is missing."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heapreplace
from math import log2

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.optimizer.fast.instance import Portion
from lineup_engine.optimizer.fast.prospect import Prospect
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.unwanted import heed
from lineup_kernels.best import Best, least_wanted, no_best
from lineup_kernels.bounds import IMPOSSIBLE, POSSIBLE

_ROWS_OF_ONE = 300
"""More rows for one candidate are too many for a first look."""


class TooMuchWork(Exception):
    """The side conditions exclude so much of what the search lists that it would not end soon.

    `lineups` are those of a portfolio that were taken before, in order.
    """

    def __init__(self, lineups: Sequence[Lineup] = ()) -> None:
        super().__init__()
        self.lineups = tuple(lineups)


@dataclass(frozen=True, slots=True)
class Listed:
    """Rosters from the best down: `members[k]` in ascending order is worth `value[k]`.

    What is not listed is worth less than `rest`; None when everything is listed.
    """

    members: NDArray[np.int32]
    value: IntArray
    rest: int | None


def list_rosters(prospects: Sequence[Prospect], most: int, size: int, below: int) -> Listed:
    """About the `most` best rosters that are worth less than `below`.

    Of rosters that are worth exactly the same all are listed or none, so their number may be another.
    """
    while True:
        best = no_best(most + 1, size)
        _fill(prospects, best, below)
        listed = _in_order(best)
        if listed.rest is None or len(listed.value):
            return listed
        most *= 2


def _fill(prospects: Sequence[Prospect], best: Best, below: int) -> None:
    """Search, the most promising branch first, until no roster that is not listed can be good enough.

    A branch is searched among the candidates with the largest bounds; the largest bound of the others tells what may
    still be missing.
    """
    waiting = [(-prospect.at_most, number) for number, prospect in enumerate(prospects)]
    heapify(waiting)
    counts = [_first_count(len(best.value))] * len(prospects)
    while waiting:
        heed()
        open_bound, number = -waiting[0][0], waiting[0][1]
        least = int(least_wanted(best))
        if open_bound == IMPOSSIBLE or open_bound < least:
            return
        prospect = prospects[number]
        instance = prospect.instance(least)
        if instance is None:
            left = prospect.look_closer(least)
        else:
            mask = instance.bounds >= least if least > POSSIBLE else instance.largest(counts[number])
            portion = Portion(mask, least, below, counts[number] * _ROWS_OF_ONE)
            counts[number] *= 2
            unseen = instance.list_into(best, portion, prospect.conditions, prospect.work)
            if unseen is None:
                raise TooMuchWork
            left = max(unseen, int(instance.bounds[~mask].max(initial=IMPOSSIBLE)))
        heapreplace(waiting, (-left, number))


def _first_count(most: int) -> int:
    """Among how many candidates the first search is made: what is left out wrongly costs a second one."""
    return 24 + round(8 * log2(most))


def _in_order(best: Best) -> Listed:
    count = int(best.kept[0])
    value, members = best.value[:count], best.members[:count]
    rest = int(value.min()) + 1 if count == len(best.value) else None
    wanted = np.flatnonzero(value >= rest) if rest is not None else np.arange(count)
    columns = [members[wanted, column] for column in reversed(range(members.shape[1]))]
    order = wanted[np.lexsort((*columns, -value[wanted]))]
    return Listed(members[order], value[order], rest)
