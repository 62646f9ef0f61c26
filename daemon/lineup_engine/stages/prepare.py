"""Stage 1: what the user sent becomes arrays. One task."""

from collections.abc import Mapping

from lineup_engine.optimizer.compile import compile_job, eligible_on_site
from lineup_engine.specification import Specification
from lineup_engine.specify import specify
from lineup_engine.stages.container import Array
from lineup_engine.stages.draws import DRAWS, pack_drawing
from lineup_engine.stages.entries import ENTRIES, LIST, pack_entries
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import pack_job
from lineup_engine.stages.stage import Outcome, Stage
from lineup_engine.stages.submission import unpack_submission


def prepare(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The submission, checked and compiled; how to draw, and the entries."""
    return Outcome(arrays_of(specify(unpack_submission(inputs.parts["submission"]))))


def arrays_of(specification: Specification) -> dict[str, Array]:
    """A checked job, compiled, in arrays with the names of their parts in front."""
    arrays = pack_job(compile_job(specification))
    # Where all lineups are of entries with locked players there is nothing to draw.
    if specification.spread is not None and specification.lineups:
        drawing = pack_drawing(specification.spread, specification.seed)
        arrays |= {f"{DRAWS}.{name}": array for name, array in drawing.items()}
    if specification.play is not None:
        from lineup_engine.stages.contests.terms import pack_play

        arrays |= dict(pack_play(specification.play, specification.seed, eligible_on_site(specification)))
    if specification.entries:
        arrays[f"{ENTRIES}.{LIST}"] = pack_entries(specification.entries)
    return arrays


PREPARE = Stage(name="prepare", merge=None, count=lambda _inputs: 1, run=prepare)
