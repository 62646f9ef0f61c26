"""Stage 1: what the user sent becomes arrays. One task."""

from collections.abc import Mapping

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.specify import specify
from lineup_engine.stages.container import Array
from lineup_engine.stages.folder import Inputs
from lineup_engine.stages.job_arrays import pack_job
from lineup_engine.stages.stage import Outcome, Stage
from lineup_engine.stages.submission import unpack_submission


def prepare(inputs: Inputs, _index: int, _earlier: Mapping[str, Array] | None) -> Outcome:
    """The submission, checked and compiled."""
    return Outcome(pack_job(compile_job(specify(unpack_submission(inputs.parts["submission"])))))


PREPARE = Stage(name="prepare", merge=None, count=lambda _inputs: 1, run=prepare)
