"""Several steps of one job in a row, done by a worker: what takes a moment is not worth a way to the daemon and back.

Each step is told as it is done, so that the daemon knows how far the job is, and what was at work when a worker dies.
"""

import time
from collections.abc import Callable
from typing import Protocol

from lineup_engine.seam import JobResult, StagePlan, Submission, TaskDone
from lineupd.executors.frames import Visit

VISIT_S = 0.05
"""After so long no further step is begun: others want the worker, too."""


class Engine(Protocol):
    """What a visit needs of `lineup_engine.work`."""

    def lay_out(self, folder: str, submission: Submission) -> tuple[str, ...]:
        """Write a submission into its job's folder; answers its stages."""
        ...

    def open_stage(self, folder: str, stage: str) -> StagePlan:
        """Make the inputs of a stage."""
        ...

    def run_task(self, folder: str, stage: str, index: int) -> TaskDone:
        """Do one task."""
        ...

    def read_result(self, folder: str) -> JobResult:
        """What the last stage left."""
        ...


def visit(
    engine: Engine, order: Visit, tell: Callable[[object], None], is_unwanted: Callable[[], bool]
) -> JobResult | None:
    """Go through the stages up to one whose tasks can be done side by side; None = there is more to do.

    Tells the names of all stages once they are known, each stage that is opened, and each task that is done.
    """
    deadline = time.monotonic() + VISIT_S

    def is_over() -> bool:
        return is_unwanted() or time.monotonic() >= deadline

    stages = order.stages
    if order.submission is not None:
        stages = engine.lay_out(order.folder, order.submission)
        tell(stages)
    for stage in stages:
        if is_over():
            return None
        plan = engine.open_stage(order.folder, stage)
        tell(plan)
        if len(left_of(plan)) > 1 and not plan.chain:
            return None
        if not _do(engine, order.folder, plan, tell, is_over):
            return None
    return engine.read_result(order.folder)


def left_of(plan: StagePlan) -> list[int]:
    """The tasks that are not done yet, in order."""
    done = frozenset(plan.done)
    return [index for index in range(plan.tasks) if index not in done]


def _do(
    engine: Engine, folder: str, plan: StagePlan, tell: Callable[[object], None], is_over: Callable[[], bool]
) -> bool:
    """Do one task after the other; False where some are left."""
    for index in left_of(plan):
        if is_over():
            return False
        done = engine.run_task(folder, plan.stage, index)
        tell(done)
        if done.ends_chain:
            return True
    return True
