"""Whose task gets the next free worker: fair shares between jobs, decided without looking at processes."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Generic, TypeVar

from lineupd.executors.shares import Shares

Place = TypeVar("Place")

HOLD_S = 0.03
"""A place is kept so long for an owner who would get it again anyway: a job asks for its next task in a moment."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Who asks for a worker; a higher priority goes first, and None is as high as that of anybody else who waits.

    Work that is done `alone` has no other beside it.
    """

    owner: str
    priority: int | None = 0
    alone: bool = False


@dataclass(slots=True)
class _Waiting(Generic[Place]):
    turn: Turn
    number: int
    place: asyncio.Future[Place]


@dataclass(slots=True)
class Turns(Generic[Place]):
    """Free places and those who wait for one.

    A place goes to the highest priority, then to the owner with the fewest places, then to who has had least of the
    workers' time, then to who has waited longest. Who has to be alone waits until nobody is at work, and until he is done
    nobody else is.
    """

    monotonic: Callable[[], float] = time.monotonic
    _free: list[Place] = field(default_factory=list)
    _waiting: list[_Waiting[Place]] = field(default_factory=list)
    _at_work: Counter[str] = field(default_factory=Counter)
    _last_owner: dict[Place, str] = field(default_factory=dict)
    _taken_at: dict[Place, float] = field(default_factory=dict)
    _held: dict[str, list[Place]] = field(default_factory=dict[str, list[Place]])
    _shares: Shares = field(default_factory=Shares)
    _numbers: int = 0
    _is_alone: bool = False

    async def take(self, turn: Turn) -> Place:
        """Wait for a place; it must be given back with `give_back`."""
        self._numbers += 1
        if held := self._held.get(turn.owner):
            self._free.append(held.pop())
        waiting: _Waiting[Place] = _Waiting(turn, self._numbers, asyncio.get_running_loop().create_future())
        self._waiting.append(waiting)
        self._hand_out()
        try:
            return await waiting.place
        except asyncio.CancelledError:
            self._give_up(waiting)
            raise

    def give_back(self, turn: Turn, place: Place, *, usable: bool) -> None:
        """The owner is done with the place; one that is not usable is never handed out again."""
        self._is_alone = self._is_alone and not turn.alone
        owners = {*self._at_work, *(waiting.turn.owner for waiting in self._waiting)}
        self._shares.charge(turn.owner, self.monotonic() - self._taken_at.pop(place), owners)
        self._at_work[turn.owner] -= 1
        if not self._at_work[turn.owner]:
            del self._at_work[turn.owner]
        if not usable:
            self._last_owner.pop(place, None)
            self._hand_out()
        elif self._would_get_it_again(turn):
            self._held.setdefault(turn.owner, []).append(place)
            asyncio.get_running_loop().call_later(HOLD_S, self._let_go, turn.owner, place)
        else:
            self.offer(place)

    def _would_get_it_again(self, turn: Turn) -> bool:
        """Whether an owner who wants nothing at this moment comes before all who wait."""
        if not self._waiting or any(waiting.turn.owner == turn.owner for waiting in self._waiting):
            return False
        highest = self._highest(turn)
        places = self._at_work[turn.owner] + len(self._held.get(turn.owner, ()))
        own = (-_priority(turn, highest), places, self._shares.of(turn.owner))
        return own < min(self._rank(waiting, highest) for waiting in self._waiting)[:3]

    def _let_go(self, owner: str, place: Place) -> None:
        held = self._held.get(owner, [])
        if place in held:
            held.remove(place)
            self.offer(place)
        if not held:
            self._held.pop(owner, None)

    def offer(self, place: Place) -> None:
        """A place is free."""
        self._free.append(place)
        self._hand_out()

    def withdraw(self, place: Place) -> None:
        """A place is no more."""
        for places in (self._free, *self._held.values()):
            if place in places:
                places.remove(place)
        self._last_owner.pop(place, None)

    def prioritize(self, owner: str, priority: int) -> None:
        """Whatever an owner waits for has another priority now."""
        for waiting in self._waiting:
            if waiting.turn.owner == owner:
                waiting.turn = replace(waiting.turn, priority=priority)
        self._hand_out()

    def refuse_all(self, reason: Exception) -> None:
        """Nobody will get a place: tell all who wait."""
        refused, self._waiting = self._waiting, []
        for waiting in refused:
            if not waiting.place.done():
                waiting.place.set_exception(reason)

    def _hand_out(self) -> None:
        while self._free and self._waiting and not self._is_alone:
            chosen = min(self._waiting, key=partial(self._rank, highest=self._highest()))
            if chosen.turn.alone and self._at_work.total():
                return
            self._waiting.remove(chosen)
            if chosen.place.done():
                continue
            self._is_alone = chosen.turn.alone
            place = self._nearest(chosen.turn.owner)
            self._free.remove(place)
            self._last_owner[place] = chosen.turn.owner
            self._taken_at[place] = self.monotonic()
            self._at_work[chosen.turn.owner] += 1
            chosen.place.set_result(place)

    def _highest(self, *more: Turn) -> int:
        """The highest priority of all who have one."""
        turns = (*more, *(waiting.turn for waiting in self._waiting))
        return max((turn.priority for turn in turns if turn.priority is not None), default=0)

    def _rank(self, waiting: _Waiting[Place], highest: int) -> tuple[int, int, float, int]:
        turn = waiting.turn
        priority = _priority(turn, highest)
        return -priority, self._at_work[turn.owner], self._shares.of(turn.owner), waiting.number

    def _nearest(self, owner: str) -> Place:
        """The place that still remembers the owner's work, else the one that has rested longest."""
        return next((place for place in self._free if self._last_owner.get(place) == owner), self._free[0])

    def _give_up(self, waiting: _Waiting[Place]) -> None:
        if waiting in self._waiting:
            self._waiting.remove(waiting)
            # Others may have waited for him to be alone.
            self._hand_out()
        elif waiting.place.done() and not waiting.place.cancelled() and waiting.place.exception() is None:
            self.give_back(waiting.turn, waiting.place.result(), usable=True)


def _priority(turn: Turn, highest: int) -> int:
    return highest if turn.priority is None else turn.priority
