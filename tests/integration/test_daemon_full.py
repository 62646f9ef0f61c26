"""A disk that is full, or a history that is locked, while lineupd starts: it serves, says so, and goes on by itself."""

import sqlite3
from contextlib import closing
from pathlib import Path

import grpc
import pytest

from daemons import FAULTY_DAEMON, places_of, refusal, running, wait_until
from lineup_proto.v1 import jobs_pb2 as pb


def _with_a_running_job(home: Path, gate: Path) -> str:
    """A home whose daemon was killed in the middle of a job."""
    with running(home) as daemon:
        job_id = daemon.submit(f"tasks: 2\ngate: {gate}")
        daemon.wait(job_id, pb.JOB_STATUS_RUNNING)
        daemon.kill()
    return job_id


def test_a_full_disk_does_not_keep_a_daemon_from_starting(tmp_path: Path) -> None:
    """Whoever asks is answered; what was running goes on when there is room."""
    home, gate, full = tmp_path / "home", tmp_path / "gate", tmp_path / "full"
    job_id = _with_a_running_job(home, gate)
    full.touch()
    gate.touch()
    with running(home, FAULTY_DAEMON, more={"LINEUP_FAULT_FULL": str(full)}) as daemon:
        assert "the disk is full" in daemon.status().trouble
        assert daemon.get(job_id).job.status == pb.JOB_STATUS_RUNNING
        with pytest.raises(grpc.RpcError) as caught:
            daemon.submit("tasks: 1")
        assert refusal(caught.value)[1].reason == "STORE_FULL"
        full.unlink()
        reply = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        assert [attempt.outcome for attempt in reply.attempts] == ["interrupted", "completed"]
        wait_until(lambda: not daemon.status().trouble, "all is well")


def test_a_locked_history_does_not_keep_a_daemon_from_starting(tmp_path: Path) -> None:
    home, gate = tmp_path / "home", tmp_path / "gate"
    job_id = _with_a_running_job(home, gate)
    gate.touch()
    with closing(sqlite3.connect(places_of(home).database, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with running(home) as daemon:
            assert "locked" in daemon.status().trouble
            other.execute("ROLLBACK")
            daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
