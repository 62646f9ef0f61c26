"""The order of the queue, and what changes it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest

from histories import RESULT, History, opened
from lineupd.clock import written
from lineupd.errors import LostRace, NotFound, WrongState
from lineupd.jobs import JobStatus, Ran, StageRecord, Wishes
from lineupd.store import queries
from lineupd.store.sqlite import connect_reader


@pytest.fixture
async def history(tmp_path: Path) -> AsyncIterator[History]:
    async with opened(tmp_path / "lineup.db") as found:
        yield found


async def test_a_paused_job_is_passed_over_until_it_is_resumed(history: History) -> None:
    first, second = await history.submit("first"), await history.submit("second")
    (paused,) = await history.store.pause((first.id,), {})
    assert (paused.status, paused.paused) == (JobStatus.QUEUED, True)
    assert await history.store.pause((first.id,), {}) == []
    assert (await history.claim()).id == second.id
    assert await history.store.claim(history.clock.clock().now()) is None
    (resumed,) = await history.store.resume((first.id,))
    assert not resumed.paused
    assert (await history.claim()).id == first.id


async def test_a_running_job_that_is_paused_waits_with_its_attempt_ended(history: History) -> None:
    """Late news of that attempt is dropped; the next one begins when it is resumed."""
    job = await history.submit()
    running, stage = await history.claim(), StageRecord("candidates", 9, 4, 2.0, {"local": 4})
    (paused,) = await history.store.pause((job.id,), {job.id: Ran(7.5, (stage,))})
    assert (paused.status, paused.paused, paused.seconds) == (JobStatus.QUEUED, True, 7.5)
    with pytest.raises(LostRace):
        await history.store.complete(running, RESULT)
    assert not await history.store.save_progress(running, Ran(9.0))
    assert (await history.store.stages(job.id)) == (stage,)
    await history.store.resume((job.id,))
    again = await history.claim()
    assert again.attempt == 2
    details = await history.store.details(job.id)
    assert [(one.outcome, one.reason, one.seconds) for one in details.attempts] == [
        ("interrupted", "paused on request", 7.5),
        ("running", "", 0.0),
    ]
    assert [(one.kind, one.from_status, one.to_status) for one in details.events][2:] == [
        ("paused", "running", "queued"),
        ("resumed", "queued", "queued"),
        ("started", "queued", "running"),
    ]


async def test_a_priority_can_be_changed_while_a_job_waits_or_runs(history: History) -> None:
    runs, low, high = [await history.submit(name) for name in ("runs", "low", "high")]
    await history.claim()
    changed = await history.store.prioritize((runs.id, high.id, low.id), 3)
    assert [job.priority for job in changed] == [3, 3, 3]
    assert await history.store.prioritize((high.id,), 3) == []
    await history.store.prioritize((high.id,), 4)
    assert (await history.claim()).id == high.id
    details = await history.store.details(high.id)
    assert [one.note for one in details.events if one.kind == "prioritized"] == ["3 instead of 0", "4 instead of 3"]


@pytest.mark.parametrize("change", ["prioritize", "pause", "resume"])
async def test_what_has_ended_is_not_changed_and_nothing_else_either(history: History, change: str) -> None:
    """All of the jobs named, or none."""
    done, waits = await history.run(), await history.submit()
    ids = (waits.id, done.id)
    more: dict[str, tuple[Any, ...]] = {"prioritize": (5,), "pause": ({},), "resume": ()}
    with pytest.raises(WrongState, match=f"job {done.id} is completed"):
        await getattr(history.store, change)(ids, *more[change])
    job = await history.store.get(waits.id)
    assert (job.priority, job.paused) == (0, False)
    with pytest.raises(NotFound):
        await history.store.prioritize(("nowhere",), 1)


async def test_what_is_before_a_job_is_counted(history: History) -> None:
    """Those that may run now, by priority and age; neither paused ones nor those whose time has not come."""
    jobs = [await history.submit(str(number)) for number in range(5)]
    later = await history.submit("later", wishes=Wishes("later", 9, "2999-01-01T00:00:00.000000Z"))
    await history.store.pause((jobs[1].id,), {})
    await history.store.prioritize((jobs[4].id,), 1)
    ahead = [await history.store.count_ahead(await history.store.get(job.id)) for job in (*jobs, later)]
    assert ahead == [1, 2, 2, 3, 0, 0]


async def test_a_paused_queue_stays_paused(tmp_path: Path) -> None:
    async with opened(tmp_path / "lineup.db") as history:
        assert not await history.store.queue_is_paused()
        assert await history.store.set_queue_paused(paused=True)
        assert not await history.store.set_queue_paused(paused=True)
        assert await history.store.queue_is_paused()
    async with opened(tmp_path / "lineup.db") as history:
        assert await history.store.queue_is_paused()
        assert await history.store.set_queue_paused(paused=False)
        assert not await history.store.queue_is_paused()


@pytest.mark.parametrize("seed", range(5))
async def test_the_next_is_the_first_of_all_that_may_run(history: History, seed: int) -> None:
    """By priority and age, whether or not they had to wait for their time; the count of those before agrees."""
    random, now = Random(seed), history.clock.at
    times = ["", "", *(written(now + timedelta(hours=hours)) for hours in (-2, -1, 1))]
    jobs = [
        await history.submit(str(number), wishes=Wishes(str(number), random.randint(0, 2), random.choice(times)))
        for number in range(40)
    ]
    await history.store.pause(tuple(job.id for job in random.sample(jobs, 5)), {})
    jobs = [await history.store.get(job.id) for job in jobs]
    may_run = [job for job in jobs if not job.paused and job.not_before <= written(now)]
    assert may_run
    expected = [job.id for job in sorted(may_run, key=lambda job: -job.priority)]
    for number, job_id in enumerate(expected):
        assert await history.store.count_ahead(await history.store.get(job_id)) == number
    found = [await history.store.claim(written(now)) for _ in (*expected, None)]
    assert [job and job.id for job in found] == [*expected, None]


@pytest.mark.parametrize("query", [queries.NEXT_JOB, queries.COUNT_AHEAD, queries.NEXT_NOT_BEFORE])
async def test_whoever_looks_for_the_next_passes_over_none(history: History, tmp_path: Path, query: str) -> None:
    """Neither jobs that are over nor paused ones nor those whose time has not come: with more of them it takes no longer."""
    first = await history.submit()
    keys = {"now": history.clock.clock().now(), "priority": 0, "id": first.id}
    before = _steps(tmp_path, query, keys)
    for number in range(60):
        wishes = Wishes(str(number), 9, written(history.clock.at + timedelta(hours=1)) if number % 3 else "")
        job = await history.submit(wishes=wishes)
        if not number % 3:
            await history.store.pause((job.id,), {}) if number % 2 else await history.store.cancel((job.id,))
    assert _steps(tmp_path, query, keys) < before + 20


def _steps(tmp_path: Path, query: str, keys: Mapping[str, object]) -> int:
    """How many steps SQLite takes to answer."""
    steps = [0]

    def step() -> int:
        steps[0] += 1
        return 0

    with closing(connect_reader(tmp_path / "lineup.db")) as db:
        db.execute(query, keys).fetchall()
        db.set_progress_handler(step, 1)
        db.execute(query, keys).fetchall()
    return steps[0]
