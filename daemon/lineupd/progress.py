"""How far a job is, and how long it will take: counted from finished tasks, never guessed.

The time to the end is told at the pace of the stage at work, and only once that stage has finished `ENOUGH_TASKS` in
`ENOUGH_S`: how long one stage takes says nothing of another, and one task may be all there is of a chain.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lineup_engine.seam import StagePlan
from lineupd.jobs import LOCAL, StageRecord

ENOUGH_TASKS = 2
ENOUGH_S = 1.0


@dataclass(slots=True)
class StageProgress:
    """One stage at work; `before` is what earlier attempts noted of it."""

    plan: StagePlan
    began_at: float
    before: StageRecord | None
    tasks: int = 0
    finished: int = 0
    executors: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.tasks = self.plan.tasks
        self.finished = len(self.plan.done)
        self.executors[LOCAL] = self.finished

    @property
    def finished_now(self) -> int:
        """How many tasks this attempt has finished."""
        return self.finished - len(self.plan.done)

    def finish_task(self, *, ends_stage: bool) -> None:
        """One task more is done."""
        self.finished += 1
        self.executors[LOCAL] += 1
        if ends_stage:
            self.tasks = self.finished

    def record(self, now: float) -> StageRecord:
        """The stage as the history keeps it."""
        seconds = now - self.began_at + (self.before.seconds if self.before else 0.0)
        return StageRecord(self.plan.stage, self.tasks, self.finished, seconds, dict(+self.executors))


class Progress:
    """All stages of one attempt; its clock is the monotonic one."""

    def __init__(self, estimated_tasks: int, stage_names: Sequence[str], monotonic: Callable[[], float]) -> None:
        self._estimated = estimated_tasks
        self._names = tuple(stage_names)
        self._monotonic = monotonic
        self._stages: list[StageProgress] = []

    def open(self, plan: StagePlan, before: StageRecord | None) -> StageProgress:
        """A stage begins."""
        stage = StageProgress(plan, self._monotonic(), before)
        self._stages.append(stage)
        return stage

    def percent(self) -> int:
        """Finished tasks in per cent of all; 100 only when the job is completed, which is not said here."""
        finished = sum(stage.finished for stage in self._stages)
        return min(99, 100 * finished // max(1, self._total()))

    def eta_s(self) -> float:
        """Seconds to the end at the pace of the stage at work; 0 = not enough of it is done to tell."""
        if not self._stages:
            return 0.0
        stage = self._stages[-1]
        seconds = self._monotonic() - stage.began_at
        if stage.finished_now < ENOUGH_TASKS or seconds < ENOUGH_S:
            return 0.0
        remaining = self._total() - sum(each.finished for each in self._stages)
        return remaining * seconds / stage.finished_now

    def _total(self) -> int:
        """All tasks: of the opened stages as they are, and at least one of each that is still to come."""
        known = sum(stage.tasks for stage in self._stages)
        to_come = len(self._names) - len(self._stages)
        ended_early = any(stage.tasks < stage.plan.tasks for stage in self._stages)
        return known + to_come if ended_early else max(self._estimated, known + to_come)
