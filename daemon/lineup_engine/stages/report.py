"""Stage 3: the lineups become the result that the user sees. One task."""

from collections.abc import Mapping

from lineup_engine.optimizer.verify import verify
from lineup_engine.output.result import build_result
from lineup_engine.stages.candidates import lineups_in
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json, to_json


def merge_candidates(before: Before) -> Mapping[str, Arrays]:
    """The job and all its lineups, which the last result holds."""
    last = before.results[max(before.results)].arrays
    found = {name: last[name] for name in ("lineups", "method", "warnings")}
    return {"job": before.inputs.parts["job"], "portfolio": found}


def report(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The `result` object, its hash, and what the user should know."""
    job = unpack_job(inputs.parts["job"])
    portfolio = inputs.parts["portfolio"]
    lineups = lineups_in(portfolio["lineups"])
    verify(job, lineups)
    result = build_result(job, lineups, to_json(portfolio["method"]))
    warnings = [*job.warnings, *to_json(portfolio["warnings"])]
    return Outcome({"result": from_json(result), "warnings": from_json(warnings)})


REPORT = Stage(name="report", merge=merge_candidates, count=lambda _inputs: 1, run=report)
