"""A search as trials: its branches ready to find the best roster for one set of weights after the other."""

from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.optimizer.fast.prospect import BranchSearch
from lineup_engine.optimizer.fast.search import Search
from lineup_engine.unwanted import heed
from lineup_kernels.bounds import IMPOSSIBLE, POSSIBLE, Pool, smallest_bound
from lineup_kernels.descent import Rules
from lineup_kernels.graph import Graph, lay_out
from lineup_kernels.trials import Contenders, Room, Tops, best_of_trials, no_tops, room_for

_NODES = 200_000
"""A trial that takes more is some milliseconds; it is better listed."""


@dataclass(frozen=True, slots=True)
class TrialBranch:
    """One branch; `bound` is what its rosters are worth at most without any draw, `price` what a salary unit is then."""

    contenders: Contenders
    rules: Rules
    bound: int
    price: int

    def room(self, size: int) -> Room:
        """What its trials work in."""
        return room_for(self.contenders, self.rules.automaton.take.shape[1], size)


class TrialSearch:
    """The branches of a search, the most promising first: where a good roster is known the others cost little."""

    least = POSSIBLE
    """What is worth less is no roster."""

    def __init__(self, search: Search) -> None:
        self.size = search.size
        branches = [_trial_branch(search, branch) for branch in search.branches]
        possible = [branch for branch in branches if branch.bound > IMPOSSIBLE]
        self.branches = sorted(possible, key=lambda branch: -branch.bound)

    def best(self, weights: IntArray) -> Tops:
        """The best roster for each row of weights."""
        price = self.branches[0].price if self.branches else 0
        tops = no_tops(len(weights), self.size, price)
        for branch in self.branches:
            heed()
            best_of_trials(weights, branch.contenders, branch.rules, branch.room(self.size), tops)
        return tops


def _trial_branch(search: Search, branch: BranchSearch) -> TrialBranch:
    class_of, automaton = branch.classes.class_of, branch.classes.automaton
    salary = search.money.salary
    budget = search.money.budget
    players = np.flatnonzero(branch.may_play).astype(np.int32)
    players = players[np.lexsort((players, salary[players], class_of[players]))]
    graph = lay_out(automaton, class_of[players], branch.forced[players])
    contenders = _contenders(search, branch, players, graph)
    is_free = budget.least == 0 and not len(branch.conditions.low)
    rules = Rules(automaton, budget, branch.conditions, salary, is_free, _NODES)
    if not graph.rows or budget.most < 0:
        return TrialBranch(contenders, rules, IMPOSSIBLE, 0)
    pool = Pool(search.weight[players], contenders.salary)
    bound, price = smallest_bound(graph, pool, budget, 0)
    return TrialBranch(contenders, rules, bound, max(price, 0))


def _contenders(search: Search, branch: BranchSearch, players: np.ndarray, graph: Graph) -> Contenders:
    """The players with their kinds: those of one class, and those who are the same to the conditions too.

    Where a lower limit binds, a cheaper player is no better: then nobody can stand in for another.
    """
    class_of = branch.classes.class_of[players]
    most = branch.classes.automaton.most
    features = np.column_stack((class_of, branch.conditions.coefficient[players]))
    if search.money.budget.least:
        features = np.arange(len(players))[:, None]
    _, like = np.unique(features, axis=0, return_inverse=True)
    like = like.reshape(-1)
    alike = np.zeros(int(like.max(initial=-1)) + 1, np.int32)
    alike[like] = most[class_of]
    width = max(len(alike), len(most))
    counts = np.zeros((2, width), np.int32)
    counts[0, : len(most)], counts[1, : len(alike)] = most, alike
    kinds = np.stack((class_of, like)).astype(np.int32)
    return Contenders(players, class_of, branch.forced[players], search.money.salary[players], kinds, counts, graph)
