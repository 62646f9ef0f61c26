"""The automaton of a roster whose players are read group by group, so that a tally of the groups is part of its states.

Every group is read in the same way: what may follow which state is worked out once, for one group that stands for all.
Players of no group come first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lineup_engine.optimizer.compiled import BoolArray
from lineup_engine.optimizer.fast.automaton import Following, merge_all, read_classes, stacked
from lineup_engine.optimizer.fast.block import Base, Block, Steps, compose, make_block
from lineup_engine.optimizer.fast.fillings import Fillings, Kind, Reader, Roster, State
from lineup_engine.optimizer.fast.tally import Tally
from lineup_kernels.graph import NOWHERE, Automaton, IndexArray, make_automaton

GroupKind = tuple[int, Kind]
"""A group by its number, -1 = of no group, and players of it who are the same to the roster."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """What is counted, and how many of each group are in every roster anyway."""

    tally: Tally
    present: tuple[int, ...]


def order_of_kinds(kind: Kind) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """The order that makes small automata: by the last slot, then all slots."""
    return kind.slots[-1], kind.slots, kind.counts


@lru_cache(maxsize=64)
def build_grouped(roster: Roster, classes: tuple[GroupKind, ...], grouping: Grouping) -> Automaton:
    """The automaton for players of these classes: in order of group, and within a group in the order of kinds."""
    reader = Reader(roster)
    alone = [kind for group, kind in classes if group < 0]
    kinds = sorted({kind for group, kind in classes if group >= 0}, key=order_of_kinds)
    levels = read_classes(reader, alone, kinds)
    useful = reader.useful(kinds)
    met = levels[-1].states if levels else (reader.start,)
    entered = list(dict.fromkeys((fillings & useful, counts) for fillings, counts in met if fillings & useful))
    block = make_block(_base(reader, kinds, entered, useful), grouping.tally, grouping.present)
    path = _Path(block, grouping.present, tuple((group, kinds.index(kind)) for group, kind in classes if group >= 0))
    entries = path.entries(len(entered))
    alone_rows = merge_all(levels, Following(dict(zip(entered, entries, strict=True)), useful), reader)
    rows = path.rows()
    if rows and not alone:
        if not entered or entries[0] < 0:
            return make_automaton(*stacked([([], [])] * len(rows)))
        rows[0] = _begun_at(entries[0], rows[0])
    return make_automaton(*stacked([*alone_rows, *rows]))


def _base(reader: Reader, kinds: Sequence[Kind], entered: Sequence[State], useful: Fillings) -> Base:
    """Every state that players of these kinds lead to."""
    numbers = {state: number for number, state in enumerate(entered)}
    met = list(entered)
    take: list[list[int]] = [[] for _ in kinds]
    for state in met:
        for kind, leads_to in zip(kinds, take, strict=True):
            after = reader.after(state, kind, useful)
            if after is not None and after not in numbers:
                numbers[after] = len(met)
                met.append(after)
            leads_to.append(NOWHERE if after is None else numbers[after])
    return Base(take, [reader.is_complete(state) for state in met], len(entered))


@dataclass(frozen=True, slots=True)
class _Path:
    """The groups in their order; `classes` are those that have players, by group and number of the kind."""

    block: Block
    present: tuple[int, ...]
    classes: tuple[tuple[int, int], ...]

    def entries(self, entered: int) -> list[int]:
        """The numbers in which the states that are entered begin the first class."""
        leads_to = self._into(self._through(0, self._group(0)), 0)
        numbers: list[int] = leads_to[: entered * self.block.tallies : self.block.tallies].tolist()
        return numbers

    def rows(self) -> list[tuple[IndexArray, IndexArray]]:
        """Where the states of each class lead when a player is taken, and when the class ends."""
        known: dict[tuple[int, ...], tuple[IndexArray, IndexArray]] = {}
        rows: list[tuple[IndexArray, IndexArray]] = []
        for number in range(len(self.classes)):
            alike = self._alike(number)
            if alike not in known:
                known[alike] = self._row(number)
            rows.append(known[alike])
        return rows

    def _alike(self, number: int) -> tuple[int, ...]:
        """Classes with equal ones of these have equal rows."""
        (group, kind), following = self.classes[number], self._group(number + 1)
        next_kind = self.classes[number + 1][1] if number + 1 < len(self.classes) else NOWHERE
        return kind, next_kind, following != group, *self.present[group + 1 : following + 1]

    def _row(self, number: int) -> tuple[IndexArray, IndexArray]:
        group, kind = self.classes[number]
        live, following = self.block.live[kind], self._group(number + 1)
        stay = self.block.enter[0]
        end = stay if following == group else compose(self.block.close, self._through(group + 1, following))
        return self._into(self.block.take[kind], number)[live], self._into(end, number + 1)[live]

    def _group(self, number: int) -> int:
        """The group of a class; behind the last one there is a group more."""
        return self.classes[number][0] if number < len(self.classes) else len(self.present)

    def _through(self, first: int, group: int) -> Steps:
        """From before one group into another: those between have nobody but who is there anyway."""
        steps = self.block.enter[0]
        for between in range(first, group):
            if self.present[between]:
                steps = compose(compose(steps, self.block.enter[self.present[between]]), self.block.close)
        return compose(steps, self.block.enter[self.present[group]]) if group < len(self.present) else steps

    def _into(self, steps: Steps, number: int) -> IndexArray:
        """The same with the numbers that states have in a class; behind the last one 0 is the complete roster."""
        if number < len(self.classes):
            numbers = _numbers(self.block.live[self.classes[number][1]])
        else:
            numbers = np.where(self.block.is_final, 0, NOWHERE)
        return np.where(steps >= 0, numbers[steps], NOWHERE).astype(np.int32)


def _numbers(live: BoolArray) -> Steps:
    """The live states numbered from 0; `NOWHERE` for the others."""
    return np.where(live, np.cumsum(live) - 1, NOWHERE)


def _begun_at(start: int, row: tuple[IndexArray, IndexArray]) -> tuple[IndexArray, IndexArray]:
    """The states of the first class with other numbers, so that the roster begins in state 0."""
    order = np.arange(len(row[0]))
    order[[0, start]] = start, 0
    take, end = row[0][order], row[1][order]
    return np.where(take >= 0, order[take], NOWHERE), end
