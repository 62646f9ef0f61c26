"""The best roster by going down the graph under bounds: quick where few rosters come near the best one."""

from typing import NamedTuple

import numpy as np
from numba import njit

from lineup_kernels.bounds import IMPOSSIBLE, POSSIBLE, Budget, Pool
from lineup_kernels.graph import NOWHERE, Automaton, Graph, IndexArray, IntArray
from lineup_kernels.listing import Conditions, are_met

_UNPAYABLE = 1 << 40


class Rules(NamedTuple):
    """What makes a roster; `salary` has one entry per player of the slate.

    `is_free`: no lower limit and no condition can be broken. `nodes`: a descent that looks at so many rows gives up.
    """

    automaton: Automaton
    budget: Budget
    conditions: Conditions
    salary: IntArray
    is_free: bool
    nodes: int


class Found(NamedTuple):
    """The best roster so far: `value[0]` is its weight; its players in ascending order."""

    value: IntArray
    members: IndexArray


class Bounds(NamedTuple):
    """What the rows from one on are worth at most at two prices per salary unit, and what they cost at least."""

    low_price: int
    low: IntArray
    high_price: int
    high: IntArray
    cost: IntArray


class Stack(NamedTuple):
    """Room for the branches that wait; `chosen` are the players of the branch that is followed."""

    row: IndexArray
    depth: IndexArray
    member: IndexArray
    left: IntArray
    value: IntArray
    chosen: IndexArray


def room_for_branches(rows: int, size: int) -> Stack:
    """Room for a graph with at most so many rows and rosters of this size."""
    return Stack(
        row=np.empty(rows + 2, np.int32),
        depth=np.empty(rows + 2, np.int32),
        member=np.empty(rows + 2, np.int32),
        left=np.empty(rows + 2, np.int64),
        value=np.empty(rows + 2, np.int64),
        chosen=np.zeros(size, np.int32),
    )


@njit(cache=True)
def offer(value: int, members: IndexArray, found: Found) -> None:
    """Keep a roster if it is better: worth more, or as much and first by its players' numbers."""
    if value < found.value[0]:
        return
    ordered = np.sort(members)
    if value == found.value[0]:
        place = 0
        while place < len(ordered) and ordered[place] == found.members[place]:
            place += 1
        if place == len(ordered) or ordered[place] > found.members[place]:
            return
    found.value[0] = value
    found.members[:] = ordered


@njit(cache=True)
def is_right(rules: Rules, members: IndexArray) -> bool:
    """Whether a roster keeps the lower limit and the conditions."""
    spent = 0
    for player in members:
        spent += rules.salary[player]
    return int(spent) >= rules.budget.least and are_met(rules.conditions, members)


@njit(cache=True)
def relax(graph: Graph, pool: Pool, price: int, ahead: IntArray) -> None:
    """For each row the largest sum of weight - price x salary from there on."""
    ahead[graph.rows] = 0
    for row in range(graph.rows - 1, -1, -1):
        skipped, taken = graph.skipped[row], graph.taken[row]
        best = ahead[skipped] if skipped >= 0 else IMPOSSIBLE
        if taken >= 0:
            member = graph.member[row]
            best = max(best, ahead[taken] + pool.weight[member] - price * pool.salary[member])
        ahead[row] = best


@njit(cache=True)
def cheapest(graph: Graph, pool: Pool, cost: IntArray) -> None:
    """For each row what the cheapest way from there on costs."""
    cost[graph.rows] = 0
    for row in range(graph.rows - 1, -1, -1):
        skipped, taken = graph.skipped[row], graph.taken[row]
        best = cost[skipped] if skipped >= 0 else _UNPAYABLE
        if taken >= 0:
            best = min(best, cost[taken] + pool.salary[graph.member[row]])
        cost[row] = best


@njit(cache=True, inline="always")
def _bound(bounds: Bounds, row: int, left: int, value: int) -> int:
    """What a roster is worth at most that has so much already, and so much of the budget left at a row."""
    if row < 0 or left < bounds.cost[row]:
        return IMPOSSIBLE
    return int(value + min(bounds.low[row] + bounds.low_price * left, bounds.high[row] + bounds.high_price * left))


@njit(cache=True, inline="always")
def _wait(stack: Stack, place: int, row: int, depth: int, member: int, left: int, value: int) -> None:
    stack.row[place], stack.depth[place], stack.member[place] = row, depth, member
    stack.left[place], stack.value[place] = left, value


@njit(cache=True)
def descend(
    graph: Graph, pool: Pool, names: IndexArray, bounds: Bounds, rules: Rules, strict: bool, stack: Stack, found: Found
) -> int:
    """Find the best roster that is at least as good as the one found; answers how many rows were looked at.

    `strict`: only rosters that keep the lower limit and the conditions count. `names[i]` is how player i is called.
    """
    nodes, waiting = 0, 1
    _wait(stack, 0, 0, 0, NOWHERE, rules.budget.most, 0)
    while waiting and nodes < rules.nodes:
        waiting -= 1
        row, depth, left, value = stack.row[waiting], stack.depth[waiting], stack.left[waiting], stack.value[waiting]
        if stack.member[waiting] >= 0:
            stack.chosen[depth - 1] = stack.member[waiting]
        while row < graph.rows:
            nodes += 1
            member, skipped, taken = int(graph.member[row]), int(graph.skipped[row]), int(graph.taken[row])
            rest, more = left - pool.salary[member], value + pool.weight[member]
            without = _bound(bounds, skipped, left, value)
            with_him = _bound(bounds, taken, rest, more)
            if max(with_him, without) < max(found.value[0], POSSIBLE):
                break
            both = min(with_him, without) >= max(found.value[0], POSSIBLE)
            if with_him >= without:
                if both:
                    _wait(stack, waiting, skipped, depth, NOWHERE, left, value)
                stack.chosen[depth] = names[member]
                row, depth, left, value = taken, depth + 1, rest, more
            else:
                if both:
                    _wait(stack, waiting, taken, depth + 1, int(names[member]), rest, more)
                row = skipped
            waiting += both
        if row == graph.rows and (not strict or is_right(rules, stack.chosen)):
            offer(value, stack.chosen, found)
    return nodes
