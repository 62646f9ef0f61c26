"""What is known of a roster while its players are read: every way in which the slots may be filled so far, and counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

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


class Reader:
    """A roster as needed to read its players one after the other."""

    def __init__(self, roster: Roster) -> None:
        self.roster, self.filled = roster, roster.slots.filled
        self._steps, self._with_room = roster.slots.steps, roster.slots.with_room

    @property
    def start(self) -> State:
        """With those who have a place already."""
        fillings: Fillings = 1
        for slots in self.roster.placed:
            fillings = self._with_one_more(fillings, slots)
        return fillings, (0,) * len(self.roster.counts)

    def after(self, state: State, kind: Kind, useful: Fillings) -> State | None:
        """The state after one more player of a kind; None where he has no place or a count is too large."""
        fillings = self._with_one_more(state[0], kind.slots) & useful
        if not fillings:
            return None
        advanced: list[int] = []
        for count, so_far, by in zip(self.roster.counts, state[1], kind.counts, strict=True):
            total = count.advanced(so_far, by)
            if total is None:
                return None
            advanced.append(total)
        return fillings, tuple(advanced)

    def size(self, state: State) -> int:
        """How many slots are filled: as many in all fillings that one set of players makes, so the first one tells it."""
        return self.filled[(state[0] & -state[0]).bit_length() - 1]

    def is_complete(self, state: State) -> bool:
        """Whether all slots are filled and all counts reached."""
        fillings, counts = state
        reached = all(so_far >= count.low for so_far, count in zip(counts, self.roster.counts, strict=True))
        return reached and bool(fillings >> self.roster.slots.full & 1)

    def useful(self, kinds: Sequence[Kind]) -> Fillings:
        """The fillings without an empty slot that none of these kinds may fill.

        Without the others nearly all states that have equal futures are equal from the start.
        """
        fillable = {slot for kind in kinds for slot in kind.slots}
        useful = (1 << (self.roster.slots.full + 1)) - 1
        for slot, room in enumerate(self._with_room):
            useful &= useful if slot in fillable else ~room
        return useful

    def _with_one_more(self, fillings: Fillings, slots: tuple[int, ...]) -> Fillings:
        after: Fillings = 0
        for slot in slots:
            after |= (fillings & self._with_room[slot]) << self._steps[slot]
        return after
