"""A job's stages: which there are, how they end, and that the result is the same by whatever path."""

import json
import resource
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from lineup_engine.errors import RulesClash
from lineup_engine.optimizer.methods import COMPILING, FAST, LEFT_OUT, TOO_MUCH_WORK, Found
from lineup_engine.specification import Entry, Specification
from lineup_engine.stages.candidates import METHODS
from lineup_engine.work import lay_out, open_stage, read_result
from small_jobs import best_chain, choices, contest, job, player
from small_stages import PLAYERS, SMALL, SUBMISSION, one_by_one, run_job, run_stage


@pytest.fixture
def specified(monkeypatch: pytest.MonkeyPatch) -> Specification:
    """Every submission means this job."""
    return one_by_one(monkeypatch)


@pytest.fixture
def general(monkeypatch: pytest.MonkeyPatch) -> None:
    """The general path alone, which finds one lineup after the other."""
    one_by_one(monkeypatch)


def test_the_stages_and_their_tasks(tmp_path: Path, specified: Specification) -> None:
    """One task, a chain of one task per lineup, one task."""
    folder = str(tmp_path)
    assert lay_out(folder, SUBMISSION) == ("prepare", "candidates", "report")
    plans = []
    for stage in ("prepare", "candidates", "report"):
        plans.append(open_stage(folder, stage))
        run_stage(folder, stage)
    assert [(plan.stage, plan.tasks, plan.chain, plan.done) for plan in plans] == [
        ("prepare", 1, False, ()),
        ("candidates", 6, True, ()),
        ("report", 1, False, ()),
    ]
    assert read_result(folder).lineups == 6


def test_the_result_does_not_depend_on_the_folder(tmp_path: Path, specified: Specification) -> None:
    """Two runs of one job give one hash; another job another."""
    first, second = run_job(str(tmp_path / "a")), run_job(str(tmp_path / "b"))
    assert first == second
    assert first.sha256.startswith("sha256:")


def test_a_finished_stage_is_not_done_again(tmp_path: Path, specified: Specification) -> None:
    """A restarted daemon finds everything done."""
    folder = str(tmp_path)
    run_job(folder)
    assert [run_stage(folder, stage) for stage in lay_out(folder, SUBMISSION)] == [[], [], []]


def test_both_paths_give_one_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All at once, or one by one, or the first ones one by one: the result's hash is the same."""
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: SMALL)
    folder = str(tmp_path / "fast")
    fast = run_job(folder)
    assert open_stage(folder, "candidates").done == (0,)
    find_all = METHODS.find_all
    for slow in (2, 6):
        monkeypatch.setattr(
            METHODS,
            "find_all",
            lambda job, earlier, slow=slow: Found(COMPILING) if len(earlier) < slow else find_all(job, earlier),
        )
        folder = str(tmp_path / str(slow))
        assert run_job(folder).sha256 == fast.sha256
        assert open_stage(folder, "candidates").done == tuple(range(min(slow + 1, 6)))


def test_too_much_work_is_not_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The general path takes over for the whole chain."""
    asked: list[int] = []

    def give_up(_job: object, earlier: Sequence[object]) -> Found:
        asked.append(len(earlier))
        return Found(TOO_MUCH_WORK)

    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: SMALL)
    monkeypatch.setattr(METHODS, "find_all", give_up)
    assert run_job(str(tmp_path)).lineups == 6
    assert asked == [0]


@pytest.mark.parametrize("begun", [1, 3, 5])
def test_what_the_fast_path_has_found_before_it_gave_up_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: int
) -> None:
    """The general path goes on behind the first lineups, and the result is the same."""
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: SMALL)
    whole = run_job(str(tmp_path / "whole"))
    first = tuple(best_chain(SMALL)[:begun])
    monkeypatch.setattr(METHODS, "find_all", lambda _job, _earlier: Found(TOO_MUCH_WORK, begun=first))
    folder = str(tmp_path / "begun")
    assert run_job(folder).sha256 == whole.sha256
    assert open_stage(folder, "candidates").done == tuple(range(min(6 - begun + 1, 6)))


def test_the_chain_ends_where_no_lineup_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, general: None) -> None:
    """All lineups there are get delivered, and the warning says why there are no more."""
    few = job(PLAYERS[:3], [3, 2, 1], contest("A A"), choices(3, 20))
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: few)
    folder = str(tmp_path)
    result = run_job(folder)
    assert result.lineups == len(best_chain(few)) == 3
    assert result.warnings == ("only 3 of 20 lineups: no more exist",)
    plan = open_stage(folder, "candidates")
    assert (plan.tasks, plan.done) == (4, (0, 1, 2, 3))


def test_clashing_rules_end_the_first_task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No lineup at all is a failure with the names of the rules."""
    impossible = job(PLAYERS, [1] * 6, contest("A A"), choices(6, 2, salary_max=100))
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: impossible)
    folder = str(tmp_path)
    lay_out(folder, SUBMISSION)
    run_stage(folder, "prepare")
    with pytest.raises(RulesClash, match="salary at most 100; fill the slots A A"):
        run_stage(folder, "candidates")


def test_what_the_rules_cannot_see_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Warnings of the specification come first, then those of the chain."""
    warned = replace(SMALL, warnings=("no projections file",), lineups=20)
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: warned)
    assert run_job(str(tmp_path)).warnings == (
        "no projections file",
        "only 15 of 20 lineups: no more exist",
    )


def test_a_long_chain_needs_no_file_descriptor_for_each_link(tmp_path: Path, specified: Specification) -> None:
    """Systems give a process 256 of them; a job may have thousands of lineups."""
    many = job([player(number) for number in range(12)], [9] * 12, contest("A A A"), choices(12, 60))
    folder = str(tmp_path)
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("lineup_engine.stages.prepare.specify", lambda _submission: many)
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(list(Path("/dev/fd").iterdir())) + 30, hard))
        try:
            assert run_job(folder).lineups == 60
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_the_method_tells_how_lineups_for_entries_were_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The candidates are fast; the report, by another process that may not be, finds those of locked players."""
    locked = replace(SMALL, lineups=2, entries=(Entry("a"), Entry("b", ((0, 5),))))
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: locked)
    methods = []
    for name, is_off in (("fast", False), ("general", True)):
        monkeypatch.setattr(METHODS, "_is_off", False)
        folder = str(tmp_path / name)
        for stage in lay_out(folder, SUBMISSION):
            monkeypatch.setattr(METHODS, "_is_off", is_off and stage == "report")
            run_stage(folder, stage)
        result = json.loads(read_result(folder).result_json)
        assert [lineup["entries"] for lineup in result["lineups"]] == [["a"], ["b"], []]
        methods.append(result["method"])
    assert methods == [FAST, LEFT_OUT]
