"""Decides which jobs run: claims them in order, runs them side by side, stops them, puts them back at the end."""

import asyncio
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from lineupd.clock import moment_of
from lineupd.errors import NoWorkers, StoreError
from lineupd.job_run import JobRun
from lineupd.jobs import Job, Ran
from lineupd.parts import Parts
from lineupd.patience import Patience
from lineupd.sight import Sight
from lineupd.unstoppable import Unstoppable

_CLOCK_LOOK_S = 30.0
"""A delayed job's time is looked at this often: the clock may jump, and the machine may have slept."""

_PAUSE_S = 1.0
_CANCEL_PATIENCE_S = 0.8

INTERRUPTED_BY_STOP = "interrupted: daemon stopped"
INTERRUPTED_BY_DEATH = "interrupted: daemon died"

QUEUE_PAUSED = "the queue is paused (`lineup daemon resume` lets it go on)"

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Run:
    """A job that runs, and the task that runs it."""

    job: JobRun
    task: asyncio.Task[None]


class Dispatcher:
    """Runs up to `parallel` jobs at once; each may use up to `lanes` workers."""

    def __init__(self, parts: Parts, parallel: int, lanes: int) -> None:
        self._parts = parts
        self.parallel = parallel
        """How many jobs may run at once; those that run already when it becomes less go on."""
        self._lanes = lanes
        self._runs: dict[str, _Run] = {}
        self._wake = asyncio.Event()
        self._queue = Sight()
        self._patience = Patience(_PAUSE_S)
        self._cancels = Unstoppable()

    def wake(self) -> None:
        """Something has changed: look for jobs to start."""
        self._queue.forget()
        self._wake.set()

    def come_in(self, job: Job) -> None:
        """A job waits that did not before."""
        if job.not_before:
            self._queue.forget()
        else:
            self._queue.add()
        self._wake.set()

    @property
    def running(self) -> frozenset[str]:
        """The ids of the jobs that run."""
        return frozenset(self._runs)

    def ran(self) -> dict[str, Ran]:
        """What the attempts at work have to say, by job."""
        return {job_id: run.job.ran for job_id, run in self._runs.items()}

    async def run(self) -> None:
        """Claim jobs while there is room, sleep until something changes; for ever."""
        while True:
            self._wake.clear()
            try:
                # One moment for both: a job that becomes due between two looks at the clock would be missed.
                now = self._parts.clock.now()
                await self._start_jobs(now)
                await self._until_woken(self._delay_s(now))
            except StoreError as error:
                self._hold_up(error.sentence)
                await self._until_woken(self._patience.pause_s())
            except NoWorkers as error:
                # To look whether there are some again costs nothing, and nobody wakes us when there are.
                self._hold_up(error.sentence)
                await asyncio.sleep(_PAUSE_S)
            except Exception:  # noqa: BLE001 - whatever it is, the queue must go on
                _log.exception("no job could be started")
                await asyncio.sleep(_PAUSE_S)

    async def _start_jobs(self, now: str) -> None:
        """Start what may start; whether anything may is looked at each time, for the queue may be paused meanwhile.

        Nothing is waited for between claim and start: whoever cancels a job that was claimed must find its run.
        """
        while not await self._parts.store.queue_is_paused():
            if not self._parts.work.is_possible():
                raise NoWorkers("no worker can be started", "see `lineup daemon logs` and `lineup doctor`")
            is_full = len(self._runs) >= self.parallel or self._queue.is_empty(now)
            job = None if is_full else await self._claim(now)
            self._go_on()
            if job is None:
                return
            self._start(job)
        self._hold_up(QUEUE_PAUSED)

    async def _claim(self, now: str) -> Job | None:
        store, look = self._parts.store, self._queue.look()
        job = await store.claim(now)
        if job is None:
            self._queue.found_nothing(look, await store.next_not_before(now))
        else:
            self._queue.take()
        return job

    def _hold_up(self, why: str) -> None:
        """No job can be started: said once in the log, and to everybody who watches one that waits."""
        if self._patience.meet(why):
            _log.warning("no job can be started now: %s", why)
            self._parts.hub.hold_up(why)

    def _go_on(self) -> None:
        if self._patience.relax():
            _log.info("jobs can be started again")
            self._parts.hub.hold_up("")

    def _start(self, job: Job) -> None:
        _log.info("job %s starts, attempt %d", job.id, job.attempt)
        self._parts.hub.publish(job)
        run = JobRun(self._parts, job, self._lanes)
        task = asyncio.create_task(run.run(), name=f"job {job.id}")
        self._runs[job.id] = _Run(run, task)
        task.add_done_callback(lambda _: self._ended(job, task))

    def _ended(self, job: Job, task: asyncio.Task[None]) -> None:
        run = self._runs.get(job.id)
        if run is not None and run.task is task:
            del self._runs[job.id]
        self._parts.leftovers.look_at(job.id)
        self._wake.set()
        if not task.cancelled() and task.exception() is not None:
            _log.error("the run of job %s ended badly", job.id, exc_info=task.exception())

    def _delay_s(self, now: str) -> float | None:
        """How long nothing can become due; None = until woken."""
        due = self._queue.due
        return min(_CLOCK_LOOK_S, _seconds_until(due, self._parts.clock.utc())) if due > now else None

    async def _until_woken(self, delay_s: float | None) -> None:
        try:
            async with asyncio.timeout(delay_s):
                await self._wake.wait()
        except TimeoutError:
            return

    async def cancel(self, job_ids: tuple[str, ...] | None) -> tuple[list[str], list[str]]:
        """Cancel these jobs, or with None all; answers the ids cancelled and the ids that had finished."""
        return await self._cancels.run(self._cancel(job_ids))

    async def _cancel(self, job_ids: tuple[str, ...] | None) -> tuple[list[str], list[str]]:
        cancelled, finished = await self._parts.store.cancel(job_ids, self.ran())
        await self.stop_runs(cancelled)
        return [job.id for job in cancelled], finished

    async def stop_runs(self, jobs: Iterable[Job]) -> None:
        """Tell everybody of jobs that are written to run no more, and end their runs; returns when these have ended.

        A worker may be busy with the piece that it has begun for half a second more.
        """
        runs = []
        for job in jobs:
            self._parts.hub.publish(job)
            self._parts.leftovers.look_at(job.id)
            runs += [self._runs[job.id].task] if job.id in self._runs else []
        await self._end(runs)
        self.wake()

    async def _end(self, runs: list[asyncio.Task[None]]) -> None:
        for run in runs:
            run.cancel()
        if runs:
            await asyncio.wait(runs, timeout=_CANCEL_PATIENCE_S)

    def prioritize(self, job: Job) -> None:
        """A job has another priority: that is also that of its tasks."""
        if job.id in self._runs:
            self._runs[job.id].job.prioritize(job.priority)
            self._parts.work.prioritize(job.id, job.priority)

    async def stop(self) -> None:
        """End all runs and put their jobs back into the queue."""
        ran = self.ran()
        await self._end([run.task for run in self._runs.values()])
        for job in await self._parts.store.requeue_all(INTERRUPTED_BY_STOP, ran):
            _log.info("job %s is back in the queue", job.id)
            self._parts.hub.publish(job)


def _seconds_until(due: str, now: datetime) -> float:
    return max(0.0, (moment_of(due) - now).total_seconds())
