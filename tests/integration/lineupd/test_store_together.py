"""Changes that come while the disk is busy are kept together: each as if it were alone, and none before it is kept."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from fault_connection import full_disk
from histories import RESULT, History, opened
from lineupd.errors import StoreBusy, StoreFull, WrongState
from lineupd.jobs import JobStatus
from lineupd.store import thread
from lineupd.store.store import Store
from lineupd.store.witness import commits_in, seen_beside

WAIT_S = 30.0


class _Connection(sqlite3.Connection):
    """Notes commits and how they were kept; the next `troubles` of them fail."""

    commits: list[int]
    troubles: list[Exception]

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        if sql == "COMMIT":
            if self.troubles:
                raise self.troubles.pop()
            self.commits.append(super().execute("PRAGMA synchronous").fetchone()[0])
        return super().execute(sql, parameters)


@pytest.fixture
async def history(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[History]:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=_Connection))
    monkeypatch.setattr(_Connection, "commits", [], raising=False)
    monkeypatch.setattr(_Connection, "troubles", [], raising=False)
    async with opened(tmp_path / "lineup.db") as found:
        _Connection.commits.clear()
        yield found


@asynccontextmanager
async def _busy(store: Store) -> AsyncIterator[None]:
    """The writer is at work all the while."""
    begun, gate = threading.Event(), threading.Event()

    def wait(_: sqlite3.Connection) -> None:
        begun.set()
        gate.wait(WAIT_S)

    work = asyncio.create_task(store._writer.run(wait))
    await asyncio.to_thread(begun.wait, WAIT_S)
    try:
        yield
        await asyncio.sleep(0.01)
    finally:
        gate.set()
        await work


async def _together(store: Store, *calls: Awaitable[Any]) -> list[Any]:
    """What comes of calls that all wait for the writer."""
    async with _busy(store):
        waiting = asyncio.gather(*calls, return_exceptions=True)
    return list(await waiting)


async def test_one_commit_keeps_all_that_waited(history: History) -> None:
    jobs = await _together(history.store, *(history.submit(str(number)) for number in range(5)))
    assert len(_Connection.commits) == 1
    assert [(await history.store.get(job.id)).name for job in jobs] == ["0", "1", "2", "3", "4"]
    assert _commits_in(history) == 5 == seen_beside(history.store.path)


def _commits_in(history: History) -> int:
    with sqlite3.connect(history.store.path) as db:
        return commits_in(db)


async def test_each_sees_what_came_before_it_and_a_refusal_is_its_own(history: History) -> None:
    """The second of two that end the same job is refused, and what it had begun is undone."""
    await history.submit("first")
    job, store = await history.claim(), history.store
    _Connection.commits.clear()
    ended, refused, added = await _together(
        store, store.complete(job, RESULT), store.delete((job.id, "no such")), history.submit()
    )
    assert len(_Connection.commits) == 1
    assert ended.status is JobStatus.COMPLETED
    assert isinstance(refused, Exception)
    assert not isinstance(refused, (WrongState, StoreFull))
    assert {found.id for found in await store.unfinished()} == {added.id}
    assert (await store.get(job.id)).status is JobStatus.COMPLETED


async def test_what_cannot_be_kept_together_is_tried_one_by_one(history: History) -> None:
    """The disk is too full for two of them, and not for the others."""
    _Connection.troubles = [full_disk(), full_disk()]
    answers = await _together(history.store, *(history.submit(str(number)) for number in range(3)))
    assert isinstance(answers[0], StoreFull)
    assert [(await history.store.get(job.id)).name for job in answers[1:]] == ["1", "2"]
    assert len(await history.store.unfinished()) == 2


async def test_a_locked_history_is_waited_for_once(history: History) -> None:
    locked = sqlite3.OperationalError("database is locked")
    locked.sqlite_errorcode = sqlite3.SQLITE_BUSY
    _Connection.troubles = [locked]
    answers = await _together(history.store, *(history.submit(str(number)) for number in range(3)))
    assert [type(answer) for answer in answers] == [StoreBusy] * 3
    assert await history.store.unfinished() == []


async def test_a_mistake_in_keeping_several_is_told_to_all_and_ends_nothing(history: History) -> None:
    """The thread that writes goes on: without it nobody would ever be answered again."""
    _Connection.troubles.append(MemoryError())
    async with asyncio.timeout(WAIT_S):
        found = await _together(history.store, history.submit("one"), history.submit("two"))
        assert [type(one) for one in found] == [MemoryError, MemoryError]
        await history.submit("three")
    assert (await history.store.counts()) == {JobStatus.QUEUED: 1}


async def test_only_so_many_are_kept_together(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(thread, "_MOST_TOGETHER", 2)
    await _together(history.store, *(history.submit(str(number)) for number in range(5)))
    assert len(_Connection.commits) == 3


async def test_a_claim_is_not_synced_and_not_witnessed_until_something_is(history: History) -> None:
    """Nobody was answered: a power cut may put the job back into the queue."""
    normal, full = 1, 2
    await history.submit()
    seen = seen_beside(history.store.path)
    job = await history.claim()
    assert seen_beside(history.store.path) == seen
    await history.store.complete(job, RESULT)
    assert seen_beside(history.store.path) == seen + 2
    assert _Connection.commits == [full, normal, full]


async def test_what_is_kept_together_is_synced_for_one_that_must_last(history: History) -> None:
    await history.submit()
    _Connection.commits.clear()
    await _together(history.store, history.claim(), history.submit())
    assert _Connection.commits == [2]


async def test_who_gave_up_before_it_began_changes_nothing(history: History) -> None:
    async with _busy(history.store):
        unwanted = asyncio.create_task(history.submit("unwanted"))
        await asyncio.sleep(0.05)
        unwanted.cancel()
    await history.submit("wanted")
    assert [job.name for job in await history.store.unfinished()] == ["wanted"]
