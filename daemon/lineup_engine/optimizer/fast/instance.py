"""One graph's worth of rosters: the players who may be in them, what they cost, and what each can be worth at most."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.optimizer.fast.folding import fold
from lineup_kernels.best import Best
from lineup_kernels.bounds import IMPOSSIBLE, Budget, Pool, bound_members, smallest_bound
from lineup_kernels.completions import best_completions
from lineup_kernels.graph import Automaton, lay_out
from lineup_kernels.listing import Conditions, Members, Span, list_best

BoolMask = NDArray[np.bool_]

MOST_NODES = 50_000_000
"""So much work for one listing is some seconds; what takes more is better left to the general path."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Players in order of class: their numbers on the slate, classes, who of them is in every roster, weights and salaries."""

    players: NDArray[np.int32]
    class_of: NDArray[np.int32]
    forced: BoolMask
    pool: Pool

    def kept(self, mask: BoolMask) -> "Candidates":
        """Some of them."""
        pool = Pool(self.pool.weight[mask], self.pool.salary[mask])
        return Candidates(self.players[mask], self.class_of[mask], self.forced[mask], pool)


@dataclass(frozen=True, slots=True)
class Instance:
    """A search among all rosters that an automaton allows; `bounds[i]` is what a roster with candidate i is worth at most.

    `bound` is that of any roster, `IMPOSSIBLE` where there is none, told by the `price` of a salary unit. `worth` has every player of the slate; the weights of
    the candidates with `refund` are never less.
    """

    worth: IntArray
    automaton: Automaton
    candidates: Candidates
    budget: Budget
    bound: int
    bounds: IntArray
    price: int = 0
    refund: int = 0
    most_nodes: int = MOST_NODES

    def kept(self, mask: BoolMask) -> "Instance":
        """The same among some of the candidates."""
        return replace(self, candidates=self.candidates.kept(mask), bounds=self.bounds[mask])

    def paid(self, conditions: Conditions) -> "Instance":
        """The same with smaller bounds: the conditions that bind are paid for."""
        own = self.candidates
        graph = lay_out(self.automaton, own.class_of, own.forced)
        if not graph.rows:
            return replace(self, bound=IMPOSSIBLE, bounds=np.full(len(self.bounds), IMPOSSIBLE))
        folded = fold(graph, own.pool, self.budget, conditions, own.players)
        paid = replace(own, pool=Pool(folded.weight, own.pool.salary))
        bounds = folded.bounds(graph, own.pool, self.budget)
        return replace(self, candidates=paid, refund=folded.refund, bound=folded.bound, bounds=bounds)

    def largest(self, count: int) -> BoolMask:
        """The candidates with the largest bounds, at least so many where there are."""
        if count >= len(self.bounds):
            return np.ones(len(self.bounds), np.bool_)
        least = np.partition(self.bounds, len(self.bounds) - count)[len(self.bounds) - count]
        mask: BoolMask = self.bounds >= least
        return mask

    def list_into(self, best: Best, mask: BoolMask, conditions: Conditions, low: int, high: int) -> bool:
        """Add the rosters of some candidates that keep the conditions to the best ones; False when it is too much work."""
        kept = self.candidates.kept(mask)
        graph = lay_out(self.automaton, kept.class_of, kept.forced)
        if not graph.rows:
            return True
        completion = best_completions(graph, kept.pool, self.budget)
        span = Span(low, high, self.budget.most, self.refund, self.most_nodes)
        members = Members(kept.players, self.worth)
        return list_best(graph, kept.pool, completion, members, conditions, span, best) >= 0


def make_instance(
    automaton: Automaton, candidates: Candidates, budget: Budget, worth: IntArray, guess: int
) -> Instance:
    """The search with its bounds; `guess` is a price per salary unit near the one with the smallest bound, or 0."""
    graph = lay_out(automaton, candidates.class_of, candidates.forced)
    if not graph.rows or budget.most < 0:
        none = np.full(len(candidates.players), IMPOSSIBLE)
        return Instance(worth, automaton, candidates, budget, IMPOSSIBLE, none)
    bound, price = smallest_bound(graph, candidates.pool, budget, guess)
    bounds = bound_members(graph, candidates.pool, budget, price)
    return Instance(worth, automaton, candidates, budget, bound, bounds, price)
