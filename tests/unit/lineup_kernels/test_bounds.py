"""Bounds hold for every roster, completions are exact, and the best are really the best: compared with trying all."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from lineup_kernels.best import no_best
from lineup_kernels.bounds import IMPOSSIBLE, POSSIBLE, Budget, Pool, bound_members, smallest_bound
from lineup_kernels.completions import best_completions
from lineup_kernels.glance import bound_at_price
from lineup_kernels.graph import NOWHERE, Automaton, lay_out, make_automaton
from lineup_kernels.limits import pack_limits
from lineup_kernels.listing import Conditions, Members, Span, list_best


@dataclass(frozen=True)
class Small:
    """Some of each of two classes are wanted: `wanted[c]` of class c."""

    weight: tuple[int, ...]
    salary: tuple[int, ...]
    class_of: tuple[int, ...]
    wanted: tuple[int, int]
    budget: Budget

    @property
    def automaton(self) -> Automaton:
        """It counts the players of the class that is read."""
        states = max(self.wanted) + 1
        take = np.full((2, states), NOWHERE, np.int32)
        end = np.full((2, states), NOWHERE, np.int32)
        for number, count in enumerate(self.wanted):
            take[number, :count] = np.arange(1, count + 1)
            end[number, count] = 0
        return make_automaton(take, end)

    @property
    def nobody(self) -> NDArray[np.bool_]:
        """None of the players."""
        return np.zeros(len(self.weight), np.bool_)

    @property
    def pool(self) -> Pool:
        """As the kernels want it."""
        return Pool(np.array(self.weight, np.int64), np.array(self.salary, np.int64))

    def rosters(self) -> list[tuple[int, ...]]:
        """Every roster that the limits allow."""
        players = range(len(self.weight))
        return [chosen for chosen in combinations(players, sum(self.wanted)) if self.allows(chosen)]

    def allows(self, chosen: Sequence[int]) -> bool:
        """Whether a roster has the right numbers and an allowed salary."""
        of_first = sum(self.class_of[player] == 0 for player in chosen)
        spent = sum(self.salary[player] for player in chosen)
        return of_first == self.wanted[0] and self.budget.least <= spent <= self.budget.most

    def value(self, chosen: Sequence[int]) -> int:
        """Sum of the weights."""
        return sum(self.weight[player] for player in chosen)


@st.composite
def smalls(draw: st.DrawFn) -> Small:
    """Up to nine players, weights as large as they may be, and every kind of budget."""
    players = draw(st.integers(1, 9))
    size = draw(st.sampled_from([10, 1 << 40, 1 << 49]))
    weight = tuple(draw(st.integers(-size // 10, size)) for _ in range(players))
    salary = tuple(draw(st.integers(0, 30)) for _ in range(players))
    classes = tuple(sorted(draw(st.integers(0, 1)) for _ in range(players)))
    least, most = sorted((draw(st.integers(0, 60)), draw(st.integers(0, 90))))
    wanted = (draw(st.integers(0, 3)), draw(st.integers(1, 3)))
    return Small(weight, salary, classes, wanted, Budget(draw(st.sampled_from([0, least])), most))


@given(smalls(), st.integers(-1, 1 << 49))
@example(Small((0,) * 7, (0, 0, 1, 9, 9, 0, 0), (0, 0, 0, 0, 0, 1, 1), (3, 1), Budget(0, 0)), 1)
@settings(max_examples=300)
def test_no_roster_is_worth_more_than_its_bounds(small: Small, guess: int) -> None:
    """Neither in all nor for any of its players; and a glance at the same price tells the same."""
    classes = np.array(small.class_of, np.int32)
    graph = lay_out(small.automaton, classes, small.nobody)
    rosters = small.rosters()
    if not graph.rows:
        assert rosters == []
        return
    bound, price = smallest_bound(graph, small.pool, small.budget, guess)
    bounds = bound_members(graph, small.pool, small.budget, price)
    glance = bound_at_price(small.automaton, classes, small.nobody, small.pool, small.budget, price)
    assert glance == bound or max(glance, bound) < POSSIBLE
    for chosen in rosters:
        assert small.value(chosen) <= bound
        assert all(small.value(chosen) <= bounds[player] <= bound for player in chosen)


@given(smalls())
@settings(max_examples=300)
def test_the_completion_of_nothing_is_the_best_roster(small: Small) -> None:
    """Exactly, whatever the limits; and what is impossible is known to be."""
    graph = lay_out(small.automaton, np.array(small.class_of, np.int32), small.nobody)
    values = [small.value(chosen) for chosen in small.rosters()]
    found = best_completions(graph, small.pool, small.budget)[0, small.budget.most] if graph.rows else IMPOSSIBLE
    assert found == max(values) if values else found < POSSIBLE


@given(smalls(), st.integers(1, 12), st.integers(-2, 2))
@settings(max_examples=300)
def test_the_best_rosters_are_listed(small: Small, most: int, low: int) -> None:
    """As many as there is room for, none twice, under a condition that completions know nothing of."""
    graph = lay_out(small.automaton, np.array(small.class_of, np.int32), small.nobody)
    players = len(small.weight)
    parity = np.array([[player % 2] for player in range(players)], np.int64)
    conditions = Conditions(parity, np.array([low], np.int64), np.array([low + 2], np.int64))
    # Only what is at least nothing is a limit: of those the odd players are at most `low` + 2.
    limits = pack_limits(parity[:, : low >= -2], np.array([low + 2][: low >= -2], np.int64))
    best = no_best(most, sum(small.wanted))
    names = np.arange(players, dtype=np.int32)
    if graph.rows:
        completion = best_completions(graph, small.pool, small.budget)
        span = Span(POSSIBLE, 1 << 60, small.budget.most, 0, 1 << 30)
        for _ in range(2):
            assert (
                list_best(
                    graph, small.pool, completion, Members(names, small.pool.weight), conditions, limits, span, best
                )
                >= 0
            )
    found = best.members[: best.kept[0]].tolist()
    right = [chosen for chosen in small.rosters() if low <= sum(player % 2 for player in chosen) <= low + 2]
    values = sorted((small.value(chosen) for chosen in right), reverse=True)
    assert len({tuple(members) for members in found}) == len(found)
    assert sorted((small.value(members) for members in found), reverse=True) == values[:most]
    assert all(tuple(members) in right for members in found)
