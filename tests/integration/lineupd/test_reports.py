"""What is told of a job: its changes of state, its stages, what its workers said, in order, also while it goes on."""

import asyncio
from collections.abc import Sequence

import pytest

from dispatching import WAIT_S, Daemon
from lineupd.errors import NotFound, WorkerLost
from lineupd.jobs import Job
from lineupd.log_reader import LogLine
from lineupd.reports import Reports


async def _all(daemon: Daemon, job: Job, most: int = 0) -> list[LogLine]:
    return [
        line for some in [s async for s in Reports(daemon.parts).lines(job.id, most, follow=False)] for line in some
    ]


async def test_the_whole_story_of_a_job(daemon: Daemon) -> None:
    """What the history and the job's log know, in the order in which it happened."""
    deaths = [WorkerLost("worker tasks-1 was ended by SIGKILL")]

    async def die(job_id: str, index: int) -> None:
        daemon.parts.logs.write(job_id, "tasks-1", f"hello from {index}")
        if index == 1 and deaths:
            raise deaths.pop()

    daemon.engine.chain, daemon.engine.on_task = True, die
    daemon.engine.gate.set()
    job = await daemon.submit()
    await daemon.ended(job)
    lines = await _all(daemon, job)
    assert [(line.source, line.text) for line in lines] == [
        ("job", "submitted"),
        ("job", "started: attempt 1"),
        ("job", "prepare: 1 task"),
        ("job", "prepare: done after 0.0 s"),
        ("job", "candidates: 3 tasks"),
        ("tasks-1", "hello from 0"),
        ("tasks-1", "hello from 1"),
        ("job", "task 2 of candidates lost its worker: worker tasks-1 was ended by SIGKILL"),
        ("tasks-1", "hello from 1"),
        ("tasks-1", "hello from 2"),
        ("job", "candidates: done after 0.0 s"),
        ("job", "report: 1 task"),
        ("job", "report: done after 0.0 s"),
        ("job", "completed"),
    ]
    assert [line.text for line in await _all(daemon, job, most=2)] == ["report: done after 0.0 s", "completed"]
    assert [line.at for line in lines] == sorted(line.at for line in lines)


async def test_why_an_attempt_ended_is_told(daemon: Daemon) -> None:
    job = await daemon.submit()
    await daemon.begun(1)
    await daemon.steering.prioritize((job.id,), 2)
    await daemon.steering.pause((job.id,))
    await daemon.steering.resume((job.id,))
    await daemon.begun(4)
    await daemon.dispatcher.cancel((job.id,))
    told = [line.text for line in await _all(daemon, job)]
    assert [text for text in told if "candidates" not in text and "prepare" not in text] == [
        "submitted",
        "started: attempt 1",
        "prioritized: 2 instead of 0",
        "paused on request",
        "resumed",
        "started: attempt 2",
        "cancelled on request",
    ]


async def test_who_follows_hears_everything_to_the_end_and_no_more(daemon: Daemon) -> None:
    job = await daemon.submit()
    await daemon.begun(3)
    heard: list[str] = []

    async def follow() -> None:
        some: Sequence[LogLine]
        async for some in Reports(daemon.parts).lines(job.id, 1, follow=True):
            heard.extend(line.text for line in some)

    async with asyncio.timeout(WAIT_S):
        follower = asyncio.create_task(follow())
        while not heard:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        daemon.parts.logs.write(job.id, "tasks-1", "one more")
        while "one more" not in heard:  # noqa: ASYNC110
            await asyncio.sleep(0.002)
        daemon.engine.gate.set()
        await follower
    assert heard[0] == "candidates: 3 tasks"
    assert heard[-2:] == ["report: done after 0.0 s", "completed"]
    assert len(set(heard)) == len(heard)


async def test_a_report_ends_with_the_daemon(daemon: Daemon) -> None:
    job = await daemon.submit()
    await daemon.begun(3)
    reports = Reports(daemon.parts).lines(job.id, 0, follow=True)
    assert await anext(reports)
    daemon.parts.hub.close()
    async with asyncio.timeout(WAIT_S):
        assert [some async for some in reports if some] == []


async def test_there_is_none_of_a_job_that_is_not_there(daemon: Daemon) -> None:
    with pytest.raises(NotFound):
        await anext(Reports(daemon.parts).lines("zzz", 0, follow=False))
