"""Jobs from the queue to their end, with a real history and an engine that does what each test says."""

import json
from pathlib import Path
from typing import Any

import pytest

from dispatching import Daemon, running, told_by
from histories import RESULT, opened
from lineupd import dispatcher as dispatchers
from lineupd.jobs import Job, JobStatus, Wishes
from lineupd.store.store import Store


async def test_a_job_goes_through_its_stages(daemon: Daemon) -> None:
    """Its stages, its attempt, its events and its result are written; its folder is there."""
    daemon.engine.gate.set()
    job = await daemon.submit()
    details = await daemon.ended(job)
    assert details.job.status is JobStatus.COMPLETED
    assert [(stage.name, stage.tasks, stage.finished) for stage in details.stages] == [
        ("prepare", 1, 1),
        ("candidates", 3, 3),
        ("report", 1, 1),
    ]
    assert [event.kind for event in details.events] == ["submitted", "started", "completed"]
    assert [(one.number, one.outcome) for one in details.attempts] == [(1, "completed")]
    assert json.loads(await daemon.history.store.result_json(job.id)) == json.loads(RESULT.result_json)
    assert daemon.parts.folders.found() == [job.id]


async def test_one_job_uses_all_lanes_and_a_chain_one(daemon: Daemon) -> None:
    """In a chain each task needs the one before."""
    daemon.engine.tasks = 9
    first = await daemon.submit()
    await daemon.begun(3)
    daemon.engine.gate.set()
    await daemon.ended(first)
    assert daemon.engine.most_at_once == 3
    assert sorted(daemon.engine.indices()) == list(range(9))
    daemon.engine.chain, daemon.engine.most_at_once, daemon.engine.begun = True, 0, []
    await daemon.ended(await daemon.submit())
    assert daemon.engine.most_at_once == 1
    assert daemon.engine.indices() == list(range(9))


async def test_a_chain_ends_where_it_says(daemon: Daemon) -> None:
    """There are no more lineups: the tasks behind are not done, and the stage is complete."""
    daemon.engine.tasks, daemon.engine.chain, daemon.engine.ends_at = 50, True, 4
    daemon.engine.gate.set()
    details = await daemon.ended(await daemon.submit())
    assert daemon.engine.indices() == [0, 1, 2, 3, 4]
    assert [(stage.tasks, stage.finished) for stage in details.stages if stage.name == "candidates"] == [(5, 5)]


async def test_finished_tasks_are_not_done_again(daemon: Daemon) -> None:
    """Whatever an earlier attempt left."""
    daemon.engine.tasks, daemon.engine.done = 6, (0, 2, 5)
    daemon.engine.gate.set()
    await daemon.ended(await daemon.submit())
    assert sorted(daemon.engine.indices()) == [1, 3, 4]


async def test_several_jobs_run_side_by_side_up_to_the_limit(daemon: Daemon) -> None:
    jobs = [await daemon.submit(str(number)) for number in range(6)]
    await daemon.until(lambda job: job.status is JobStatus.RUNNING, jobs[3])
    await daemon.begun(12)
    assert [(await daemon.history.store.get(job.id)).status for job in jobs[4:]] == [JobStatus.QUEUED] * 2
    daemon.engine.gate.set()
    for job in jobs:
        assert (await daemon.ended(job)).job.status is JobStatus.COMPLETED


async def test_a_higher_priority_runs_first_then_the_older(tmp_path: Path) -> None:
    async with opened(tmp_path / "lineup.db") as history:
        for name, priority in [("a", 0), ("b", 5), ("c", 5), ("d", -1)]:
            await history.submit(name, wishes=Wishes(name, priority))
        async with running(history, tmp_path, parallel=1) as daemon:
            daemon.engine.gate.set()
            newest = await history.store.resolve("latest")
            await daemon.ended(await history.store.get(newest))
            names = [(await history.store.get(job_id)).name for job_id, _ in daemon.engine.begun[::3]]
            assert names == ["b", "c", "a", "d"]


async def test_a_delayed_job_starts_when_its_time_has_come(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock may jump: it is looked at again and again."""
    monkeypatch.setattr(dispatchers, "_CLOCK_LOOK_S", 0.01)
    daemon.engine.gate.set()
    job = await daemon.submit(wishes=Wishes("later", not_before="2026-11-24T00:00:00.000000Z"))
    sooner = await daemon.submit()
    await daemon.ended(sooner)
    assert (await daemon.history.store.get(job.id)).status is JobStatus.QUEUED
    daemon.history.clock.pass_by(24 * 3600)
    assert (await daemon.ended(job)).job.status is JobStatus.COMPLETED


async def test_a_job_that_becomes_due_between_two_looks_is_not_missed(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not yet due when jobs are claimed, due when the next moment is looked for."""
    claim = Store.claim

    async def time_passes(*arguments: Any) -> Job | None:
        found = await claim(*arguments)
        daemon.history.clock.pass_by(0 if found else 60)
        return found

    monkeypatch.setattr(Store, "claim", time_passes)
    daemon.engine.gate.set()
    job = await daemon.submit(wishes=Wishes("soon", not_before="2026-11-23T18:00:30.000000Z"))
    assert (await daemon.ended(job)).job.status is JobStatus.COMPLETED


async def test_what_watchers_are_told_only_grows(daemon: Daemon) -> None:
    """The last they hear is the end, and only the end is 100 per cent."""
    daemon.engine.tasks, daemon.engine.chain = 3, True

    async def second_passes(job_id: str, index: int) -> None:
        daemon.history.clock.pass_by(2.0 if index == 1 else 0.0)

    daemon.engine.on_task = second_passes
    daemon.engine.gate.set()
    with daemon.parts.hub.reader(()) as reader:
        job = await daemon.submit()
        seen: list[Job] = []
        while not seen or not seen[-1].is_final:
            seen += await told_by(reader)
    percents = [one.progress_percent for one in seen]
    assert percents == sorted(percents)
    assert [percent for percent in percents if percent == 100] == [100]
    assert {one.id for one in seen} == {job.id}
    assert daemon.parts.hub.mean_progress() == 0


async def test_cancelling_ends_what_waits_and_what_runs(tmp_path: Path) -> None:
    """The answer comes when nothing of it runs any more; what had ended is named."""
    async with opened(tmp_path / "lineup.db") as history, running(history, tmp_path, parallel=1) as daemon:
        daemon.engine.gate.set()
        done = await daemon.submit()
        await daemon.ended(done)
        daemon.engine.gate.clear()
        runs, waits = await daemon.submit(), await daemon.submit()
        await daemon.until(lambda job: job.stage == "candidates", runs)
        with daemon.parts.hub.reader(()) as reader:
            cancelled, finished = await daemon.dispatcher.cancel((done.id, runs.id, waits.id))
            assert (cancelled, finished) == ([runs.id, waits.id], [done.id])
            assert daemon.engine.at_once == 0
            news = await told_by(reader)
        assert {job.id for job in news if job.status is JobStatus.CANCELLED} == {runs.id, waits.id}
        for job, kinds in ((runs, ["submitted", "started", "cancelled"]), (waits, ["submitted", "cancelled"])):
            details = await history.store.details(job.id)
            assert details.job.status is JobStatus.CANCELLED
            assert [event.kind for event in details.events] == kinds
        daemon.engine.gate.set()
        assert (await daemon.ended(await daemon.submit())).job.status is JobStatus.COMPLETED


async def test_the_end_is_the_last_that_is_told_of_a_cancelled_job(
    daemon: Daemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when its tasks finish between the moment it is cancelled and the moment its run hears of it."""
    cancel = Store.cancel

    async def tasks_finish_meanwhile(*arguments: Any) -> tuple[list[Job], list[str]]:
        answer = await cancel(*arguments)
        daemon.engine.gate.set()
        return answer

    monkeypatch.setattr(Store, "cancel", tasks_finish_meanwhile)
    job = await daemon.submit()
    await daemon.begun(3)
    with daemon.parts.hub.reader((job.id,)) as reader:
        await daemon.dispatcher.cancel((job.id,))
        told = [one for one in await told_by(reader) if one.id == job.id]
    assert told[-1].status is JobStatus.CANCELLED


async def test_a_clean_stop_puts_running_jobs_back(tmp_path: Path) -> None:
    """With the reason; the next daemon runs them as another attempt."""
    async with opened(tmp_path / "lineup.db") as history:
        async with running(history, tmp_path) as daemon:
            job = await daemon.submit()
            await daemon.begun(1)
        details = await history.store.details(job.id)
        assert details.job.status is JobStatus.QUEUED
        assert (details.events[-1].kind, details.events[-1].note) == ("interrupted", "interrupted: daemon stopped")
        async with running(history, tmp_path) as daemon:
            daemon.engine.gate.set()
            details = await daemon.ended(job)
        assert [(one.number, one.outcome) for one in details.attempts] == [(1, "interrupted"), (2, "completed")]
        assert details.job.started_at == details.attempts[0].started_at
