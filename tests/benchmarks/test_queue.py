"""What the queue costs, and how soon it does what is asked: starts, cancels, a small job beside large ones, no-op jobs."""

import statistics
import time
import uuid
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from daemons import CALL_S, REAL_DAEMON, RunningDaemon, running, wait_until
from lineup_proto.v1 import jobs_pb2 as pb
from measuring import table

EXAMPLES = Path(__file__).resolve().parents[2] / "cli" / "lineup_cli" / "examples"
LARGE = (
    "lineups=150",
    "contest={entries: 14863, fee: 4, payouts: top 20%, field: {ownership: model}}",
    "simulate={trials: 300000}",
)
ROUNDS = 12
NO_OPS = 400

pytestmark = pytest.mark.benchmark_run


def _submit(daemon: RunningDaemon, sport: str, overrides: Sequence[str]) -> str:
    """One of the built-in examples."""
    folder = EXAMPLES / sport
    files = [
        pb.InputFile(path=file.name, sha256=daemon.put(file.read_bytes()), size=file.stat().st_size)
        for file in folder.glob("*.csv")
    ]
    config = (folder / "config.yaml").read_bytes()
    submission = pb.Submission(config=config, config_name="config.yaml", overrides=overrides, files=files)
    request = pb.SubmitRequest(key=uuid.uuid4().hex, submission=submission)
    return daemon.jobs.Submit(request, timeout=4 * CALL_S).id


def _ready(daemon: RunningDaemon) -> None:
    wait_until(lambda: daemon.status().workers_ready == 2, "both workers are ready")


def _seconds(daemon: RunningDaemon, sport: str, overrides: Sequence[str] = ()) -> float:
    """From the submission of a job to its end."""
    began = time.perf_counter()
    job_id = _submit(daemon, sport, overrides)
    # The first job of all may have to wait until its kernels are compiled.
    completed = pb.JOB_STATUS_COMPLETED
    wait_until(lambda: daemon.get(job_id).job.status == completed, "the job is done", limit_s=10 * CALL_S)
    return time.perf_counter() - began


def _of(figures: Sequence[float]) -> tuple[str, str]:
    return f"{1000 * statistics.median(figures):.0f}", f"{1000 * max(figures):.0f}"


def test_a_cancelled_job_frees_its_workers(tmp_path: Path) -> None:
    """150 MLB lineups for a contest, cancelled at moments spread over the whole job; then a small job."""
    answers, freed, kept = [], [], 0
    with running(tmp_path / "home", REAL_DAEMON) as daemon:
        _ready(daemon)
        whole = _seconds(daemon, "mlb", LARGE)
        for number in range(ROUNDS):
            job_id = _submit(daemon, "mlb", LARGE)
            time.sleep(whole * (number + 0.5) / ROUNDS)
            workers = set(daemon.workers())
            began = time.perf_counter()
            daemon.jobs.Cancel(pb.CancelRequest(ids=[job_id]), timeout=CALL_S)
            answers.append(time.perf_counter() - began)
            _seconds(daemon, "nascar", ["lineups=1"])
            freed.append(time.perf_counter() - began)
            kept += set(daemon.workers()) == workers
    rows = [("answered", *_of(answers)), ("the next small job done", *_of(freed))]
    table(
        f"Cancelling ({kept} of {ROUNDS} times all workers were kept)",
        ("since the request", "median ms", "most ms"),
        rows,
    )


def test_a_small_job_beside_large_ones(tmp_path: Path) -> None:
    """20 NASCAR lineups, from the submission to the end, on two workers."""
    rows = []
    with running(tmp_path / "home", REAL_DAEMON) as daemon:
        _ready(daemon)
        _seconds(daemon, "mlb", LARGE)
        _seconds(daemon, "nascar")
        for beside in (0, 1, 3):
            large = [_submit(daemon, "mlb", LARGE) for _ in range(beside)]
            figures = []
            for _ in range(ROUNDS):
                figures.append(_seconds(daemon, "nascar"))
                time.sleep(0.2)
            rows.append((str(beside), *_of(figures)))
            if large:
                daemon.jobs.Cancel(pb.CancelRequest(ids=large), timeout=CALL_S)
    table("20 NASCAR lineups beside so many jobs of 150 MLB lineups", ("large jobs", "median ms", "most ms"), rows)


def test_jobs_that_do_nothing(tmp_path: Path) -> None:
    """Real processes and a real history, an engine whose tasks are a line in a file."""
    with running(tmp_path / "home") as daemon:
        _ready(daemon)
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        starts, submits = [], []
        for _ in range(50):
            began = time.perf_counter()
            job_id = daemon.submit("tasks: 1")
            submits.append(time.perf_counter() - began)
            job = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED).job
            starts.append(_between(job.created_at, job.started_at))
        began = time.perf_counter()
        ids = [daemon.submit("tasks: 1") for _ in range(NO_OPS)]
        daemon.wait(ids[-1], pb.JOB_STATUS_COMPLETED)
        wait_until(lambda: not daemon.status().running, "all have ended")
        rate = NO_OPS / (time.perf_counter() - began)
    rows = [("submit, checked by a worker and synced", *_of(submits)), ("from accepted to started", *_of(starts))]
    table(f"Jobs that do nothing: {rate:.0f} per second, submission included", ("", "median ms", "most ms"), rows)


def _between(first: str, second: str) -> float:
    return (datetime.fromisoformat(second) - datetime.fromisoformat(first)).total_seconds()
