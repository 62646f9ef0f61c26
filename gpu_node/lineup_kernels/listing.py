"""Listing rosters from the best down: depth first, entering a branch only where its exact completion is good enough.

There are no dead ends but those that the side conditions make, so the cost is that of the rosters listed.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.best import Best, keep, least_wanted
from lineup_kernels.bounds import Pool
from lineup_kernels.graph import NOWHERE, Graph, IndexArray, IntArray
from lineup_kernels.limits import Limits, is_within, put_sum


class Conditions(NamedTuple):
    """Linear conditions on a whole roster: for each k, low[k] <= sum of coefficient[player, k] <= high[k]."""

    coefficient: NDArray[np.int64]
    low: IntArray
    high: IntArray


class Span(NamedTuple):
    """Which rosters are wanted: those worth at least `low` and less than `high`; what may be spent on them.

    `refund` is paid back to every roster whose weights are less than it is worth. `nodes` bounds the work: the search
    gives up after so many.
    """

    low: int
    high: int
    budget: int
    refund: int
    nodes: int


class Members(NamedTuple):
    """How player i of a pool is called in sets and conditions, `name[i]`, and what a player of a name is worth."""

    name: IndexArray
    worth: IntArray


@njit(cache=True)
def list_best(
    graph: Graph,
    pool: Pool,
    completion: IntArray,
    members: Members,
    conditions: Conditions,
    limits: Limits,
    span: Span,
    best: Best,
) -> int:
    """Put the best rosters into `best`; answers the nodes it took, or -1 when it gave up.

    The weights of the pool with the refund are never less than what a roster that meets the conditions is worth. The
    limits, which are some of the conditions, are kept on the way.
    """
    size = best.members.shape[1]
    room = graph.rows + 2
    row_of, left_of = np.empty(room, np.int32), np.empty(room, np.int32)
    value_of, depth_of = np.empty(room, np.int64), np.empty(room, np.int32)
    member_of = np.empty(room, np.int32)
    # Row 0 has the words of the way that is followed, row k + 1 those of way k that waits.
    words_of = np.empty((room + 1, len(limits.start)), np.int64)
    chosen, words = np.empty(size, np.int32), words_of[0]
    waiting, nodes = 1, 0
    words_of[1] = limits.start
    row_of[0], left_of[0], value_of[0], depth_of[0], member_of[0] = 0, span.budget, 0, 0, NOWHERE
    while waiting:
        waiting -= 1
        row, left, value, depth = row_of[waiting], left_of[waiting], value_of[waiting], depth_of[waiting]
        if member_of[waiting] >= 0:
            chosen[depth - 1] = member_of[waiting]
        put_sum(words_of[waiting + 1], limits, NOWHERE, words_of, 0)
        least = max(span.low, least_wanted(best)) - span.refund
        while row < graph.rows and value + completion[row, left] >= least:
            nodes += 1
            if nodes > span.nodes:
                return -1
            member = graph.member[row]
            cost, weight = pool.salary[member], pool.weight[member]
            skipped, taken = graph.skipped[row], graph.taken[row]
            with_him = taken >= 0 and cost <= left and value + weight + completion[taken, left - cost] >= least
            with_him = with_him and is_within(words, limits, int(members.name[member]))
            without = skipped >= 0 and value + completion[skipped, left] >= least
            if with_him and (not without or weight + completion[taken, left - cost] >= completion[skipped, left]):
                if without:
                    row_of[waiting], left_of[waiting], value_of[waiting] = skipped, left, value
                    depth_of[waiting], member_of[waiting] = depth, NOWHERE
                    put_sum(words, limits, NOWHERE, words_of, waiting + 1)
                    waiting += 1
                chosen[depth] = members.name[member]
                put_sum(words, limits, int(members.name[member]), words_of, 0)
                row, left, value, depth = taken, left - cost, value + weight, depth + 1
            elif without:
                if with_him:
                    row_of[waiting], left_of[waiting], value_of[waiting] = taken, left - cost, value + weight
                    depth_of[waiting], member_of[waiting] = depth + 1, members.name[member]
                    put_sum(words, limits, int(members.name[member]), words_of, waiting + 1)
                    waiting += 1
                row = skipped
            else:
                break
        if row == graph.rows and value >= least and are_met(conditions, chosen):
            value = members.worth[chosen].sum()
            if span.low <= value < span.high:
                keep(best, value, np.sort(chosen))
    return nodes


@njit(cache=True)
def are_met(conditions: Conditions, chosen: IndexArray) -> bool:
    """Whether a roster meets all conditions."""
    for number in range(len(conditions.low)):
        total = 0
        for player in chosen:
            total += conditions.coefficient[player, number]
        if total < conditions.low[number] or total > conditions.high[number]:
            return False
    return True
