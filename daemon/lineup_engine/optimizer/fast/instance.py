"""One graph's worth of rosters: the players who may be in them, what they cost, and what each can be worth at most."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.optimizer.fast.folding import fold
from lineup_kernels.best import Best
from lineup_kernels.bounds import IMPOSSIBLE, Budget, Pool
from lineup_kernels.completions import best_completions
from lineup_kernels.graph import Automaton, lay_out
from lineup_kernels.listing import Conditions, Members, Span, list_best

BoolMask = NDArray[np.bool_]

MOST_NODES = 50_000_000
"""So much work for one listing is some seconds; what takes more is better left to the general path."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Players in order of class: their numbers on the slate, their classes, weights and salaries in units."""

    players: NDArray[np.int32]
    class_of: NDArray[np.int32]
    pool: Pool

    def kept(self, mask: BoolMask) -> "Candidates":
        """Some of them."""
        pool = Pool(self.pool.weight[mask], self.pool.salary[mask])
        return Candidates(self.players[mask], self.class_of[mask], pool)


@dataclass(frozen=True, slots=True)
class Instance:
    """A search among all rosters that an automaton allows; `bounds[i]` is what a roster with candidate i is worth at most.

    `bound` is that of any roster, `IMPOSSIBLE` where there is none. `worth` has every player of the slate; the weights of
    the candidates with `refund` are never less.
    """

    worth: IntArray
    refund: int
    automaton: Automaton
    candidates: Candidates
    budget: Budget
    conditions: Conditions
    bound: int
    bounds: IntArray
    most_nodes: int = MOST_NODES

    def largest(self, count: int) -> BoolMask:
        """The candidates with the largest bounds, at least so many where there are."""
        if count >= len(self.bounds):
            return np.ones(len(self.bounds), np.bool_)
        least = np.partition(self.bounds, len(self.bounds) - count)[len(self.bounds) - count]
        mask: BoolMask = self.bounds >= least
        return mask

    def list_into(self, best: Best, mask: BoolMask, low: int, high: int) -> bool:
        """Add the rosters of some candidates to the best ones; False when that is too much work."""
        kept = self.candidates.kept(mask)
        graph = lay_out(self.automaton, kept.class_of)
        if not graph.rows:
            return True
        completion = best_completions(graph, kept.pool, self.budget)
        span = Span(low, high, self.budget.most, self.refund, self.most_nodes)
        members = Members(kept.players, self.worth)
        return list_best(graph, kept.pool, completion, members, self.conditions, span, best) >= 0


def make_instance(
    automaton: Automaton, candidates: Candidates, budget: Budget, conditions: Conditions, worth: IntArray
) -> Instance:
    """The search with its bounds."""
    graph = lay_out(automaton, candidates.class_of)
    if not graph.rows or budget.most < 0:
        none = np.full(len(candidates.players), IMPOSSIBLE)
        return Instance(worth, 0, automaton, candidates, budget, conditions, IMPOSSIBLE, none)
    folded = fold(graph, candidates.pool, budget, conditions, candidates.players)
    paid = replace(candidates, pool=Pool(folded.weight, candidates.pool.salary))
    return Instance(worth, folded.refund, automaton, paid, budget, conditions, folded.bound, folded.bounds)
