"""Jobs that need more memory than there is, from the outside: the machine stays usable and the job says what it needed."""

import os
from pathlib import Path

import pytest

from daemons import running, wait_until
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.executors.usage import memory_of_machine

_WANTED_MIB = 400
_MOST_MIB = 2000

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="sizes are chosen by /proc")


@pytest.fixture
def limit_mib(monkeypatch: pytest.MonkeyPatch) -> int:
    """What the workers of the daemon may use together: a small part of the machine's memory."""
    there = memory_of_machine() >> 20
    percent = -(-100 * _WANTED_MIB // there)
    if there * percent // 100 > _MOST_MIB:
        pytest.skip("one per cent of this machine's memory is too much for a test")
    monkeypatch.setenv("LINEUP_MEMORY_PERCENT", str(percent))
    return there * percent // 100


def test_a_job_that_needs_too_much_fails_and_says_so(tmp_path: Path, limit_mib: int) -> None:
    """The next one is not hurt."""
    with running(tmp_path / "home") as daemon:
        job_id = daemon.submit(f"tasks: 1\nhog: {limit_mib + 50}\ngate: {tmp_path / 'never'}")
        reply = daemon.wait(job_id, pb.JOB_STATUS_FAILED)
        assert reply.job.error.startswith("task 1 of candidates used ")
        assert f"all workers together may use {limit_mib / 1024:.1f} GiB" in reply.job.error
        assert "daemon.memory_percent" in reply.job.hint
        daemon.wait(daemon.submit("tasks: 3"), pb.JOB_STATUS_COMPLETED)


def test_tasks_that_are_too_large_together_are_done_one_after_the_other(tmp_path: Path, limit_mib: int) -> None:
    """Each has room alone: the job takes longer, and is done."""
    gate, note = tmp_path / "gate", tmp_path / "note"
    with running(tmp_path / "home") as daemon:
        idle = 2 * 25
        job_id = daemon.submit(f"tasks: 2\nhog: {(limit_mib - idle) * 2 // 3}\ngate: {gate}\nnote: {note}")
        wait_until(lambda: note.exists() and len(note.read_text("utf-8").splitlines()) == 2, "both tasks begin")
        wait_until(lambda: "is done again alone" in _log(daemon.places.log_file), "one of them is stopped")
        gate.touch()
        reply = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        assert reply.job.attempts == 1
        assert len(note.read_text("utf-8").splitlines()) == 3


def _log(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def test_a_worker_offers_to_go_first(tmp_path: Path) -> None:
    """Before the daemon, and before what the user works with, when the system itself is out of memory."""
    with running(tmp_path / "home") as daemon:
        wait_until(lambda: daemon.status().workers_ready == 2, "the workers are ready")
        ours = int(_adjustment(os.getpid()))
        assert int(_adjustment(daemon.process.pid)) == ours
        # The worker that is kept for short work may still be starting.
        wait_until(lambda: all(_adjustment(pid) == "500" for pid in daemon.workers()), "every worker has offered")


def _adjustment(pid: int) -> str:
    return Path(f"/proc/{pid}/oom_score_adj").read_text(encoding="ascii").strip()
