"""Looks after workers that are at work: none may use up the machine's memory, none may hang.

A task may take hours as long as it computes. One that has not computed at all for `STILL_S` hangs, as after a deadlock
or when somebody has frozen its worker. Looks are counted and not the time on a clock, so that neither a machine that
slept nor a daemon that was frozen itself takes work for hanging.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from lineupd.errors import TooMuchMemory, WorkerLost
from lineupd.executors.process import WorkerProcess
from lineupd.executors.usage import Usage, usage_of
from lineupd.text import in_gib

PERIOD_S = 0.2
"""How often is looked: a worker fills some hundred MiB in that time."""

STILL_S = 120.0
"""A worker that has not computed for so long while a call is at work hangs."""

_log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Seen:
    """What was seen of a worker at the last look; `still` counts looks at which it had not computed since the last."""

    is_busy: bool = False
    memory: int = 0
    cpu: int = -1
    still: int = 0


class Watch:
    """Watches the workers of all pools; together they may use `limit` bytes of memory, 0 = any."""

    def __init__(self, limit: int = 0, measure: Callable[[int], Usage | None] = usage_of) -> None:
        self.limit = limit
        self._measure = measure
        self._seen: dict[WorkerProcess, _Seen] = {}
        self._work = asyncio.Event()

    def add(self, worker: WorkerProcess) -> None:
        """A worker is there."""
        self._seen[worker] = _Seen()

    def remove(self, worker: WorkerProcess) -> None:
        """A worker is there no more."""
        self._seen.pop(worker, None)

    def begin(self, worker: WorkerProcess) -> None:
        """A worker has begun a call."""
        if worker in self._seen:
            self._seen[worker] = _Seen(is_busy=True)
            self._work.set()

    def end(self, worker: WorkerProcess) -> None:
        """A worker has ended its call."""
        if worker in self._seen:
            self._seen[worker].is_busy = False

    async def run(self) -> None:
        """Look as long as there is work; for ever."""
        while True:
            await self._work.wait()
            try:
                self.look()
            except Exception:  # noqa: BLE001 - whatever it is, the next look may be better
                _log.exception("the workers could not be looked at")
            if not any(seen.is_busy for seen in self._seen.values()):
                self._work.clear()
            await asyncio.sleep(PERIOD_S)

    def look(self) -> None:
        """Look at every worker once; the one that hangs, or that uses most of too much memory, is ended."""
        for worker, seen in self._seen.items():
            usage = self._measure(worker.pid)
            if usage is None or not worker.is_usable:
                seen.memory = 0
                continue
            seen.still = seen.still + 1 if seen.is_busy and usage.cpu == seen.cpu else 0
            seen.memory, seen.cpu = usage.memory, usage.cpu
            worker.memory = usage.memory
        self._end_hanging()
        self._end_largest()

    def _end_hanging(self) -> None:
        for worker, seen in self._seen.items():
            if seen.still * PERIOD_S >= STILL_S and worker.is_usable:
                worker.end_with(WorkerLost(f"worker {worker.name} hung: it did nothing for {STILL_S:.0f} s"))

    def _end_largest(self) -> None:
        """More memory is used than may be: the worker that uses most is ended, idle ones included."""
        used = sum(seen.memory for seen in self._seen.values())
        if not self.limit or used <= self.limit:
            return
        worker, largest = max(self._seen.items(), key=lambda pair: pair[1].memory)
        is_alone = sum(seen.is_busy for seen in self._seen.values()) == 1
        _log.warning(
            "worker %s is ended: it used %s, all workers %s of at most %s",
            worker.name,
            in_gib(largest.memory),
            in_gib(used),
            in_gib(self.limit),
        )
        worker.end_with(TooMuchMemory(largest.memory, self.limit, is_alone=is_alone))
