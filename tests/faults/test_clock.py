"""F15: the clock on the wall jumps; durations, order and delays do not."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemons import CALL_S, FAULTY_DAEMON, RunningDaemon, running
from fault_figures import Figures
from lineup_proto.v1 import jobs_pb2 as pb

_DAY_S = 86_400


class Clock:
    """The clock of one daemon, which a test moves."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.set(0)

    def set(self, ahead_s: int) -> None:
        unfinished = self.file.with_suffix(".new")
        unfinished.write_text(str(ahead_s), encoding="ascii")
        unfinished.replace(self.file)


@pytest.mark.parametrize("jump", [_DAY_S, -_DAY_S, 3600, -3600])
def test_a_jump_of_the_clock_changes_no_duration_and_no_order(tmp_path: Path, jump: int, figures: Figures) -> None:
    """A job at work, one that waits, and one that comes later."""
    gate, clock = tmp_path / "gate", Clock(tmp_path / "clock")
    with running(tmp_path / "home", FAULTY_DAEMON, 1, {"LINEUP_FAULT_CLOCK": str(clock.file)}) as daemon:
        began = time.monotonic()
        first = daemon.submit(f"name: first\ntasks: 1\ngate: {gate}")
        daemon.wait(first, pb.JOB_STATUS_RUNNING)
        second = daemon.submit("name: second\ntasks: 1\nnap: 0.2")
        clock.set(jump)
        third = daemon.submit("name: third\ntasks: 1")
        time.sleep(0.3)
        gate.touch()
        replies = [daemon.wait(one, pb.JOB_STATUS_COMPLETED) for one in (first, second, third)]
        whole = time.monotonic() - began
        assert [reply.job.attempts for reply in replies] == [1, 1, 1]
        names = [job.name for job in daemon.jobs.List(pb.ListRequest(), timeout=CALL_S).jobs]
        assert names == ["third", "second", "first"]
        assert daemon.get("latest").job.id == third
        seconds = [reply.job.seconds for reply in replies]
    assert 0.3 <= seconds[0] <= whole
    assert 0.2 <= seconds[1] <= whole
    figures.note("F15", f"clock jumps by {jump / 3600:+g} h", f"durations within {whole - seconds[0]:.1f} s", "1 s")


def _submit_at(daemon: RunningDaemon, seconds: float) -> str:
    moment = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
    submission = pb.Submission(config=b"tasks: 1", config_name="c.yaml")
    return daemon.jobs.Submit(
        pb.SubmitRequest(key=str(seconds), submission=submission, not_before=moment), timeout=CALL_S
    ).id


def test_a_delayed_job_runs_once_whatever_the_clock_does(tmp_path: Path, figures: Figures) -> None:
    """The clock goes back, on past the time, as after a night asleep, and back again."""
    clock = Clock(tmp_path / "clock")
    with running(tmp_path / "home", FAULTY_DAEMON, 1, {"LINEUP_FAULT_CLOCK": str(clock.file)}) as daemon:
        job_id = _submit_at(daemon, _DAY_S / 3)
        for ahead in (-_DAY_S, 0):
            clock.set(ahead)
            daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
            assert daemon.get(job_id).job.status == pb.JOB_STATUS_QUEUED
        clock.set(_DAY_S)
        daemon.submit("tasks: 1")
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        clock.set(-_DAY_S)
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        reply = daemon.get(job_id)
        assert (reply.job.attempts, [event.kind for event in reply.events]) == (
            1,
            ["submitted", "started", "completed"],
        )
    figures.note("F15", "starts of a delayed job over four jumps", 1, "1")
