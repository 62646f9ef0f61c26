"""Compiling every kernel before it is needed: `python -m lineup_kernels.warm`, or a thread of a process that serves.

The compiled code is kept on disk, so it is compiled once for a machine and afterwards only loaded.
"""

import threading

import numpy as np

from lineup_kernels.best import no_best
from lineup_kernels.bounds import Budget, Pool, bound_members, relaxed_roster
from lineup_kernels.choosing import Between, Chosen, choose_in_order, take
from lineup_kernels.completions import best_completions
from lineup_kernels.descent import Rules
from lineup_kernels.draws import Source, Spreading, draw_trials
from lineup_kernels.graph import NOWHERE, Automaton, Graph, lay_out
from lineup_kernels.listing import Conditions, Members, Span, list_best
from lineup_kernels.normals import normal_table
from lineup_kernels.outcomes import Outcomes, take_scores
from lineup_kernels.quantiles import upper_quantiles
from lineup_kernels.scores import KNOTS, Scenarios, draw_scores
from lineup_kernels.trials import Contenders, best_of_trials, no_tops, room_for


def call_every_kernel() -> None:
    """Run each kernel on the smallest problem: the better of two players."""
    one_of = Automaton(np.array([[1, NOWHERE]], np.int32), np.array([[NOWHERE, 0]], np.int32))
    graph = lay_out(one_of, np.zeros(2, np.int32))
    pool, budget = Pool(np.array([5, 7]), np.array([1, 2])), Budget(0, 2)
    bound_members(graph, pool, budget)
    relaxed_roster(graph, pool, budget)
    best = no_best(1, 1)
    free = Conditions(np.zeros((2, 1), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
    span, members = Span(0, 100, budget.most, 0, 100), Members(np.arange(2, dtype=np.int32), pool.weight)
    list_best(graph, pool, best_completions(graph, pool, budget), members, free, span, best)
    none, masks = np.zeros(0, np.int64), np.zeros((0, 2), np.bool_)
    between = Between(np.arange(2), np.ones(2, np.int64), masks, none, masks, none, none)
    chosen = Chosen(np.zeros((2, 1), np.int32), np.zeros(2, np.int64), none, np.zeros(1, np.int64))
    take(np.zeros(1, np.int32), between, chosen)
    choose_in_order(best.members, between, chosen)
    _call_trials(one_of, graph, budget, free)
    _call_scores()


def _call_trials(one_of: Automaton, graph: Graph, budget: Budget, free: Conditions) -> None:
    """Draw one slate of two players, and find the better of them."""
    players = np.arange(2, dtype=np.int32)
    alike = np.zeros((2, 2), np.int32)
    contenders = Contenders(players, np.zeros(2, np.int32), np.array([1, 2]), alike, alike + 1, graph)
    rules = Rules(one_of, budget, free, np.array([1, 2]), is_free=False, nodes=9)
    drawn = np.empty((1, 2), np.int64)
    draw_trials(Spreading(np.array([5, 7]), np.array([1, 1]), np.arange(2), upper_quantiles(4)), Source(7, 1), 0, drawn)
    best_of_trials(drawn, contenders, rules, room_for(contenders, 1, 1), no_tops(1, 1, 0))


def _call_scores() -> None:
    """Draw the scores of one person, and take them from tables of both widths."""
    one, none = np.ones(1, np.int32), np.zeros(1, np.int32)
    weights, knots = np.array([8192], np.int16), np.zeros((1, KNOTS), np.int32)
    blocks = (np.array([0, 1], np.int32), np.zeros(1, np.uint8), np.zeros(1, np.int64))
    scenarios = Scenarios(normal_table(), none, *blocks, weights, knots, none, none, one)
    scores = np.empty((1, 1), np.int32)
    draw_scores(scenarios, Source(7, 1), 0, scores)
    for rows in (np.zeros((1, 1), np.int16), np.zeros((1, 1), np.int32)):
        for is_mapped in (False, True):
            rows.setflags(write=not is_mapped)
            take_scores(Outcomes(rows, none, np.array([[0, 1]], np.int32), 1), Source(7, 1), 0, scores)


class Warming:
    """The compilation going on beside other work."""

    def __init__(self) -> None:
        self._thread = threading.Thread(target=call_every_kernel, daemon=True, name="kernels")
        self._thread.start()

    @property
    def is_done(self) -> bool:
        """Whether the kernels can be called without waiting for the compiler."""
        return not self._thread.is_alive()

    def wait(self) -> None:
        """Return when it is done."""
        self._thread.join()


if __name__ == "__main__":
    call_every_kernel()
