"""F23, F24, F25, F36: very many jobs, in the queue, in the history, failing at once, and one after the other for long."""

import asyncio
import os
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import AsyncExitStack
from pathlib import Path

from daemons import CALL_S, RunningDaemon, places_of, running
from fault_figures import Figures
from fault_homes import wait_idle
from fault_processes import descriptors, needs_proc, resident_mib, zombies_of
from fault_rounds import IS_LONG
from full_histories import fill
from histories import opened
from lineup_proto.v1 import jobs_pb2 as pb

_QUEUED = 10_000
_PAST = 100_000 if IS_LONG else 10_000
_CALLS = 200
_FAILING = 1000 if IS_LONG else 200
_SOAKED = 50_000 if IS_LONG else 400


def _submit(daemon: RunningDaemon) -> None:
    daemon.submit("tasks: 1")


def _list(daemon: RunningDaemon) -> None:
    daemon.jobs.List(pb.ListRequest(limit=50), timeout=CALL_S)


def _medians(daemons: Sequence[RunningDaemon], call: Callable[[RunningDaemon], object]) -> list[float]:
    """How long a call takes in each daemon; asked in turns, so that a busy moment hits all of them."""
    seconds: list[list[float]] = [[] for _ in daemons]
    for number in range(_CALLS):
        for daemon, found in zip(daemons, seconds, strict=True):
            began = time.perf_counter()
            call(daemon)
            if number >= _CALLS // 10:
                found.append(time.perf_counter() - began)
    return [statistics.median(found) for found in seconds]


def test_a_long_queue_does_not_slow_anything_down(tmp_path: Path, figures: Figures) -> None:
    """Ten thousand that wait, beside a daemon with nothing to do."""
    fill(tmp_path / "full", queued=_QUEUED)
    fill(tmp_path / "empty")
    began = time.monotonic()
    with running(tmp_path / "full", workers=1) as full:
        figures.within("F24", f"start with {_QUEUED:,} queued jobs", [time.monotonic() - began], 2)
        with running(tmp_path / "empty", workers=1) as empty:
            for name, call in (("submit", _submit), ("list 50", _list)):
                without, along = _medians([empty, full], call)
                figures.ratio("F24", f"{name}, {_QUEUED:,} queued, beside an empty queue", along / without, 1.2)
    few, many = asyncio.run(_claims(tmp_path / "empty", tmp_path / "full"))
    figures.ratio("F24", f"claim and commit, {_QUEUED:,} queued, beside {_CALLS} queued", many / few, 1.2)


async def _claims(*homes: Path) -> list[float]:
    """The median time of a claim in each home's history; in turns."""
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(opened(places_of(home).database)) for home in homes]
        seconds: list[list[float]] = [[] for _ in stores]
        for _ in range(_CALLS // 2):
            for history, found in zip(stores, seconds, strict=True):
                began = time.perf_counter()
                await history.claim()
                found.append(time.perf_counter() - began)
        return [statistics.median(found) for found in seconds]


@needs_proc
def test_a_long_history_does_not_slow_anything_down(tmp_path: Path, figures: Figures) -> None:
    """As many jobs as a few years make."""
    fill(tmp_path / "full", completed=_PAST)
    # What was just written is still on its way to the disk, and in the way of whoever reads.
    os.sync()
    began = time.monotonic()
    with running(tmp_path / "full", workers=1) as daemon:
        figures.within("F25", f"start with {_PAST:,} jobs in the history", [time.monotonic() - began], 2)
        began = time.perf_counter()
        daemon.status()
        figures.within("F25", f"count {_PAST:,} jobs", [time.perf_counter() - began], 0.02)
        (seconds,) = _medians([daemon], _list)
        figures.within("F25", f"list the newest 50 of {_PAST:,}", [seconds], 0.005)
        figures.below("F25", f"memory of lineupd with {_PAST:,} jobs", resident_mib(daemon.process.pid), 150, "MiB")


def test_many_jobs_that_fail_at_once(tmp_path: Path, figures: Figures) -> None:
    """Each says why; the daemon answers all the while."""
    with running(tmp_path / "home") as daemon:
        ids = [daemon.submit("tasks: 1\nclash: 0") for _ in range(_FAILING)]
        answers = []
        while daemon.status().queued or daemon.status().running:
            began = time.monotonic()
            daemon.get(ids[-1])
            answers.append(time.monotonic() - began)
        reply = daemon.jobs.List(pb.ListRequest(statuses=[pb.JOB_STATUS_FAILED], limit=500), timeout=CALL_S)
        assert len(reply.jobs) == min(500, _FAILING)
        assert {job.error for job in reply.jobs} == {"no lineup satisfies these rules together: lock A; cap 100"}
    figures.within("F23", f"any answer while {_FAILING} jobs fail", answers or [0.0], 1)


@needs_proc
def test_nothing_grows_in_a_daemon_that_runs_for_long(tmp_path: Path, figures: Figures) -> None:
    """Jobs that do nothing, one after the other."""
    home = tmp_path / "home"
    with running(home) as daemon:
        pid = daemon.process.pid
        _soak(daemon, _SOAKED // 4)
        memory, open_ones = resident_mib(pid), descriptors(pid)
        _soak(daemon, _SOAKED)
        growth = 100 * (resident_mib(pid) / memory - 1)
        journal = places_of(home).database.with_name("lineup.db-wal").stat().st_size / 2**20
        figures.below("F36", f"memory of lineupd after {_SOAKED:,} jobs, more than before", growth, 10, "%")
        figures.below("F36", "descriptors more than before", descriptors(pid) - open_ones, 0, "descriptors")
        figures.below("F36", "journal of the history", journal, 64, "MiB")
        figures.below("F36", "dead workers that were not buried", zombies_of(pid), 0, "processes")


def _soak(daemon: RunningDaemon, jobs: int) -> None:
    for _ in range(jobs // 100):
        for _ in range(100):
            daemon.submit("tasks: 1")
        wait_idle(daemon)
