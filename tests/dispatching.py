"""The parts of a daemon that run jobs, around an engine that is a few lines of Python; for tests of the dispatcher."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from histories import RESULT, History
from lineup_engine.seam import JobResult, StagePlan, TaskDone
from lineupd.dispatcher import Dispatcher
from lineupd.events import Hub, Reader
from lineupd.executors.frames import Call, HearNote, Visit
from lineupd.executors.turns import Turn
from lineupd.executors.visit import left_of
from lineupd.folders import Folders
from lineupd.job_logs import JOB, JobLogs
from lineupd.jobs import Job, JobDetails, Wishes
from lineupd.leftovers import Leftovers
from lineupd.parts import Parts
from lineupd.steering import Steering
from lineupd.work import Work

WAIT_S = 30.0


@dataclass(slots=True)
class FakeEngine:
    """Answers calls: three stages, of which the middle one has `tasks` that wait for `gate`."""

    tasks: int = 3
    chain: bool = False
    done: tuple[int, ...] = ()
    ends_at: int = -1
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    on_task: Callable[[str, int], Awaitable[None]] | None = None
    begun: list[tuple[str, int]] = field(default_factory=list)
    at_once: int = 0
    most_at_once: int = 0
    is_broken: bool = False
    workers: int = 3
    at_work: set[str] = field(default_factory=set[str])
    turns: list[Turn] = field(default_factory=list[Turn])
    prioritized: list[tuple[str, int]] = field(default_factory=list[tuple[str, int]])

    def prioritize(self, owner: str, priority: int) -> None:
        self.prioritized.append((owner, priority))

    async def ask(self, call: Call, turn: Turn, hear_note: HearNote | None = None) -> object:
        self.turns.append(turn)
        match call.function, call.arguments:
            case "visit", (Visit() as order,):
                assert hear_note is not None
                return await self._visit(order, turn.owner, hear_note)
            case "run_task", (_, str(stage), int(index)):
                return await self._run(turn.owner, stage, index)
            case _:
                return RESULT

    async def _visit(self, order: Visit, owner: str, tell: HearNote) -> JobResult | None:
        """As far as there is one task after the other."""
        stages = order.stages
        if order.submission is not None:
            stages = ("prepare", "candidates", "report")
            tell(stages)
        for stage in stages:
            is_middle = stage == "candidates"
            plan = StagePlan(stage, self.tasks, self.chain, self.done) if is_middle else StagePlan(stage, 1)
            tell(plan)
            if len(left_of(plan)) > 1 and not plan.chain:
                return None
            for index in left_of(plan):
                done = await self._run(owner, stage, index)
                tell(done)
                if done.ends_chain:
                    break
        return RESULT

    async def _run(self, job_id: str, stage: str, index: int) -> TaskDone:
        if stage == "candidates":
            self.begun.append((job_id, index))
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            try:
                if self.on_task is not None:
                    await self.on_task(job_id, index)
                await self.gate.wait()
            finally:
                self.at_once -= 1
        return TaskDone(stage, index, "00", ends_chain=index == self.ends_at)

    def indices(self) -> list[int]:
        return [index for _, index in self.begun]


@dataclass(slots=True)
class Daemon:
    """The parts of a daemon that run jobs."""

    history: History
    engine: FakeEngine
    parts: Parts
    dispatcher: Dispatcher
    steering: Steering

    async def submit(self, name: str = "a job", wishes: Wishes | None = None) -> Job:
        job = await self.history.submit(name, wishes=wishes)
        self.dispatcher.wake()
        return job

    async def ended(self, job: Job) -> JobDetails:
        await self.until(lambda found: found.is_final, job)
        return await self.history.store.details(job.id)

    async def until(self, condition: Callable[[Job], bool], job: Job) -> None:
        async with asyncio.timeout(WAIT_S):
            while not condition(self.parts.hub.newest(await self.history.store.get(job.id))):  # noqa: ASYNC110
                await asyncio.sleep(0.002)

    async def begun(self, count: int) -> None:
        async with asyncio.timeout(WAIT_S):
            while len(self.engine.begun) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.002)


async def told_by(reader: Reader) -> tuple[Job, ...]:
    """The jobs that have changed since the last time, as they are now; none when there will be no more."""
    changes = await reader.news()
    return changes.jobs if changes is not None else ()


def parts_of(history: History, folder: Path, engine: FakeEngine | None = None) -> Parts:
    """The parts of a daemon around a history, without anything that runs jobs."""
    engine = engine or FakeEngine()
    folders, clock = Folders(folder / "jobs"), history.clock.clock()
    logs = JobLogs(folders, clock)
    work = Work(
        engine.ask,
        engine.ask,
        lambda: not engine.is_broken,
        engine.prioritize,
        lambda owner, words: logs.write(owner, JOB, words),
    )
    leftovers = Leftovers(history.store, folders, lambda: engine.at_work)
    return Parts(history.store, work, Hub(clock.monotonic), folders, logs, leftovers, clock)


@asynccontextmanager
async def running(history: History, folder: Path, parallel: int = 4, lanes: int = 3) -> AsyncIterator[Daemon]:
    engine = FakeEngine()
    parts = parts_of(history, folder, engine)
    dispatcher = Dispatcher(parts, parallel, lanes)
    task = asyncio.create_task(dispatcher.run())
    try:
        yield Daemon(history, engine, parts, dispatcher, Steering(parts, dispatcher, lambda: engine.workers))
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await dispatcher.stop()
