"""Stage 2: the lineups, one per task, each the best that the earlier ones leave.

The result of a task holds all lineups so far, so that the next task reads one file however long the chain is.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from lineup_engine.errors import RulesClash
from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.explain import clash_words, clashing_rules, why_ended
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json


def merge_prepared(before: Before) -> Mapping[str, Arrays]:
    """The compiled job."""
    return {"job": before.results[0].arrays}


def count_lineups(inputs: Inputs) -> int:
    """One task per lineup that was asked for."""
    return unpack_job(inputs.parts["job"]).lineups


def find_candidate(inputs: Inputs, _index: int, earlier: Mapping[str, Array] | None) -> Outcome:
    """The next lineup; the end of the chain, with the reason, when there is none; `RulesClash` without any."""
    job = unpack_job(inputs.parts["job"])
    lineups = [] if earlier is None else lineups_in(earlier["lineups"])
    step = next_lineup(job, lineups, _ahead(earlier))
    if step is not None:
        return Outcome(_arrays(job, [*lineups, step.lineup], step.ahead))
    if not lineups:
        raise RulesClash(clash_words(clashing_rules(job)))
    ended = f"only {len(lineups)} of {job.lineups} lineups: {why_ended(job, lineups)}"
    return Outcome(_arrays(job, lineups, Ahead(exhausted=True), (ended,)), ends_chain=True)


def lineups_in(array: Array) -> list[Lineup]:
    """The rows of an array as lineups."""
    return [tuple(row) for row in array.tolist()]


def _ahead(earlier: Mapping[str, Array] | None) -> Ahead:
    if earlier is None:
        return Ahead()
    return Ahead(tuple(lineups_in(earlier["spares"])), bool(earlier["exhausted"][0]))


def _arrays(job: CompiledJob, lineups: list[Lineup], ahead: Ahead, warnings: tuple[str, ...] = ()) -> Arrays:
    return {
        "lineups": _rows(lineups, job.size),
        "spares": _rows(ahead.spares, job.size),
        "exhausted": np.array([ahead.exhausted], dtype=np.bool_),
        "warnings": from_json(warnings),
    }


def _rows(lineups: Sequence[Lineup], size: int) -> Array:
    return np.array(lineups, dtype=np.int32).reshape(len(lineups), size)


CANDIDATES = Stage("candidates", merge_prepared, count_lineups, find_candidate, chain=True)
