"""F15: the clock on the wall jumps; durations, order and delays do not."""

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from daemons import CALL_S, FAULTY_DAEMON, RunningDaemon, running, wait_until
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


def test_who_follows_a_report_gets_all_of_it_though_the_clock_goes_back(tmp_path: Path, figures: Figures) -> None:
    """Each line once and in the order in which it happened, through a restart as well."""
    home, clock = tmp_path / "home", Clock(tmp_path / "clock")
    more = {"LINEUP_FAULT_CLOCK": str(clock.file)}
    with running(home, FAULTY_DAEMON, 1, more) as daemon:
        job_id = daemon.submit("tasks: 9\nchain: yes\nnap: 0.2\nsay: hello")
        wait_until(lambda: _texts(daemon, job_id).count("hello") >= 2, "some is said")
        follower = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "lineup_cli", "jobs", "logs", job_id, "-f", "-n", "1", "--json"],
            env={**os.environ, "LINEUP_HOME": str(home)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert follower.stdout is not None
        first = json.loads(follower.stdout.readline())
        clock.set(-3600)
        said = len(_texts(daemon, job_id))
        wait_until(lambda: len(_texts(daemon, job_id)) >= said + 2, "more is said")
        daemon.kill()
    with running(home, FAULTY_DAEMON, 1, more) as daemon:
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        out, _ = follower.communicate(timeout=CALL_S)
        told = [first, *map(json.loads, out.splitlines())]
        report = _report(daemon, job_id)
    begin = [line.at for line in report].index(first["at"])
    assert [line["at"] for line in told] == [line.at for line in report[begin:]]
    texts = [line.text for line in report]
    assert (texts[0], texts[1], texts[-1]) == ("submitted", "started: attempt 1", "completed")
    assert texts.index("interrupted: daemon died") < texts.index("started: attempt 2") < texts.index("report: 1 task")
    figures.note("F15", "lines of a report that a follower misses or hears twice, clock 1 h back", "0", "0")


def _report(daemon: RunningDaemon, job_id: str) -> list[pb.LogLine]:
    return [line for reply in daemon.jobs.Logs(pb.LogsRequest(id=job_id), timeout=CALL_S) for line in reply.lines]


def _texts(daemon: RunningDaemon, job_id: str) -> list[str]:
    return [line.text for line in _report(daemon, job_id)]


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
