"""Finished jobs go in bulk: exactly those that are meant, with all that only they use, and the file gets smaller."""

import asyncio
import tempfile
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dispatching import parts_of
from effort import examples
from histories import GRADE, RESULT, History, opened
from lineupd.errors import StoreFull
from lineupd.jobs import FINAL, Job, JobStatus
from lineupd.pruning import Pruning
from lineupd.store import pruning
from lineupd.store.listing import Question
from lineupd.store.pruning import Portion, Unwanted

A_DAY_S = 86_400


@dataclass(slots=True)
class House:
    """A history and the pruning over it."""

    history: History
    folder: Path
    told: list[str] = field(default_factory=list[str])

    def pruning(self) -> Pruning:
        return Pruning(parts_of(self.history, self.folder), lambda: self.told.append("removed"))

    async def prune(self, unwanted: Unwanted) -> list[str]:
        return [job_id async for gone in self.pruning().prune(unwanted) for job_id in gone]

    async def left(self) -> list[str]:
        """The names of the jobs that are there, oldest first."""
        return [job.name for job in reversed((await self.history.store.page(Question(limit=500))).jobs)]


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with opened(tmp_path / "lineup.db") as history:
        yield House(history, tmp_path)


async def _make(history: History, name: str, status: JobStatus) -> Job:
    """A job in this state; jobs that wait for ever leave the queue to it."""
    job = await history.submit(name)
    if status is JobStatus.QUEUED:
        await history.store.pause((job.id,), {})
        return job
    if status is JobStatus.CANCELLED:
        await history.store.cancel((job.id,))
        return job
    claimed = await history.claim()
    assert claimed.id == job.id
    if status is JobStatus.COMPLETED:
        await history.store.complete(claimed, RESULT)
    elif status is JobStatus.FAILED:
        await history.store.fail(claimed, "no", "")
    return job


async def test_by_state_age_and_number(house: House) -> None:
    for day in range(6):
        await _make(house.history, f"good {day}", JobStatus.COMPLETED)
        await _make(house.history, f"bad {day}", JobStatus.FAILED)
        house.history.clock.pass_by(A_DAY_S)
    await house.prune(Unwanted(statuses=(JobStatus.FAILED,), keep=2))
    assert await house.left() == ["good 0", "good 1", "good 2", "good 3", "good 4", "bad 4", "good 5", "bad 5"]
    await house.prune(Unwanted(before="2026-11-25T18:00:00.000000Z"))
    assert await house.left() == ["good 2", "good 3", "good 4", "bad 4", "good 5", "bad 5"]
    await house.prune(Unwanted(keep=1))
    assert await house.left() == ["bad 5"]
    assert house.told


async def test_what_waits_or_runs_stays_whatever_is_asked(house: House) -> None:
    await _make(house.history, "waits", JobStatus.QUEUED)
    await _make(house.history, "runs", JobStatus.RUNNING)
    await _make(house.history, "done", JobStatus.COMPLETED)
    assert await house.prune(Unwanted(statuses=(JobStatus.RUNNING, JobStatus.QUEUED))) == []
    await house.prune(Unwanted())
    assert await house.left() == ["waits", "runs"]


async def test_a_grade_keeps_its_job(house: House) -> None:
    """The record of the forecasts lives of them; unless they are named."""
    job = await _make(house.history, "graded", JobStatus.COMPLETED)
    await _make(house.history, "not graded", JobStatus.COMPLETED)
    await house.history.store.keep_grade(replace(GRADE, job_id=job.id))
    await house.prune(Unwanted())
    assert await house.left() == ["graded"]
    await house.prune(Unwanted(graded=True))
    assert await house.left() == []
    assert await house.history.store.grade_records() == []


async def test_what_is_graded_meanwhile_stays(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look and the removal; its folder stays, too, and nobody is told that it is gone."""
    jobs = [await _make(house.history, f"{number}", JobStatus.COMPLETED) for number in range(3)]
    folder = house.folder / "jobs" / jobs[1].id
    folder.mkdir(parents=True)
    upkeep = house.history.store.upkeep
    find = upkeep.find

    async def found(unwanted: Unwanted) -> list[str]:
        job_ids = await find(unwanted)
        await house.history.store.keep_grade(replace(GRADE, job_id=jobs[1].id))
        return job_ids

    monkeypatch.setattr(upkeep, "find", found)
    assert await house.prune(Unwanted()) == [jobs[0].id, jobs[2].id]
    assert await house.left() == ["1"]
    assert folder.exists()
    assert len(await house.history.store.grade_records()) == 1


async def test_no_job_goes_that_is_not_over(house: House) -> None:
    """Whatever ids the removal is given."""
    jobs = [await _make(house.history, status.value, status) for status in (JobStatus.QUEUED, JobStatus.RUNNING)]
    portion = await house.history.store.upkeep.delete_some([job.id for job in jobs], graded=True)
    assert (portion.dealt_with, portion.gone) == (2, ())
    assert await house.left() == ["queued", "running"]


async def test_everything_that_only_they_use_goes(house: House) -> None:
    """Folders and contents; what another job uses stays."""
    history = house.history
    gone, kept = await history.submit("gone", config="a"), await history.submit("kept", config="b", files=("s.csv",))
    await history.store.complete(await history.claim(), RESULT)
    shared = (await history.store.draft(kept.id)).files[0].sha256
    for job in (gone, kept):
        (house.folder / "jobs" / job.id).mkdir(parents=True)
        (house.folder / "jobs" / job.id / "log.1").touch()
    assert await house.prune(Unwanted()) == [gone.id]
    assert [path.name for path in (house.folder / "jobs").iterdir()] == [kept.id]
    assert not await history.store.missing([shared])
    left = await history.store._reader.run(lambda db: db.execute("SELECT count(*) FROM inputs").fetchone()[0])
    assert left == 2


async def test_the_file_gets_smaller(house: House) -> None:
    for number in range(40):
        await history_with_long_config(house.history, number)
    await house.history.store.upkeep.checkpoint()
    path = house.history.store.path
    before = path.stat().st_size
    pruned = house.pruning()
    async for _ in pruned.prune(Unwanted(keep=2)):
        pass
    await asyncio.gather(*pruned._shrinking)
    await house.history.store.upkeep.checkpoint()
    assert path.stat().st_size < before / 3


async def history_with_long_config(history: History, number: int) -> None:
    await history.submit(f"long {number}", config=str(number) * 1_000_000)
    job = await history.claim()
    await history.store.complete(job, replace(RESULT, result_json=f'{{"x": "{"y" * 50_000}"}}'))


async def test_it_goes_in_portions_and_can_be_stopped(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """A client that goes away leaves what is left; a portion is gone as a whole."""
    monkeypatch.setattr(pruning, "SLICE_S", -1.0)
    for number in range(5):
        await _make(house.history, f"{number}", JobStatus.COMPLETED)
    portions = house.pruning().prune(Unwanted())
    assert len(await anext(portions)) == 1
    assert len(await anext(portions)) == 1
    del portions
    assert await house.left() == ["2", "3", "4"]


async def test_two_at_once_are_one(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pruning, "SLICE_S", -1.0)
    for number in range(6):
        await _make(house.history, f"{number}", JobStatus.COMPLETED)
    await asyncio.gather(house.prune(Unwanted()), house.prune(Unwanted()))
    assert await house.left() == []


async def test_a_dry_run_tells_the_same_and_removes_nothing(house: House) -> None:
    for number in range(3):
        await _make(house.history, f"{number}", JobStatus.FAILED)
    found = [job.name async for jobs in house.pruning().find(Unwanted(keep=1)) for job in jobs]
    assert found == ["0", "1"]
    assert await house.left() == ["0", "1", "2"]


async def test_on_a_full_disk_the_folders_go_first(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even to forget needs room."""
    job = await _make(house.history, "done", JobStatus.COMPLETED)
    folder = house.folder / "jobs" / job.id
    folder.mkdir(parents=True)
    upkeep = house.history.store.upkeep
    real = upkeep.delete_some

    async def full(job_ids: list[str], *, graded: bool) -> Portion:
        if folder.exists():
            raise StoreFull("the disk is full")
        return await real(job_ids, graded=graded)

    monkeypatch.setattr(upkeep, "delete_some", full)
    assert await house.prune(Unwanted()) == [job.id]


_JOBS = st.lists(st.tuples(st.sampled_from(list(JobStatus)), st.booleans(), st.integers(0, 3)), min_size=0, max_size=8)
_UNWANTED = st.builds(
    Unwanted,
    statuses=st.lists(st.sampled_from(list(JobStatus)), max_size=3, unique=True).map(tuple),
    before=st.sampled_from(["", *(f"2026-11-{day}T18:00:00.000000Z" for day in range(23, 30))]),
    keep=st.integers(0, 4),
    graded=st.booleans(),
)


def _expected(jobs: list[tuple[str, JobStatus, bool, str]], unwanted: Unwanted) -> list[str]:
    """The plainest way: look at one job after the other."""
    meant = [job for job in jobs if job[1] in FINAL and job[1] in (unwanted.statuses or FINAL)]
    beyond = meant[: max(0, len(meant) - unwanted.keep)]
    return [
        job_id
        for job_id, _, graded, at in beyond
        if (not unwanted.before or at < unwanted.before) and (unwanted.graded or not graded)
    ]


@settings(max_examples=examples(40))
@given(made=_JOBS, unwanted=_UNWANTED)
def test_exactly_those_that_are_meant(made: list[tuple[JobStatus, bool, int]], unwanted: Unwanted) -> None:
    """Whatever is in the history and whatever is asked; clocks may go back meanwhile."""
    asyncio.run(_compare(made, unwanted))


async def _compare(made: list[tuple[JobStatus, bool, int]], unwanted: Unwanted) -> None:

    with tempfile.TemporaryDirectory() as folder:
        async with opened(Path(folder) / "lineup.db") as history:
            jobs: list[tuple[str, JobStatus, bool, str]] = []
            for number, (status, graded, days) in enumerate(made):
                job = await _make(history, f"{number}", status)
                if graded:
                    await history.store.keep_grade(replace(GRADE, job_id=job.id))
                jobs.append((job.id, status, graded, job.created_at))
                history.clock.pass_by((days - 1) * A_DAY_S)
            assert await history.store.upkeep.find(unwanted) == _expected(jobs, unwanted)
