"""The lineups of drawn slates: tasks by ranges of trials, whose results are the same for any split of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.draws import Drawing, make_quantiles
from lineup_engine.optimizer.methods import Methods
from lineup_engine.optimizer.trials import Lineups, Trials
from lineup_engine.specification import Spread
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.stage import Before, Outcome
from lineup_engine.stages.text import from_json, to_json

DRAWS = "draws"
"""The part of a stage's inputs that only drawn jobs have."""

_PLAIN_TRIALS = 2_000
_RULED_TRIALS = 500
"""Trials of one task; those under the user's rules take longer."""

_BUILDS = 50


def pack_drawing(spread: Spread, seed: int) -> Arrays:
    """How to draw, as arrays."""
    return {
        "units": np.array(spread.units, np.int64),
        "numbers": np.array([seed, spread.trials], np.int64),
        "quantiles": make_quantiles(spread.kind),
    }


def unpack_drawing(arrays: Mapping[str, Array]) -> Drawing:
    """How to draw, again."""
    seed, trials = arrays["numbers"].tolist()
    return Drawing(seed, trials, arrays["units"], arrays["quantiles"])


@dataclass(frozen=True, slots=True)
class Ranges:
    """The trials of a job, split into tasks of one size."""

    trials: int
    size: int

    @property
    def count(self) -> int:
        """How many tasks there are."""
        return -(-self.trials // self.size)

    def bounds(self, index: int) -> tuple[int, int]:
        """The first trial of a task and how many it has."""
        first = index * self.size
        return first, min(self.size, self.trials - first)


def ranges_of(lineups: int, trials: int, *, has_wishes: bool) -> Ranges:
    """Simulated slates as asked for; for builds some more draws than lineups, since some come twice."""
    if trials:
        return Ranges(trials, _RULED_TRIALS if has_wishes else _PLAIN_TRIALS)
    return Ranges(lineups + lineups // 4 + 5, _BUILDS)


def count_ranges(inputs: Inputs) -> int:
    """How many tasks the drawn slates of a job are."""
    return _ranges(unpack_job(inputs.parts["job"]), unpack_drawing(inputs.parts[DRAWS])).count


def _ranges(job: CompiledJob, drawing: Drawing) -> Ranges:
    return ranges_of(job.lineups, drawing.trials, has_wishes=bool(job.wishes))


def find_range(inputs: Inputs, index: int, methods: Methods) -> Outcome:
    """The best lineup of each trial of a range; of simulated slates each lineup once, with how often it is best."""
    job, drawing = unpack_job(inputs.parts["job"]), unpack_drawing(inputs.parts[DRAWS])
    first, count = _ranges(job, drawing).bounds(index)
    trials = Trials(job, methods)
    lineups = trials.best(drawing.drawn(job.players, first, count))
    arrays = _counted(lineups, np.ones(len(lineups), np.int64)) if drawing.is_sims else {"lineups": lineups}
    return Outcome({**arrays, "methods": from_json(sorted(trials.used))})


def merge_ranges(before: Before) -> Arrays:
    """All lineups of the trials: counted, or in the order of the draws."""
    results = [before.results[index].arrays for index in sorted(before.results)]
    used = sorted({method for result in results for method in to_json(result["methods"])})
    lineups: Lineups = np.concatenate([result["lineups"] for result in results])
    if "times" not in results[0]:
        return {"lineups": lineups, "methods": from_json(used)}
    times: IntArray = np.concatenate([result["times"] for result in results])
    return {**_counted(lineups, times), "methods": from_json(used)}


def _counted(lineups: Lineups, times: IntArray) -> dict[str, Array]:
    """Each lineup once, with the sum of its times."""
    distinct, place = np.unique(lineups, axis=0, return_inverse=True)
    total = np.zeros(len(distinct), np.int64)
    np.add.at(total, place.reshape(-1), times)
    return {"lineups": distinct, "times": total}
