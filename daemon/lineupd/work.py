"""What the engine can be asked through the workers, with the types that pickling loses."""

import logging
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from lineup_engine.seam import (
    CheckReport,
    GradeOrder,
    GradeReport,
    JobResult,
    Submission,
    TaskDone,
    TaskFailed,
)
from lineupd.errors import TooMuchMemory, WorkerLost, WorkFailed
from lineupd.executors.frames import VISIT, Call, HearNote, Visit
from lineupd.executors.turns import Turn
from lineupd.jobs import Job

Answer = TypeVar("Answer")


class Ask(Protocol):
    """How a call reaches a worker: `Pool.ask`, or a plain function in tests."""

    async def __call__(self, call: Call, turn: Turn, hear_note: HearNote | None = None) -> object:
        """What the call returns; `hear_note` is told what it tells before that."""


MAX_DEATHS = 3
"""A call that ends its worker this many times is not tried again."""

_NEED_LESS = "fewer candidates, trials or entries need less; daemon.memory_percent is how much may be used"
_ANSWER = Turn("a client", priority=None)
"""Somebody is waiting: before jobs of a low priority, and no longer than any other job beside those of the highest."""


_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Mishaps:
    """What has happened to the steps of one job: how often each ended its worker, and which need the machine alone."""

    deaths: Counter[str] = field(default_factory=Counter[str])
    alone: set[str] = field(default_factory=set[str])


class Way(Protocol):
    """One job on its way through its stages."""

    mishaps: Mishaps

    @property
    def step(self) -> str:
        """What is at work in a visit, as people call it."""
        ...

    def order(self) -> Visit:
        """What is left."""
        ...


class Work:
    """The engine behind two pools: one for the tasks of jobs, one that is kept free for short work."""

    def __init__(
        self,
        ask_tasks: Ask,
        ask_short: Ask,
        is_possible: Callable[[], bool] = lambda: True,
        prioritize: Callable[[str, int], None] = lambda _job_id, _priority: None,
        note: Callable[[str, str], None] = lambda _owner, _words: None,
    ) -> None:
        """`note` is told what happens to the calls of an owner."""
        self._tasks = ask_tasks
        self._short = ask_short
        self._note = note
        self.is_possible = is_possible
        """Whether there are workers for the tasks of jobs, or will be."""
        self.prioritize = prioritize
        """Give the tasks of a job that wait for a worker another priority."""

    async def check(self, submission: Submission) -> CheckReport:
        """Judge a submission."""
        return await self._asked(self._short, Call("check", (submission,)), _ANSWER, CheckReport)

    async def export(self, result_json: str, form: str, job: Job, submission: Submission) -> bytes:
        """A job's result as the contents of a file; the submission tells the layout of the user's own files."""
        call = Call("export", (result_json, form, job.site, job.sport, submission))
        return await self._asked(self._short, call, _ANSWER, bytes)

    async def visit(self, job: Job, way: Way, hear: HearNote) -> JobResult | None:
        """Take a job on as far as it goes at once; None = there is more to do, or that was its worker's end.

        `hear` is told of each step as it is done.
        """
        step, turn = way.step, _turn_of(job)
        turn = replace(turn, alone=step in way.mishaps.alone)
        try:
            answer = await self._tasks(Call(VISIT, (way.order(),)), turn, hear)
        except (WorkerLost, TooMuchMemory) as error:
            self._meet(error, turn, way.step, way.mishaps)
            return None
        if answer is not None and not isinstance(answer, JobResult):
            raise TypeError(f"a visit answered {type(answer).__name__}")
        return answer

    async def run_task(self, job: Job, folder: str, stage: str, index: int, mishaps: Mishaps | None = None) -> TaskDone:
        """Do one task."""
        call = Call("run_task", (folder, stage, index))
        return await self._asked(self._tasks, call, _turn_of(job), TaskDone, mishaps)

    async def grade(self, order: GradeOrder) -> GradeReport:
        """A job against the standings of a contest; large ones take seconds, so the workers of tasks do it."""
        return await self._asked(self._tasks, Call("grade", (order,)), _ANSWER, GradeReport)

    async def calibrate(self, records: Sequence[str]) -> str:
        """The record over all grades, as JSON."""
        return await self._asked(self._tasks, Call("calibrate", (tuple(records),)), _ANSWER, str)

    async def _asked(
        self, ask: Ask, call: Call, turn: Turn, kind: type[Answer], mishaps: Mishaps | None = None
    ) -> Answer:
        """The answer to a call; one whose worker dies is made again on another. Raises `WorkFailed`.

        What was too much memory beside other work is done again alone.
        """
        name, mishaps = name_of(call), mishaps or Mishaps()
        while True:
            turn = replace(turn, alone=name in mishaps.alone)
            try:
                answer = await ask(call, turn)
            except (WorkerLost, TooMuchMemory) as error:
                self._meet(error, turn, name, mishaps)
                continue
            if not isinstance(answer, kind):
                raise TypeError(f"{call.function} answered {type(answer).__name__}")
            return answer

    def _meet(self, error: WorkerLost | TooMuchMemory, turn: Turn, name: str, mishaps: Mishaps) -> None:
        """Note what has happened to a step; raises `WorkFailed` where it must not be tried again."""
        if isinstance(error, TooMuchMemory):
            if error.is_alone or turn.alone:
                raise WorkFailed(TaskFailed("memory", f"{name} {error.message}", _NEED_LESS)) from error
            mishaps.alone.add(name)
            self._tell(turn, f"{name} is done again alone: it {error.message}")
            return
        mishaps.deaths[name] += 1
        self._tell(turn, f"{name} lost its worker: {error.message}")
        if mishaps.deaths[name] >= MAX_DEATHS:
            message = f"{name} ended its worker {MAX_DEATHS} times: {error.message}"
            raise WorkFailed(TaskFailed("internal", message, "see `lineup daemon logs`"))

    def _tell(self, turn: Turn, words: str) -> None:
        _log.warning("%s: %s", turn.owner, words)
        self._note(turn.owner, words)


def _turn_of(job: Job) -> Turn:
    return Turn(job.id, job.priority)


def name_of(call: Call) -> str:
    """What people call it: the task of a stage by its number from 1 on."""
    match call.function, call.arguments:
        case "run_task", (_, stage, int(index)):
            return name_of_task(str(stage), index)
        case name, _:
            return name.replace("_", " ")


def name_of_task(stage: str, index: int) -> str:
    """What people call a task of a stage."""
    return f"task {index + 1} of {stage}"
