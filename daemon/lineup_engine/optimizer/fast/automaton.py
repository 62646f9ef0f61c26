"""Which numbers of players of each class fill the slots, as the smallest automaton that knows.

A player set is right if some assignment of players to slots exists. The automaton reads the players class by class and
keeps every way in which the slots may be filled so far, so each set is one path, however many assignments it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import prod

import numpy as np

from lineup_kernels.graph import NOWHERE, Automaton, make_automaton

Fillings = int
"""A set of fillings as bits: bit b is the filling with number b, each kind of slot a digit of it (`Slots`)."""

State = tuple[Fillings, tuple[int, ...]]
"""Every possible filling, and how far each count is."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number that has to lie within a range at the end; `high` None = without a limit."""

    low: int
    high: int | None

    def advanced(self, so_far: int, by: int) -> int | None:
        """The number after an increase, no larger than needed to know the end; None when it is too large."""
        total = so_far + by
        if self.high is None:
            return min(total, self.low)
        return total if total <= self.high else None


@dataclass(frozen=True, slots=True)
class Kind:
    """Players who are the same to the roster: which kinds of slots they may fill, and by how much each count rises."""

    slots: tuple[int, ...]
    counts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Slots:
    """The kinds of slots by how many there are of each. A filling's number has the filled slots of each as a digit."""

    capacity: tuple[int, ...]

    @property
    def steps(self) -> tuple[int, ...]:
        """By how much the number of a filling rises with one more slot of each kind."""
        return tuple(prod(capacity + 1 for capacity in self.capacity[:kind]) for kind in range(len(self.capacity)))

    @property
    def full(self) -> int:
        """The number of the filling without an empty slot."""
        return prod(capacity + 1 for capacity in self.capacity) - 1

    @property
    def filled(self) -> tuple[int, ...]:
        """For each filling how many slots are filled."""
        digits = list(zip(self.steps, self.capacity, strict=True))
        return tuple(
            sum(number // step % (capacity + 1) for step, capacity in digits) for number in range(self.full + 1)
        )

    @property
    def with_room(self) -> tuple[Fillings, ...]:
        """For each kind the fillings that have an empty slot of it."""
        numbers = range(self.full + 1)
        return tuple(
            sum(1 << number for number in numbers if number // step % (capacity + 1) < capacity)
            for step, capacity in zip(self.steps, self.capacity, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Roster:
    """What is to be filled, who has a place already (the slots that each may fill), and the counts."""

    slots: Slots
    placed: tuple[tuple[int, ...], ...] = ()
    counts: tuple[Count, ...] = ()


@lru_cache(maxsize=256)
def build_automaton(roster: Roster, classes: tuple[Kind, ...]) -> Automaton:
    """The automaton of a roster for players of these classes in this order."""
    levels = _levels(roster, classes)
    return _smallest(roster, levels)


@dataclass(frozen=True, slots=True)
class _Level:
    """The states while one class is read, in the order they are met; `take` leads to states of the same level.

    `useful` are the fillings whose empty slots this class or a later one may fill: no other is kept.
    """

    states: Mapping[State, int]
    take: Sequence[int]
    useful: Fillings


def _levels(roster: Roster, classes: tuple[Kind, ...]) -> list[_Level]:
    add = _Adding(roster.slots.steps, roster.slots.with_room)
    start: Fillings = 1
    for slots in roster.placed:
        start = add.player(start, slots)
    met: list[State] = [(start, (0,) * len(roster.counts))]
    levels: list[_Level] = []
    for kind, useful in zip(classes, _useful(roster.slots, classes), strict=True):
        met = list(dict.fromkeys((fillings & useful, counts) for fillings, counts in met if fillings & useful))
        states = {state: number for number, state in enumerate(met)}
        take: list[int] = []
        for fillings, counts in met:
            filled = add.player(fillings, kind.slots) & useful
            after = _advanced(roster, kind, filled, counts) if filled else None
            if after is not None and after not in states:
                states[after] = len(states)
                met.append(after)
            take.append(NOWHERE if after is None else states[after])
        levels.append(_Level(states, take, useful))
    return levels


def _useful(slots: Slots, classes: tuple[Kind, ...]) -> list[Fillings]:
    """For each class the fillings without an empty slot that neither it nor a later one may fill.

    Without the others nearly all states that have equal futures are equal from the start.
    """
    kept: list[Fillings] = []
    fillable: set[int] = set()
    for kind in reversed(classes):
        fillable.update(kind.slots)
        useful = (1 << (slots.full + 1)) - 1
        for slot, room in enumerate(slots.with_room):
            useful &= useful if slot in fillable else ~room
        kept.append(useful)
    return kept[::-1]


@dataclass(frozen=True, slots=True)
class _Adding:
    """The slots of a roster as needed to add a player."""

    steps: tuple[int, ...]
    with_room: tuple[Fillings, ...]

    def player(self, fillings: Fillings, slots: tuple[int, ...]) -> Fillings:
        """Every filling that one more player makes of these; none when there is no place for him."""
        after: Fillings = 0
        for slot in slots:
            after |= (fillings & self.with_room[slot]) << self.steps[slot]
        return after


def _advanced(roster: Roster, kind: Kind, filled: Fillings, counts: tuple[int, ...]) -> State | None:
    """The state with these fillings after one more player of a kind; None when a count is too large."""
    advanced: list[int] = []
    for count, so_far, by in zip(roster.counts, counts, kind.counts, strict=True):
        total = count.advanced(so_far, by)
        if total is None:
            return None
        advanced.append(total)
    return filled, tuple(advanced)


def _is_complete(roster: Roster, state: State) -> bool:
    fillings, counts = state
    reached = all(so_far >= count.low for so_far, count in zip(counts, roster.counts, strict=True))
    return reached and bool(fillings >> roster.slots.full & 1)


def _smallest(roster: Roster, levels: Sequence[_Level]) -> Automaton:
    """The same automaton with states that have the same futures made one, and those without any left out."""
    last = levels[-1].states if levels else ()
    following = _Following({state: 0 for state in last if _is_complete(roster, state)}, -1)
    filled = roster.slots.filled
    rows: list[tuple[list[int], list[int]]] = []
    for level in reversed(levels):
        numbers, take, end = _merged(level, following, filled)
        rows.append((take, end))
        following = _Following(numbers, level.useful)
    width = max((len(take) for take, _ in rows), default=1) or 1
    shape = (len(levels), width)
    takes, ends = np.full(shape, NOWHERE, np.int32), np.full(shape, NOWHERE, np.int32)
    for place, (take, end) in enumerate(reversed(rows)):
        takes[place, : len(take)] = take
        ends[place, : len(end)] = end
    return make_automaton(takes, ends)


@dataclass(frozen=True, slots=True)
class _Following:
    """The numbers of the next class's states, and the fillings that they keep."""

    number_of: Mapping[State, int]
    useful: Fillings

    def number(self, state: State) -> int:
        """The state in which the next class is begun."""
        fillings, counts = state
        return self.number_of.get((fillings & self.useful, counts), NOWHERE)


def _merged(
    level: _Level, following: _Following, filled: Sequence[int]
) -> tuple[dict[State, int], list[int], list[int]]:
    """The level's states under new numbers, the first state as 0, with where each leads."""
    number_of: dict[tuple[int, int], int] = {}
    merged: dict[int, int] = {}
    states = list(level.states)
    # All fillings that one set of players makes have as many filled slots: the first one tells it.
    sizes = [filled[(fillings & -fillings).bit_length() - 1] for fillings, _ in states]
    for place in sorted(range(len(states)), key=lambda place: -sizes[place]):
        ends, takes = following.number(states[place]), merged.get(level.take[place], NOWHERE)
        if ends != NOWHERE or takes != NOWHERE:
            merged[place] = number_of.setdefault((takes, ends), len(number_of))
    renumbered = _first_as_zero(len(number_of), merged.get(0, NOWHERE))
    take, end = [NOWHERE] * len(number_of), [NOWHERE] * len(number_of)
    for (takes, ends), number in number_of.items():
        take[renumbered[number]] = NOWHERE if takes == NOWHERE else renumbered[takes]
        end[renumbered[number]] = ends
    return {states[place]: renumbered[number] for place, number in merged.items()}, take, end


def _first_as_zero(total: int, first: int) -> list[int]:
    """New numbers for 0..total-1 in which `first` is 0."""
    order = list(range(total))
    if first > 0:
        order[0], order[first] = first, 0
    return order
