"""One attempt at one job, from its folder to its result."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from lineup_engine.seam import JobResult, StagePlan, TaskDone
from lineupd.course import Course
from lineupd.errors import (
    DaemonError,
    LostRace,
    NoSpace,
    NoWorkers,
    PoolClosed,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreUnusable,
    Unfinished,
    WorkFailed,
)
from lineupd.job_logs import JOB
from lineupd.jobs import Job, Ran, StageRecord
from lineupd.parts import Parts
from lineupd.patience import Patience
from lineupd.progress import Progress

_SAVE_EVERY_S = 1.0
_PAUSE_S = 1.0
_MAX_LOSSES = 3
"""A job that loses files of its own more often is not gone through again."""

_SEE_LOG = "see `lineup daemon logs`"

_PASSES = (StoreBusy, StoreFull, StoreUnusable, NoSpace, NoWorkers)
"""None of it is the job's fault: it waits until the machine can go on, or a sound lineupd takes over."""

_log = logging.getLogger(__name__)


class JobRun:
    """Runs a claimed job; `lanes` is how many of its tasks may be at work at once."""

    def __init__(self, parts: Parts, job: Job, lanes: int) -> None:
        self._parts = parts
        self._job = job
        self._lanes = lanes
        self._began_at = self._saved_at = parts.clock.monotonic()
        self._stages: dict[str, StageRecord] = {}
        self._unwritten: set[str] = set()
        self._patience = Patience(_PAUSE_S)
        self._unsaved = Patience(_PAUSE_S)

    @property
    def ran(self) -> Ran:
        """What this attempt has to say so far."""
        unwritten = tuple(record for name, record in self._stages.items() if name in self._unwritten)
        return Ran(self._parts.clock.monotonic() - self._began_at, unwritten)

    def prioritize(self, priority: int) -> None:
        """The job has another priority now: its next tasks ask for workers with it."""
        self._job = replace(self._job, priority=priority)

    async def run(self) -> None:
        """Do all that is left of the job and write down how it ended."""
        saving = asyncio.create_task(self._keep_saved())
        try:
            result = await self._result()
            await self._end(lambda: self._parts.store.complete(self._job, result, self.ran))
        except LostRace as lost:
            self._leave(lost)
        except PoolClosed:
            _log.info("job %s is interrupted: lineupd is stopping", self._job.id)
        except DaemonError as error:
            await self._fail(error)
        except Exception as error:  # noqa: BLE001 - whatever it is, the job must not stay running
            _log.exception("job %s met a mistake of lineupd", self._job.id)
            await self._fail(DaemonError(f"lineupd made a mistake: {type(error).__name__}: {error}", _SEE_LOG))
        finally:
            saving.cancel()

    async def _keep_saved(self) -> None:
        """A task may take long: how long the attempt has run by now is known also when all is killed in the middle of it."""
        # Whoever comes back from a task too late finds it out by himself.
        with suppress(LostRace):
            while True:
                await asyncio.sleep(_SAVE_EVERY_S)
                await self._save_now_and_then()

    async def _result(self) -> JobResult:
        """Do all stages; begun anew, from the finished tasks on, as often as history, disk or workers fail for now."""
        losses = 0
        while True:
            try:
                return await self._do_all_stages()
            except _PASSES as error:
                await self._hold_on(f"job {self._job.id} waits", error)
            except Unfinished as error:
                # Files were lost or damaged, or an update has come between: what is missing is done once more.
                losses += 1
                if losses > _MAX_LOSSES:
                    raise
                _log.warning("job %s goes through its stages again: %s", self._job.id, error)

    def _leave(self, lost: LostRace) -> None:
        """The job is in other hands, which have told so."""
        _log.info("news of job %s came too late: %s", self._job.id, lost)
        self._parts.hub.leave(self._job)

    async def _hold_on(self, what: str, error: DaemonError) -> None:
        """Something does not work now: said once, in the log and to the watchers; the next try is after a pause."""
        if self._patience.meet(error.sentence):
            _log.warning("%s: %s", what, error)
            self._log(f"waits: {error.sentence}")
            self._tell(replace(self._job, waits_for=error.sentence))
        # To ask for a worker costs nothing; to write to a full disk keeps it busy.
        await asyncio.sleep(_PAUSE_S if isinstance(error, NoWorkers) else self._patience.pause_s())

    def _log(self, text: str) -> None:
        self._parts.logs.write(self._job.id, JOB, text)

    def _tell(self, job: Job) -> None:
        self._job = job
        self._parts.hub.progress(job)

    async def _do_all_stages(self) -> JobResult:
        course = await self._begin()
        while True:
            result = await self._parts.work.visit(self._job, course, lambda note: self._hear(course, note))
            await self._save_now_and_then()
            if result is not None:
                return result
            if course.left:
                await self._do_tasks(course)

    async def _begin(self) -> Course:
        draft = await self._parts.store.draft(self._job.id)
        contents = await self._parts.store.contents(file.sha256 for file in draft.files if file.sha256)
        known = {record.name: record for record in await self._earlier_stages()} | self._stages
        folder = str(self._parts.folders.make(self._job.id))
        self._parts.logs.begin(self._job.id, self._job.attempt)
        return Course(folder, draft.with_contents(contents), self._measure, known)

    async def _earlier_stages(self) -> tuple[StageRecord, ...]:
        """What earlier attempts noted."""
        return await self._parts.store.stages(self._job.id) if self._job.attempt > 1 else ()

    def _measure(self, stage_names: tuple[str, ...]) -> Progress:
        return Progress(self._job.tasks_estimated, stage_names, self._parts.clock.monotonic)

    def _hear(self, course: Course, note: object) -> None:
        """A worker tells how far it is."""
        match note:
            case StagePlan():
                course.open(note)
                tasks, done = note.tasks, len(note.done)
                words = f"{note.stage}: {tasks} {'task' if tasks == 1 else 'tasks'}"
                self._log(words + (f", {done} done" if done else ""))
            case TaskDone():
                self._finish(course, note)
                return
            case _:
                course.lay(tuple(map(str, note))) if isinstance(note, tuple) else None
                return
        self._show(course)

    def _finish(self, course: Course, done: TaskDone) -> None:
        course.finish(done)
        if self._patience.relax():
            self._tell(replace(self._job, waits_for=""))
        self._show(course)

    async def _do_tasks(self, course: Course) -> None:
        """Do what is left of the open stage."""
        lanes = 1 if course.stage.plan.chain else min(self._lanes, len(course.left))
        left = iter(tuple(course.left))
        await _side_by_side([self._lane(course, left) for _ in range(lanes)])

    async def _lane(self, course: Course, left: Iterator[int]) -> None:
        """Do one task after the other; in a chain there is one lane, and the order is that of the tasks."""
        stage = course.stage.plan.stage
        for index in left:
            done = await self._parts.work.run_task(self._job, course.folder, stage, index, course.mishaps)
            self._finish(course, done)
            await self._save_now_and_then()
            if done.ends_chain:
                return

    def _show(self, course: Course) -> None:
        """Tell the watchers how far the job is."""
        progress, stage = course.progress, course.stage
        name, now = stage.plan.stage, self._parts.clock.monotonic()
        percent = max(self._job.progress_percent, progress.percent())
        is_news = (percent, name) != (self._job.progress_percent, self._job.stage)
        self._job = replace(self._job, progress_percent=percent, stage=name, eta_s=round(progress.eta_s(), 3))
        if is_news:
            self._parts.hub.progress(self._job)
        self._stages[name] = stage.record(now)
        self._unwritten.add(name)
        if not course.left:
            self._log(f"{name}: done after {now - stage.began_at:.1f} s")

    async def _save_now_and_then(self) -> None:
        """The history is told less often, and at the end."""
        now = self._parts.clock.monotonic()
        if now - self._saved_at >= _SAVE_EVERY_S:
            self._saved_at = now
            await self._save()

    async def _save(self) -> None:
        ran = self.ran
        try:
            is_current = await self._parts.store.save_progress(self._job, ran)
        except StoreError as error:
            if self._unsaved.meet(error.sentence):
                _log.warning("the progress of job %s is not written: %s", self._job.id, error)
            return
        self._unsaved.relax()
        if not is_current:
            raise LostRace(f"attempt {self._job.attempt} is over")
        self._unwritten -= {record.name for record in ran.stages if self._stages[record.name] == record}

    async def _fail(self, error: DaemonError) -> None:
        hint = error.hint
        if isinstance(error, WorkFailed) and error.failure.trace:
            _log.error("job %s: %s", self._job.id, error.failure.trace)
            hint = hint or _SEE_LOG
        await self._end(lambda: self._parts.store.fail(self._job, error.message, hint, self.ran))

    async def _end(self, move: Callable[[], Awaitable[Job]]) -> None:
        """Write down the end, however long that cannot be done: a running job without a process would be a lie."""
        while True:
            try:
                job = await move()
            except LostRace as lost:
                self._leave(lost)
                return
            except StoreError as error:
                await self._hold_on(f"the end of job {self._job.id} cannot be written yet", error)
            except MemoryError:
                short = DaemonError("lineupd has not enough memory")
                await self._hold_on(f"the end of job {self._job.id} cannot be written yet", short)
            else:
                self._parts.hub.publish(job)
                _log.info("job %s %s", job.id, job.status)
                return


async def _side_by_side(lanes: Sequence[Awaitable[None]]) -> None:
    """Wait for all lanes; the first failure ends the others and is raised as it was."""
    if len(lanes) == 1:
        await lanes[0]
        return

    async def one(lane: Awaitable[None]) -> None:
        await lane

    try:
        async with asyncio.TaskGroup() as group:
            for lane in lanes:
                group.create_task(one(lane))
    except ExceptionGroup as several:
        raise several.exceptions[0] from several
