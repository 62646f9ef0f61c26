"""Running a job stage by stage: what the workers do for every stage alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lineup_engine.errors import InternalError, Unfinished
from lineup_engine.seam import StagePlan, Submission, TaskDone
from lineup_engine.specify import has_contests
from lineup_engine.stages.candidates import CANDIDATES, METHODS
from lineup_engine.stages.folder import Inputs, JobFolder, Results, StoredResult, TaskKey
from lineup_engine.stages.prepare import PREPARE
from lineup_engine.stages.report import REPORT
from lineup_engine.stages.stage import Before, Stage
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
    stage = _ready(stages[number])
    if stage.merge is not None:
        before = _left_by(folder, stages[number - 1])
        folder.write_inputs(name, stage.merge(before), before.inputs)
    inputs = folder.read_inputs(name)
    finished = _finished(folder, stage, inputs)
    tasks = len(finished.done) if finished.is_ended else stage.count(inputs)
    return StagePlan(name, tasks, stage.is_chain(inputs), finished.done)


def run_one(folder: JobFolder, name: str, index: int) -> TaskDone:
    """Do one task and keep its result."""
    stages = stages_of(folder.read_course())
    stage = _ready(stages[_number_of(stages, name)])
    inputs = folder.read_inputs(name)
    key = TaskKey(name, index, stage.count(inputs), inputs.sha256)
    earlier = _result_before(folder, key) if stage.is_chain(inputs) else None
    outcome = stage.run(inputs, index, None if earlier is None else earlier.arrays)
    sha256 = folder.write_result(key, outcome.arrays, ends_chain=outcome.ends_chain)
    return TaskDone(name, index, sha256, outcome.ends_chain)


def last_result(folder: JobFolder) -> StoredResult:
    """What the last stage left."""
    return _left_by(folder, stages_of(folder.read_course())[-1]).results[0]


def _ready(stage: Stage) -> Stage:
    """The stage, once what it calls is compiled."""
    if stage.is_played:
        METHODS.wait_for_contests()
    return stage


def _number_of(stages: Sequence[Stage], name: str) -> int:
    names = [stage.name for stage in stages]
    if name not in names:
        raise InternalError(f"there is no stage {name}")
    return names.index(name)


def _result_before(folder: JobFolder, key: TaskKey) -> StoredResult | None:
    """The result of the task before this one in a chain; None for the first."""
    if key.index == 0:
        return None
    found = folder.read_result(replace(key, index=key.index - 1))
    if found is None:
        raise InternalError(f"task {key.index} of {key.stage} was asked for before task {key.index - 1} was done")
    return found


def _left_by(folder: JobFolder, stage: Stage) -> Before:
    """The results of a finished stage; raises `Unfinished` where some are missing."""
    inputs = folder.read_inputs(stage.name)
    finished = _finished(folder, stage, inputs)
    if not finished.is_ended and len(finished.done) < stage.count(inputs):
        raise Unfinished(f"stage {stage.name} is not finished")
    return Before(inputs, Results(folder, finished.results))


@dataclass(frozen=True, slots=True)
class _Finished:
    """The tasks that are done and where their results are; of a chain only the last one's, which holds what came before."""

    done: tuple[int, ...]
    results: Mapping[int, TaskKey]
    is_ended: bool


def _finished(folder: JobFolder, stage: Stage, inputs: Inputs) -> _Finished:
    """The results that can be trusted; of a chain those before the first gap."""
    results: dict[int, TaskKey] = {}
    is_chain, tasks = stage.is_chain(inputs), stage.count(inputs)
    is_ended = False
    for index in range(tasks):
        key = TaskKey(stage.name, index, tasks, inputs.sha256)
        found = folder.read_result(key)
        if found is not None:
            results[index] = key
            is_ended = found.ends_chain
        if is_chain and (found is None or is_ended):
            break
    done = tuple(results)
    return _Finished(done, {done[-1]: results[done[-1]]} if is_chain and done else results, is_ended)
