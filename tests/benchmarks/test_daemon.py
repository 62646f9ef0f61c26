"""What the daemon costs: submissions, years of history, memory, idling, and a kill in the middle of a job."""

import os
import statistics
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from daemons import CALL_S, FAKE_DAEMON, REAL_DAEMON, RunningDaemon, brought, running, wait_until
from engine_runs import submission
from fault_homes import wait_idle
from fault_processes import cpu_s, needs_proc, resident_mib
from full_histories import fill
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import SetPausedRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub
from measuring import table
from slates import make_projections, make_slate

_SUBMITS = 500
_NO_OPS = 1000
_STARTS = 100
_PASTS = (0, 10_000, 100_000)
_CALLS = 200
_IDLE_S = 20.0
_TASKS, _KILLS = 100, 3

_FILES = {"slate.csv": make_slate("nascar", 5).encode(), "own.csv": make_projections("nascar", 5).encode()}
_CONFIG = "sport: nascar\nslate: slate.csv\nprojections: {file: own.csv}\nlineups: "
_TWENTY, _HUNDRED = (submission(f"{_CONFIG}{count}\n", _FILES) for count in (20, _TASKS))
_NOTHING = pb.Submission(config=b"tasks: 1", config_name="config.yaml")

pytestmark = [pytest.mark.benchmark_run, needs_proc]


def _submit(daemon: RunningDaemon, sent: pb.Submission) -> str:
    return daemon.jobs.Submit(pb.SubmitRequest(key=uuid.uuid4().hex, submission=sent), timeout=CALL_S).id


def _pause(daemon: RunningDaemon) -> None:
    """Nothing is to be done beside what is measured."""
    DaemonStub(daemon.channel).SetPaused(SetPausedRequest(paused=True), timeout=CALL_S)


def _ready(daemon: RunningDaemon) -> None:
    wait_until(lambda: daemon.status().workers_ready == daemon.status().workers, "the workers are ready", 4 * CALL_S)


def _in_turns(calls: Mapping[str, Callable[[], object]], times: int) -> dict[str, list[float]]:
    """How long each call takes; asked in turns, so that a busy moment hits all. The first tenth does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(times + times // 10):
        for name, call in calls.items():
            began = time.perf_counter()
            call()
            seconds[name].append(time.perf_counter() - began)
    return {name: found[times // 10 :] for name, found in seconds.items()}


def test_submissions(tmp_path: Path) -> None:
    """Each is judged by a worker and on the disk when it is answered; the queue is paused."""
    with ExitStack() as stack:
        fake = stack.enter_context(running(tmp_path / "fake", FAKE_DAEMON))
        real = stack.enter_context(running(tmp_path / "real", REAL_DAEMON))
        twenty = brought(real, _TWENTY)
        for daemon in (fake, real):
            _ready(daemon)
            _pause(daemon)
        calls = {
            "a job that does nothing": lambda: _submit(fake, _NOTHING),
            "20 NASCAR lineups, checked": lambda: _submit(real, twenty),
        }
        found = _in_turns(calls, _SUBMITS)
    rows = [
        (name, *(f"{1000 * statistics.quantiles(one, n=100)[at]:.1f}" for at in (49, 98)))
        for name, one in found.items()
    ]
    table(f"{_SUBMITS} submissions one after the other", ("", "p50 ms", "p99 ms"), rows)


def test_jobs_that_do_nothing(tmp_path: Path) -> None:
    """How many a second from the first submission to the last end; how soon one starts when a worker is free."""
    with running(tmp_path / "home") as daemon:
        _ready(daemon)
        pid, workers = daemon.process.pid, daemon.workers()
        starts = [_start_ms(daemon) for _ in range(_STARTS)]
        cpu, theirs, began = cpu_s(pid), sum(map(cpu_s, workers)), time.perf_counter()
        for _ in range(_NO_OPS):
            _submit(daemon, _NOTHING)
        wait_idle(daemon)
        wall = time.perf_counter() - began
        spent = [1000 * seconds / _NO_OPS for seconds in (cpu_s(pid) - cpu, sum(map(cpu_s, workers)) - theirs)]
    rows = [
        ("jobs a second, submissions included", f"{_NO_OPS / wall:.0f}"),
        ("CPU ms of lineupd a job", f"{spent[0]:.1f}"),
        ("CPU ms of the workers a job", f"{spent[1]:.1f}"),
        ("from accepted to started, median ms", f"{statistics.median(starts):.1f}"),
        ("from accepted to started, p99 ms", f"{statistics.quantiles(starts, n=100)[98]:.1f}"),
    ]
    table(f"{_NO_OPS} jobs that do nothing, two warm workers", ("", "found"), rows)


def _start_ms(daemon: RunningDaemon) -> float:
    job = daemon.wait(_submit(daemon, _NOTHING), pb.JOB_STATUS_COMPLETED).job
    taken = datetime.fromisoformat(job.started_at) - datetime.fromisoformat(job.created_at)
    return 1000 * taken.total_seconds()


def test_years_of_history(tmp_path: Path) -> None:
    """Submitting, listing and showing beside so many jobs of the past; the queue is paused."""
    with ExitStack() as stack:
        daemons: dict[int, RunningDaemon] = {}
        starts: dict[int, float] = {}
        for past in _PASTS:
            fill(tmp_path / f"{past}", completed=past)
            began = time.perf_counter()
            daemons[past] = stack.enter_context(running(tmp_path / f"{past}", workers=1))
            starts[past] = time.perf_counter() - began
            _submit(daemons[past], _NOTHING)
        submits = _in_turns({f"{past}": _submitting(daemon) for past, daemon in daemons.items()}, _CALLS)
        lists = _in_turns({f"{past}": _listing(daemon) for past, daemon in daemons.items()}, _CALLS)
        shows = _in_turns({f"{past}": _showing(daemon) for past, daemon in daemons.items()}, _CALLS)
        memory = {past: resident_mib(daemon.process.pid) for past, daemon in daemons.items()}
    rows = [
        (
            f"{past:,}",
            *(_beside(found[f"{past}"], found["0"]) for found in (submits, lists, shows)),
            f"{starts[past]:.2f}",
            f"{memory[past]:.0f}",
        )
        for past in _PASTS
    ]
    header = ("jobs in the history", "submit", "ls -n 50", "show latest", "start s", "lineupd MiB")
    table("Years of history: median ms, and how many times that of an empty one", header, rows)


def _beside(found: list[float], empty: list[float]) -> str:
    median = statistics.median(found)
    return f"{1000 * median:.1f} ({median / statistics.median(empty):.2f}x)"


def _submitting(daemon: RunningDaemon) -> Callable[[], object]:
    return lambda: _submit(daemon, _NOTHING)


def _listing(daemon: RunningDaemon) -> Callable[[], object]:
    return lambda: daemon.jobs.List(pb.ListRequest(limit=50), timeout=CALL_S)


def _showing(daemon: RunningDaemon) -> Callable[[], object]:
    return lambda: daemon.get("latest")


def test_idling(tmp_path: Path) -> None:
    """Memory and processor time of lineupd with nothing to do, and of its workers, before and after some work."""
    rows = []
    with running(tmp_path / "home", REAL_DAEMON) as daemon:
        _ready(daemon)
        rows.append(("at first", *_idle(daemon)))
        twenty = brought(daemon, _TWENTY)
        for _ in range(20):
            _submit(daemon, twenty)
        wait_idle(daemon)
        rows.append(("after 20 jobs", *_idle(daemon)))
    header = ("", "lineupd MiB", "lineupd, % of a core", "all workers MiB")
    table(f"Idle for {_IDLE_S:.0f} s", header, rows)


def _idle(daemon: RunningDaemon) -> tuple[str, str, str]:
    pid = daemon.process.pid
    time.sleep(2)
    began, cpu = time.perf_counter(), cpu_s(pid)
    time.sleep(_IDLE_S)
    share = 100 * (cpu_s(pid) - cpu) / (time.perf_counter() - began)
    workers = sum(map(resident_mib, daemon.workers()))
    return f"{resident_mib(pid):.0f}", f"{share:.2f}", f"{workers:.0f}"


def test_a_job_of_a_hundred_tasks_is_killed(tmp_path: Path) -> None:
    """Each time it is killed somewhere else; what was finished by then is looked for at the next start."""
    rows = []
    slowly = {**os.environ, "LINEUP_FAST_PATH": "0"}
    for number in range(_KILLS):
        home, wanted = tmp_path / f"{number}", _TASKS * (number + 1) // (_KILLS + 1)
        with running(home, REAL_DAEMON, more=slowly) as daemon:
            job_id = _submit(daemon, brought(daemon, _HUNDRED))
            wait_until(lambda: len(_results(home)) >= wanted, "so many tasks are done", 10 * CALL_S)  # noqa: B023 - at once
            daemon.kill()
        finished = _results(home)
        with running(home, REAL_DAEMON, more=slowly) as daemon:
            wait_idle(daemon)
            assert daemon.get(job_id).job.status == pb.JOB_STATUS_COMPLETED
        again = sum(_results(home)[file] != written for file, written in finished.items())
        rows.append((len(finished), again, f"{100 * (1 - again / len(finished)):.0f} %"))
    table("A job of 100 tasks, killed", ("finished by then", "done again", "kept"), rows)


def _results(home: Path) -> dict[Path, int]:
    """The results of finished tasks, and when each was written."""
    found = (home / "state" / "jobs").glob("*/results/candidates/*.arrays")
    return {file: file.stat().st_mtime_ns for file in found}
