"""F2: the daemon is killed right before and right behind each kind of commit."""

import signal
from collections.abc import Sequence
from contextlib import suppress
from random import Random

import grpc

from daemons import CALL_S, FAULTY_DAEMON, WAIT_S, DiedEarly, RunningDaemon, running, wait_until
from fault_connection import COMMITS
from fault_figures import Figures
from fault_homes import FaultyHome, faulty_home, with_gate
from fault_rounds import IS_LONG
from lineup_proto.v1 import jobs_pb2 as pb

# Progress is written once a second.
_LONG = "tasks: 3\nchain: yes\nnap: 0.6"
_SHORT, _FAILS, _HANGS = "tasks: 2\nnap: 0.02", "tasks: 2\nclash: 1", "tasks: 1\ngate: GATE"
_CONFIGS = (_LONG, _SHORT, _FAILS, _HANGS)
_OCCURRENCES = {"submit": 5, "claim": 4, "result": 2}
"""Of the other commits the first one is taken."""

_TIMES = 5 if IS_LONG else 1


def test_a_daemon_killed_at_a_commit_loses_nothing(random: Random, figures: Figures) -> None:
    """What was committed is there at the next start, what was not is not; a retry by key finds it or makes it."""
    points = [f"{name}:{side}" for name in COMMITS for side in ("before", "after")] * _TIMES
    with faulty_home(*_CONFIGS) as home:
        for point in points:
            number = random.randint(1, _OCCURRENCES.get(point.partition(":")[0], 1))
            _kill_at(home, f"{point}:{number}")
        home.calm()
        figures.below("F2", f"jobs lost, doubled or with another result, {len(points)} kills at commits", 0, 0, "jobs")


def _kill_at(home: FaultyHome, point: str) -> None:
    """Left-over jobs may lead the daemon to the point before it answers."""
    code: int | None = None
    try:
        with running(home.home, FAULTY_DAEMON, more={"LINEUP_FAULT_KILL": point}) as daemon:
            with suppress(grpc.RpcError):
                _have_all_commits_made(home, daemon, [_LONG] if point.startswith("progress") else [])
            code = daemon.process.wait(WAIT_S)
    except DiedEarly as died:
        code = died.code
    assert code == -signal.SIGKILL, point


def _have_all_commits_made(home: FaultyHome, daemon: RunningDaemon, more: Sequence[str]) -> None:
    """At least as many of each kind as `_OCCURRENCES` says; ends where the daemon dies of one."""
    _end_what_is_left(home, daemon)
    daemon.put(b"contents of nobody")
    first, *_ = [_submit(home, daemon, config) for config in (_SHORT, _FAILS, _SHORT, _SHORT, *more)]
    hanging = _submit(home, daemon, _HANGS)
    daemon.wait(first, pb.JOB_STATUS_COMPLETED)
    home.recorder.delete(daemon, [first])
    daemon.wait(hanging, pb.JOB_STATUS_RUNNING)
    home.recorder.cancel(daemon, [hanging])
    wait_until(lambda: daemon.status().running == daemon.status().queued == 0, "all have ended")
    last = _submit(home, daemon, _HANGS)
    daemon.wait(last, pb.JOB_STATUS_RUNNING)
    daemon.process.terminate()


def _end_what_is_left(home: FaultyHome, daemon: RunningDaemon) -> None:
    """Jobs of an earlier life may hang and keep the workers."""
    home.recorder.retry(daemon)
    waiting = pb.ListRequest(statuses=[pb.JOB_STATUS_QUEUED, pb.JOB_STATUS_RUNNING])
    left = [job.id for job in daemon.jobs.List(waiting, timeout=CALL_S).jobs]
    if left:
        home.recorder.cancel(daemon, left)


def _submit(home: FaultyHome, daemon: RunningDaemon, config: str) -> str:
    """The id; where the daemon is gone there is none, and the next call says so."""
    return home.recorder.submit(daemon, with_gate(home, config)) or "aaaaaaaaaa"
