"""One graph's worth of rosters: the players who may be in them, what they cost, and what each can be worth at most."""

from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.optimizer.fast.conditions import to_limits
from lineup_engine.optimizer.fast.folding import Folded, Limited, fold
from lineup_engine.optimizer.fast.weights import LEAST_WORTH
from lineup_kernels.best import Best
from lineup_kernels.bounds import IMPOSSIBLE, POSSIBLE, Budget, Pool, bound_members, smallest_bound
from lineup_kernels.completions import best_completions
from lineup_kernels.graph import Automaton, Graph, lay_out
from lineup_kernels.listing import Conditions, Members, Span, list_best
from lineup_kernels.thinning import RowBounds, bound_rows, thin_out

BoolMask = NDArray[np.bool_]

MOST_NODES = 100_000_000
"""So much work is about five seconds; what takes more for a handful of lineups is better left to the general path."""


_LOWEST = -(1 << 62)

_MOST_CELLS = 1 << 26
"""So many rows times salary units are half a gigabyte."""


@dataclass(slots=True)
class Work:
    """How many nodes may still be looked at."""

    nodes: int = MOST_NODES


class Portion(NamedTuple):
    """Which rosters are looked at: of these candidates, worth at least `least` and less than `below`.

    Of a large graph only about so many of its `rows`, those with the largest bounds.
    """

    mask: BoolMask
    least: int
    below: int
    rows: int


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

    `graph` is that of all candidates, as long as it may be of use. `bound` is that of any roster, `IMPOSSIBLE` where there is none, told by the `price` of a salary unit. `worth` has every player of the slate; the weights of
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
    graph: Graph | None = None

    def paid(self, conditions: Conditions, mask: BoolMask) -> "Instance":
        """The same among some of the candidates with smaller bounds: the conditions that bind are paid for."""
        is_same = self.graph is not None and bool(mask.all())
        own = self.candidates if is_same else self.candidates.kept(mask)
        graph = self.graph if is_same and self.graph else lay_out(self.automaton, own.class_of, own.forced)
        if not graph.rows:
            return self._without_rosters()
        told = (self.bound, self.price) if is_same else smallest_bound(graph, own.pool, self.budget, self.price)
        before = Folded(own.pool.weight, 0, *told)
        folded = fold(graph, own.pool, self.budget, Limited(conditions, own.players), before)
        if folded.bound < LEAST_WORTH:
            return self._without_rosters()
        bounds = self.bounds if folded is before and is_same else folded.bounds(graph, own.pool, self.budget)
        paid = replace(own, pool=Pool(folded.weight, own.pool.salary))
        return Instance(
            self.worth, self.automaton, paid, self.budget, folded.bound, bounds, folded.price, folded.refund
        )

    def _without_rosters(self) -> "Instance":
        return replace(self, bound=IMPOSSIBLE, bounds=np.full(len(self.bounds), IMPOSSIBLE), graph=None)

    def largest(self, count: int) -> BoolMask:
        """The candidates with the largest bounds, at least so many where there are."""
        if count >= len(self.bounds):
            return np.ones(len(self.bounds), np.bool_)
        least = np.partition(self.bounds, len(self.bounds) - count)[len(self.bounds) - count]
        mask: BoolMask = self.bounds >= least
        return mask

    def list_into(self, best: Best, portion: Portion, conditions: Conditions, work: Work) -> int | None:
        """Add the rosters of a portion that keep the conditions to the best ones; None when that is too much work.

        Answers what a roster of these candidates that was not looked at is worth at most.
        """
        kept = self.candidates.kept(portion.mask)
        graph = lay_out(self.automaton, kept.class_of, kept.forced)
        if not graph.rows:
            return IMPOSSIBLE
        rows = bound_rows(graph, kept.pool, self.budget, self.price)
        floor = max(portion.least - self.refund, _bound_of_largest(rows, portion.rows))
        thin = thin_out(graph, kept.pool, rows, floor)
        if thin.rows * (self.budget.most + 1) > _MOST_CELLS:
            return None
        if thin.rows:
            completion = best_completions(thin, kept.pool, self.budget)
            span = Span(POSSIBLE, portion.below, self.budget.most, self.refund, work.nodes)
            members = Members(kept.players, self.worth)
            limits = to_limits(conditions, best.members.shape[1])
            nodes = list_best(thin, kept.pool, completion, members, conditions, limits, span, best)
            if nodes < 0:
                return None
            work.nodes -= nodes
        return floor + self.refund - 1


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
    return Instance(worth, automaton, candidates, budget, bound, bounds, price, graph=graph)


def _bound_of_largest(rows: RowBounds, count: int) -> int:
    """A bound that so many rows reach, and more where bounds are equal; nothing is below it where there are fewer."""
    if len(rows.ahead) <= count:
        return _LOWEST
    bounds = rows.ahead + rows.behind
    return int(np.partition(bounds, len(bounds) - count)[len(bounds) - count])
