"""What the engine can be asked through the workers, with the types that pickling loses."""

import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from lineup_engine.seam import (
    CheckReport,
    GradeOrder,
    GradeReport,
    JobResult,
    StagePlan,
    Submission,
    TaskDone,
    TaskFailed,
)
from lineupd.errors import TooMuchMemory, WorkerLost, WorkFailed
from lineupd.executors.frames import Call
from lineupd.executors.turns import Turn
from lineupd.jobs import Job

Answer = TypeVar("Answer")

Ask = Callable[[Call, Turn], Awaitable[object]]
"""How a call reaches a worker: `Pool.ask`, or a plain function in tests."""

MAX_DEATHS = 3
"""A call that ends its worker this many times is not tried again."""

_NEED_LESS = "fewer candidates, trials or entries need less; daemon.memory_percent is how much may be used"
_ANSWER = Turn("a client", priority=1)
"""Before a job that begins: somebody is waiting."""


_log = logging.getLogger(__name__)


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

    async def lay_out(self, job: Job, folder: str, submission: Submission) -> tuple[str, ...]:
        """Write a submission into its job's folder; answers the names of its stages."""
        return await self._asked(self._short, Call("lay_out", (folder, submission)), Turn(job.id), tuple)

    async def open_stage(self, job: Job, folder: str, stage: str) -> StagePlan:
        """Make the inputs of a stage; answers its tasks."""
        return await self._asked(self._tasks, Call("open_stage", (folder, stage)), _turn_of(job), StagePlan)

    async def run_task(self, job: Job, folder: str, stage: str, index: int) -> TaskDone:
        """Do one task."""
        return await self._asked(self._tasks, Call("run_task", (folder, stage, index)), _turn_of(job), TaskDone)

    async def read_result(self, job: Job, folder: str) -> JobResult:
        """What the last stage left."""
        return await self._asked(self._tasks, Call("read_result", (folder,)), _turn_of(job), JobResult)

    async def grade(self, order: GradeOrder) -> GradeReport:
        """A job against the standings of a contest; large ones take seconds, so the workers of tasks do it."""
        return await self._asked(self._tasks, Call("grade", (order,)), _ANSWER, GradeReport)

    async def calibrate(self, records: Sequence[str]) -> str:
        """The record over all grades, as JSON."""
        return await self._asked(self._tasks, Call("calibrate", (tuple(records),)), _ANSWER, str)

    async def _asked(self, ask: Ask, call: Call, turn: Turn, kind: type[Answer]) -> Answer:
        """The answer to a call; one whose worker dies is made again on another. Raises `WorkFailed`.

        What was too much memory beside other work is done again alone.
        """
        words = ""
        for _ in range(MAX_DEATHS):
            try:
                answer = await ask(call, turn)
            except WorkerLost as lost:
                words = lost.message
                self._tell(turn, f"{_name_of(call)} lost its worker: {words}")
                continue
            except TooMuchMemory as needed:
                if needed.is_alone or turn.alone:
                    raise WorkFailed(TaskFailed("memory", f"{_name_of(call)} {needed.message}", _NEED_LESS)) from needed
                words, turn = needed.message, replace(turn, alone=True)
                self._tell(turn, f"{_name_of(call)} is done again alone: it {words}")
                continue
            if not isinstance(answer, kind):
                raise TypeError(f"{call.function} answered {type(answer).__name__}")
            return answer
        message = f"{_name_of(call)} ended its worker {MAX_DEATHS} times: {words}"
        raise WorkFailed(TaskFailed("internal", message, "see `lineup daemon logs`"))

    def _tell(self, turn: Turn, words: str) -> None:
        _log.warning("%s: %s", turn.owner, words)
        self._note(turn.owner, words)


def _turn_of(job: Job) -> Turn:
    return Turn(job.id, job.priority)


def _name_of(call: Call) -> str:
    """What people call it: the task of a stage by its number from 1 on."""
    match call.function, call.arguments:
        case "run_task", (_, stage, int(index)):
            return f"task {index + 1} of {stage}"
        case "open_stage", (_, stage):
            return f"the beginning of {stage}"
        case name, _:
            return name.replace("_", " ")
