"""What users change about the queue: priorities, pauses, the limit; and why a job does not run yet."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lineupd.dispatcher import QUEUE_PAUSED, Dispatcher
from lineupd.jobs import Job, JobStatus
from lineupd.parts import Parts
from lineupd.unstoppable import Unstoppable


@dataclass(frozen=True, slots=True)
class Changed:
    """The jobs that were named, and those of them that were not so already."""

    job_ids: tuple[str, ...]
    changed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that keeps a job from running; the `code` is stable, and the hint says how to cure it."""

    code: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a job does not run yet, or not faster; `ahead` is how many jobs are before it."""

    job: Job
    ahead: int
    reasons: tuple[Reason, ...]


class Steering:
    """Changes the order of the queue; `workers_ready` tells how many workers there are by now."""

    def __init__(self, parts: Parts, dispatcher: Dispatcher, workers_ready: Callable[[], int]) -> None:
        self._parts = parts
        self._dispatcher = dispatcher
        self._workers_ready = workers_ready
        self._changes = Unstoppable()

    async def prioritize(self, job_ids: tuple[str, ...], priority: int) -> Changed:
        """Give jobs a priority, those that run as well; all of them or, with `WrongState`, none."""
        return await self._changes.run(self._prioritize(job_ids, priority))

    async def _prioritize(self, job_ids: tuple[str, ...], priority: int) -> Changed:
        changed = await self._parts.store.prioritize(job_ids, priority)
        for job in changed:
            self._dispatcher.prioritize(job)
            self._parts.hub.change(job)
        return _changed(job_ids, changed)

    async def pause(self, job_ids: tuple[str, ...]) -> Changed:
        """Pause jobs; those that run stop, and keep what is finished. All of them or, with `WrongState`, none."""
        return await self._changes.run(self._pause(job_ids))

    async def _pause(self, job_ids: tuple[str, ...]) -> Changed:
        changed = await self._parts.store.pause(job_ids, self._dispatcher.ran())
        await self._dispatcher.stop_runs(changed)
        return _changed(job_ids, changed)

    async def resume(self, job_ids: tuple[str, ...]) -> Changed:
        """Let paused jobs run again; all of them or, with `WrongState`, none."""
        return await self._changes.run(self._resume(job_ids))

    async def _resume(self, job_ids: tuple[str, ...]) -> Changed:
        changed = await self._parts.store.resume(job_ids)
        for job in changed:
            self._parts.hub.publish(job)
        self._dispatcher.wake()
        return _changed(job_ids, changed)

    async def set_queue_paused(self, *, paused: bool) -> bool:
        """Pause the queue or let it go on; answers whether it was not so already."""
        return await self._changes.run(self._set_queue_paused(paused=paused))

    async def _set_queue_paused(self, *, paused: bool) -> bool:
        changed = await self._parts.store.set_queue_paused(paused=paused)
        self._dispatcher.wake()
        return changed

    async def explain(self, text: str) -> Explanation:
        """Why the job that the user means does not run yet, or not faster."""
        job = await self._parts.store.get(await self._parts.store.resolve(text))
        job = self._parts.hub.newest(job)
        if job.is_final:
            return Explanation(job, 0, (Reason("FINISHED", f"it is {job.status}"),))
        if job.status is JobStatus.RUNNING:
            return Explanation(job, 0, tuple(self._of_running(job)))
        ahead = 0 if job.paused else await self._parts.store.count_ahead(job)
        reasons = [*self._of_paused(job, is_queue_paused=await self._parts.store.queue_is_paused())]
        return Explanation(job, ahead, (*reasons, *self._of_waiting(job, ahead, is_free=not reasons)))

    def _of_running(self, job: Job) -> Iterator[Reason]:
        yield Reason("RUNNING", f"it runs: {job.stage or 'it begins'}, {job.progress_percent} % done")
        if job.waits_for:
            yield Reason("TROUBLE", job.waits_for)
        before = [other.id for other in self._parts.hub.running() if other.priority > job.priority]
        if before:
            words = f"jobs of a higher priority take the workers first: {', '.join(sorted(before))}"
            yield Reason("OUTRANKED", words, f"`lineup jobs prio {job.id} N` raises its own")

    def _of_paused(self, job: Job, *, is_queue_paused: bool) -> Iterator[Reason]:
        if job.paused:
            yield Reason("PAUSED", "it is paused", f"`lineup jobs resume {job.id}` lets it go on")
        if is_queue_paused:
            yield Reason("QUEUE_PAUSED", "the queue is paused", "`lineup daemon resume` lets it go on")
        if job.not_before > self._parts.clock.now():
            yield Reason("NOT_BEFORE", f"it is to start at {job.not_before}, not before")

    def _of_waiting(self, job: Job, ahead: int, *, is_free: bool) -> Iterator[Reason]:
        held_up = self._parts.hub.held_up
        trouble = "" if held_up == QUEUE_PAUSED else held_up
        if trouble:
            yield Reason("TROUBLE", f"no job can be started now: {trouble}")
        if not self._workers_ready():
            yield Reason("NO_WORKERS_YET", "no worker is ready yet")
        running, most = len(self._dispatcher.running), self._dispatcher.parallel
        if running >= most:
            words = f"{running} of at most {most} jobs run already"
            yield Reason("LIMIT", words, "`lineup config set daemon.parallel_jobs N` changes how many may")
        if ahead:
            words = "1 job is before it" if ahead == 1 else f"{ahead} jobs are before it"
            yield Reason("AHEAD", f"{words} by priority, then by age", f"`lineup jobs prio {job.id} N` moves it")
        elif is_free and not trouble and running < most:
            yield Reason("SOON", "nothing keeps it: it is about to start")


def _changed(job_ids: tuple[str, ...], changed: list[Job]) -> Changed:
    return Changed(job_ids, tuple(job.id for job in changed))
