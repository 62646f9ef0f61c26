"""Folders of jobs that are over are emptied: after the commit, not while somebody writes there, and never others."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from dispatching import Daemon
from histories import RESULT, History, opened
from lineupd import leftovers as module
from lineupd.errors import StoreBusy
from lineupd.folders import Folders
from lineupd.jobs import FINAL, Job, JobStatus
from lineupd.leftovers import Leftovers
from pools import until


@dataclass(slots=True)
class House:
    """A history, the folders of its jobs, and who is at work."""

    history: History
    root: Path
    at_work: set[str] = field(default_factory=set[str])

    def leftovers(self) -> Leftovers:
        return Leftovers(self.history.store, Folders(self.root), lambda: self.at_work)

    def fill(self, job_id: str) -> None:
        """What a job has at work."""
        for name in ("course", "inputs/0.arrays", "results/report/0.arrays", "log.1", "log.2"):
            path = self.root / job_id / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.touch()

    def left(self, job_id: str) -> list[str]:
        return sorted(path.name for path in (self.root / job_id).iterdir())


ALL, LOGS = ["course", "inputs", "log.1", "log.2", "results"], ["log.1", "log.2"]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "lineup.db") as history:
        yield House(history, tmp_path / "jobs")


async def _jobs(history: History) -> dict[JobStatus, Job]:
    """A job in each state."""
    store = history.store
    jobs = {JobStatus.COMPLETED: await history.run()}
    await history.submit()
    jobs[JobStatus.FAILED] = await store.fail(await history.claim(), "no", "")
    await history.submit()
    jobs[JobStatus.CANCELLED] = (await store.cancel(None))[0][0]
    await history.submit()
    jobs[JobStatus.RUNNING] = await history.claim()
    jobs[JobStatus.QUEUED] = await history.submit()
    return jobs


async def test_a_new_daemon_looks_at_all_folders(house: House) -> None:
    """The one before may have been killed right behind a commit."""
    jobs = await _jobs(house.history)
    for job in jobs.values():
        house.fill(job.id)
    house.fill("nobodysjob")
    run = asyncio.create_task(house.leftovers().run())
    await until(lambda: not (house.root / "nobodysjob").exists(), "what no job has is gone")
    over = [job.id for status, job in jobs.items() if status in FINAL]
    await until(lambda: all(house.left(job_id) == LOGS for job_id in over), "only logs are left")
    assert {status for status, job in jobs.items() if house.left(job.id) == ALL} == {
        JobStatus.QUEUED,
        JobStatus.RUNNING,
    }
    run.cancel()


async def test_nothing_goes_while_somebody_writes_there(house: House) -> None:
    """Neither that of a cancelled job, nor that of one that was removed meanwhile."""
    leftovers, (kept, removed) = house.leftovers(), [await house.history.run(name) for name in ("kept", "removed")]
    for job in (kept, removed):
        house.fill(job.id)
        house.at_work.add(job.id)
        leftovers.look_at(job.id)
    await house.history.store.delete((removed.id,))
    await leftovers.clear()
    assert [house.left(job.id) for job in (kept, removed)] == [ALL, ALL]
    house.at_work.clear()
    await leftovers.clear()
    assert house.left(kept.id) == LOGS
    assert not (house.root / removed.id).exists()


async def test_a_job_that_begins_and_ends_meanwhile_is_looked_at_again(house: House) -> None:
    leftovers, job = house.leftovers(), await house.history.submit()
    house.fill(job.id)
    leftovers.look_at(job.id)
    await leftovers.clear()
    assert house.left(job.id) == ALL
    await house.history.store.complete(await house.history.claim(), RESULT)
    leftovers.look_at(job.id)
    await leftovers.clear()
    assert house.left(job.id) == LOGS


async def test_what_could_not_be_looked_at_is_tried_again(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A history that is busy ends nothing."""
    monkeypatch.setattr(module, "_TROUBLE_S", 0.01)
    monkeypatch.setattr(module, "_LATER_S", 0.01)
    job, upkeep = await house.history.run(), house.history.store.upkeep
    house.fill(job.id)
    real, troubles = upkeep.jobs, [StoreBusy("not now"), OSError("nor now"), ValueError("a mistake")]

    async def jobs(job_ids: tuple[str, ...]) -> list[Job]:
        if troubles:
            raise troubles.pop()
        return await real(job_ids)

    monkeypatch.setattr(upkeep, "jobs", jobs)
    run = asyncio.create_task(house.leftovers().run())
    await until(lambda: house.left(job.id) == LOGS, "tried again")
    assert not run.done()
    run.cancel()


async def test_the_dispatcher_tells_of_every_end(daemon: Daemon) -> None:
    """Also of a queued job that is cancelled: an earlier attempt may have left something."""
    completed, cancelled = await daemon.submit(), await daemon.submit()
    await daemon.begun(6)
    await daemon.steering.pause((cancelled.id,))
    for job in (completed, cancelled):
        (daemon.parts.folders.path(job.id) / "course").touch()
    await daemon.parts.leftovers.clear()
    await daemon.dispatcher.cancel((cancelled.id,))
    daemon.engine.gate.set()
    await daemon.ended(completed)
    await until(lambda: not daemon.dispatcher.running, "nothing runs")
    await daemon.parts.leftovers.clear()
    for job in (completed, cancelled):
        assert [path.name for path in daemon.parts.folders.path(job.id).iterdir()] == ["log.1"]
