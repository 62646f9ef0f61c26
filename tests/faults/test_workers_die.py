"""F3, F4, F5: workers that are killed, that kill themselves, and that hang."""

import os
import signal
import time
from pathlib import Path
from random import Random

from daemons import CALL_S, RunningDaemon, is_alive, running, wait_until
from fault_figures import Figures
from fault_rounds import rounds
from lineup_proto.v1 import jobs_pb2 as pb
from task_notes import pids_in, runs_in

_WORKERS, _JOBS = 4, 8


def test_a_killed_worker_costs_one_task_and_no_neighbour(tmp_path: Path, random: Random, figures: Figures) -> None:
    """Eight jobs on four workers; the task of a killed worker runs again, no other does."""
    with running(tmp_path / "home", workers=_WORKERS) as daemon:
        wait_until(lambda: daemon.status().workers_ready == _WORKERS, "all workers are ready")
        times = [_kill_one_of_eight(daemon, tmp_path / f"{number}", random) for number in range(rounds(2))]
    figures.below("F3", f"neighbours hurt by {len(times)} killed workers", 0, 0, "jobs")
    figures.within("F3", "the lost task is at work again", [again for again, _ in times], 1)
    figures.within("F3", "the worker's place is filled", [filled for _, filled in times], 2)


def _kill_one_of_eight(daemon: RunningDaemon, folder: Path, random: Random) -> tuple[float, float]:
    """How long it took until the lost task ran again, and until there were as many workers as before."""
    folder.mkdir()
    notes = [folder / f"note {job}" for job in range(_JOBS)]
    ids = [daemon.submit(f"tasks: 4\nchain: yes\nnap: 0.3\nnote: {note}") for note in notes]
    killed, task = random.choice(notes), random.randrange(3)
    wait_until(lambda: len(runs_in(killed)) > task, "the task runs")
    time.sleep(random.uniform(0.02, 0.2))
    index, pid = runs_in(killed)[-1]
    os.kill(pid, signal.SIGKILL)
    began = time.monotonic()
    wait_until(lambda: [found for found, _ in runs_in(killed)].count(index) == 2, "it runs again")
    again = time.monotonic() - began
    wait_until(lambda: daemon.status().workers_ready == _WORKERS, "there are four workers again")
    filled = time.monotonic() - began
    for job_id, note in zip(ids, notes, strict=True):
        assert daemon.wait(job_id, pb.JOB_STATUS_COMPLETED).job.attempts == 1
        assert len(runs_in(note)) == (5 if note == killed else 4)
    return again, filled


def test_poison_fails_its_job_and_the_queue_goes_on(tmp_path: Path, figures: Figures) -> None:
    """One worker for all: the task ends it three times, and then the jobs behind it have their turn."""
    with running(tmp_path / "home", workers=1) as daemon:
        began = time.monotonic()
        bad = daemon.submit("tasks: 2\ndie: 1")
        behind = [daemon.submit("tasks: 2") for _ in range(5)]
        reply = daemon.wait(bad, pb.JOB_STATUS_FAILED)
        for job_id in behind:
            daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        seconds = time.monotonic() - began
    assert "3 times" in reply.job.error
    assert "what a cruel world" in reply.job.error
    assert reply.job.attempts == 1
    figures.within("F4", "poison has failed its job, and five jobs behind it are done", [seconds], 10)


def test_a_job_whose_worker_does_not_listen_is_cancelled(tmp_path: Path, figures: Figures) -> None:
    """It ignores SIGTERM, as what it started does; five seconds later nothing of its group is left."""
    with running(tmp_path / "home") as daemon:
        times = [_cancel_stubborn(daemon, tmp_path / f"{number}") for number in range(rounds(1))]
    figures.within("F5", "a job whose worker ignores SIGTERM is `cancelled`", [reply for reply, _ in times], 1)
    figures.within("F5", "no process of that worker's group is left", [gone for _, gone in times], 6)


def _cancel_stubborn(daemon: RunningDaemon, folder: Path) -> tuple[float, float]:
    """How long it took until the job was cancelled, and until its worker and what that had started were gone."""
    folder.mkdir()
    child, note = folder / "child", folder / "note"
    job_id = daemon.submit(f"tasks: 1\nstubborn: yes\nchild: {child}\nnote: {note}\ngate: {folder / 'never'}")
    wait_until(lambda: pids_in(child), "the task hangs")
    pids = [*pids_in(child), runs_in(note)[0][1]]
    began = time.monotonic()
    reply = daemon.jobs.Cancel(pb.CancelRequest(ids=[job_id]), timeout=CALL_S)
    cancelled = time.monotonic() - began
    assert list(reply.cancelled) == [job_id]
    assert daemon.get(job_id).job.status == pb.JOB_STATUS_CANCELLED
    wait_until(lambda: not any(map(is_alive, pids)), "the worker and its child are gone")
    gone = time.monotonic() - began
    daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
    return cancelled, gone
