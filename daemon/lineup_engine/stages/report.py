"""Stage 3: the lineups become the result that the user sees. One task."""

from collections.abc import Mapping

from lineup_engine.optimizer.entries import fill_entries
from lineup_engine.output.result import build_result
from lineup_engine.stages.candidates import METHODS, lineups_in
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.entries import entries_in
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json, to_json


def merge_candidates(before: Before) -> Mapping[str, Arrays]:
    """The job and all its lineups, which the last result holds."""
    last = before.results[max(before.results)].arrays
    found = {name: last[name] for name in ("lineups", "method", "warnings")}
    return {**before.inputs.parts, "portfolio": found}


def report(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The `result` object, its hash, and what the user should know; entries get their lineups here."""
    job = unpack_job(inputs.parts["job"])
    portfolio = inputs.parts["portfolio"]
    filling = fill_entries(job, entries_in(inputs), lineups_in(portfolio["lineups"]), METHODS)
    result = build_result(job, filling.lineups, to_json(portfolio["method"]), filling.owners)
    warnings = [*job.warnings, *to_json(portfolio["warnings"]), *filling.warnings]
    return Outcome({"result": from_json(result), "warnings": from_json(warnings)})


REPORT = Stage(name="report", merge=merge_candidates, count=lambda _inputs: 1, run=report)
