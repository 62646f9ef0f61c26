"""Stage 3: the lineups become the result that the user sees. One task."""

from collections.abc import Mapping
from typing import Any

from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.drawn import Builds, take_most_frequent
from lineup_engine.optimizer.methods import FAST
from lineup_engine.optimizer.verify import verify
from lineup_engine.output.result import Optimal, build_result
from lineup_engine.stages.candidates import METHODS, lineups_in
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.draws import DRAWS, merge_ranges, unpack_drawing
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json, to_json


def merge_candidates(before: Before) -> Mapping[str, Arrays]:
    """The job and all its lineups, which the last result of a chain holds."""
    if DRAWS in before.inputs.parts:
        return {**before.inputs.parts, "drawn": merge_ranges(before)}
    last = before.results[max(before.results)].arrays
    found = {name: last[name] for name in ("lineups", "method", "warnings")}
    return {"job": before.inputs.parts["job"], "portfolio": found}


def report(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The `result` object, its hash, and what the user should know."""
    job = unpack_job(inputs.parts["job"])
    if DRAWS in inputs.parts:
        result, told = _drawn(job, inputs)
    else:
        portfolio = inputs.parts["portfolio"]
        told = to_json(portfolio["warnings"])
        lineups = lineups_in(portfolio["lineups"])
        verify(job, lineups)
        result = build_result(job, lineups, to_json(portfolio["method"]))
    return Outcome({"result": from_json(result), "warnings": from_json([*job.warnings, *told])})


def _drawn(job: CompiledJob, inputs: Inputs) -> tuple[dict[str, Any], tuple[str, ...]]:
    """The result of drawn slates, whose portfolio is taken here, and the warnings."""
    drawn, drawing = inputs.parts["drawn"], unpack_drawing(inputs.parts[DRAWS])
    if drawing.is_sims:
        taken = take_most_frequent(job, drawn["lineups"], drawn["times"])
    else:
        taken = Builds(job, drawing, METHODS).take(drawn["lineups"])
    verify(job, taken.lineups)
    methods = taken.used.union(to_json(drawn["methods"]))
    # Where some searches were not fast, their reason says more.
    method = min(methods - {FAST}, default=FAST)
    optimal = Optimal(tuple(taken.times), drawing.trials) if drawing.is_sims else None
    return build_result(job, taken.lineups, method, optimal), taken.warnings


REPORT = Stage(name="report", merge=merge_candidates, count=lambda _inputs: 1, run=report)
