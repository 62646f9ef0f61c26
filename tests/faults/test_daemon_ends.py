"""F6, F7: what is left of the workers when the daemon is killed, and how it stops when it is asked to."""

import time
from pathlib import Path

import pytest

from daemons import WAIT_S, RunningDaemon, is_alive, running, wait_until
from fault_figures import Figures, seconds_until
from fault_rounds import rounds
from lineup_proto.v1 import jobs_pb2 as pb

_WORKERS = 4
_HANG = {
    "waiting": "gate: {never}",
    "computing without a pause": "still: 0",
    "ignoring SIGTERM": "gate: {never}\nstubborn: yes",
}


def _busy(daemon: RunningDaemon, folder: Path, hang: str, number: int) -> list[int]:
    """Keep all workers busy, each with a child of its own; answers all pids."""
    child = folder / f"child {number}"
    for _ in range(_WORKERS):
        daemon.submit(f"tasks: 1\nchild: {child}\n{_HANG[hang].format(never=folder / 'never')}")
    wait_until(lambda: child.exists() and child.read_text("utf-8").count("\n") == _WORKERS, "all workers are busy")
    return [*map(int, child.read_text("utf-8").split()), *daemon.workers()]


@pytest.mark.parametrize("hang", _HANG)
def test_nothing_outlives_a_killed_daemon(tmp_path: Path, figures: Figures, hang: str) -> None:
    """Neither workers nor what they started."""
    seconds: list[float] = []
    for number in range(rounds(1)):
        with running(tmp_path / f"home {number}", workers=_WORKERS) as daemon:
            pids = _busy(daemon, tmp_path, hang, number)
            daemon.process.kill()
            seconds.append(seconds_until(lambda: not any(map(is_alive, pids)), "all are gone"))
    figures.within("F6", f"four workers and their children are gone, {hang}", seconds, 2)


@pytest.mark.parametrize("hang", _HANG)
def test_a_stop_is_clean(tmp_path: Path, figures: Figures, hang: str) -> None:
    """Exit code 0 in three seconds; the jobs are back in the queue and go on when there is a daemon again."""
    seconds: list[float] = []
    for number in range(rounds(1)):
        home = tmp_path / f"home {number}"
        with running(home, workers=_WORKERS) as daemon:
            pids = _busy(daemon, tmp_path, hang, number)
            began = time.monotonic()
            daemon.process.terminate()
            assert daemon.process.wait(WAIT_S) == 0
            seconds.append(time.monotonic() - began)
            assert not any(map(is_alive, pids))
        with running(home, workers=_WORKERS) as daemon:
            jobs = daemon.jobs.List(pb.ListRequest(), timeout=WAIT_S).jobs
            assert len(jobs) == _WORKERS
            for job in jobs:
                found = daemon.wait(job.id, pb.JOB_STATUS_RUNNING)
                assert [one.outcome for one in found.attempts] == ["interrupted", "running"]
                assert found.attempts[0].reason == "interrupted: daemon stopped"
    figures.within("F7", f"a clean stop with four busy workers, {hang}", seconds, 3)
