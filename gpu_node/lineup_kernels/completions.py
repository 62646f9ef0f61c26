"""The best that can still be added to a part of a roster, for every row and every budget that is left: exact."""

import numpy as np
from numba import njit

from lineup_kernels.bounds import IMPOSSIBLE, Budget, Pool
from lineup_kernels.graph import Graph, IntArray


@njit(cache=True)
def best_completions(graph: Graph, pool: Pool, budget: Budget) -> IntArray:
    """Shape (rows + 1, most + 1): the largest weight of the players from a row on who cost at most what is left.

    Below `POSSIBLE` where no roster can be completed, or only with so little spent that the lower limit is missed.
    """
    most = budget.most
    value = np.empty((graph.rows + 1, most + 1), np.int64)
    for left in range(most + 1):
        value[graph.rows, left] = 0 if left <= most - budget.least else IMPOSSIBLE
    for row in range(graph.rows - 1, -1, -1):
        skipped, taken = graph.skipped[row], graph.taken[row]
        here = value[row]
        if skipped >= 0:
            here[:] = value[skipped]
        else:
            here[:] = IMPOSSIBLE
        cost = pool.salary[graph.member[row]]
        if taken >= 0 and cost <= most:
            weight = pool.weight[graph.member[row]]
            behind, target = value[taken], here[cost:]
            for left in range(most + 1 - cost):
                target[left] = max(target[left], behind[left] + weight)
    return value
