"""Compiling kernels before they are needed: `python -m lineup_kernels.warm`, or a thread of a process that serves.

The compiled code is kept on disk, so it is compiled once for a machine and afterwards only loaded. The command compiles
those of the optimizer, with `--all` those of contests too, which take longer; the thread compiles them in this order.
"""

import math
import sys
import threading
import time
from collections.abc import Callable

import numpy as np

from lineup_kernels.best import no_best
from lineup_kernels.bounds import Budget, Pool, bound_members, relaxed_roster, smallest_bound
from lineup_kernels.choosing import Between, Chosen, choose_in_order, take
from lineup_kernels.completions import best_completions
from lineup_kernels.descent import Rules
from lineup_kernels.draws import Source, Spreading, draw_trials
from lineup_kernels.glance import bound_at_price
from lineup_kernels.graph import NOWHERE, Automaton, Graph, lay_out, make_automaton
from lineup_kernels.limits import pack_limits
from lineup_kernels.listing import Conditions, Members, Span, list_best
from lineup_kernels.quantiles import upper_quantiles
from lineup_kernels.thinning import bound_rows, thin_out
from lineup_kernels.trials import Contenders, best_of_trials, no_tops, room_for
from lineup_kernels.warm_contests import call_contest_kernels

ALL = "--all"
_LOOK_S = 0.01


def call_optimizer_kernels() -> None:
    """Run each kernel of the optimizer on the smallest problem: the better of two players."""
    one_of = make_automaton(np.array([[1, NOWHERE]], np.int32), np.array([[NOWHERE, 0]], np.int32))
    class_of, nobody = np.zeros(2, np.int32), np.zeros(2, np.bool_)
    graph = lay_out(one_of, class_of, nobody)
    pool, budget = Pool(np.array([5, 7]), np.array([1, 2])), Budget(0, 2)
    bound_at_price(one_of, class_of, nobody, pool, budget, 0)
    _, price = smallest_bound(graph, pool, budget, 0)
    bound_members(graph, pool, budget, price)
    relaxed_roster(graph, pool, price)
    best = no_best(1, 1)
    free = Conditions(np.zeros((2, 1), np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64))
    span, members = Span(0, 100, budget.most, 0, 100), Members(np.arange(2, dtype=np.int32), pool.weight)
    limits = pack_limits(np.zeros((2, 1), np.int64), np.ones(1, np.int64))
    thin = thin_out(graph, pool, bound_rows(graph, pool, budget, price), 0)
    list_best(thin, pool, best_completions(thin, pool, budget), members, free, limits, span, best)
    none, masks = np.zeros(0, np.int64), np.zeros((0, 2), np.bool_)
    between = Between(np.arange(2), np.ones(2, np.int64), masks, none, masks, none, none)
    chosen = Chosen(np.zeros((2, 1), np.int32), np.zeros(2, np.int64), none, np.zeros(1, np.int64))
    take(np.zeros(1, np.int32), between, chosen)
    choose_in_order(best.members, between, chosen)
    _call_trials(one_of, graph, budget, free)


def _call_trials(one_of: Automaton, graph: Graph, budget: Budget, free: Conditions) -> None:
    """Draw one slate of two players, and find the better of them."""
    players = np.arange(2, dtype=np.int32)
    alike = np.zeros((2, 2), np.int32)
    contenders = Contenders(
        players, np.zeros(2, np.int32), np.zeros(2, np.bool_), np.array([1, 2]), alike, alike + 1, graph
    )
    rules = Rules(one_of, budget, free, np.array([1, 2]), is_free=False, nodes=9)
    drawn = np.empty((1, 2), np.int64)
    draw_trials(Spreading(np.array([5, 7]), np.array([1, 1]), np.arange(2), upper_quantiles(4)), Source(7, 1), 0, drawn)
    best_of_trials(drawn, contenders, rules, room_for(contenders, 1, 1), no_tops(1, 1, 0))


class Warming:
    """The compilation going on beside other work.

    `compiler` is called first, with what this module's command takes: it may have all of it compiled in a process of its
    own, which leaves the loading to this one.
    """

    def __init__(self, compiler: Callable[..., None] | None = None) -> None:
        self._compiler = compiler
        self._done, self._all_done = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._compile, daemon=True, name="kernels")
        self._thread.start()

    def _compile(self) -> None:
        # Whoever waits would wait for ever; what is missing is compiled, or fails, where it is called.
        try:
            try:
                self._compile_apart()
                call_optimizer_kernels()
            finally:
                self._done.set()
            self._compile_apart(ALL)
            call_contest_kernels()
        finally:
            self._all_done.set()

    def _compile_apart(self, *arguments: str) -> None:
        if self._compiler is not None:
            self._compiler(*arguments)

    @property
    def is_done(self) -> bool:
        """Whether the optimizer's kernels can be called without waiting for the compiler."""
        return self._done.is_set()

    def wait(self) -> None:
        """Return when those are compiled."""
        _wait(self._done)

    def wait_for_contests(self, at_most_s: float = math.inf) -> bool:
        """Return when those of contests are compiled too, or after so many seconds; whether they are."""
        return _wait(self._all_done, at_most_s)


def _wait(event: threading.Event, at_most_s: float = math.inf) -> bool:
    """Until then this process computes a little: one that does not at all is taken for hanging, and ended."""
    deadline = time.monotonic() + at_most_s
    while not event.wait(_LOOK_S):
        if time.monotonic() >= deadline:
            return False
    return True


if __name__ == "__main__":
    call_optimizer_kernels()
    if ALL in sys.argv:
        call_contest_kernels()
