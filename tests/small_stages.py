"""A small job that is done stage by stage, one lineup after the other."""

import pytest

from lineup_engine.optimizer.methods import Found
from lineup_engine.seam import JobResult, Submission
from lineup_engine.specification import Specification
from lineup_engine.stages.candidates import METHODS
from lineup_engine.work import lay_out, open_stage, read_result, run_task
from small_jobs import choices, contest, job, player

SUBMISSION = Submission(b"name: small\n", "config.yaml")
PLAYERS = [player(number, salary=4000 + 100 * number) for number in range(6)]
SMALL = job(PLAYERS, [900, 800, 700, 600, 500, 400], contest("A A"), choices(6, 6))


def one_by_one(monkeypatch: pytest.MonkeyPatch) -> Specification:
    """Every submission means the small job, and the general path alone finds its lineups."""
    monkeypatch.setattr("lineup_engine.stages.prepare.specify", lambda _submission: SMALL)
    monkeypatch.setattr(METHODS, "find_all", lambda _job, _earlier: Found("general: for a test"))
    return SMALL


def run_stage(folder: str, stage: str) -> list[int]:
    """Do what is left of a stage as the daemon does; answers the tasks done."""
    plan = open_stage(folder, stage)
    done = []
    for index in range(plan.tasks):
        if index not in plan.done:
            done.append(index)
            if run_task(folder, stage, index).ends_chain:
                break
    return done


def run_job(folder: str) -> JobResult:
    """The whole job."""
    for stage in lay_out(folder, SUBMISSION):
        run_stage(folder, stage)
    return read_result(folder)
