"""Stage 3: the lineups of the others, field by field: drawn, or the user's own file."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.specification import ContestTerms
from lineup_engine.stages.container import Array, Arrays
from lineup_engine.stages.contests.arena import lay_out
from lineup_engine.stages.contests.screen import POOL_PART
from lineup_engine.stages.contests.terms import contests_in
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import unpack_job
from lineup_engine.stages.pool import merge_pool
from lineup_engine.stages.scores import SIMULATION, Parts
from lineup_engine.stages.stage import Before, Outcome, Stage
from lineup_engine.stages.text import from_json


def merge_candidates(before: Before) -> Mapping[str, Arrays]:
    """What there was, and the lineups to choose from."""
    return {**before.inputs.parts, POOL_PART: merge_pool(before)}


def _tasks(parts: Parts) -> list[tuple[int, int]]:
    """Contest and field of each task."""
    return [(number, field) for number, terms in enumerate(contests_in(parts)) for field in range(terms.field.fields)]


def _count(inputs: Inputs) -> int:
    return len(_tasks(inputs.parts))


def _fill(inputs: Inputs, index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """One field of one contest, laid out."""
    contest, number = _tasks(inputs.parts)[index]
    job, terms = unpack_job(inputs.parts["job"]), contests_in(inputs.parts)[contest]
    wanted = terms.entries - terms.own
    if terms.field.opponents is not None:
        lineups, warnings = _spread_over(terms.field.opponents, wanted), list[str]()
    else:
        seed = int(inputs.parts[SIMULATION]["numbers"][0])
        lineups, warnings = _drawn(job, terms, wanted, (seed, contest, number))
    arrays = lay_out(lineups, len(job.players))
    about: dict[str, Array] = {"numbers": np.array([contest, number], np.int64), "warnings": from_json(warnings)}
    return Outcome({**arrays, **about})


def _spread_over(lineups: NDArray[np.uint16], wanted: int) -> NDArray[np.uint16]:
    """So many of some lineups, each as often as any other but for one."""
    places = np.arange(wanted, dtype=np.int64) * len(lineups) // wanted
    return np.array(lineups)[places]


def _drawn(
    job: CompiledJob, terms: ContestTerms, wanted: int, which: tuple[int, int, int]
) -> tuple[NDArray[np.uint16], list[str]]:
    """A drawn field of its own random numbers, and what is to be said of it."""
    raise NotImplementedError


FIELD = Stage("field", merge_candidates, _count, _fill)
