"""Leaving out the rows of a graph that no roster worth enough passes: what stays is a fraction of a large graph."""

from typing import NamedTuple

import numpy as np
from numba import njit

from lineup_kernels.bounds import IMPOSSIBLE, Budget, Pool, best_relaxed, bound_each
from lineup_kernels.graph import NOWHERE, Graph, IndexArray, IntArray


class RowBounds(NamedTuple):
    """At a price per salary unit: what a way is worth at most from each row on, and what one is up to there.

    The budget is paid back behind a row, so both together bound the rosters that pass it.
    """

    price: int
    ahead: IntArray
    behind: IntArray


@njit(cache=True)
def bound_rows(graph: Graph, pool: Pool, budget: Budget, price: int) -> RowBounds:
    """The bounds of all rows at this price."""
    ahead, behind = np.empty(graph.rows + 1, np.int64), np.empty(graph.rows + 1, np.int64)
    best_relaxed(graph, pool, price, ahead, np.empty(graph.rows + 1, np.int64))
    refund = price * (budget.most if price >= 0 else budget.least)
    bound_each(graph, pool, price, refund, ahead, behind, np.empty(len(pool.weight), np.int64))
    return RowBounds(price, ahead, behind)


@njit(cache=True)
def thin_out(graph: Graph, pool: Pool, bounds: RowBounds, least: int) -> Graph:
    """The graph of the rosters whose bound is at least `least`, and maybe of some more.

    A row that can only be skipped is passed over by those that lead to it.
    """
    taken = np.full(graph.rows, NOWHERE, np.int32)
    skipped = np.full(graph.rows, NOWHERE, np.int32)
    leads_to = np.full(graph.rows + 1, NOWHERE, np.int32)
    leads_to[graph.rows] = graph.rows
    for row in range(graph.rows - 1, -1, -1):
        behind, member = bounds.behind[row], graph.member[row]
        if behind == IMPOSSIBLE:
            continue
        way = graph.skipped[row]
        if way >= 0 and bounds.ahead[way] > IMPOSSIBLE and behind + bounds.ahead[way] >= least:
            skipped[row] = leads_to[row] = leads_to[way]
        way = graph.taken[row]
        if way >= 0 and leads_to[way] >= 0 and bounds.ahead[way] > IMPOSSIBLE:
            own = pool.weight[member] - bounds.price * pool.salary[member]
            if behind + own + bounds.ahead[way] >= least:
                taken[row], leads_to[row] = leads_to[way], row
    return _renumbered(graph, taken, skipped)


@njit(cache=True)
def _renumbered(graph: Graph, taken: IndexArray, skipped: IndexArray) -> Graph:
    """The rows from which somebody is taken, under new numbers."""
    number = np.full(graph.rows + 1, NOWHERE, np.int32)
    rows = 0
    for row in range(graph.rows):
        if taken[row] >= 0:
            number[row] = rows
            rows += 1
    number[graph.rows] = rows
    thin = Graph(np.empty(rows, np.int32), np.empty(rows, np.int32), np.empty(rows, np.int32), rows)
    for row in range(graph.rows):
        place = number[row]
        if place >= 0:
            thin.member[place] = graph.member[row]
            thin.taken[place] = number[taken[row]]
            thin.skipped[place] = number[skipped[row]] if skipped[row] >= 0 else NOWHERE
    return thin
