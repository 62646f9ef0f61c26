"""Long work ends between two of its pieces when nobody wants it any more, and leaves nothing that looks finished."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from contest_jobs import contest_job
from engine_runs import submission
from lineup_engine import work
from lineup_engine.errors import Unwanted
from lineup_engine.seam import Submission
from slates import make_projections, make_slate

PLAIN = submission(
    "sport: nascar\nslate: slate.csv\nprojections: {file: own.csv}\nlineups: 5\n",
    {"slate.csv": make_slate("nascar", 5).encode(), "own.csv": make_projections("nascar", 5).encode()},
)
PLAYED = contest_job("{entries: 300, fee: 4, payouts: pay.csv, field: {ownership: model}}")


@pytest.fixture(autouse=True)
def _nobody_is_asked_afterwards() -> Iterator[None]:
    yield
    work.listen(lambda: False)


def _ends(call: Callable[[], object]) -> bool:
    """Whether a call ends when it is not wanted from its first piece on."""
    work.listen(lambda: True)
    try:
        call()
    except Unwanted as error:
        return work.failed(error).kind == "unwanted"
    finally:
        work.listen(lambda: False)
    return False


@pytest.mark.parametrize(
    ("sent", "heeding"),
    [(PLAIN, {"candidates"}), (PLAYED, {"candidates", "field", "select", "simulate"})],
    ids=["plain", "played"],
)
def test_long_stages_heed(tmp_path: Path, sent: Submission, heeding: set[str]) -> None:
    """The result of a task that was given up is not there, and the task can be done later."""
    place, ended = str(tmp_path), set[str]()
    for stage in work.lay_out(place, sent):
        plan = work.open_stage(place, stage)
        for index in range(plan.tasks):
            if _ends(partial(work.run_task, place, stage, index)):
                ended.add(stage)
                assert index not in work.open_stage(place, stage).done
            if work.run_task(place, stage, index).ends_chain:
                break
    assert ended >= heeding
    assert work.read_result(place).lineups == 5


def test_the_general_path_heeds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before every search of the solver."""
    from lineup_engine.optimizer.methods import Methods
    from lineup_engine.stages import candidates

    methods = Methods()
    methods.leave_out_fast()
    monkeypatch.setattr(candidates, "METHODS", methods)
    place = str(tmp_path)
    work.lay_out(place, PLAIN)
    for stage in ("prepare", "candidates"):
        work.open_stage(place, stage)
        if stage == "prepare":
            work.run_task(place, stage, 0)
    assert _ends(lambda: work.run_task(place, "candidates", 0))
    assert work.run_task(place, "candidates", 0).index == 0


def test_too_little_memory_is_told_with_what_was_needed() -> None:
    told = work.failed(MemoryError("Unable to allocate 24.0 GiB"))
    assert (told.kind, told.message) == (
        "memory",
        "there is not enough memory for this job: Unable to allocate 24.0 GiB",
    )
    assert told.hint
