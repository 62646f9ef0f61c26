"""Which players are the same to the roster of a branch: they may fill the same slots and count for the same numbers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.fast.automaton import Count, Kind, Roster, Slots, build_automaton
from lineup_engine.optimizer.fast.branches import Branch
from lineup_engine.optimizer.fast.instance import BoolMask
from lineup_engine.optimizer.fast.rows import UNBOUNDED
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


def classify(job: CompiledJob, branches: Sequence[Branch]) -> list[Classes]:
    """The classes of every branch; those that count alike share one automaton, made for all of their classes."""
    roster = RosterSlots(job.slots, job.players.eligible)
    usable = roster.usable()
    shapes = sorted(set(usable))
    shape_of = np.array([shapes.index(kinds) for kinds in usable], np.int64)
    numbered = [_number(branch, shape_of) for branch in branches]
    used: defaultdict[tuple[Count, ...], set[int]] = defaultdict(set)
    for one in numbered:
        used[one.counts].update(np.unique(one.number[one.mask]).tolist())
    slots = Slots(tuple(len(alike) for alike in roster.kinds()))
    placed = tuple(usable[player] for player in job.lock)
    orders = {counts: _in_order(numbers, shapes, len(counts)) for counts, numbers in used.items()}
    classes: list[Classes] = []
    for one in numbered:
        order = orders[one.counts]
        place = np.zeros(len(shapes) << len(one.counts), np.int32)
        place[list(order)] = np.arange(len(order))
        automaton = build_automaton(Roster(slots, placed, one.counts), tuple(order.values()))
        classes.append(Classes(place[one.number], automaton))
    return classes


def _number(branch: Branch, shape_of: IntArray) -> _Numbered:
    """The shape of each player with a bit for every count that he counts for."""
    number = shape_of << len(branch.counted)
    for place, weight in enumerate(branch.counted.weight):
        number |= (weight == 1).astype(np.int64) << place
    bounds = zip(branch.counted.low.tolist(), branch.counted.high.tolist(), strict=True)
    counts = tuple(Count(low, None if high == UNBOUNDED else high) for low, high in bounds)
    return _Numbered(counts, number, branch.may_play)


def _in_order(numbers: set[int], shapes: Sequence[tuple[int, ...]], counts: int) -> dict[int, Kind]:
    """The classes by number, in the order that makes small automata: by the last slot, then all slots."""
    kinds = {
        number: Kind(shapes[number >> counts], tuple(number >> place & 1 for place in range(counts)))
        for number in numbers
    }
    order = sorted(kinds, key=lambda number: (kinds[number].slots[-1], kinds[number].slots, kinds[number].counts))
    return {number: kinds[number] for number in order}
