"""Which players are the same to the roster of a branch: they may fill the same slots and count for the same numbers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.fast.automaton import build_automaton
from lineup_engine.optimizer.fast.branches import Branch
from lineup_engine.optimizer.fast.fillings import Count, Kind, Roster, Slots
from lineup_engine.optimizer.fast.grouped import Grouping, GroupKind, build_grouped, order_of_kinds
from lineup_engine.optimizer.fast.instance import BoolMask
from lineup_engine.optimizer.fast.rows import UNBOUNDED
from lineup_engine.optimizer.fast.tally import Tallied
from lineup_engine.optimizer.roster import RosterSlots
from lineup_kernels.graph import Automaton


@dataclass(frozen=True, slots=True)
class Classes:
    """The class of each player who may play in a branch, and the automaton that reads them in that order."""

    class_of: NDArray[np.int32]
    automaton: Automaton


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A branch with a number for each player: equal numbers are one class."""

    counts: tuple[Count, ...]
    number: IntArray
    mask: BoolMask


def classify(job: CompiledJob, branches: Sequence[Branch], tally: Tallied | None) -> list[Classes]:
    """The classes of every branch; those that count alike share one automaton, made for all of their classes."""
    sorts = _Sorts(job, tally)
    numbered = [_number(branch, sorts.of_player) for branch in branches]
    used: defaultdict[tuple[Count, ...], set[int]] = defaultdict(set)
    for one in numbered:
        used[one.counts].update(np.unique(one.number[one.mask]).tolist())
    automata = {counts: sorts.automaton(counts, numbers) for counts, numbers in used.items()}
    return [Classes(place[one.number], automaton) for one in numbered for place, automaton in (automata[one.counts],)]


class _Sorts:
    """Players by their group, where groups are tallied, and by the kinds of slots that they may fill."""

    def __init__(self, job: CompiledJob, tally: Tallied | None) -> None:
        roster = RosterSlots(job.slots, job.players.eligible)
        usable = roster.usable()
        self._shapes = sorted(set(usable))
        self._slots = Slots(tuple(len(alike) for alike in roster.kinds()))
        self._placed = tuple(usable[player] for player in job.certain)
        groups = () if tally is None else tally.groups
        group_of = np.full(len(usable), -1)
        for number, group in enumerate(groups):
            group_of[list(group)] = number
        shape_of = np.array([self._shapes.index(kinds) for kinds in usable], np.int64)
        self.of_player = (group_of + 1) * len(self._shapes) + shape_of
        present = tuple(sum(player in group for player in job.certain) for group in groups)
        self._grouping = None if tally is None else Grouping(tally.tally, present)

    def automaton(self, counts: tuple[Count, ...], numbers: set[int]) -> tuple[NDArray[np.int32], Automaton]:
        """The class of each number, and the automaton that reads the classes in that order."""
        kinds = {number: self._kind(number, len(counts)) for number in numbers}
        order = sorted(kinds, key=lambda number: (kinds[number][0], order_of_kinds(kinds[number][1])))
        place = np.zeros(int(self.of_player.max(initial=0)) + 1 << len(counts), np.int32)
        place[order] = np.arange(len(order))
        roster, classes = Roster(self._slots, self._placed, counts), tuple(kinds[number] for number in order)
        if self._grouping is None:
            return place, build_automaton(roster, tuple(kind for _, kind in classes))
        return place, build_grouped(roster, classes, self._grouping)

    def _kind(self, number: int, counts: int) -> GroupKind:
        group, shape = divmod(number >> counts, len(self._shapes))
        return group - 1, Kind(self._shapes[shape], tuple(number >> place & 1 for place in range(counts)))


def _number(branch: Branch, sort_of: IntArray) -> _Numbered:
    """The sort of each player with a bit for every count that he counts for."""
    number = sort_of << len(branch.counted)
    for place, weight in enumerate(branch.counted.weight):
        number |= (weight == 1).astype(np.int64) << place
    bounds = zip(branch.counted.low.tolist(), branch.counted.high.tolist(), strict=True)
    counts = tuple(Count(low, None if high == UNBOUNDED else high) for low, high in bounds)
    return _Numbered(counts, number, branch.may_play)
