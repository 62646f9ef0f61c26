"""Wires the daemon by hand, in one place; tests call it with a worker and a clock of their own."""

import asyncio
import logging
import os
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.metadata import version

from lineup_proto.places import Places
from lineup_proto.settings import DaemonSettings, Settings
from lineupd.background import keep_going
from lineupd.clock import Clock
from lineupd.dispatcher import INTERRUPTED_BY_DEATH, Dispatcher
from lineupd.errors import DaemonError, HomeUnusable, StoreError
from lineupd.events import Hub
from lineupd.executors.pool import Pool, PoolPlan
from lineupd.executors.process import WORKER_COMMAND
from lineupd.executors.usage import memory_of_machine
from lineupd.executors.watch import Watch
from lineupd.folders import Folders
from lineupd.gradings import Gradings
from lineupd.history import History
from lineupd.home import Holding
from lineupd.housekeeping import Housekeeping
from lineupd.job_logs import JOB, LATER_S, JobLogs
from lineupd.jobs import Job, JobStatus
from lineupd.leftovers import Leftovers
from lineupd.live_settings import LiveSettings
from lineupd.names_file import NamesFile
from lineupd.parts import Parts
from lineupd.patience import Patience
from lineupd.pruning import Pruning
from lineupd.reports import Reports
from lineupd.status import DaemonStatus
from lineupd.steering import Steering
from lineupd.store.shelf import Shelf, stamp
from lineupd.store.soundness import refuse_remains
from lineupd.store.store import Store
from lineupd.submissions import Submissions
from lineupd.transport.daemon_service import Controls, DaemonService
from lineupd.transport.jobs_service import JobsService, UseCases
from lineupd.transport.server import Server
from lineupd.transport.uploads import Uploads
from lineupd.vigil import Vigil
from lineupd.work import Work

_SHORT_WORK_LIMIT_S = 60.0
_TASK_NICENESS = 5
_LEAST_PARALLEL = 4
_PAUSE_S = 1.0

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Plan:
    """What a daemon is made of; `read_settings` tells what the settings are by now."""

    places: Places
    settings: Settings
    read_settings: Callable[[], Settings]
    holding: Holding
    worker_command: Sequence[str] = WORKER_COMMAND
    clock: Clock = field(default_factory=Clock)
    stopping: Callable[[], None] = lambda: None
    give_up: Callable[[DaemonError], None] = lambda _: None


class Daemon:
    """All parts of one daemon, and the order in which they begin and end."""

    def __init__(self, plan: Plan) -> None:
        """Open the history; raises `StoreError`. To be called inside the loop that will serve."""
        self._plan = plan
        self._boot_id = uuid.uuid4().hex
        self._version = version("lineup-dfs")
        self._began_at = plan.clock.monotonic()
        self._stop = asyncio.Event()
        _set_aside_what_is_nobodys(plan)
        self._store = Store(plan.places.database, plan.clock)
        self._vigil = Vigil(plan.holding, plan.places.socket, self._store, plan.give_up)
        self._watch = Watch(_memory(plan.settings.daemon))
        self._folders = Folders(plan.places.jobs_dir)
        self._logs = JobLogs(self._folders, plan.clock, _later)
        self._tasks = Pool(_task_plan(plan), self._watch, self._logs.write)
        short = PoolPlan("short", 1, plan.worker_command, limit_s=_SHORT_WORK_LIMIT_S)
        self._short = Pool(short, self._watch, self._logs.write)
        self._parts = self._make_parts()
        self._dispatcher = Dispatcher(
            self._parts, _parallel_jobs(plan.settings.daemon, self._tasks.size), self._tasks.size
        )
        self._names = NamesFile(plan.places.job_ids_file, self._store)
        self._pruning = Pruning(self._parts, self._names.change)
        self._housekeeping = self._make_housekeeping()
        self._server = self._make_server()

    def _make_parts(self) -> Parts:
        pool, clock = self._tasks, self._plan.clock
        note = partial(_note, self._logs)
        work = Work(pool.ask, self._short.ask, lambda: not pool.is_broken, pool.prioritize, note)
        leftovers = Leftovers(self._store, self._folders, lambda: self._tasks.owners | self._dispatcher.running)
        return Parts(self._store, work, Hub(clock.monotonic), self._folders, self._logs, leftovers, clock)

    def _make_housekeeping(self) -> Housekeeping:
        places, read = self._plan.places, self._plan.read_settings
        shelf = Shelf(places.backups_dir)
        return Housekeeping(self._parts, self._pruning, shelf, places.settings_file, lambda: read().history)

    def _make_server(self) -> Server:
        submissions = Submissions(self._parts, self._accept, self._version)
        history = History(self._parts, self._names.change)
        steering = Steering(self._parts, self._dispatcher, lambda: self._tasks.ready)
        use = UseCases(
            submissions=submissions,
            history=history,
            pruning=self._pruning,
            dispatcher=self._dispatcher,
            uploads=Uploads(self._store),
            gradings=Gradings(self._parts),
            steering=steering,
            reports=Reports(self._parts),
        )
        controls = Controls(self._status, steering, self._live_settings().reload, self.stop)
        return Server(self._plan.places.socket, JobsService(use, self._boot_id), DaemonService(controls))

    def _live_settings(self) -> LiveSettings:
        plan, uses = self._plan, {"parallel_jobs": self._limit, "memory_percent": self._allow, "log_level": _log_from}
        return LiveSettings(plan.settings.daemon, lambda: plan.read_settings().daemon, uses)

    def _limit(self, settings: DaemonSettings) -> None:
        self._dispatcher.parallel = _parallel_jobs(settings, self._tasks.size)
        self._dispatcher.wake()

    def _allow(self, settings: DaemonSettings) -> None:
        self._watch.limit = _memory(settings)

    def _accept(self, job: Job) -> None:
        self._parts.hub.publish(job)
        self._dispatcher.come_in(job)
        self._names.change()

    def stop(self) -> None:
        """Ask for a clean stop."""
        self._stop.set()

    async def serve(self) -> None:
        """Serve until asked to stop, then leave everything as the next daemon needs it."""
        is_ready = await self._put_back()
        # First the worker for checks: somebody may be waiting for an answer while the others still start.
        self._short.start()
        self._tasks.start()
        await self._server.start()
        _log.info("lineupd %s serves %s, pid %d", self._version, self._plan.places.state_dir, os.getpid())
        works: dict[str, Callable[[], Awaitable[None]]] = {
            "the queue": partial(self._run_jobs, is_ready=is_ready),
            "the file of job ids": self._names.run,
            "the look at the workers": self._watch.run,
            "the look at the home": self._vigil.run,
            "the removal of old folders": self._parts.leftovers.run,
            "housekeeping": self._housekeeping.run,
            "the upkeep of the history": self._store.upkeep.keep,
        }
        background = [asyncio.create_task(keep_going(name, work), name=name) for name, work in works.items()]
        try:
            await self._stop.wait()
        finally:
            await self._wind_down(background)

    async def _put_back(self) -> bool:
        """Queue again what a killed daemon left running; False where the history cannot be written now.

        A history that is damaged ends the daemon, which is not for this to say.
        """
        try:
            await self._store.requeue_all(INTERRUPTED_BY_DEATH)
        except StoreError as error:
            if self._parts.hub.trouble != error.sentence:
                _log.warning("no job can be started now: %s", error)
            self._parts.hub.hold_up(error.sentence)
            return False
        self._parts.hub.hold_up("")
        return True

    async def _run_jobs(self, *, is_ready: bool) -> None:
        patience = Patience(_PAUSE_S)
        while not is_ready:
            await asyncio.sleep(patience.pause_s())
            is_ready = await self._put_back()
        await self._dispatcher.run()

    async def _wind_down(self, background: list[asyncio.Task[None]]) -> None:
        _log.info("lineupd stops")
        self._plan.stopping()
        for task in background:
            task.cancel()
        await asyncio.gather(*background, return_exceptions=True)
        self._parts.hub.close()
        await asyncio.gather(self._server.stop(), self._stop_jobs())
        await asyncio.gather(self._tasks.close(), self._short.close())
        self._logs.flush()
        self._store.close()

    async def _stop_jobs(self) -> None:
        try:
            await self._dispatcher.stop()
        except StoreError as error:
            _log.warning("running jobs are put back by the next lineupd: %s", error)

    async def _status(self) -> DaemonStatus:
        try:
            counts, paused = await self._store.counts(), await self._store.queue_is_paused()
            trouble = self._parts.hub.trouble or self._tasks.trouble or self._short.trouble
        except StoreError as error:
            # Whoever asks what is the matter is told.
            counts, paused, trouble = {}, False, error.sentence
        return DaemonStatus(
            pid=os.getpid(),
            boot_id=self._boot_id,
            version=self._version,
            uptime_s=self._plan.clock.monotonic() - self._began_at,
            running=counts.get(JobStatus.RUNNING, 0),
            queued=counts.get(JobStatus.QUEUED, 0),
            workers=self._tasks.size,
            workers_ready=self._tasks.ready,
            home=str(self._plan.places.state_dir),
            socket=str(self._plan.places.socket),
            progress_percent=self._parts.hub.mean_progress(),
            trouble=trouble,
            paused=paused,
            parallel_jobs=self._dispatcher.parallel,
        )


def _set_aside_what_is_nobodys(plan: Plan) -> None:
    """Where a new history is about to begin, folders of jobs are another one's, which may come back."""
    places = plan.places
    if places.database.exists():
        return
    refuse_remains(places.database)
    try:
        Folders(places.jobs_dir).set_aside(places.replaced_dir / stamp(plan.clock.utc()))
    except OSError as error:
        raise HomeUnusable(f"{places.jobs_dir} cannot be moved aside: {error.strerror}") from error


def _later(write: Callable[[], None]) -> None:
    asyncio.get_running_loop().call_later(LATER_S, write)


def _note(logs: JobLogs, owner: str, words: str) -> None:
    logs.write(owner, JOB, words)


def _task_plan(plan: Plan) -> PoolPlan:
    size = plan.settings.daemon.workers or os.cpu_count() or 1
    return PoolPlan("tasks", size, plan.worker_command, niceness=_TASK_NICENESS)


def _parallel_jobs(settings: DaemonSettings, workers: int) -> int:
    return settings.parallel_jobs or max(_LEAST_PARALLEL, 2 * workers)


def _memory(settings: DaemonSettings) -> int:
    """How many bytes all workers may use together, 0 = any."""
    return memory_of_machine() * settings.memory_percent // 100


def _log_from(settings: DaemonSettings) -> None:
    logging.getLogger().setLevel(settings.log_level.upper())
