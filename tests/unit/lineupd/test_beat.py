"""Those who watch all jobs are told together: at once after a pause, else so often and no more, each time the newest."""

import asyncio
from dataclasses import replace

import pytest

from lineupd import beat
from lineupd.events import Changes, Hub, News
from lineupd.jobs import Job, JobStatus
from lineupd.transport.told import Told

RUNNING = Job("one", "one", JobStatus.RUNNING, attempt=1)
FOR_EVER_S = 1000.0


def _at(percent: int) -> Job:
    return replace(RUNNING, progress_percent=percent)


async def _told(hub: Hub, seen: int) -> Changes | None:
    return hub.since(seen) if await hub.news_after(seen) else None


async def test_news_after_a_pause_is_told_at_once_to_all_and_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beat, "PACE_S", FOR_EVER_S)
    hub = Hub(lambda: 0.0)
    watchers = [asyncio.create_task(_told(hub, 0)) for _ in range(5)]
    await asyncio.sleep(0)
    hub.publish(_at(1))
    async with asyncio.timeout(1.0):
        first, *others = [await watcher for watcher in watchers]
    assert first == Changes(1, (_at(1),))
    assert all(other is first for other in others)


async def test_as_long_as_there_is_news_one_waits_for_the_beat_and_hears_the_newest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(beat, "PACE_S", 0.05)
    hub = Hub(lambda: 0.0)
    hub.publish(_at(0))
    loop, told, began, seen = asyncio.get_running_loop(), list[Changes](), 0.0, 0
    for percent in range(1, 4):
        changes = await _told(hub, seen)
        assert changes is not None
        began = began or loop.time()
        told.append(changes)
        seen = changes.revision
        hub.publish(_at(percent))
        hub.publish(_at(10 * percent))
    assert [changes.jobs for changes in told] == [(_at(0),), (_at(10),), (_at(20),)]
    assert loop.time() - began >= 2 * 0.05


async def test_who_comes_with_news_unread_does_not_wait_for_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beat, "PACE_S", 0.0)
    hub = Hub(lambda: 0.0)
    hub.publish(_at(1))
    async with asyncio.timeout(1.0):
        assert await _told(hub, 0) == Changes(1, (_at(1),))


async def test_the_end_is_told_after_what_was_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(beat, "PACE_S", FOR_EVER_S)
    hub = Hub(lambda: 0.0)
    waiting = asyncio.create_task(_told(hub, 0))
    await asyncio.sleep(0)
    hub.close()
    async with asyncio.timeout(1.0):
        assert await waiting is None
        hub.publish(_at(1))
        assert await _told(hub, 0) == Changes(1, (_at(1),))
        assert await _told(hub, 1) is None


async def test_whoever_has_gone_is_forgotten() -> None:
    hub = Hub(lambda: 0.0)
    gone, stays = (asyncio.create_task(_told(hub, 0)) for _ in range(2))
    await asyncio.sleep(0)
    gone.cancel()
    hub.publish(_at(1))
    async with asyncio.timeout(1.0):
        assert await stays == Changes(1, (_at(1),))


def test_what_was_claimed_before_it_was_told_of_does_not_wait_again() -> None:
    hub = Hub(lambda: 0.0)
    hub.publish(RUNNING)
    hub.publish(replace(RUNNING, status=JobStatus.QUEUED, attempt=0))
    assert hub.since(0) == Changes(1, (RUNNING,))
    queued = replace(RUNNING, status=JobStatus.QUEUED)
    hub.publish(queued)
    assert hub.since(0) == Changes(2, (queued,))


def test_the_same_news_is_written_once() -> None:
    told, changes = Told("boot"), Changes(3, (RUNNING,))
    written = told.written(News(changes))
    assert told.written(News(changes)) is written
    assert told.written(News(Changes(3))) != written
    everything = list(told.written(News(changes, is_all=True)))
    assert everything != list(written)
    assert told.written(News(changes)) == written
