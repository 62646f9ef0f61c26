"""Stage 2 of a job with contests: the lineups to choose from, by several measures and from simulated slates."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.methods import told_of
from lineup_engine.optimizer.pool import best_by, best_together, in_turns, most_frequent_first
from lineup_engine.optimizer.trials import Trials
from lineup_engine.stages.candidates import METHODS, merge_prepared
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.scores import POOL_STREAM, worth_of_trials
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json, to_json

SETTINGS = "pool"
"""The part of the inputs that says how many lineups are wanted, and what players are worth by each measure."""

SIMS = "sims"
RULES = "rules"
"""A measure of its own: the portfolio by points under the rules about all lineups, so that there always is one."""

_TRIALS_OF_ONE = 4
"""So many slates are simulated for each lineup wanted, for some are the best of several."""

_FEWEST_TRIALS = 400
_TRIALS_OF_A_TASK = 200


@dataclass(frozen=True, slots=True)
class PoolPlan:
    """So many lineups in all, from these measures in equal parts."""

    count: int
    measures: tuple[str, ...]

    @property
    def share(self) -> int:
        """How many come from one measure."""
        return -(-self.count // len(self.measures))

    @property
    def plain(self) -> tuple[str, ...]:
        """The measures that are one task each; the tasks of simulated slates come behind them."""
        return tuple(measure for measure in self.measures if measure != SIMS)

    @property
    def trials(self) -> int:
        """How many slates are simulated."""
        return max(self.share * _TRIALS_OF_ONE, _FEWEST_TRIALS) if SIMS in self.measures else 0

    @property
    def tasks(self) -> int:
        """How many tasks there are."""
        return len(self.plain) + -(-self.trials // _TRIALS_OF_A_TASK)


def pack_pool(plan: PoolPlan, worth: Mapping[str, Array]) -> dict[str, Array]:
    """The plan and what every player is worth by each plain measure."""
    return {"plan": from_json([plan.count, plan.measures]), **{f"by_{name}": values for name, values in worth.items()}}


def unpack_pool(arrays: Mapping[str, Array]) -> PoolPlan:
    """The plan again."""
    count, measures = to_json(arrays["plan"])
    return PoolPlan(count, tuple(measures))


def count_tasks(inputs: Inputs) -> int:
    """One task for each measure, and for simulated slates one per range."""
    return unpack_pool(inputs.parts[SETTINGS]).tasks


def find_some(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The best lineups by one measure, or the best one of each slate of a range."""
    plan, job = unpack_pool(inputs.parts[SETTINGS]), unpack_job(inputs.parts["job"])
    if index < len(plan.plain):
        measure = plan.plain[index]
        if measure == RULES:
            found = best_together(job, METHODS)
        else:
            found = best_by(job, inputs.parts[SETTINGS][f"by_{measure}"], plan.share, METHODS)
        return Outcome({"lineups": found.lineups, "methods": from_json([found.method])})
    return _of_slates(inputs, job, index - len(plan.plain), plan.trials)


def _of_slates(inputs: Inputs, job: CompiledJob, number: int, trials: int) -> Outcome:
    METHODS.is_fast()
    first = number * _TRIALS_OF_A_TASK
    count = min(_TRIALS_OF_A_TASK, trials - first)
    search = Trials(job, METHODS)
    lineups = search.best(worth_of_trials(inputs.parts, POOL_STREAM, first, count))
    return Outcome({"lineups": lineups, "methods": from_json(sorted(search.used))})


def merge_pool(before: Before) -> dict[str, Array]:
    """All different lineups in a fixed order, and how they were found."""
    plan = unpack_pool(before.inputs.parts[SETTINGS])
    results = [before.results[index].arrays for index in sorted(before.results)]
    sources = [np.array(result["lineups"]) for result in results[: len(plan.plain)]]
    if plan.trials:
        sims = np.concatenate([result["lineups"] for result in results[len(plan.plain) :]])
        sources.insert(plan.measures.index(SIMS), most_frequent_first(sims))
    method = told_of(method for result in results for method in to_json(result["methods"]))
    # The portfolio that keeps the rules is there as a whole: a part of it may keep none.
    ruled = sources.pop(plan.measures.index(RULES)) if RULES in plan.measures else sources[0][:0]
    lineups = in_turns([np.concatenate([ruled, in_turns(sources, plan.count)])], max(plan.count, len(ruled)))
    return {"lineups": lineups, "kept": np.arange(len(lineups)) < len(ruled), "method": from_json(method)}


POOL = Stage("candidates", merge_prepared, count_tasks, find_some, is_played=True)

__all__ = ["POOL", "Arrays", "PoolPlan", "merge_pool", "pack_pool"]
