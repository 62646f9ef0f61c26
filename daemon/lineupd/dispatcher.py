"""Decides which jobs run: claims them in order, runs them side by side, cancels them, puts them back at the end."""

import asyncio
import logging
from datetime import datetime

from lineupd.clock import moment_of
from lineupd.errors import StoreError
from lineupd.job_run import JobRun
from lineupd.jobs import Job
from lineupd.parts import Parts
from lineupd.unstoppable import Unstoppable

_CLOCK_LOOK_S = 30.0
"""A delayed job's time is looked at this often: the clock may jump, and the machine may have slept."""

_PAUSE_S = 1.0
_CANCEL_PATIENCE_S = 0.8

INTERRUPTED_BY_STOP = "interrupted: daemon stopped"
INTERRUPTED_BY_DEATH = "interrupted: daemon died"

_log = logging.getLogger(__name__)


class Dispatcher:
    """Runs up to `parallel` jobs at once; each may use up to `lanes` workers."""

    def __init__(self, parts: Parts, parallel: int, lanes: int) -> None:
        self._parts = parts
        self._parallel = parallel
        self._lanes = lanes
        self._runs: dict[str, asyncio.Task[None]] = {}
        self._wake = asyncio.Event()
        self._cancels = Unstoppable()

    def wake(self) -> None:
        """Something has changed: look for jobs to start."""
        self._wake.set()

    async def run(self) -> None:
        """Claim jobs while there is room, sleep until something changes; for ever."""
        while True:
            self._wake.clear()
            try:
                # One moment for both: a job that becomes due between two looks at the clock would be missed.
                now = self._parts.clock.now()
                await self._start_jobs(now)
                await self._until_woken(await self._delay_s(now))
            except StoreError as error:
                _log.warning("no job can be started now: %s", error)
                await asyncio.sleep(_PAUSE_S)
            except Exception:  # noqa: BLE001 - whatever it is, the queue must go on
                _log.exception("no job could be started")
                await asyncio.sleep(_PAUSE_S)

    async def _start_jobs(self, now: str) -> None:
        while len(self._runs) < self._parallel and self._parts.work.is_possible():
            job = await self._parts.store.claim(now)
            if job is None:
                return
            self._start(job)

    def _start(self, job: Job) -> None:
        _log.info("job %s starts, attempt %d", job.id, job.attempt)
        self._parts.hub.publish(job)
        task = asyncio.create_task(JobRun(self._parts, job, self._lanes).run(), name=f"job {job.id}")
        self._runs[job.id] = task
        task.add_done_callback(lambda _: self._ended(job, task))

    def _ended(self, job: Job, task: asyncio.Task[None]) -> None:
        if self._runs.get(job.id) is task:
            del self._runs[job.id]
        if not task.cancelled() and task.exception() is not None:
            _log.error("the run of job %s ended badly", job.id, exc_info=task.exception())
        self.wake()

    async def _delay_s(self, now: str) -> float | None:
        """How long nothing can become due; None = until woken."""
        if not self._parts.work.is_possible():
            return _PAUSE_S
        due = await self._parts.store.next_not_before(now)
        return min(_CLOCK_LOOK_S, _seconds_until(due, self._parts.clock.utc())) if due else None

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
        cancelled, finished = await self._parts.store.cancel(job_ids)
        for job in cancelled:
            self._parts.hub.publish(job)
        await self._stop_runs([self._runs[job.id] for job in cancelled if job.id in self._runs])
        self.wake()
        return [job.id for job in cancelled], finished

    async def _stop_runs(self, runs: list[asyncio.Task[None]]) -> None:
        for run in runs:
            run.cancel()
        if runs:
            await asyncio.wait(runs, timeout=_CANCEL_PATIENCE_S)

    async def stop(self) -> None:
        """End all runs and put their jobs back into the queue."""
        await self._stop_runs(list(self._runs.values()))
        for job in await self._parts.store.requeue_all(INTERRUPTED_BY_STOP):
            _log.info("job %s is back in the queue", job.id)
            self._parts.hub.publish(job)


def _seconds_until(due: str, now: datetime) -> float:
    return max(0.0, (moment_of(due) - now).total_seconds())
