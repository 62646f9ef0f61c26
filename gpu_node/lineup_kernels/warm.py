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
from lineup_kernels.field import draw_field
from lineup_kernels.field_tables import SHARE_BITS, SPREAD_BITS, FieldTables, Law, Roster, Stacks, Trains
from lineup_kernels.graph import NOWHERE, Automaton, Graph, lay_out
from lineup_kernels.listing import Conditions, Members, Span, list_best
from lineup_kernels.quantiles import upper_quantiles
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
    _call_field()


def _call_trials(one_of: Automaton, graph: Graph, budget: Budget, free: Conditions) -> None:
    """Draw one slate of two players, and find the better of them."""
    players = np.arange(2, dtype=np.int32)
    alike = np.zeros((2, 2), np.int32)
    contenders = Contenders(players, np.zeros(2, np.int32), np.array([1, 2]), alike, alike + 1, graph)
    rules = Rules(one_of, budget, free, np.array([1, 2]), is_free=False, nodes=9)
    drawn = np.empty((1, 2), np.int64)
    draw_trials(Spreading(np.array([5, 7]), np.array([1, 1]), np.arange(2), upper_quantiles(4)), Source(7, 1), 0, drawn)
    best_of_trials(drawn, contenders, rules, room_for(contenders, 1, 1), no_tops(1, 1, 0))


def _call_field() -> None:
    """Draw a field of lineups of one player of two, all in one train."""
    two, three = np.arange(2, dtype=np.int32), np.arange(3, dtype=np.int32)
    weight, none, nobody = np.ones((1, 2), np.uint32), np.zeros(0, np.int32), np.zeros(3, np.int32)
    roster = Roster(
        *(two.astype(np.uint16), two, two, two, three[::2].copy(), np.array([0, -1], np.int32)),
        after=np.array([[1], [-1]], np.int32),
        low=two * 0,
        high=two * 0 + 1,
        row=three,
        follows=two * 0,
        bar=two,
        bar_start=three,
        rival=none,
        rival_start=nobody,
        limit_kind=none,
        limit_count=none,
        group=np.zeros((0, 2), np.int32),
        groups=1,
    )
    law = Law(weight, weight, np.full((1, 2), 1 << SPREAD_BITS, np.uint32), weight[0] + np.uint32(1 << 31), 0)
    chance = np.zeros(0, np.uint32)
    stacks = Stacks(chance, np.zeros((0, 2), np.int32), two, weight[:, :0].copy(), none, False, none, none, none)
    trains = Trains(np.array([0, 1]), 1, 2, np.full(2, 1 << (SHARE_BITS - 1)))
    tables = FieldTables(1, roster, law, stacks, trains, np.zeros(1, np.uint16))
    draw_field(tables, 7, 0, 0, np.empty((2, 1), np.uint16))


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
