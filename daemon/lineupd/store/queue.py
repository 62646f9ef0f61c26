"""The order of the queue: priorities, paused jobs, and the queue as a whole. Each change is one transaction with its events.

Functions here run in the writer's thread and are given its connection; every change names the job, its attempt and the
state that it starts from.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lineupd.errors import WrongState
from lineupd.jobs import Job, JobStatus, Ran
from lineupd.store import details, queries, rows
from lineupd.store.moves import Move, move
from lineupd.store.sqlite import transaction

PAUSED = "paused on request"
"""What ends the attempt of a job that is paused while it runs."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A change that leaves the state as it is: the statement, its value, and what is written about it."""

    statement: str
    value: Mapping[str, object]
    kind: str
    note: str = ""


def prioritize(db: sqlite3.Connection, job_ids: Iterable[str], priority: int, at: str) -> list[Job]:
    """Give jobs that wait or run this priority; answers those that had another. Raises `WrongState` for one that has ended."""
    with transaction(db):
        changed = []
        for job in _unfinished(db, job_ids, "has no priority any more"):
            note = f"{priority} instead of {job.priority}"
            changed += _apply(db, job, _Change(queries.SET_PRIORITY, {"priority": priority}, "prioritized", note), at)
        return changed


def pause(db: sqlite3.Connection, job_ids: Iterable[str], at: str, ran: Mapping[str, Ran]) -> list[Job]:
    """Pause jobs; one that runs goes back to the queue, its attempt ended. Answers those that were not paused.

    `ran` is what the attempts at work have to say, by job. Raises `WrongState` for a job that has ended.
    """
    with transaction(db):
        changed = []
        for job in _unfinished(db, job_ids, "cannot be paused"):
            if job.status is JobStatus.RUNNING:
                leaving = Move(job.id, job.attempt, job.status, JobStatus.QUEUED, at, PAUSED, {"paused": 1}, "paused")
                changed.append(move(db, leaving, ran.get(job.id)))
            else:
                changed += _apply(db, job, _Change(queries.SET_PAUSED, {"paused": 1}, "paused"), at)
        return changed


def resume(db: sqlite3.Connection, job_ids: Iterable[str], at: str) -> list[Job]:
    """Let paused jobs run again; answers those that were paused. Raises `WrongState` for one that has ended."""
    with transaction(db):
        changed = []
        for job in _unfinished(db, job_ids, "cannot be resumed"):
            changed += _apply(db, job, _Change(queries.SET_PAUSED, {"paused": 0}, "resumed"), at)
        return changed


def _unfinished(db: sqlite3.Connection, job_ids: Iterable[str], cannot: str) -> list[Job]:
    jobs = [details.get(db, job_id) for job_id in job_ids]
    for job in jobs:
        if job.is_final:
            raise WrongState(f"job {job.id} is {job.status} and {cannot}", "`lineup jobs rerun` makes a new one of it")
    return jobs


def _apply(db: sqlite3.Connection, job: Job, change: _Change, at: str) -> list[Job]:
    """The job after the change; nothing when it was so already."""
    keys = {"id": job.id, "attempt": job.attempt, "from_status": job.status.value, "to_status": job.status.value}
    row = db.execute(change.statement, {**keys, **change.value}).fetchone()
    if row is None:
        return []
    db.execute(queries.INSERT_EVENT, {**keys, "at": at, "kind": change.kind, "note": change.note})
    return [rows.job(row)]


def is_paused(db: sqlite3.Connection) -> bool:
    """Whether the queue is paused."""
    return bool(db.execute("SELECT paused FROM queue").fetchone()[0])


def set_paused(db: sqlite3.Connection, *, paused: bool) -> bool:
    """Pause the queue or let it go on; answers whether it was not so already."""
    with transaction(db):
        return db.execute("UPDATE queue SET paused = :paused WHERE paused <> :paused", {"paused": paused}).rowcount > 0


def count_ahead(db: sqlite3.Connection, job: Job, now: str) -> int:
    """How many jobs that may run now are before this one."""
    keys = {"id": job.id, "priority": job.priority, "now": now}
    return int(db.execute(queries.COUNT_AHEAD, keys).fetchone()[0])
