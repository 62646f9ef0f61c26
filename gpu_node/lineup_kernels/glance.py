"""What any roster of a search is worth at most, at one given price per salary unit: quick, for graphs that need no row.

Where a search has hundreds of branches nearly all of them are ruled out by this, and their graphs are never laid out.
"""

import numpy as np
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.bounds import IMPOSSIBLE, Budget, Pool
from lineup_kernels.graph import Automaton, IndexArray, IntArray

BoolArray = NDArray[np.bool_]


@njit(cache=True)
def bound_at_price(
    automaton: Automaton, class_of: IndexArray, forced: BoolArray, pool: Pool, budget: Budget, price: int
) -> int:
    """The bound of all rosters of these players, who need no order; `IMPOSSIBLE` where there is no roster.

    At one price only the players of a class who are worth most after payment matter: as many as a roster has at most.
    Who is forced is in all rosters.
    """
    if not len(automaton.take) or not automaton.states[0]:
        return IMPOSSIBLE
    largest = _largest_of_each(automaton, class_of, forced, pool, price)
    musts, paid = np.zeros(len(automaton.take), np.int64), 0
    for player in range(len(class_of)):
        if forced[player]:
            musts[class_of[player]] += 1
            paid += int(pool.weight[player] - price * pool.salary[player])
    states = automaton.take.shape[1]
    here, after = np.full(states, IMPOSSIBLE), np.full(states, IMPOSSIBLE)
    here[0] = 0
    for number in range(len(automaton.take) - 1, -1, -1):
        take, end, count = automaton.take[number], automaton.end[number], automaton.states[number]
        for state in range(count):
            after[state] = here[end[state]] if end[state] >= 0 else IMPOSSIBLE
        here, after = after, here
        for _ in range(musts[number]):
            for state in range(count):
                after[state] = here[take[state]] if take[state] >= 0 else IMPOSSIBLE
            here, after = after, here
        for place in range(automaton.most[number]):
            worth = largest[number, place]
            if worth == IMPOSSIBLE:
                break
            for state in range(count):
                best, taken = here[state], take[state]
                if taken >= 0 and here[taken] > IMPOSSIBLE:
                    best = max(best, here[taken] + worth)
                after[state] = best
            here, after = after, here
    if here[0] == IMPOSSIBLE:
        return IMPOSSIBLE
    return int(here[0]) + paid + price * (budget.most if price >= 0 else budget.least)


@njit(cache=True)
def _largest_of_each(automaton: Automaton, class_of: IndexArray, forced: BoolArray, pool: Pool, price: int) -> IntArray:
    """Shape (classes, most): what the players of each class are worth after payment, from the largest down."""
    most = automaton.most
    largest = np.full((len(most), max(most.max(), 1)), IMPOSSIBLE)
    for player in range(len(class_of)):
        own, worth = class_of[player], pool.weight[player] - price * pool.salary[player]
        place = most[own] - 1
        if place < 0 or forced[player] or largest[own, place] >= worth:
            continue
        while place > 0 and largest[own, place - 1] < worth:
            largest[own, place] = largest[own, place - 1]
            place -= 1
        largest[own, place] = worth
    return largest
