"""Stage 1: what the user sent becomes arrays. One task."""

from collections.abc import Mapping

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.specify import specify
from lineup_engine.stages.container import Array
from lineup_engine.stages.draws import DRAWS, pack_drawing
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import pack_job
from lineup_engine.stages.stage import Outcome, Stage
from lineup_engine.stages.submission import unpack_submission


def prepare(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The submission, checked and compiled; how to draw in arrays with the name of that part in front."""
    specification = specify(unpack_submission(inputs.parts["submission"]))
    arrays = pack_job(compile_job(specification))
    if specification.spread is not None:
        drawing = pack_drawing(specification.spread, specification.seed)
        arrays |= {f"{DRAWS}.{name}": array for name, array in drawing.items()}
    return Outcome(arrays)


PREPARE = Stage(name="prepare", merge=None, count=lambda _inputs: 1, run=prepare)
