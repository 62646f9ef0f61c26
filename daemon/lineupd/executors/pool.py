"""A pool of workers: a worker that dies costs one task and is replaced in the background."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from lineupd.errors import NoWorkers, PoolClosed, WorkerLost, WorkTooLong
from lineupd.executors.frames import Call, HearNote
from lineupd.executors.process import WORKER_COMMAND, WorkerProcess
from lineupd.executors.turns import Turn, Turns
from lineupd.executors.watch import Watch

PATIENCE_S = 0.5
"""How long a worker may go on with a call whose caller has given up, before it is told to end and is replaced."""

GRACE_S = 5.0
"""How long it may be there altogether, before it is killed with all that it started."""

_STOPPING = "lineupd is stopping"
_LOOKS = 60
"""So often a call is looked at until its limit."""

_CURE = "see `lineup daemon logs` and `lineup doctor`"
_START_LIMIT_S = 120.0
_STILLBORN_MAX = 3
_STILLBORN_MOST = 7
_PAUSE_S = 0.1
_LONGEST_PAUSE_S = 10.0
_YOUNG_S = 10.0
"""Who dies within so long, and never had a call, has died of its own start."""

Hear = Callable[[str, str, str], None]
"""Told of an owner, a worker's name and a line that it said."""

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

    def __init__(
        self, plan: PoolPlan, watch: Watch | None = None, hear: Hear = lambda _owner, _worker, _line: None
    ) -> None:
        """`hear` is told what workers say while they are at work, and for whom."""
        self.size = plan.size
        self._hear = hear
        self._watch = watch or Watch()
        self._plan = plan
        self._turns: Turns[WorkerProcess] = Turns()
        self._keepers: list[asyncio.Task[None]] = []
        self._at_work: dict[asyncio.Task[object], str] = {}
        self._leaving: dict[asyncio.Task[None], WorkerProcess] = {}
        self._serving: set[WorkerProcess] = set()
        self._stillborn = 0
        self._last_words = ""

    @property
    def ready(self) -> int:
        """How many workers have loaded the engine; none as long as they die of it."""
        return 0 if self.is_broken else len(self._serving)

    @property
    def owners(self) -> frozenset[str]:
        """For whom workers are at work, calls that were given up and go on a little included."""
        return frozenset(self._at_work.values())

    def start(self) -> None:
        """Start the workers; they load the engine in the background."""
        self._keepers = [asyncio.create_task(self._keep(number)) for number in range(self.size)]

    async def ask(self, call: Call, turn: Turn, hear_note: HearNote | None = None) -> object:
        """What the call returns; raises `WorkError`. `hear_note` is told what it tells before that.

        When the caller gives up, the worker is told; it is kept if it stops soon, or comes to the end of the call.
        """
        while True:
            if not self._keepers:
                raise PoolClosed(_STOPPING)
            if self.is_broken:
                raise NoWorkers(self.trouble, _CURE)
            worker = await self._usable_worker(turn)
            try:
                return await self._ask(worker, call, turn, hear_note)
            except WorkerLost:
                # A worker that dies while it begins has not seen the call: the call has no part in its death.
                if worker.is_settled:
                    raise

    async def _ask(self, worker: WorkerProcess, call: Call, turn: Turn, hear_note: HearNote | None) -> object:
        worker.hear_note = hear_note
        work = asyncio.create_task(self._do(worker, call, turn))
        self._at_work[work] = turn.owner
        work.add_done_callback(self._done)
        try:
            await self._within_limit(work)
            return work.result()
        except TimeoutError as error:
            worker.is_unwanted = True
            worker.kill()
            raise WorkTooLong(f"this took longer than {self._plan.limit_s:.0f} s and was stopped") from error
        except asyncio.CancelledError:
            worker.hear_note = None
            worker.stop_call()
            asyncio.get_running_loop().call_later(PATIENCE_S, _dismiss_if_busy, worker, work)
            raise

    async def _within_limit(self, work: "asyncio.Task[object]") -> None:
        """Return when the work is done; raises `TimeoutError` at the limit.

        It is counted in looks and not by a clock: while the machine sleeps or stands still nobody looks, and no work is late.
        """
        look_s = self._plan.limit_s / _LOOKS or None
        for _ in range(_LOOKS):
            await asyncio.wait((work,), timeout=look_s)
            if work.done():
                return
        raise TimeoutError

    def prioritize(self, owner: str, priority: int) -> None:
        """Give what an owner waits for another priority."""
        self._turns.prioritize(owner, priority)

    async def _do(self, worker: WorkerProcess, call: Call, turn: Turn) -> object:
        self._watch.begin(worker)
        worker.hear = partial(self._hear, turn.owner, worker.name)
        try:
            return await worker.ask(call)
        finally:
            self._watch.end(worker)
            self._turns.give_back(turn, worker, usable=worker.is_usable)

    def _done(self, work: asyncio.Task[object]) -> None:
        del self._at_work[work]
        if not work.cancelled():
            # Its caller may have given up: then nobody else asks how it ended.
            work.exception()

    async def _usable_worker(self, turn: Turn) -> WorkerProcess:
        while True:
            worker = await self._turns.take(turn)
            if worker.is_usable:
                return worker
            self._turns.give_back(turn, worker, usable=False)

    async def close(self) -> None:
        """End every worker."""
        keepers, self._keepers = self._keepers, []
        for keeper in keepers:
            keeper.cancel()
        if keepers:
            await asyncio.wait(keepers)
        for worker in self._leaving.values():
            worker.kill()
        if self._leaving:
            await asyncio.wait(self._leaving)
        self._turns.refuse_all(PoolClosed(_STOPPING))

    async def _keep(self, number: int) -> None:
        """Keep one place filled: start a worker, offer it, wait for its death, start the next."""
        name = f"{self._plan.name}-{number + 1}"
        while True:
            try:
                await self._live(await WorkerProcess.start(name, self._plan.command, self._plan.niceness))
            except OSError as error:
                self._mourn(f"worker {name}: {error}")
            except WorkerLost as lost:
                self._mourn(lost.message)
            except Exception as error:  # noqa: BLE001 - whatever it is, the place must not stay empty
                _log.exception("the keeper of worker %s met a mistake of lineupd", name)
                self._mourn(f"worker {name}: {type(error).__name__}: {error}")
            await asyncio.sleep(min(_PAUSE_S * 2**self._stillborn, _LONGEST_PAUSE_S) if self._stillborn else 0)

    async def _live(self, worker: WorkerProcess) -> None:
        """From a worker's birth to its end; raises `WorkerLost` when that was no life, or it was not ready in time."""
        try:
            await self._ready_in_time(worker)
            await self._serve(worker)
        except BaseException:
            worker.kill()
            raise
        finally:
            # Its place is not kept empty until it is gone: one that does not listen may take a while.
            leaving = asyncio.create_task(_see_off(worker))
            self._leaving[leaving] = worker
            leaving.add_done_callback(self._leaving.pop)

    async def _ready_in_time(self, worker: WorkerProcess) -> None:
        try:
            async with asyncio.timeout(_START_LIMIT_S):
                await worker.ready()
        except TimeoutError as error:
            raise WorkerLost(f"worker {worker.name} was not ready within {_START_LIMIT_S:.0f} s") from error

    def _mourn(self, words: str) -> None:
        """A worker could not be started."""
        self._stillborn = min(self._stillborn + 1, _STILLBORN_MOST)
        self._last_words = words
        _log.error("a worker did not start: %s", words)
        if self.is_broken:
            self._turns.refuse_all(NoWorkers(self.trouble, _CURE))

    async def _serve(self, worker: WorkerProcess) -> None:
        began_at = time.monotonic()
        self._serving.add(worker)
        self._watch.add(worker)
        self._turns.offer(worker)
        try:
            await worker.left()
        finally:
            self._serving.remove(worker)
            self._watch.remove(worker)
            self._turns.withdraw(worker)
        has_lived = worker.is_settled and (worker.was_asked or time.monotonic() - began_at > _YOUNG_S)
        if not has_lived and not worker.is_unwanted:
            await worker.gone()
            raise WorkerLost(worker.last_words())
        self._stillborn = 0
        _log.warning("%s; a new one is started", worker.last_words())

    @property
    def is_broken(self) -> bool:
        """Whether no worker can start: whoever waits for one must be told."""
        return self._stillborn >= _STILLBORN_MAX and not any(worker.is_settled for worker in self._serving)

    @property
    def trouble(self) -> str:
        """Why there are no workers, and will be none; empty = there are."""
        return f"no worker can be started: {self._last_words}" if self.is_broken else ""


def _dismiss_if_busy(worker: WorkerProcess, work: asyncio.Task[object]) -> None:
    if not work.done():
        worker.dismiss()


async def _see_off(worker: WorkerProcess) -> None:
    """Wait until a worker that was told to end has done so; after the grace it is killed."""
    try:
        async with asyncio.timeout(GRACE_S - PATIENCE_S):
            await worker.gone()
    except TimeoutError:
        _log.warning("worker %s did not end when it was told to and is killed", worker.name)
        worker.kill()
        await worker.gone()
