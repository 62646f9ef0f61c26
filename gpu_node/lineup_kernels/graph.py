"""All rosters as paths of one graph: a row for every player and state, to be taken or skipped.

The rows of a player stand together and lead only to rows of later players, so a pass over the rows from the last to the
first sees every end before its beginnings. A set of players has exactly one path.
"""

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

IntArray = NDArray[np.int64]
IndexArray = NDArray[np.int32]

NOWHERE = -1
"""Where a row leads that cannot be left that way."""


class Automaton(NamedTuple):
    """Which numbers of players of each class make a roster. Shapes (classes, states); `NOWHERE` = not allowed.

    `take[c, s]`: the state after one more player of class c. `end[c, s]`: the state of class c + 1 when no more players
    of class c are taken; after the last class, state 0 is a complete roster. Every roster starts in state 0 of class 0.

    Class c has `states[c]` states, and a roster at most `most[c]` of its players.
    """

    take: IndexArray
    end: IndexArray
    states: IndexArray
    most: IndexArray


class Graph(NamedTuple):
    """The rows of a pool of players, and behind them one more: the complete roster.

    `member[r]` is the player of row r by his number in the pool; `taken[r]` and `skipped[r]` are the rows that follow.
    Row 0 is the start. `rows` is the number of the last row.
    """

    member: IndexArray
    taken: IndexArray
    skipped: IndexArray
    rows: int


def make_automaton(take: IndexArray, end: IndexArray) -> Automaton:
    """The automaton of these transitions."""
    used = (take >= 0) | (end >= 0)
    states = np.where(used.any(axis=1), used.shape[1] - used[:, ::-1].argmax(axis=1), 0)
    most = np.array([_longest(row) for row in take], np.int32)
    return Automaton(take, end, states.astype(np.int32), most)


def _longest(take: IndexArray) -> int:
    """How many players can be taken one after the other."""
    here, steps = take[take >= 0], 0
    while len(here):
        here, steps = take[here], steps + 1
        here = here[here >= 0]
    return steps


@njit(cache=True)
def lay_out(automaton: Automaton, class_of: IndexArray, forced: NDArray[np.bool_]) -> Graph:
    """The graph of a pool in order of class; `class_of` and `forced` have one entry per player.

    Who is forced is never skipped. Without players it has no rows.
    """
    players, states = len(class_of), automaton.take.shape[1]
    member = np.empty(players * states, np.int32)
    taken = np.empty(players * states, np.int32)
    skipped = np.empty(players * states, np.int32)
    here, there = np.full(states, NOWHERE, np.int32), np.full(states, NOWHERE, np.int32)
    # The states that have a row: most automata have many that a player never meets.
    live, following_live = np.empty(states, np.int32), np.empty(states, np.int32)
    # Numba compiles a function again for a literal: this is none.
    first = int(np.int64(0))
    start = follow_ends(automaton, first, first, class_of[0] if players else len(automaton.end))
    rows = count = 0
    if players and start >= 0:
        here[start], live[0] = 0, start
        rows = count = 1
    for player in range(players):
        own = class_of[player]
        following = class_of[player + 1] if player + 1 < players else len(automaton.end)
        following_count = 0
        for place in range(count):
            state = int(live[place])
            row = here[state]
            here[state] = NOWHERE
            member[row] = player
            for way in range(2):
                target = int(automaton.take[own, state]) if way else NOWHERE if forced[player] else state
                if target >= 0:
                    target = follow_ends(automaton, target, int(np.int64(own)), following)
                if target >= 0 and there[target] < 0:
                    there[target] = rows
                    following_live[following_count] = target
                    rows, following_count = rows + 1, following_count + 1
                leads_to = there[target] if target >= 0 else NOWHERE
                if way == 0:
                    skipped[row] = leads_to
                else:
                    taken[row] = leads_to
        here, there = there, here
        live, following_live, count = following_live, live, following_count
    # State 0 behind the last player is the complete roster: the last row that was given a number.
    rows = max(here[0], 0) if players else 0
    return Graph(member[:rows].copy(), taken[:rows].copy(), skipped[:rows].copy(), rows)


@njit(cache=True)
def follow_ends(automaton: Automaton, state: int, own: int, following: int) -> int:
    """The state with which class `following` is begun, when the classes between have no more players."""
    for between in range(own, following):
        state = automaton.end[between, state]
        if state < 0:
            break
    return state
