"""A pool of slots: a worker that dies costs one task and is replaced in the background."""

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from lineupd.errors import PoolClosed, WorkerLost, WorkTooLong
from lineupd.executors.frames import Call
from lineupd.executors.slot import WORKER_COMMAND, Slot
from lineupd.executors.turns import Turn, Turns

_STILLBORN_MAX = 3
_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 10.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """How many workers, how they are started, how polite they are, and how long a call may take (0 = any time)."""

    name: str
    size: int
    command: Sequence[str] = WORKER_COMMAND
    niceness: int = 0
    limit_s: float = 0.0


class Pool:
    """Workers that do calls, each when its turn comes."""

    def __init__(self, plan: PoolPlan) -> None:
        self.size = plan.size
        self._plan = plan
        self._turns: Turns[Slot] = Turns()
        self._keepers: list[asyncio.Task[None]] = []
        self._ready = 0
        self._stillborn = 0
        self._last_words = ""

    @property
    def ready(self) -> int:
        """How many workers have loaded the engine."""
        return self._ready

    def start(self) -> None:
        """Start the workers; they load the engine in the background."""
        self._keepers = [asyncio.create_task(self._keep(number)) for number in range(self.size)]

    async def ask(self, call: Call, turn: Turn) -> object:
        """What the call returns; raises `WorkError`. A caller that gives up ends the worker that was at it."""
        if not self._keepers:
            raise PoolClosed("lineupd is stopping")
        self._refuse_if_broken()
        slot = await self._usable_slot(turn)
        try:
            async with asyncio.timeout(self._plan.limit_s or None):
                return await slot.ask(call)
        except TimeoutError as error:
            raise WorkTooLong(f"this took longer than {self._plan.limit_s:.0f} s and was stopped") from error
        finally:
            self._turns.give_back(turn, slot, usable=slot.is_usable)

    async def _usable_slot(self, turn: Turn) -> Slot:
        while True:
            slot = await self._turns.take(turn)
            if slot.is_usable:
                return slot
            self._turns.give_back(turn, slot, usable=False)

    async def close(self) -> None:
        """End every worker."""
        keepers, self._keepers = self._keepers, []
        for keeper in keepers:
            keeper.cancel()
        if keepers:
            await asyncio.wait(keepers)
        self._turns.refuse_all(PoolClosed("lineupd is stopping"))

    async def _keep(self, number: int) -> None:
        """Keep one slot filled: start a worker, offer it, wait for its death, start the next."""
        name = f"{self._plan.name}-{number + 1}"
        while True:
            slot = await Slot.start(name, self._plan.command, self._plan.niceness)
            try:
                if await self._is_born(slot):
                    await self._serve(slot)
            finally:
                slot.kill()
                await slot.gone()
            await asyncio.sleep(min(_PAUSE_S * 2**self._stillborn, _LONGEST_PAUSE_S) if self._stillborn else 0)

    async def _is_born(self, slot: Slot) -> bool:
        try:
            await slot.ready()
        except WorkerLost as lost:
            self._stillborn += 1
            self._last_words = lost.message
            _log.error("a worker did not start: %s", lost)
            if self._is_broken:
                self._turns.refuse_all(WorkerLost(lost.message))
            return False
        self._stillborn = 0
        return True

    async def _serve(self, slot: Slot) -> None:
        self._ready += 1
        self._turns.offer(slot)
        try:
            await slot.gone()
            _log.warning("%s; a new one is started", slot.last_words())
        finally:
            self._ready -= 1
            self._turns.withdraw(slot)

    @property
    def _is_broken(self) -> bool:
        """Whether no worker can start: whoever waits for one must be told."""
        return self._stillborn >= _STILLBORN_MAX and not self._ready

    def _refuse_if_broken(self) -> None:
        if self._is_broken:
            raise WorkerLost(self._last_words)
