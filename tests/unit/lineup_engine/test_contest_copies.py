"""How often others have a lineup, against a look at every entry."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.stages.contests.arena import laid_out, lay_out

_PLAYERS = 9
rows = st.lists(st.permutations(range(_PLAYERS)).map(lambda players: players[:4]), min_size=1, max_size=30)


@given(rows, rows)
@settings(max_examples=examples(100), deadline=None)
def test_copies_are_counted_whatever_the_order_of_the_players(others: list[list[int]], own: list[list[int]]) -> None:
    """Entries that are alike count each; lineups that nobody has are there 0 times."""
    field = laid_out(lay_out(np.array(others, np.uint16), _PLAYERS))
    wanted = [sum(set(lineup) == set(other) for other in others) for lineup in own]
    assert field.copies_of(np.array(own, np.int32)) == wanted
