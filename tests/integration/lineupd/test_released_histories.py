"""A history that an earlier release wrote opens with everything that was in it."""

import json
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from histories import GRADE, RESULT, SLATE, History, opened
from lineupd.jobs import JobDetails, JobStatus
from lineupd.store.listing import Order, Question
from lineupd.store.schema import NEWEST_VERSION

FILES = sorted((Path(__file__).parents[2] / "data").glob("history-schema-*.db"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
async def history(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[History]:
    path = tmp_path / "lineup.db"
    shutil.copy(request.param, path)
    async with opened(path) as found:
        yield found


async def _details(history: History, name: str) -> JobDetails:
    (job,) = [job for job in (await history.store.page(Question())).jobs if job.name == name]
    return await history.store.details(job.id)


def test_every_released_schema_has_its_file() -> None:
    """The newest one, too: it is released with this version."""
    versions = []
    for path in FILES:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as db:
            versions.append(db.execute("PRAGMA user_version").fetchone()[0])
    assert versions == list(range(1, NEWEST_VERSION + 1))


async def test_all_jobs_are_there_in_their_states(history: History) -> None:
    page = await history.store.page(Question(order=Order.CREATED))
    assert [(job.name, job.status, job.attempt) for job in reversed(page.jobs)] == [
        ("completed", JobStatus.COMPLETED, 1),
        ("failed", JobStatus.FAILED, 1),
        ("cancelled \U0001f3c1", JobStatus.CANCELLED, 0),
        ("interrupted", JobStatus.RUNNING, 2),
        ("completed (re-run)", JobStatus.QUEUED, 0),
    ]


async def test_a_completed_job_is_whole(history: History) -> None:
    """Result, stages, warnings, files with their contents, re-runs."""
    details = await _details(history, "completed")
    assert json.loads(await history.store.result_json(details.job.id)) == json.loads(RESULT.result_json)
    assert details.job.result_hash == RESULT.sha256
    assert (details.job.created_at, details.job.lineups, details.job.seed) == ("2026-11-23T18:00:00.000002Z", 3, 7)
    assert [(stage.name, stage.finished, stage.executors) for stage in details.stages] == [
        ("candidates", 20, {"local": 20})
    ]
    assert details.warnings == ("one is without projection", "all is well")
    draft = await history.store.draft(details.job.id)
    assert [file.path for file in draft.files] == ["DKSalaries.csv", "projections.csv"]
    assert (await history.store.contents([draft.files[0].sha256]))[draft.files[0].sha256] == SLATE
    again = await _details(history, "completed (re-run)")
    assert details.reruns == (again.job.id,)
    assert (again.job.rerun_of, again.job.priority, again.job.not_before) == (
        details.job.id,
        5,
        "2026-12-01T00:00:00.000000Z",
    )


async def test_a_grade_is_there_since_there_are_grades(history: History, request: pytest.FixtureRequest) -> None:
    """Schema 1 had none; a grade of such an old job can be added."""
    details = await _details(history, "completed")
    grade = replace(GRADE, job_id=details.job.id)
    kept = await history.store.grades(details.job.id)
    assert kept == ([] if "schema-1" in request.node.callspec.id else [GRADE.grade_json])
    await history.store.keep_grade(grade)
    assert await history.store.grades(details.job.id) == [GRADE.grade_json]
    assert await history.store.grade_records() == [GRADE.record_json]


async def test_what_went_wrong_is_told(history: History) -> None:
    failed = await _details(history, "failed")
    assert failed.job.error.endswith("lock A; cap 100")
    assert failed.job.hint == "loosen one"
    interrupted = await _details(history, "interrupted")
    assert [(one.outcome, one.reason) for one in interrupted.attempts] == [
        ("interrupted", "interrupted: daemon died"),
        ("running", ""),
    ]
    assert [event.kind for event in interrupted.events] == ["submitted", "started", "interrupted", "started"]


async def test_it_goes_on(history: History) -> None:
    """The running job is put back, claimed, and ends; its numbers continue."""
    (job,) = await history.store.requeue_all("interrupted: daemon died")
    claimed = await history.claim()
    assert (claimed.id, claimed.attempt) == (job.id, 3)
    assert (await history.store.complete(claimed, RESULT)).status is JobStatus.COMPLETED
