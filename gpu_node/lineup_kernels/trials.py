"""The best roster of each of many simulated slates: the same players and salaries, other weights each time.

A trial leaves out who cannot be in the best roster, because enough others like him cost less and are worth more; finds
the price per salary unit with the smallest bound; leaves out whose bound is below a roster that was met on the way; and
goes down what is left under bounds. The best roster is the one with the largest weight, of equal ones the first by its
players' numbers, so it does not depend on the way to it.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.bounds import IMPOSSIBLE, Pool, best_relaxed, bound_each
from lineup_kernels.descent import (
    Bounds,
    Found,
    Rules,
    Stack,
    cheapest,
    descend,
    is_right,
    offer,
    relax,
    room_for_branches,
)
from lineup_kernels.graph import Graph, IndexArray, IntArray, lay_out

_TILT = 15
"""The bounds of the descent are at prices so many per cent below and above the best one."""

_MOST_STEPS = 14


class Contenders(NamedTuple):
    """Players in order of class, the cheapest of a class first: their numbers on the slate, classes and salaries.

    Players of one kind can stand in for each other, and a roster has at most `most[kind]` of them. Row 0 of `kind` and
    `most` is for rosters that need not keep conditions and a lower limit, row 1 for those that must. Who is `forced` is in
    every roster. `graph` is that of them all.
    """

    player: IndexArray
    class_of: IndexArray
    forced: NDArray[np.bool_]
    salary: IntArray
    kind: IndexArray
    most: IndexArray
    graph: Graph


class Tops(NamedTuple):
    """The best roster of each trial so far: its weight, its players in ascending order.

    `price`: where the search for the next price begins. `is_open`: the search gave up.
    """

    value: IntArray
    members: IndexArray
    price: IntArray
    is_open: IntArray


class Room(NamedTuple):
    """What a trial works in, made once for many."""

    ahead: IntArray
    spent: IntArray
    behind: IntArray
    bounds: IntArray
    largest: IntArray
    kept: IndexArray
    stack: Stack
    found: Found


def no_tops(trials: int, size: int, price: int) -> Tops:
    """Nothing found yet for so many trials of rosters of this size."""
    members = np.zeros((trials, size), np.int32)
    return Tops(np.full(trials, IMPOSSIBLE), members, np.full(trials, price), np.zeros(trials, np.int64))


def room_for(contenders: Contenders, states: int, size: int) -> Room:
    """Room for trials of these contenders, under an automaton of so many states."""
    players = len(contenders.player)
    rows = players * states + 2
    return Room(
        ahead=np.empty(rows, np.int64),
        spent=np.empty(rows, np.int64),
        behind=np.empty(rows, np.int64),
        bounds=np.empty(players, np.int64),
        largest=np.empty((contenders.most.shape[1], max(size, 1)), np.int64),
        kept=np.empty(players, np.int32),
        stack=room_for_branches(rows, size),
        found=Found(np.empty(1, np.int64), np.empty(size, np.int32)),
    )


@njit(cache=True)
def best_of_trials(weights: IntArray, contenders: Contenders, rules: Rules, room: Room, tops: Tops) -> None:
    """Better the best roster of each trial by those of one branch; row t of `weights` has every player's weight.

    First without the conditions and the lower limit: what the best roster keeps anyway need not be looked for.
    """
    found = room.found
    for trial in range(len(weights)):
        if tops.value[trial] > IMPOSSIBLE and _is_hopeless(weights[trial], contenders, rules, room, tops, trial):
            continue
        for strict in range(2):
            if tops.is_open[trial]:
                break
            found.value[0] = tops.value[trial]
            found.members[:] = tops.members[trial]
            nodes = _best_of_one(weights[trial], contenders, rules, strict, room, tops.price[trial : trial + 1])
            tops.is_open[trial] = nodes >= rules.nodes
            if found.value[0] == tops.value[trial] and np.all(found.members == tops.members[trial]):
                break
            if strict or rules.is_free or is_right(rules, found.members):
                tops.value[trial] = found.value[0]
                tops.members[trial] = found.members
                break


@njit(cache=True)
def _is_hopeless(weight: IntArray, contenders: Contenders, rules: Rules, room: Room, tops: Tops, trial: int) -> bool:
    """Whether no roster can be as good as the best one so far: one pass at the last price, nothing laid out."""
    graph, price, ahead = contenders.graph, tops.price[trial], room.ahead
    ahead[graph.rows] = 0
    for row in range(graph.rows - 1, -1, -1):
        skipped, taken = graph.skipped[row], graph.taken[row]
        best = ahead[skipped] if skipped >= 0 else IMPOSSIBLE
        if taken >= 0:
            member = graph.member[row]
            own = weight[contenders.player[member]] - price * contenders.salary[member]
            best = max(best, ahead[taken] + own)
        ahead[row] = best
    return bool(ahead[0] + price * rules.budget.most < tops.value[trial])


@njit(cache=True)
def _best_of_one(
    weight: IntArray, contenders: Contenders, rules: Rules, strict: int, room: Room, price: IntArray
) -> int:
    """Better the roster found; answers how many rows the descent looked at."""
    kept = room.kept[: keep_undominated(weight, contenders, strict, room)]
    names, class_of, pool = _pool_of(weight, contenders, kept)
    graph = lay_out(rules.automaton, class_of, contenders.forced[kept])
    if not graph.rows:
        return 0
    if not _find_price(graph, pool, names, rules, strict, room, price):
        return 0
    best_relaxed(graph, pool, price[0], room.ahead, room.spent)
    refund, least = price[0] * rules.budget.most, room.found.value[0]
    bounds = room.bounds[: len(kept)]
    bounds[:] = IMPOSSIBLE
    bound_each(graph, pool, price[0], refund, room.ahead, room.behind, bounds)
    is_near = bounds >= least
    kept = kept[is_near]
    names, class_of, pool = _pool_of(weight, contenders, kept)
    graph = lay_out(rules.automaton, class_of, contenders.forced[kept])
    if not graph.rows:
        return 0
    tilt = price[0] * _TILT // 100
    near = Bounds(price[0] - tilt, room.ahead, price[0] + tilt, room.behind, room.spent)
    relax(graph, pool, near.low_price, near.low)
    relax(graph, pool, near.high_price, near.high)
    cheapest(graph, pool, near.cost)
    return descend(graph, pool, names, near, rules, strict == 1, room.stack, room.found)


@njit(cache=True)
def keep_undominated(weight: IntArray, contenders: Contenders, strict: int, room: Room) -> int:
    """Put into `room.kept` who may be in the best roster; answers how many they are.

    Who has as many of his kind before him as a roster may hold, all of them cheaper and worth more, is in no best one:
    one of them could take his place. Who is forced is neither left out nor takes anybody's place.
    """
    kind, most, largest = contenders.kind[strict], contenders.most[strict], room.largest
    largest[:] = IMPOSSIBLE
    count = 0
    for number in range(len(contenders.player)):
        own, worth = kind[number], weight[contenders.player[number]]
        if contenders.forced[number]:
            room.kept[count] = number
            count += 1
            continue
        place = most[own] - 1
        if place < 0 or largest[own, place] > worth:
            continue
        room.kept[count] = number
        count += 1
        while place > 0 and largest[own, place - 1] < worth:
            largest[own, place] = largest[own, place - 1]
            place -= 1
        largest[own, place] = worth
    return count


@njit(cache=True)
def _pool_of(weight: IntArray, contenders: Contenders, kept: IndexArray) -> tuple[IndexArray, IndexArray, Pool]:
    """Names and classes of some contenders, and what they are worth and cost."""
    names = contenders.player[kept]
    return names, contenders.class_of[kept], Pool(weight[names], contenders.salary[kept])


@njit(cache=True)
def _find_price(
    graph: Graph, pool: Pool, names: IndexArray, rules: Rules, strict: int, room: Room, price: IntArray
) -> bool:
    """Bring the price near the one with the smallest bound, and offer the rosters that are met on the way.

    Answers False as soon as a bound tells that no roster is as good as the one found.

    The bound is convex in the price. Of a path that costs too much and one that does not the tangents are known: the
    next price is where they meet, until that is no news.
    """
    most, best_bound, best = rules.budget.most, 1 << 62, price[0]
    over_cost, over_weight, under_cost, under_weight = -1, 0, -1, 0
    here = price[0]
    for _ in range(_MOST_STEPS):
        best_relaxed(graph, pool, here, room.ahead, room.spent)
        cost, value = room.spent[0], room.ahead[0] + here * room.spent[0]
        if room.ahead[0] == IMPOSSIBLE or room.ahead[0] + here * most < room.found.value[0]:
            return False
        if room.ahead[0] + here * most < best_bound:
            best_bound, best = room.ahead[0] + here * most, here
        if cost <= most:
            if value >= room.found.value[0]:
                _offer_path(graph, pool, names, rules, strict, here, room)
            if cost == most or here == 0 or (over_cost >= 0 and cost == under_cost):
                break
            under_cost, under_weight = cost, value
        else:
            if under_cost >= 0 and cost == over_cost:
                break
            over_cost, over_weight = cost, value
        if under_cost < 0:
            here += here // 4 + 1
        elif over_cost < 0:
            here = max(here - here // 4, 0)
        else:
            meeting = (over_weight - under_weight) // (over_cost - under_cost)
            if meeting == here or meeting < 0:
                break
            here = meeting
    price[0] = best
    return True


@njit(cache=True)
def _offer_path(graph: Graph, pool: Pool, names: IndexArray, rules: Rules, strict: int, price: int, room: Room) -> None:
    """Offer the roster of the best path at a price, which `room.ahead` is of."""
    chosen, depth, row, value = room.stack.chosen, 0, 0, 0
    while row < graph.rows:
        member, skipped, taken = graph.member[row], graph.skipped[row], graph.taken[row]
        own = pool.weight[member] - price * pool.salary[member]
        if taken >= 0 and (skipped < 0 or room.ahead[taken] + own > room.ahead[skipped]):
            chosen[depth] = names[member]
            depth += 1
            value += pool.weight[member]
            row = taken
        else:
            row = skipped
    if not strict or is_right(rules, chosen):
        offer(int(value), chosen, room.found)
