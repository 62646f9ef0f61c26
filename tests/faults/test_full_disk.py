"""F10: the disk is full; new work is refused in words, what runs ends truthfully once there is room."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

from daemons import FAULTY_DAEMON, RunningDaemon, running, wait_until
from dispatching import Daemon
from dispatching import running as dispatching
from fault_connection import FailingConnection
from fault_figures import Figures
from fault_history import check_courses
from fault_homes import FaultyHome, faulty_home, with_gate
from fault_limits import small_disk
from fault_rounds import IS_LONG
from histories import RESULT, opened
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd import dispatcher, job_run
from lineupd.errors import StoreFull
from lineupd.jobs import JobStatus
from lineupd.patience import Patience

Answer = TypeVar("Answer")

_CONFIG, _SMALL = "tasks: 3\ngate: GATE\nhold: 1", "tasks: 2"

_STEP = 1 if IS_LONG else 3


def _is_refused(home: FaultyHome, daemon: RunningDaemon) -> bool:
    """Whether a submission is refused because the disk is full."""
    return home.recorder.submit(daemon, _SMALL) is None and home.recorder.read()[-1].refused == "STORE_FULL"


def test_a_history_that_cannot_be_written_recovers(figures: Figures) -> None:
    """Every write of the daemon fails for a while, in the middle of four jobs."""
    with faulty_home(_CONFIG, _SMALL) as home:
        full = home.folder / "full"
        with running(home.home, FAULTY_DAEMON, more={"LINEUP_FAULT_FULL": str(full)}) as daemon:
            _fill_and_free(home, daemon, full.touch, full.unlink, figures)
        assert home.calm()["completed"] == 5


def test_a_disk_that_is_full_recovers(figures: Figures) -> None:
    """The disk under the whole home: history, job folders, log."""
    with faulty_home(_CONFIG, _SMALL) as home, small_disk(home.home, 8):
        filler = home.home / "filler"
        with running(home.home) as daemon:
            _fill_and_free(home, daemon, lambda: _fill(filler), filler.unlink, figures)
        assert home.calm()["completed"] == 5


def _fill(filler: Path) -> None:
    """Leave no byte free on a disk."""
    with filler.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))


def _fill_and_free(
    home: FaultyHome, daemon: RunningDaemon, fill: Callable[[], object], free: Callable[[], object], figures: Figures
) -> None:
    ids = [home.recorder.submit(daemon, with_gate(home, _CONFIG)) or "" for _ in range(4)]
    wait_until(lambda: daemon.status().running == 4, "all run")
    fill()
    wait_until(lambda: _is_refused(home, daemon), "new work is refused")
    home.gate.touch()
    trouble = wait_until(lambda: daemon.status().trouble, "the daemon says what is the matter")
    assert "the disk is full" in trouble
    assert daemon.status().running == 4
    free()
    began = time.monotonic()
    for job_id in ids:
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    figures.within("F10", "four jobs have ended once there is room", [time.monotonic() - began], 10)
    assert home.recorder.submit(daemon, _SMALL)
    assert not daemon.status().trouble
    assert daemon.stop() == 0


async def _again(ask: Callable[[], Awaitable[Answer]]) -> Answer:
    """What a client does whose request is refused for want of room: it tries until there is some."""
    while True:
        try:
            return await ask()
        except StoreFull:
            await asyncio.sleep(0.001)


async def _life(folder: Path, full_at: range) -> int:
    """The life of a small history, some of whose writes find the disk full; answers how many writes there were."""
    async with opened(folder / "lineup.db") as history, dispatching(history, folder) as daemon:
        FailingConnection.writes, FailingConnection.full_at = 0, full_at
        daemon.dispatcher._patience = Patience(0.001)
        await _jobs_come_and_go(daemon)
        writes = FailingConnection.writes
        FailingConnection.full_at = range(0)
    statuses = sorted((row.status, row.result) for row in check_courses(folder / "lineup.db"))
    assert statuses == [("cancelled", ""), ("completed", RESULT.result_json), ("completed", RESULT.result_json)]
    return writes


async def _jobs_come_and_go(daemon: Daemon) -> None:
    """One is completed, one paused on its way, one cancelled, one removed."""
    store, steering = daemon.history.store, daemon.steering
    first, paused, unwanted, removed = [await _again(partial(daemon.submit, str(number))) for number in range(4)]
    await daemon.begun(3)
    await _again(lambda: steering.pause((paused.id,)))
    await _again(lambda: steering.prioritize((paused.id,), 3))
    await _again(lambda: daemon.dispatcher.cancel((unwanted.id,)))
    await _again(lambda: steering.resume((paused.id,)))
    daemon.engine.gate.set()
    for job in (first, paused, removed):
        assert (await daemon.ended(job)).job.status is JobStatus.COMPLETED
    await _again(lambda: store.delete((removed.id,)))


@pytest.mark.parametrize("lasting", [1, 4])
async def test_any_write_may_find_the_disk_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, random: Random, figures: Figures, lasting: int
) -> None:
    """That one, or those behind it as well: the history stays sound, and all ends as it would have."""
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=FailingConnection))
    for module in (dispatcher, job_run):
        monkeypatch.setattr(module, "_PAUSE_S", 0.001)
    writes = await _life(tmp_path, range(0))
    numbers = range(random.randint(1, _STEP), writes + 1, _STEP)
    for folder in [tmp_path / str(number) for number in numbers]:
        folder.mkdir()
    for number in numbers:
        await _life(tmp_path / str(number), range(number, number + lasting))
    figures.below("F10", f"histories hurt when one of {writes} writes fails, {lasting} in a row", 0, 0, "histories")
