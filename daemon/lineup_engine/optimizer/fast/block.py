"""One group of a grouped automaton, which stands for any of them: what is read in it leads from state to state.

A state is one of the roster, without the tally, together with one of the tally.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import BoolArray
from lineup_engine.optimizer.fast.tally import Tally
from lineup_kernels.graph import NOWHERE

Steps = NDArray[np.int64]
"""Where each state leads; `NOWHERE` where a rule is broken."""


@dataclass(frozen=True, slots=True)
class Base:
    """The states of a roster without the tally, those in which a group may be begun first: `entered` of them.

    `take[k]` takes a player of kind k.
    """

    take: Sequence[Sequence[int]]
    is_complete: Sequence[bool]
    entered: int


@dataclass(frozen=True, slots=True)
class Block:
    """`take[k]` takes a player of kind k, `close` ends the group, `enter[n]` begins it with n who are there anyway.

    `live[k]` are the states in which kind k is read that can be met and completed, `is_final` those without anything
    missing. Each state of the roster has `tallies` states.
    """

    take: Steps
    close: Steps
    enter: dict[int, Steps]
    live: BoolArray
    is_final: BoolArray
    tallies: int


def make_block(base: Base, tally: Tally, present: Iterable[int]) -> Block:
    """The block of a roster and a tally; `present` are the numbers of those who may be there anyway."""
    tallies, states = len(tally.more), len(base.is_complete)
    same, more = np.arange(states), np.array(tally.more)
    close, one_more = _both(same, np.array(tally.close)), _both(same, more)
    based = np.array(base.take, np.int64).reshape(len(base.take), states)
    take = np.array([_both(row, more) for row in based], np.int64).reshape(len(based), states * tallies)
    enter = {0: np.arange(states * tallies)}
    for count in range(1, max(present, default=0) + 1):
        enter[count] = compose(enter[count - 1], one_more)
    is_final = np.outer(np.array(base.is_complete, np.bool_), tally.is_met).ravel()
    start = np.zeros(states * tallies, np.bool_)
    start[: base.entered * tallies : tallies] = True
    moves = _Moves(take, close, tuple(enter.values()))
    return Block(take, close, enter, moves.reached(start) & moves.completed(is_final), is_final, tallies)


def _both(based: Steps, tallied: Steps) -> Steps:
    """Where each state leads when its parts lead there; `NOWHERE` where either does."""
    leads = based[:, None] * len(tallied) + tallied
    return np.where((based[:, None] >= 0) & (tallied >= 0), leads, NOWHERE).ravel()


def compose(first: Steps, second: Steps) -> Steps:
    """Where the first leads and then the second."""
    return np.where(first >= 0, second[first], NOWHERE)


@dataclass(frozen=True, slots=True)
class _Moves:
    """How groups are read: entered in one of several ways, kind by kind any number of players, closed."""

    take: Steps
    close: Steps
    enter: tuple[Steps, ...]

    def reached(self, between: BoolArray) -> BoolArray:
        """For each kind the states in which it is read, from these between two groups on, until there is nothing new."""
        reached = np.zeros(self.take.shape, np.bool_)
        while True:
            inside = np.logical_or.reduce([_image(between, step) for step in self.enter])
            for kind, step in enumerate(self.take):
                inside = reached[kind] = _steady(inside, step, _image)
            after = between | _image(inside, self.close)
            if (after == between).all():
                return reached
            between = after

    def completed(self, between: BoolArray) -> BoolArray:
        """For each kind the states in which it is read that lead to one of these between two groups."""
        completed = np.zeros(self.take.shape, np.bool_)
        while True:
            inside = _origin(between, self.close)
            for kind in reversed(range(len(self.take))):
                inside = completed[kind] = _steady(inside, self.take[kind], _origin)
            before = between | np.logical_or.reduce([_origin(inside, step) for step in self.enter])
            if (before == between).all():
                return completed
            between = before


def _image(some: BoolArray, step: Steps) -> BoolArray:
    """Where a step leads these states."""
    image = np.zeros(len(some), np.bool_)
    targets = step[some]
    image[targets[targets >= 0]] = True
    return image


def _origin(some: BoolArray, step: Steps) -> BoolArray:
    """Which states a step leads to one of these."""
    origin: BoolArray = (step >= 0) & some[step]
    return origin


def _steady(some: BoolArray, step: Steps, moved: Callable[[BoolArray, Steps], BoolArray]) -> BoolArray:
    """These states and all that any number of steps adds."""
    while True:
        more = some | moved(some, step)
        if (more == some).all():
            return more
        some = more
