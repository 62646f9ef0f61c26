"""Which numbers of players of each class fill the slots, as the smallest automaton that knows.

A player set is right if some assignment of players to slots exists. The automaton reads the players class by class and
keeps every way in which the slots may be filled so far, so each set is one path, however many assignments it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lineup_engine.optimizer.fast.fillings import Fillings, Kind, Reader, Roster, State
from lineup_kernels.graph import NOWHERE, Automaton, IndexArray, make_automaton


@lru_cache(maxsize=256)
def build_automaton(roster: Roster, classes: tuple[Kind, ...]) -> Automaton:
    """The automaton of a roster for players of these classes in this order."""
    reader = Reader(roster)
    levels = read_classes(reader, classes, ())
    last = levels[-1].states if levels else ()
    complete = Following({state: 0 for state in last if reader.is_complete(state)}, -1)
    return make_automaton(*stacked(merge_all(levels, complete, reader)))


@dataclass(frozen=True, slots=True)
class Level:
    """The states while one class is read, in the order they are met; `take` leads to states of the same level.

    `useful` are the fillings whose empty slots this class or a later one may fill: no other is kept.
    """

    states: Mapping[State, int]
    take: Sequence[int]
    useful: Fillings


def read_classes(reader: Reader, classes: Sequence[Kind], later: Sequence[Kind]) -> list[Level]:
    """The levels of these classes, behind which players of later ones are read."""
    met = [reader.start]
    levels: list[Level] = []
    for number, kind in enumerate(classes):
        useful = reader.useful((*classes[number:], *later))
        met = list(dict.fromkeys((fillings & useful, counts) for fillings, counts in met if fillings & useful))
        states = {state: place for place, state in enumerate(met)}
        take: list[int] = []
        for state in met:
            after = reader.after(state, kind, useful)
            if after is not None and after not in states:
                states[after] = len(states)
                met.append(after)
            take.append(NOWHERE if after is None else states[after])
        levels.append(Level(states, take, useful))
    return levels


@dataclass(frozen=True, slots=True)
class Following:
    """The numbers of the next class's states, and the fillings that they keep."""

    number_of: Mapping[State, int]
    useful: Fillings

    def number(self, state: State) -> int:
        """The state in which the next class is begun."""
        fillings, counts = state
        return self.number_of.get((fillings & self.useful, counts), NOWHERE)


Rows = tuple[Sequence[int] | IndexArray, Sequence[int] | IndexArray]
"""Where the states of one class lead when a player is taken, and when the class ends."""


def merge_all(levels: Sequence[Level], following: Following, reader: Reader) -> list[Rows]:
    """States that have the same futures made one, and those without any left out; `following` is behind the last."""
    rows: list[Rows] = []
    for level in reversed(levels):
        numbers, own = _merged(level, following, reader)
        rows.append(own)
        following = Following(numbers, level.useful)
    return rows[::-1]


def stacked(rows: Sequence[Rows]) -> tuple[IndexArray, IndexArray]:
    """The rows of all classes as two arrays."""
    shape = (len(rows), max((len(take) for take, _ in rows), default=1) or 1)
    takes, ends = np.full(shape, NOWHERE, np.int32), np.full(shape, NOWHERE, np.int32)
    for place, (take, end) in enumerate(rows):
        takes[place, : len(take)] = take
        ends[place, : len(end)] = end
    return takes, ends


def _merged(level: Level, following: Following, reader: Reader) -> tuple[dict[State, int], Rows]:
    """The level's states under new numbers, the first state as 0, with where each leads."""
    number_of: dict[tuple[int, int], int] = {}
    merged: dict[int, int] = {}
    states = list(level.states)
    for place in sorted(range(len(states)), key=lambda place: -reader.size(states[place])):
        ends, takes = following.number(states[place]), merged.get(level.take[place], NOWHERE)
        if ends != NOWHERE or takes != NOWHERE:
            merged[place] = number_of.setdefault((takes, ends), len(number_of))
    renumbered = _first_as_zero(len(number_of), merged.get(0, NOWHERE))
    take, end = [NOWHERE] * len(number_of), [NOWHERE] * len(number_of)
    for (takes, ends), number in number_of.items():
        take[renumbered[number]] = NOWHERE if takes == NOWHERE else renumbered[takes]
        end[renumbered[number]] = ends
    return {states[place]: renumbered[number] for place, number in merged.items()}, (take, end)


def _first_as_zero(total: int, first: int) -> list[int]:
    """New numbers for 0..total-1 in which `first` is 0."""
    order = list(range(total))
    if first > 0:
        order[0], order[first] = first, 0
    return order
