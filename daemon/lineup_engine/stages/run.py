"""Running a job stage by stage: what the workers do for every stage alike."""

from collections.abc import Sequence
from dataclasses import dataclass

from lineup_engine.errors import InternalError
from lineup_engine.seam import StagePlan, Submission, TaskDone
from lineup_engine.specify import has_contests
from lineup_engine.stages.candidates import CANDIDATES
from lineup_engine.stages.folder import Inputs, JobFolder, StoredResult, TaskKey
from lineup_engine.stages.prepare import PREPARE
from lineup_engine.stages.report import REPORT
from lineup_engine.stages.stage import Before, Results, Stage
from lineup_engine.stages.submission import pack_submission

PLAIN = "plain"
CONTESTS = "contests"

STAGES: tuple[Stage, ...] = (PREPARE, CANDIDATES, REPORT)
"""The stages of a job without contests in their order."""

_OF_CONTESTS = ("prepare", "candidates", "field", "opponents", "screen", "select", "simulate", "report")


def course_of(*, has_contests: bool) -> tuple[str, ...]:
    """The names of the stages of a job in their order."""
    return _OF_CONTESTS if has_contests else tuple(stage.name for stage in STAGES)


def stages_of(course: str) -> tuple[Stage, ...]:
    """The stages of a job in their order."""
    if course == PLAIN:
        return STAGES
    # Numba takes a third of a second to load: it is not loaded for work that needs none.
    from lineup_engine.stages.contests.course import COURSE

    return COURSE


def begin(folder: JobFolder, submission: Submission) -> tuple[str, ...]:
    """Put a submission into the job's folder; answers the names of its stages in order."""
    is_played = has_contests(submission)
    folder.write_course(CONTESTS if is_played else PLAIN)
    names = course_of(has_contests=is_played)
    folder.write_inputs(names[0], {"submission": pack_submission(submission)})
    return names


def plan_stage(folder: JobFolder, name: str) -> StagePlan:
    """Merge what the stage before left, and say which tasks there are and which are finished already."""
    stages = stages_of(folder.read_course())
    number = _number_of(stages, name)
    stage = stages[number]
    if stage.merge is not None:
        folder.write_inputs(name, stage.merge(_left_by(folder, stages[number - 1])))
    inputs = folder.read_inputs(name)
    finished = _finished(folder, stage, inputs)
    tasks = len(finished.done) if finished.is_ended else stage.count(inputs)
    return StagePlan(name, tasks, stage.is_chain(inputs), finished.done)


def run_one(folder: JobFolder, name: str, index: int) -> TaskDone:
    """Do one task and keep its result."""
    stages = stages_of(folder.read_course())
    stage = stages[_number_of(stages, name)]
    inputs = folder.read_inputs(name)
    earlier = _result_before(folder, TaskKey(name, index, inputs.sha256)) if stage.is_chain(inputs) else None
    outcome = stage.run(inputs, index, None if earlier is None else earlier.arrays)
    key = TaskKey(name, index, inputs.sha256)
    sha256 = folder.write_result(key, outcome.arrays, ends_chain=outcome.ends_chain)
    return TaskDone(name, index, sha256, outcome.ends_chain)


def last_result(folder: JobFolder) -> StoredResult:
    """What the last stage left."""
    return _left_by(folder, stages_of(folder.read_course())[-1]).results[0]


def _number_of(stages: Sequence[Stage], name: str) -> int:
    names = [stage.name for stage in stages]
    if name not in names:
        raise InternalError(f"there is no stage {name}")
    return names.index(name)


def _result_before(folder: JobFolder, key: TaskKey) -> StoredResult | None:
    """The result of the task before this one in a chain; None for the first."""
    if key.index == 0:
        return None
    found = folder.read_result(TaskKey(key.stage, key.index - 1, key.inputs))
    if found is None:
        raise InternalError(f"task {key.index} of {key.stage} was asked for before task {key.index - 1} was done")
    return found


def _left_by(folder: JobFolder, stage: Stage) -> Before:
    """The results of a finished stage."""
    inputs = folder.read_inputs(stage.name)
    finished = _finished(folder, stage, inputs)
    if not finished.is_ended and len(finished.done) < stage.count(inputs):
        raise InternalError(f"stage {stage.name} is not finished")
    return Before(inputs, finished.results)


@dataclass(frozen=True, slots=True)
class _Finished:
    """The tasks that are done and their results; of a chain only the last one's, which holds what came before."""

    done: tuple[int, ...]
    results: Results

    @property
    def is_ended(self) -> bool:
        """Whether a chain has come to its end."""
        return any(result.ends_chain for result in self.results.values())


def _finished(folder: JobFolder, stage: Stage, inputs: Inputs) -> _Finished:
    """The results that can be trusted; of a chain those before the first gap."""
    done: list[int] = []
    results: dict[int, StoredResult] = {}
    is_chain = stage.is_chain(inputs)
    for index in range(stage.count(inputs)):
        found = folder.read_result(TaskKey(stage.name, index, inputs.sha256))
        if found is not None:
            done.append(index)
            if is_chain:
                results.clear()
            results[index] = found
        if is_chain and (found is None or found.ends_chain):
            break
    return _Finished(tuple(done), results)
