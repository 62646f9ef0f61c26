"""Histories with very many jobs, written in one go: what a daemon makes of years of use."""

import asyncio
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from daemons import places_of
from histories import RESULT, opened
from lineupd.clock import written
from lineupd.jobs import Draft, JobStatus, NewJob, Wishes
from lineupd.store import intake, moves
from lineupd.store.sqlite import connect_writer, transaction

CONFIG_BYTES = 2000
_BEGAN = datetime(2026, 1, 1, tzinfo=UTC)


def fill(home: Path, *, completed: int = 0, queued: int = 0) -> None:
    """Give a home a history of so many jobs, each with 2 kB of configuration of its own; the queue is paused."""
    database = places_of(home).database
    database.parent.mkdir(mode=0o700, parents=True)
    asyncio.run(_make_empty(database))
    with closing(connect_writer(database)) as db, _at_once(db):
        for number in range(completed + queued):
            at = _BEGAN + timedelta(seconds=number)
            config = f"tasks: 1\nremark: {number} ".ljust(CONFIG_BYTES, "x").encode()
            intake.add_job(db, _job(f"job {number}", config, written(at)), intake.pack(config))
            if number < completed:
                _complete(db, at)


async def _make_empty(database: Path) -> None:
    async with opened(database) as history:
        await history.store.set_queue_paused(paused=True)


@contextmanager
def _at_once(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction around all that have one each."""
    with (
        transaction(db),
        patch("lineupd.store.intake.transaction", nullcontext),
        patch("lineupd.store.moves.transaction", nullcontext),
    ):
        yield


def _job(name: str, config: bytes, at: str) -> NewJob:
    return NewJob(
        draft=Draft(config, "config.yaml", (), (), "auto", ""),
        wishes=Wishes(uuid.uuid4().hex),
        name=name,
        site="draftkings",
        sport="nascar",
        seed=7,
        tasks_estimated=3,
        config_json="{" + '"remark": "' + "x" * (CONFIG_BYTES - 15) + '"}',
        warnings=(),
        version="0.1.0",
        created_at=at,
    )


def _complete(db: sqlite3.Connection, at: datetime) -> None:
    job = moves.claim(db, written(at), written(at))
    assert job is not None
    changes = moves.completion(RESULT, ())
    ended = moves.Move(job.id, job.attempt, JobStatus.RUNNING, JobStatus.COMPLETED, written(at), changes=changes)
    moves.change(db, ended, None)
