"""F3, F4, F5: workers that are killed, that kill themselves, and that hang."""

import os
import signal
import time
from pathlib import Path
from random import Random

from daemons import CALL_S, RunningDaemon, is_alive, running, wait_until
from fault_figures import Figures, seconds_until
from fault_rounds import rounds
from lineup_proto.v1 import jobs_pb2 as pb

_WORKERS, _JOBS = 4, 8


def _runs(note: Path) -> list[tuple[int, int]]:
    """Index and pid of every run of a task so far."""
    lines = note.read_text(encoding="utf-8").splitlines() if note.exists() else []
    return [(int(index), int(pid)) for index, pid in (line.split() for line in lines)]


def test_a_killed_worker_costs_one_task_and_no_neighbour(tmp_path: Path, random: Random, figures: Figures) -> None:
    """Eight jobs on four workers; the task of a killed worker runs again, no other does."""
    again: list[float] = []
    back: list[float] = []
    with running(tmp_path / "home", workers=_WORKERS) as daemon:
        wait_until(lambda: daemon.status().workers_ready == _WORKERS, "all workers are ready")
        for number in range(rounds(2)):
            notes = [tmp_path / f"note {number} {job}" for job in range(_JOBS)]
            ids = [daemon.submit(f"tasks: 4\nchain: yes\nnap: 0.3\nnote: {note}") for note in notes]
            killed = random.choice(notes)
            task = random.randrange(3)
            wait_until(lambda: len(_runs(killed)) > task, "the task runs")
            time.sleep(random.uniform(0.02, 0.2))
            runs = _runs(killed)
            os.kill(runs[-1][1], signal.SIGKILL)
            began = time.monotonic()
            wait_until(lambda: [index for index, _ in _runs(killed)].count(runs[-1][0]) == 2, "it runs again")
            again.append(time.monotonic() - began)
            wait_until(lambda: daemon.status().workers_ready == _WORKERS, "there are four workers again")
            back.append(time.monotonic() - began)
            for job_id, note in zip(ids, notes, strict=True):
                assert daemon.wait(job_id, pb.JOB_STATUS_COMPLETED).job.attempts == 1
                assert len(_runs(note)) == (5 if note == killed else 4)
    figures.below("F3", f"neighbours hurt by {rounds(2)} killed workers", 0, 0, "jobs")
    figures.within("F3", "the lost task is at work again", again, 1)
    figures.within("F3", "the worker's place is filled", back, 2)


def test_poison_fails_its_job_and_the_queue_goes_on(tmp_path: Path, figures: Figures) -> None:
    """One worker for all: the task ends it three times, and then the jobs behind it have their turn."""
    with running(tmp_path / "home", workers=1) as daemon:
        began = time.monotonic()
        bad = daemon.submit("tasks: 2\ndie: 1")
        behind = [daemon.submit("tasks: 2") for _ in range(5)]
        reply = daemon.wait(bad, pb.JOB_STATUS_FAILED)
        for job_id in behind:
            daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        figures.within(
            "F4",
            "a task that kills its worker has failed its job, five jobs behind it are done",
            [time.monotonic() - began],
            10,
        )
        assert "3 times" in reply.job.error
        assert "what a cruel world" in reply.job.error
        assert reply.job.attempts == 1


def test_a_job_whose_worker_does_not_listen_is_cancelled(tmp_path: Path, figures: Figures) -> None:
    """It ignores SIGTERM, as what it started does; five seconds later nothing of its group is left."""
    child, note = tmp_path / "child", tmp_path / "note"
    replies: list[float] = []
    gone: list[float] = []
    with running(tmp_path / "home") as daemon:
        for _ in range(rounds(1)):
            child.unlink(missing_ok=True)
            note.unlink(missing_ok=True)
            job_id = daemon.submit(f"tasks: 1\nstubborn: yes\nchild: {child}\nnote: {note}\ngate: {tmp_path / 'never'}")
            wait_until(lambda: child.exists() and child.read_text(encoding="utf-8").endswith("\n"), "the task hangs")
            pids = [int(child.read_text(encoding="utf-8")), _runs(note)[0][1]]
            began = time.monotonic()
            _cancel(daemon, job_id)
            replies.append(time.monotonic() - began)
            assert daemon.get(job_id).job.status == pb.JOB_STATUS_CANCELLED
            wait_until(lambda: not any(map(is_alive, pids)), "the worker and its child are gone")
            gone.append(time.monotonic() - began)
            daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
    figures.within("F5", "a job whose worker ignores SIGTERM is `cancelled`", replies, 1)
    figures.within("F5", "no process of that worker's group is left", gone, 6)


def _cancel(daemon: RunningDaemon, job_id: str) -> None:
    reply = daemon.jobs.Cancel(pb.CancelRequest(ids=[job_id]), timeout=CALL_S)
    assert list(reply.cancelled) == [job_id]
