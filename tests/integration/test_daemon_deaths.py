"""What is left when a worker or the daemon itself is killed."""

import json
import os
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import grpc
import pytest

from daemons import CALL_S, WAIT_S, RunningDaemon, connect, is_alive, refusal, running, start, wait_until
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import ShutdownRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub


def _runs(note: Path) -> list[tuple[int, int]]:
    """Index and pid of every run of a task so far."""
    lines = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
    return [(int(index), int(pid)) for index, pid in (line.split() for line in lines)]


def test_a_killed_worker_loses_one_task(tmp_path: Path) -> None:
    """The task runs again elsewhere, nothing else does, and a new worker takes the dead one's place."""
    gate, note = tmp_path / "gate", tmp_path / "note"
    with running(tmp_path / "home") as daemon:
        job_id = daemon.submit(f"tasks: 3\nchain: yes\nhold: 1\ngate: {gate}\nnote: {note}")
        wait_until(lambda: len(_runs(note)) == 2, "the second task runs")
        os.kill(_runs(note)[1][1], signal.SIGKILL)
        wait_until(lambda: len(_runs(note)) == 3, "it runs again")
        gate.touch()
        reply = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        assert [index for index, _ in _runs(note)] == [0, 1, 1, 2]
        assert (reply.job.attempts, reply.job.progress_percent) == (1, 100)
        wait_until(lambda: daemon.status().workers_ready == 2, "both workers are ready")


def test_a_task_that_kills_its_workers_fails_its_job_only(tmp_path: Path) -> None:
    """Three deaths are enough; the worker's last words are the message, and the next job is not hurt."""
    with running(tmp_path / "home") as daemon:
        bad = daemon.submit("tasks: 2\ndie: 1")
        good = daemon.submit("tasks: 3")
        reply = daemon.wait(bad, pb.JOB_STATUS_FAILED)
        assert "3 times" in reply.job.error
        assert "SIGKILL" in reply.job.error
        assert "what a cruel world" in reply.job.error
        daemon.wait(good, pb.JOB_STATUS_COMPLETED)


def test_two_deaths_are_forgiven(tmp_path: Path) -> None:
    """A task may have been unlucky."""
    with running(tmp_path / "home") as daemon:
        reply = daemon.wait(daemon.submit("tasks: 2\ndie: 1\ndie_times: 2"), pb.JOB_STATUS_COMPLETED)
        assert reply.job.lineups == 2


def test_a_lost_result_is_made_again(tmp_path: Path) -> None:
    """It is missed when the next stage is opened; only its task is done once more, and it is one attempt."""
    note = tmp_path / "note"
    with running(tmp_path / "home") as daemon:
        job_id = daemon.submit(f"tasks: 3\nlose: 1\nlose_times: 2\nnote: {note}")
        reply = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        assert sorted(index for index, _ in _runs(note)) == [0, 1, 1, 1, 2]
        assert reply.job.attempts == 1


def test_a_job_that_keeps_losing_results_fails(tmp_path: Path) -> None:
    """It does not go round for ever."""
    with running(tmp_path / "home") as daemon:
        reply = daemon.wait(daemon.submit("tasks: 2\nlose: 0\nlose_times: 99"), pb.JOB_STATUS_FAILED)
        assert "stage candidates is not finished" in reply.job.error
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)


def test_no_worker_outlives_a_killed_daemon_and_the_job_goes_on(tmp_path: Path) -> None:
    """After kill -9 the workers go by themselves; the next daemon does only what was not finished."""
    gate, note, home = tmp_path / "gate", tmp_path / "note", tmp_path / "home"
    with running(home) as daemon:
        config = f"tasks: 4\nchain: yes\nhold: 2\ngate: {gate}\nnote: {note}"
        job_id = daemon.submit(config)
        queued = [daemon.submit("tasks: 1") for _ in range(5)]
        wait_until(lambda: len(_runs(note)) == 3, "the third task runs")
        workers = daemon.workers()
        assert len(workers) == 3
        daemon.kill()
        wait_until(lambda: not any(is_alive(pid) for pid in workers), "the workers are gone")
    gate.touch()
    with running(home) as daemon:
        reply = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        assert [index for index, _ in _runs(note)] == [0, 1, 2, 2, 3]
        assert reply.job.attempts == 2
        assert [(one.number, one.outcome) for one in reply.attempts] == [(1, "interrupted"), (2, "completed")]
        assert [event.kind for event in reply.events] == [
            "submitted",
            "started",
            "interrupted",
            "started",
            "completed",
        ]
        for one in queued:
            daemon.wait(one, pb.JOB_STATUS_COMPLETED)
        undisturbed = daemon.wait(daemon.submit("tasks: 4"), pb.JOB_STATUS_COMPLETED)
        assert undisturbed.job.result_hash == reply.job.result_hash


def test_what_workers_started_does_not_outlive_a_killed_daemon_either(tmp_path: Path) -> None:
    """A worker's last act is to end its whole group."""
    child = tmp_path / "child"
    with running(tmp_path / "home") as daemon:
        daemon.submit(f"tasks: 2\nchild: {child}\ngate: {tmp_path / 'never'}")
        pids = wait_until(lambda: _pids(child) if len(_pids(child)) == 2 else None, "two tasks have started something")
        assert all(map(is_alive, pids))
        daemon.kill()
        wait_until(lambda: not any(map(is_alive, pids)), "it is gone")


def _pids(file: Path) -> list[int]:
    return [int(line) for line in file.read_text(encoding="utf-8").split()] if file.exists() else []


def _terminate(daemon: RunningDaemon) -> None:
    daemon.process.send_signal(signal.SIGTERM)


def _interrupt(daemon: RunningDaemon) -> None:
    daemon.process.send_signal(signal.SIGINT)


def _request(daemon: RunningDaemon) -> None:
    reply = DaemonStub(daemon.channel).Shutdown(ShutdownRequest(), timeout=CALL_S)
    assert reply.pid == daemon.process.pid


@pytest.mark.parametrize("stop", [_terminate, _interrupt, _request])
def test_a_stop_is_clean_whatever_hangs(tmp_path: Path, stop: Callable[[RunningDaemon], None]) -> None:
    """In its time, which the exit code tells, with a task that hangs and somebody who watches; nothing is left over."""
    home = tmp_path / "home"
    with running(home) as daemon:
        job_id = daemon.submit(f"tasks: 1\ngate: {tmp_path / 'never'}")
        wait_until(lambda: daemon.get(job_id).job.stage == "candidates", "the task hangs")
        watching = daemon.jobs.Watch(pb.WatchRequest(ids=[job_id]), timeout=CALL_S)
        next(watching)
        workers = daemon.workers()
        stop(daemon)
        assert daemon.process.wait(WAIT_S) == 0
        assert not any(is_alive(pid) for pid in workers)
        assert not daemon.places.socket.exists()
        watching.cancel()
    with closing(sqlite3.connect(home / "state" / "lineup.db")) as db:
        assert db.execute("SELECT status FROM jobs").fetchall() == [("queued",)]
        notes = db.execute("SELECT kind, note FROM events ORDER BY rowid").fetchall()
        assert notes[-1] == ("interrupted", "interrupted: daemon stopped")


def test_a_stop_that_takes_too_long_is_forced_and_says_so(tmp_path: Path) -> None:
    """With an exit code of its own, and a line in the log."""
    launcher = tmp_path / "hanging.py"
    launcher.write_text(
        "import asyncio\nfrom lineupd import main\nfrom lineupd.executors.pool import Pool\n"
        "Pool.close = lambda pool: asyncio.Event().wait()\nmain._STOP_LIMIT_S = 0.1\nmain.main()\n",
        encoding="utf-8",
    )
    with running(tmp_path / "home", (sys.executable, str(launcher))) as daemon:
        assert daemon.stop() == 70
        assert "did not stop in 0.1 s" in daemon.places.log_file.read_text(encoding="utf-8")


def test_a_broken_engine_fails_jobs_with_its_words(tmp_path: Path) -> None:
    """Workers that cannot start are told of, not waited for."""
    launcher = tmp_path / "broken.py"
    launcher.write_text(
        "import sys\nfrom lineupd.main import main\n"
        "main((sys.executable, '-c', 'raise ImportError(\"no engine here\")'))\n",
        encoding="utf-8",
    )
    home = tmp_path / "home"
    process = start(home, (sys.executable, str(launcher)))
    try:
        daemon = connect(home, process)
        with pytest.raises(grpc.RpcError) as caught:
            daemon.submit("tasks: 1")
        assert refusal(caught.value)[1].reason == "NO_WORKERS"
        assert "no engine here" in refusal(caught.value)[1].message
        daemon.channel.close()
    finally:
        process.kill()
        process.communicate(timeout=WAIT_S)


def test_a_result_survives_the_next_start(tmp_path: Path) -> None:
    """History is what is on the disk."""
    home = tmp_path / "home"
    with running(home) as daemon:
        job_id = daemon.submit("tasks: 2")
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        before = daemon.result(job_id)
        daemon.kill()
    with running(home) as daemon:
        assert json.loads(daemon.result(job_id)) == json.loads(before)
        assert _one_left(daemon) == job_id


def _one_left(daemon: RunningDaemon) -> str:
    (job,) = daemon.jobs.List(pb.ListRequest(), timeout=CALL_S).jobs
    return job.id
