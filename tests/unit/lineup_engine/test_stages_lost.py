"""A job's stages: the same result however often it was interrupted, and whatever happened to its files."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from lineup_engine.errors import InternalError, Unfinished
from lineup_engine.specification import Specification
from lineup_engine.stages import container
from lineup_engine.stages import folder as folders
from lineup_engine.stages import run as runs
from lineup_engine.stages.container import Pieces
from lineup_engine.stages.run import STAGES
from lineup_engine.work import lay_out, open_stage, read_result, run_task
from small_stages import SMALL, SUBMISSION, one_by_one, run_job, run_stage


@pytest.fixture(autouse=True)
def specified(monkeypatch: pytest.MonkeyPatch) -> Specification:
    """Every submission means this job."""
    return one_by_one(monkeypatch)


def damage_deleted(path: Path) -> None:
    path.unlink()


def damage_torn(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def damage_foreign(path: Path) -> None:
    path.write_bytes(path.with_name("0.arrays").read_bytes())


@pytest.mark.parametrize("damage", [damage_deleted, damage_torn, damage_foreign])
def test_a_lost_result_is_computed_again(tmp_path: Path, damage: object) -> None:
    """A deleted, torn or strange result is found on restart and the chain goes on from there to the same hash."""
    assert callable(damage)
    expected = run_job(str(tmp_path / "whole"))
    folder = str(tmp_path / "hurt")
    run_job(folder)
    damage(Path(folder) / "results" / "candidates" / "2.arrays")
    assert open_stage(folder, "candidates").done == (0, 1)
    assert run_stage(folder, "candidates") == [2, 3, 4, 5]
    run_stage(folder, "report")
    assert read_result(folder) == expected


@pytest.mark.parametrize("damage", [damage_deleted, damage_torn])
def test_a_result_missed_by_the_next_stage_is_computed_again(tmp_path: Path, damage: object) -> None:
    """The job goes through its stages once more, does what is missing and comes to the same hash."""
    assert callable(damage)
    folder = str(tmp_path)
    expected = run_job(folder)
    damage(tmp_path / "results" / "candidates" / "5.arrays")
    with pytest.raises(Unfinished, match="stage candidates is not finished"):
        open_stage(folder, "report")
    assert [run_stage(folder, stage) for stage in lay_out(folder, SUBMISSION)] == [[], [5], []]
    assert read_result(folder) == expected


class _Killed(BaseException):
    """The worker's end."""


def test_a_worker_that_dies_while_it_opens_a_stage_leaves_nothing_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whichever of the files it was at: the next worker opens the stage, and the result is the same."""
    expected, folder = run_job(str(tmp_path / "whole")), str(tmp_path / "hurt")
    write, deaths = container.write, 0

    def die_at(last: int) -> Callable[[Path, Pieces], None]:
        written = 0

        def write_or_die(path: Path, content: Pieces) -> None:
            nonlocal written
            if written == last:
                path.parent.mkdir(exist_ok=True)
                (path.parent / ".writing-dead").write_bytes(content[0])
                raise _Killed
            written += 1
            write(path, content)

        return write_or_die

    for stage in lay_out(folder, SUBMISSION):
        for last in range(3):
            with monkeypatch.context() as patched:
                patched.setattr(container, "write", die_at(last))
                try:
                    open_stage(folder, stage)
                except _Killed:
                    deaths += 1
        run_stage(folder, stage)
    assert deaths == 4
    assert read_result(folder) == expected


def test_results_of_another_split_are_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an update: a worker that splits a stage into other tasks does not take those that were for its own."""
    folder = str(tmp_path)
    run_job(folder)
    whole = replace(STAGES[1], count=lambda _inputs: 7)
    monkeypatch.setattr(runs, "STAGES", (STAGES[0], whole, STAGES[2]))
    with pytest.raises(Unfinished):
        open_stage(folder, "report")
    assert open_stage(folder, "candidates").done == ()


def test_results_of_another_version_are_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """They may mean something else: the job begins anew."""
    folder = str(tmp_path)
    run_job(folder)
    monkeypatch.setattr(folders, "version_of_results", lambda: "another")
    lay_out(folder, SUBMISSION)
    assert open_stage(folder, "prepare").done == ()


def test_results_of_another_job_are_not_trusted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files left by a job of other inputs have valid hashes and are still computed again."""
    folder = str(tmp_path)
    run_job(folder)
    other = replace(SMALL, points=(1, 2, 3, 4, 5, 6))
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: other)
    lay_out(folder, replace(SUBMISSION, config=b"name: other\n"))
    assert run_stage(folder, "prepare") == [0]
    assert open_stage(folder, "candidates").done == ()


def test_a_task_before_its_time_is_our_bug(tmp_path: Path) -> None:
    """A link of the chain is not computed without the one before it, nor a stage without the one before it."""
    folder = str(tmp_path)
    lay_out(folder, SUBMISSION)
    with pytest.raises(InternalError):
        open_stage(folder, "candidates")
    run_stage(folder, "prepare")
    open_stage(folder, "candidates")
    with pytest.raises(InternalError, match="asked for before"):
        run_task(folder, "candidates", 1)


def test_damaged_inputs_are_never_used(tmp_path: Path) -> None:
    """A stage whose inputs changed on disk stops instead of computing from them."""
    folder = str(tmp_path)
    lay_out(folder, SUBMISSION)
    run_stage(folder, "prepare")
    open_stage(folder, "candidates")
    for part in (tmp_path / "inputs").glob("*.arrays"):
        damage_torn(part)
    with pytest.raises(InternalError, match="damaged"):
        run_task(folder, "candidates", 0)
