"""Stage 3: the lineups become the result that the user sees. One task."""

from collections.abc import Mapping
from dataclasses import dataclass

from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.drawn import Builds, take_most_frequent
from lineup_engine.optimizer.entries import Filling, fill_entries
from lineup_engine.optimizer.methods import told_of
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.verify import verify
from lineup_engine.output.result import Optimal, build_result
from lineup_engine.stages.candidates import METHODS, lineups_in
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.draws import DRAWS, merge_ranges, unpack_drawing
from lineup_engine.stages.entries import entries_in
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
    return {**before.inputs.parts, "portfolio": found}


def report(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The `result` object, its hash, and what the user should know; entries get their lineups here."""
    job = unpack_job(inputs.parts["job"])
    found = _drawn(job, inputs) if DRAWS in inputs.parts else _chained(inputs)
    verify(job, found.lineups)
    filling = fill_entries(job, entries_in(inputs), found.lineups, METHODS)
    method = told_of({found.method, *filling.methods})
    result = build_result(job, filling.lineups, method, _optimal(found, filling), filling.owners)
    warnings = [*job.warnings, *found.warnings, *filling.warnings]
    return Outcome({"result": from_json(result), "warnings": from_json(warnings)})


@dataclass(frozen=True, slots=True)
class _Found:
    """The lineups that the stage before came to, and what is to be said of them."""

    lineups: list[Lineup]
    method: str
    warnings: tuple[str, ...]
    times: tuple[int, ...] = ()
    trials: int = 0


def _optimal(found: _Found, filling: Filling) -> Optimal | None:
    """How often each lineup was the best one; None where no slates were simulated."""
    if not found.trials:
        return None
    times = (None if owner.found is None else found.times[owner.found] for owner in filling.owners)
    return Optimal(tuple(times), found.trials)


def _chained(inputs: Inputs) -> _Found:
    portfolio = inputs.parts["portfolio"]
    lineups, warnings = lineups_in(portfolio["lineups"]), to_json(portfolio["warnings"])
    return _Found(lineups, to_json(portfolio["method"]), tuple(warnings))


def _drawn(job: CompiledJob, inputs: Inputs) -> _Found:
    """The lineups of drawn slates, whose portfolio is taken here."""
    drawn, drawing = inputs.parts["drawn"], unpack_drawing(inputs.parts[DRAWS])
    if drawing.is_sims:
        taken = take_most_frequent(job, drawn["lineups"], drawn["times"])
    else:
        taken = Builds(job, drawing, METHODS).take(drawn["lineups"])
    methods = taken.used.union(to_json(drawn["methods"]))
    method = told_of(methods)
    trials = drawing.trials if drawing.is_sims else 0
    return _Found(list(taken.lineups), method, tuple(taken.warnings), tuple(taken.times), trials)


REPORT = Stage(name="report", merge=merge_candidates, count=lambda _inputs: 1, run=report)
