"""Stage 2: the lineups, each the best that the earlier ones leave: all in one task, or one per task; or drawn slates.

The result of a task holds all lineups so far, so that the next task reads one file however long the chain is.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.cures import find_clash
from lineup_engine.optimizer.enough import enough_for_all
from lineup_engine.optimizer.explain import why_ended
from lineup_engine.optimizer.methods import FAST, JOINT, TOO_MUCH_WORK, Found, Methods, find_joint
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.draws import DRAWS, count_ranges, find_range
from lineup_engine.stages.entries import entries_in
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json, to_json

METHODS = Methods()
"""How this process finds lineups."""


def merge_prepared(before: Before) -> Mapping[str, Arrays]:
    """The compiled job, and apart from it how to draw and what entries there are."""
    return in_parts(before.results[0].arrays)


def in_parts(arrays: Mapping[str, Array]) -> dict[str, dict[str, Array]]:
    """Arrays by the part whose name stands in front of theirs; without one they are the job's."""
    parts: dict[str, dict[str, Array]] = {"job": {}}
    for name, array in arrays.items():
        part, _, rest = name.rpartition(".")
        parts.setdefault(part or "job", {})[rest] = array
    return parts


def count_tasks(inputs: Inputs) -> int:
    """One task per lineup that was asked for, and one for none of them; or one per range of drawn slates."""
    return max(1, unpack_job(inputs.parts["job"]).lineups) if is_chain(inputs) else count_ranges(inputs)


def is_chain(inputs: Inputs) -> bool:
    """Whether each lineup needs the earlier ones; drawn slates do not."""
    return DRAWS not in inputs.parts


def find_candidate(inputs: Inputs, index: int, earlier: Mapping[str, Array] | None) -> Outcome:
    """All lineups that are left, else the next one; at the end the reason, or `RulesClash` without any lineup.

    Of drawn slates the best lineups of one range.
    """
    if not is_chain(inputs):
        return find_range(inputs, index, METHODS)
    job = unpack_job(inputs.parts["job"])
    if not job.lineups:
        return Outcome(_arrays(job, _Progress([], FAST, Ahead(exhausted=True))), ends_chain=True)
    if job.order == JOINT:
        joint = find_joint(job)
        return _end(inputs, job, joint.lineups or (), joint.method)
    lineups = [] if earlier is None else lineups_in(earlier["lineups"])
    found = _find_all(job, lineups, earlier)
    if found.lineups is not None:
        return _end(inputs, job, found.lineups, found.method)
    is_further = len(found.begun) > len(lineups)
    lineups, ahead = (list(found.begun), Ahead()) if is_further else (lineups, _ahead(earlier))
    step = next_lineup(job, lineups, ahead) if len(lineups) < job.lineups else None
    if step is None:
        return _end(inputs, job, lineups, found.method)
    return Outcome(_arrays(job, _Progress([*lineups, step.lineup], found.method, step.ahead)))


def _find_all(job: CompiledJob, lineups: Sequence[Lineup], earlier: Mapping[str, Array] | None) -> Found:
    """What was too much work for the fast path once is not tried again in the same chain."""
    if earlier is not None and to_json(earlier["method"]) == TOO_MUCH_WORK:
        return Found(TOO_MUCH_WORK)
    return METHODS.find_all(job, lineups)


def _end(inputs: Inputs, job: CompiledJob, lineups: Sequence[Lineup], method: str) -> Outcome:
    """The end of the chain; without any lineup `RulesClash`, unless entries whose players stay may have some yet."""
    warnings: tuple[str, ...] = ()
    if not lineups:
        clash = find_clash(job).error()
        if not any(entry.pinned for entry in entries_in(inputs)):
            raise clash
        warnings = (f"without locked players {clash}",)
    elif len(lineups) < job.lineups:
        warnings = (f"only {len(lineups)} of {job.lineups} lineups: {_why_ended(job, lineups)}",)
    progress = _Progress(list(lineups), method, Ahead(exhausted=True), warnings)
    return Outcome(_arrays(job, progress), ends_chain=True)


def _why_ended(job: CompiledJob, lineups: Sequence[Lineup]) -> str:
    """The cause, and what would give all."""
    cause, cure = why_ended(job, lineups, METHODS.has_more), enough_for_all(job, METHODS.count)
    return f"{cause}; {cure}" if cure else cause


def lineups_in(array: Array) -> list[Lineup]:
    """The rows of an array as lineups."""
    return [tuple(row) for row in array.tolist()]


def _ahead(earlier: Mapping[str, Array] | None) -> Ahead:
    if earlier is None:
        return Ahead()
    return Ahead(tuple(lineups_in(earlier["spares"])), bool(earlier["exhausted"][0]))


@dataclass(frozen=True, slots=True)
class _Progress:
    """What a task knows when it is done: the lineups so far, how they were found, and what its search has seen ahead."""

    lineups: list[Lineup]
    method: str
    ahead: Ahead
    warnings: tuple[str, ...] = ()


def _arrays(job: CompiledJob, progress: _Progress) -> Arrays:
    return {
        "lineups": _rows(progress.lineups, job.size),
        "spares": _rows(progress.ahead.spares, job.size),
        "exhausted": np.array([progress.ahead.exhausted], dtype=np.bool_),
        "method": from_json(progress.method),
        "warnings": from_json(progress.warnings),
    }


def _rows(lineups: Sequence[Lineup], size: int) -> Array:
    return np.array(lineups, dtype=np.int32).reshape(len(lineups), size)


CANDIDATES = Stage("candidates", merge_prepared, count_tasks, find_candidate, is_chain)
