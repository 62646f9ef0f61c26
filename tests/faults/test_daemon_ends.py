"""F6, F7: what is left of the workers when the daemon is killed, and how it stops when it is asked to."""

import time
from pathlib import Path

import pytest

from daemons import CALL_S, WAIT_S, RunningDaemon, is_alive, running, wait_until
from fault_figures import Figures, seconds_until
from fault_rounds import rounds
from lineup_proto.v1 import jobs_pb2 as pb
from task_notes import pids_in

_WORKERS = 4
_HANG = {
    "waiting": "gate: {never}",
    "computing without a pause": "still: 0",
    "ignoring SIGTERM": "gate: {never}\nstubborn: yes",
}


def _busy(daemon: RunningDaemon, hang: str) -> list[int]:
    """Keep all workers busy, each with a child of its own; answers all pids."""
    child, never = daemon.home / "child", daemon.home / "never"
    for _ in range(_WORKERS):
        daemon.submit(f"tasks: 1\nchild: {child}\n{_HANG[hang].format(never=never)}")
    wait_until(lambda: len(pids_in(child)) == _WORKERS, "all workers are busy")
    return [*pids_in(child), *daemon.workers()]


@pytest.mark.parametrize("hang", _HANG)
def test_nothing_outlives_a_killed_daemon(tmp_path: Path, figures: Figures, hang: str) -> None:
    """Neither workers nor what they started."""
    seconds = [_kill_busy(tmp_path / f"{number}", hang) for number in range(rounds(1))]
    figures.within("F6", f"four workers and their children are gone, {hang}", seconds, 2)


def _kill_busy(home: Path, hang: str) -> float:
    with running(home, workers=_WORKERS) as daemon:
        pids = _busy(daemon, hang)
        daemon.process.kill()
        return seconds_until(lambda: not any(map(is_alive, pids)), "all are gone")


@pytest.mark.parametrize("hang", _HANG)
def test_a_stop_is_clean(tmp_path: Path, figures: Figures, hang: str) -> None:
    """Exit code 0 in three seconds; the jobs are back in the queue and go on when there is a daemon again."""
    seconds = [_stop_busy(tmp_path / f"{number}", hang) for number in range(rounds(1))]
    figures.within("F7", f"a clean stop with four busy workers, {hang}", seconds, 3)


def _stop_busy(home: Path, hang: str) -> float:
    with running(home, workers=_WORKERS) as daemon:
        pids = _busy(daemon, hang)
        began = time.monotonic()
        daemon.process.terminate()
        assert daemon.process.wait(WAIT_S) == 0
        seconds = time.monotonic() - began
        assert not any(map(is_alive, pids))
    with running(home, workers=_WORKERS) as daemon:
        jobs = daemon.jobs.List(pb.ListRequest(), timeout=CALL_S).jobs
        assert len(jobs) == _WORKERS
        for job in jobs:
            found = daemon.wait(job.id, pb.JOB_STATUS_RUNNING)
            assert [one.outcome for one in found.attempts] == ["interrupted", "running"]
            assert found.attempts[0].reason == "interrupted: daemon stopped"
    return seconds
