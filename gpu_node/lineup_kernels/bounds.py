"""What a roster can be worth at most when the salary limits are only paid for: Lagrangian bounds, in integers.

Every salary unit costs a price, so the best path no longer depends on the budget. With the price that makes the bound
smallest, each player gets a bound of his own: the best relaxed roster that he is in. Who is below what is known to be
reachable can be left out.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.graph import Graph, IntArray

IMPOSSIBLE = -(1 << 61)
"""Worth less than any roster; sums that begin with it stay below `POSSIBLE`."""

POSSIBLE = -(1 << 60)
"""No roster is worth less."""

_LARGEST = 1 << 61
_MOST_STEPS = 40
_MOST_OF_ROSTER = 16


class Pool(NamedTuple):
    """Weight and salary, in whole units, of each player of a pool."""

    weight: IntArray
    salary: IntArray


class Budget(NamedTuple):
    """What a roster may cost, in salary units."""

    least: int
    most: int


@njit(cache=True)
def best_relaxed(graph: Graph, pool: Pool, price: int, ahead: IntArray, spent: IntArray) -> None:
    """For each row the largest sum of weight - price x salary from there on, and the salary of that path."""
    ahead[graph.rows] = 0
    spent[graph.rows] = 0
    for row in range(graph.rows - 1, -1, -1):
        best = IMPOSSIBLE
        cost = 0
        skipped, taken = graph.skipped[row], graph.taken[row]
        if skipped >= 0:
            best, cost = ahead[skipped], spent[skipped]
        if taken >= 0 and ahead[taken] > IMPOSSIBLE:
            member = graph.member[row]
            value = ahead[taken] + pool.weight[member] - price * pool.salary[member]
            if value > best:
                best, cost = value, spent[taken] + pool.salary[member]
        ahead[row] = best
        spent[row] = cost


@njit(cache=True)
def best_price(graph: Graph, pool: Pool, budget: Budget, guess: int) -> int:
    """The price per salary unit with the smallest bound; negative where it is the lower limit that binds.

    The bound is convex in the price, and a path tells its tangent there: two tangents meet where the next price is
    tried, until that is no news. A `guess` above 0 that is near the price saves half of the tries.
    """
    ahead = np.empty(graph.rows + 1, np.int64)
    spent = np.empty(graph.rows + 1, np.int64)
    price = max(0, guess)
    best_relaxed(graph, pool, price, ahead, spent)
    while price > 0 and spent[0] <= budget.most and ahead[0] > IMPOSSIBLE:
        # Too dear a guess: the price is below it.
        price -= price // 4 + 1
        best_relaxed(graph, pool, price, ahead, spent)
    if ahead[0] == IMPOSSIBLE or (price == 0 and budget.least <= spent[0] <= budget.most):
        return 0
    sign = 1 if spent[0] > budget.most else -1
    limit = budget.most if sign > 0 else budget.least
    near_weight, near_cost = ahead[0] + price * spent[0], spent[0]
    far_weight, far_cost = 0, 0
    step = price // 4 + 1 if price > 0 else _first_price(pool, budget)
    dearest = _dearest_price(pool, budget)
    while True:
        price = max(-dearest, min(price + sign * step, dearest))
        best_relaxed(graph, pool, price, ahead, spent)
        far_weight, far_cost = ahead[0] + price * spent[0], spent[0]
        if sign * (far_cost - limit) <= 0 or abs(price) == dearest:
            break
        near_weight, near_cost = far_weight, far_cost
        step = max(step, abs(price))
    for _ in range(_MOST_STEPS):
        if near_cost == far_cost or sign * (far_cost - limit) > 0:
            break
        meeting = (near_weight - far_weight) // (near_cost - far_cost)
        if meeting == price:
            break
        price = meeting
        best_relaxed(graph, pool, price, ahead, spent)
        weight, cost = ahead[0] + price * spent[0], spent[0]
        if cost in (near_cost, far_cost):
            break
        if sign * (cost - limit) <= 0:
            far_weight, far_cost = weight, cost
        else:
            near_weight, near_cost = weight, cost
    return price


@njit(cache=True)
def _first_price(pool: Pool, budget: Budget) -> int:
    """Twice what the dearest weight would cost per unit if a tenth of the budget bought it; to be doubled at need."""
    largest = 1
    for weight in pool.weight:
        largest = max(largest, abs(weight))
    return max(20 * largest // max(budget.most, 1), 1)


@njit(cache=True)
def _dearest_price(pool: Pool, budget: Budget) -> int:
    """No roster, however dear, is so expensive at this price that its worth leaves 64 bits."""
    most = max(budget.most, 1)
    for salary in pool.salary:
        most = max(most, _MOST_OF_ROSTER * salary)
    return _LARGEST // (4 * most)


@njit(cache=True)
def relaxed_roster(graph: Graph, pool: Pool, price: int) -> NDArray[np.bool_]:
    """Who is in the best roster when salary is only paid for, at this price."""
    ahead = np.empty(graph.rows + 1, np.int64)
    spent = np.empty(graph.rows + 1, np.int64)
    best_relaxed(graph, pool, price, ahead, spent)
    chosen = np.zeros(len(pool.weight), np.bool_)
    row = 0 if ahead[0] > IMPOSSIBLE else graph.rows
    while row < graph.rows:
        skipped = graph.skipped[row]
        if skipped >= 0 and ahead[skipped] == ahead[row]:
            row = skipped
        else:
            chosen[graph.member[row]] = True
            row = graph.taken[row]
    return chosen


@njit(cache=True)
def smallest_bound(graph: Graph, pool: Pool, budget: Budget, guess: int) -> tuple[int, int]:
    """What any roster is worth at most, `IMPOSSIBLE` without any, and the price that tells so; `guess` is one near it."""
    price = best_price(graph, pool, budget, guess)
    ahead = np.empty(graph.rows + 1, np.int64)
    best_relaxed(graph, pool, price, ahead, np.empty(graph.rows + 1, np.int64))
    refund = price * (budget.most if price >= 0 else budget.least)
    return (ahead[0] + refund if ahead[0] > IMPOSSIBLE else IMPOSSIBLE), price


@njit(cache=True)
def bound_members(graph: Graph, pool: Pool, budget: Budget, price: int) -> IntArray:
    """What any roster with each player is worth at most, told by this price; `IMPOSSIBLE` for who is in none."""
    ahead = np.empty(graph.rows + 1, np.int64)
    spent = np.empty(graph.rows + 1, np.int64)
    behind = np.empty(graph.rows + 1, np.int64)
    bounds = np.full(len(pool.weight), IMPOSSIBLE, np.int64)
    best_relaxed(graph, pool, price, ahead, spent)
    refund = price * (budget.most if price >= 0 else budget.least)
    bound_each(graph, pool, price, refund, ahead, behind, bounds)
    return bounds


@njit(cache=True)
def bound_each(
    graph: Graph, pool: Pool, price: int, refund: int, ahead: IntArray, behind: IntArray, bounds: IntArray
) -> None:
    """Raise each player's bound to that of the best relaxed roster with him; `ahead` is of this price, `behind` is room."""
    behind[: graph.rows + 1] = IMPOSSIBLE
    behind[0] = refund
    for row in range(graph.rows):
        value = behind[row]
        if value == IMPOSSIBLE:
            continue
        skipped, taken = graph.skipped[row], graph.taken[row]
        if skipped >= 0:
            behind[skipped] = max(behind[skipped], value)
        if taken >= 0 and ahead[taken] > IMPOSSIBLE:
            member = graph.member[row]
            value += pool.weight[member] - price * pool.salary[member]
            behind[taken] = max(behind[taken], value)
            bounds[member] = max(bounds[member], value + ahead[taken])
