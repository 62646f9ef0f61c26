"""The course of one attempt through its job, as workers tell of it: which stages there are, and what is left of the open one."""

from collections.abc import Callable, Mapping

from lineup_engine.seam import StagePlan, Submission, TaskDone
from lineupd.executors.frames import Visit
from lineupd.executors.visit import left_of
from lineupd.jobs import StageRecord
from lineupd.progress import Progress, StageProgress
from lineupd.work import Mishaps, name_of_task


class Course:
    """`make_progress` is asked once the names of the stages are known; `known` is what was noted of stages before."""

    def __init__(
        self,
        folder: str,
        submission: Submission,
        make_progress: Callable[[tuple[str, ...]], Progress],
        known: Mapping[str, StageRecord],
    ) -> None:
        self.folder = folder
        self.left: list[int] = []
        """The tasks of the open stage that are not done, in order."""
        self.mishaps = Mishaps()
        self._submission = submission
        self._make_progress = make_progress
        self._known = known
        self._to_come: tuple[str, ...] = ()
        self._progress: Progress | None = None
        self._stage: StageProgress | None = None

    @property
    def progress(self) -> Progress:
        """How far the job is; only once its stages are known."""
        assert self._progress is not None  # noqa: S101 - as said
        return self._progress

    @property
    def stage(self) -> StageProgress:
        """The stage that was opened last; only once there is one."""
        assert self._stage is not None  # noqa: S101 - as said
        return self._stage

    @property
    def step(self) -> str:
        """What is at work when a worker takes the job on, as people call it."""
        if self._progress is None:
            return "lay out"
        if self.left:
            return name_of_task(self.stage.plan.stage, self.left[0])
        return f"the beginning of {self._to_come[0]}" if self._to_come else "read result"

    def order(self) -> Visit:
        """All that is to come behind the open stage."""
        if self._progress is None:
            return Visit(self.folder, submission=self._submission)
        return Visit(self.folder, self._to_come)

    def lay(self, names: tuple[str, ...]) -> None:
        """The job has these stages."""
        self._to_come = names
        self._progress = self._make_progress(names)

    def open(self, plan: StagePlan) -> None:
        """The next stage is opened."""
        self._to_come = self._to_come[1:]
        self.left = left_of(plan)
        self._stage = self.progress.open(plan, self._known.get(plan.stage))

    def finish(self, done: TaskDone) -> None:
        """A task of the open stage is done."""
        self.left = [] if done.ends_chain else [index for index in self.left if index != done.index]
        self.stage.finish_task(ends_stage=done.ends_chain)
