"""A sum that a rule limits is paid for in the weights: the search stays short, and every bound stays a bound."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.optimizer.fast.folding import Folded, Limited, fold
from lineup_engine.optimizer.fast.rows import UNBOUNDED
from lineup_kernels.bounds import Budget, Pool, smallest_bound
from lineup_kernels.graph import NOWHERE, lay_out, make_automaton
from lineup_kernels.listing import Conditions

PLAYERS, SIZE = 7, 3
NUMBERS = st.lists(st.integers(-20, 60), min_size=PLAYERS, max_size=PLAYERS)


@given(NUMBERS, st.lists(NUMBERS, min_size=1, max_size=3), st.data())
@settings(max_examples=examples(300))
def test_no_roster_that_keeps_the_sums_is_worth_more_than_its_bound(
    weights: list[int], parts: list[list[int]], drawn: st.DataObject
) -> None:
    """Whatever is limited, from above or from below, and however many sums bind at once."""
    take = np.array([[*range(1, SIZE + 1), NOWHERE]], np.int32)
    end = np.array([[NOWHERE] * SIZE + [0]], np.int32)
    pool = Pool(np.array(weights, np.int64) * 1_000_000, np.ones(PLAYERS, np.int64))
    limits = [drawn.draw(st.tuples(st.integers(-60, 60), st.integers(-60, 180))) for _ in parts]
    low = np.array([least if least > -30 else -UNBOUNDED for least, _ in limits], np.int64)
    high = np.array([most if most < 120 else UNBOUNDED for _, most in limits], np.int64)
    conditions = Conditions(np.ascontiguousarray(np.array(parts, np.int64).T), low, high)
    graph = lay_out(make_automaton(take, end), np.zeros(PLAYERS, np.int32), np.zeros(PLAYERS, np.bool_))
    before = Folded(pool.weight, 0, *smallest_bound(graph, pool, Budget(0, SIZE), 0))
    folded = fold(graph, pool, Budget(0, SIZE), Limited(conditions, np.arange(PLAYERS, dtype=np.int32)), before)
    bounds = folded.bounds(graph, pool, Budget(0, SIZE))
    for a in range(PLAYERS):
        for b in range(a + 1, PLAYERS):
            for c in range(b + 1, PLAYERS):
                roster = [a, b, c]
                sums = conditions.coefficient[roster].sum(axis=0)
                if ((sums >= low) & (sums <= high)).all():
                    worth = int(pool.weight[roster].sum())
                    assert worth <= int(folded.weight[roster].sum()) + folded.refund <= folded.bound
                    assert all(worth <= bounds[player] for player in roster)
