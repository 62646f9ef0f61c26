"""Changes of state: each is one transaction of the row, its event and its attempt, or nothing at all.

Functions here run in the writer's thread and are given its connection.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lineup_engine.seam import JobResult
from lineupd.errors import LostRace
from lineupd.jobs import MOVES, Job, JobStatus, Ran, StageRecord
from lineupd.store import queries, rows
from lineupd.store.sqlite import transaction
from lineupd.text import plain

CANCELLED = "cancelled on request"
"""What ends the attempt of a job that is cancelled while it runs."""

_STATEMENTS: Mapping[JobStatus, str] = {
    JobStatus.RUNNING: queries.MOVE_TO_RUNNING,
    JobStatus.QUEUED: queries.MOVE_TO_QUEUED,
    JobStatus.CANCELLED: queries.MOVE_TO_CANCELLED,
    JobStatus.FAILED: queries.MOVE_TO_FAILED,
    JobStatus.COMPLETED: queries.MOVE_TO_COMPLETED,
}

_KINDS: Mapping[JobStatus, str] = {
    JobStatus.RUNNING: "started",
    JobStatus.QUEUED: "interrupted",
    JobStatus.CANCELLED: "cancelled",
    JobStatus.FAILED: "failed",
    JobStatus.COMPLETED: "completed",
}


@dataclass(frozen=True, slots=True)
class Move:
    """From which state and attempt a job goes where, when and why; `changes` are the columns that go with it.

    `kind` is what the event is called, empty = as the new state says.
    """

    job_id: str
    attempt: int
    from_status: JobStatus
    to_status: JobStatus
    at: str
    note: str = ""
    changes: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""


def move(db: sqlite3.Connection, wanted: Move, ran: Ran | None = None) -> Job:
    """Make a change of state within the caller's transaction; raises `LostRace` when the job is elsewhere by now.

    `ran` is what the attempt that ends with it has to say; None = what was written last.
    """
    if wanted.to_status not in MOVES[wanted.from_status]:
        raise ValueError(f"a {wanted.from_status} job cannot become {wanted.to_status}")
    parameters = {
        "paused": 0,
        **wanted.changes,
        "id": wanted.job_id,
        "attempt": wanted.attempt,
        "from_status": wanted.from_status.value,
        "to_status": wanted.to_status.value,
        "at": wanted.at,
        "note": plain(wanted.note),
        "kind": wanted.kind or _KINDS[wanted.to_status],
        "outcome": _KINDS[wanted.to_status],
        "seconds": ran.seconds if ran else None,
    }
    if wanted.from_status is JobStatus.RUNNING:
        # Before the job's row, which has the sum over its attempts.
        db.execute(queries.END_ATTEMPT, parameters)
        _save_stages(db, wanted.job_id, ran.stages if ran else ())
    row = db.execute(_STATEMENTS[wanted.to_status], parameters).fetchone()
    if row is None:
        raise LostRace(f"job {wanted.job_id} is no longer {wanted.from_status} in attempt {wanted.attempt}")
    db.execute(queries.INSERT_EVENT, parameters)
    if wanted.to_status is JobStatus.RUNNING:
        db.execute(queries.INSERT_ATTEMPT, {**parameters, "number": wanted.attempt + 1})
    return rows.job(row)


def claim(db: sqlite3.Connection, now: str, at: str) -> Job | None:
    """Start the next job that may run `now`, and write that down as of `at`; None when there is none."""
    found = db.execute(queries.NEXT_JOB, {"now": now}).fetchone()
    if found is None:
        return None
    with transaction(db):
        return move(db, Move(found[0], found[1], JobStatus.QUEUED, JobStatus.RUNNING, at))


def change(db: sqlite3.Connection, wanted: Move, ran: Ran | None) -> Job:
    """Make one change of state; `ran` is what the attempt that ends with it has to say."""
    with transaction(db):
        return move(db, wanted, ran)


def completion(result: JobResult, warnings: tuple[str, ...]) -> Mapping[str, object]:
    """The columns of a completed job; `warnings` are those of the submission."""
    all_warnings = (*warnings, *(warning for warning in result.warnings if warning not in warnings))
    return {
        "lineups": result.lineups,
        "result_hash": result.sha256,
        "warnings": len(all_warnings),
        "warnings_json": json.dumps(all_warnings),
        "result_json": plain(result.result_json),
    }


def cancel(
    db: sqlite3.Connection, job_ids: tuple[str, ...] | None, at: str, ran: Mapping[str, Ran]
) -> tuple[list[Job], list[str]]:
    """Cancel these jobs, or all that wait or run; answers those cancelled, and the ids of those already finished.

    `ran` is what the attempts at work have to say, by job.
    """
    cancelled: list[Job] = []
    finished: list[str] = []
    with transaction(db):
        for job_id, status, attempt in _standing(db, job_ids):
            if JobStatus.CANCELLED in MOVES[status]:
                wanted = Move(job_id, attempt, status, JobStatus.CANCELLED, at, CANCELLED)
                cancelled.append(move(db, wanted, ran.get(job_id)))
            else:
                finished.append(job_id)
    return cancelled, finished


def _standing(db: sqlite3.Connection, job_ids: tuple[str, ...] | None) -> list[tuple[str, JobStatus, int]]:
    columns = "SELECT id, status, attempt FROM jobs WHERE "
    if job_ids is None:
        found = db.execute(columns + "status IN ('queued', 'running') ORDER BY rowid").fetchall()
    else:
        found = [row for one in job_ids for row in db.execute(columns + "id = ?", (one,))]
    return [(job_id, JobStatus(status), attempt) for job_id, status, attempt in found]


def requeue_all(db: sqlite3.Connection, at: str, note: str, ran: Mapping[str, Ran]) -> list[Job]:
    """Put every running job back into the queue: no process of this daemon runs it any more."""
    with transaction(db):
        running = db.execute("SELECT id, attempt FROM jobs WHERE status = 'running' ORDER BY rowid").fetchall()
        return [
            move(db, Move(job_id, attempt, JobStatus.RUNNING, JobStatus.QUEUED, at, note), ran.get(job_id))
            for job_id, attempt in running
        ]


def save_progress(db: sqlite3.Connection, job: Job, ran: Ran) -> bool:
    """Note how far a running job is; False when this attempt is over."""
    keys = {
        "id": job.id,
        "attempt": job.attempt,
        "stage": job.stage,
        "percent": job.progress_percent,
        "seconds": ran.seconds,
    }
    with transaction(db):
        if db.execute(queries.SAVE_ATTEMPT, keys).rowcount == 0:
            return False
        db.execute(queries.SAVE_PROGRESS, keys)
        _save_stages(db, job.id, ran.stages)
        return True


def _save_stages(db: sqlite3.Connection, job_id: str, stages: Iterable[StageRecord]) -> None:
    for stage in stages:
        counts = {"name": stage.name, "tasks": stage.tasks, "finished": stage.finished, "seconds": stage.seconds}
        executors = {"executors_json": json.dumps(dict(stage.executors))}
        db.execute(queries.SAVE_STAGE, {"id": job_id, **counts, **executors})
