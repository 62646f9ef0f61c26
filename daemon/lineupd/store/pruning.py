"""What goes out in bulk: which finished jobs are unwanted, their removal a little at a time, and a file that shrinks.

Finding reads on a connection of its own; the other functions here run in the writer's thread and are given its connection.
"""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from lineupd.jobs import FINAL, Job, JobStatus
from lineupd.store import queries, removal, rows
from lineupd.store.sqlite import connect_reader, transaction, uncounted_transaction

SLICE_S = 0.01
"""How long one portion of the work keeps the writer from others."""

_SPARE_PAGES = 64


@dataclass(frozen=True, slots=True)
class Unwanted:
    """Which jobs are to go: finished ones in these states, made before a moment, but for the newest `keep` of them.

    No states = all that are final; no moment = of any age. Jobs with a grade only go when `graded` is said.
    """

    statuses: tuple[JobStatus, ...] = ()
    before: str = ""
    keep: int = 0
    graded: bool = False

    @property
    def final_statuses(self) -> tuple[JobStatus, ...]:
        """The states that are meant; a job that waits or runs is never unwanted."""
        return tuple(status for status in self.statuses or sorted(FINAL) if status in FINAL)


def find(path: Path, unwanted: Unwanted) -> list[str]:
    """The ids of all jobs that are to go, oldest first."""
    statuses = unwanted.final_statuses
    if not statuses:
        return []
    values = {"before": unwanted.before, "keep": unwanted.keep, "graded": unwanted.graded}
    named = {f"status{number}": status.value for number, status in enumerate(statuses)}
    select = queries.UNWANTED.format(statuses=", ".join(f":{name}" for name in named))
    with closing(connect_reader(path)) as db:
        return [row[0] for row in db.execute(select, {**values, **named})]


def jobs(db: sqlite3.Connection, job_ids: Sequence[str]) -> list[Job]:
    """Those of these jobs that are there."""
    select = f"SELECT {queries.JOB_COLUMNS} FROM jobs WHERE id = ?"  # noqa: S608
    found = (db.execute(select, (job_id,)).fetchone() for job_id in job_ids)
    return [rows.job(row) for row in found if row is not None]


@dataclass(frozen=True, slots=True)
class Portion:
    """How many jobs were dealt with, and the ids of those that are gone: the others are to stay by now."""

    dealt_with: int
    gone: tuple[str, ...]


def delete_some(db: sqlite3.Connection, job_ids: Sequence[str], *, graded: bool) -> Portion:
    """Remove the first of these jobs, as many as one portion holds; those with a grade only where `graded` is said."""
    deadline = time.monotonic() + SLICE_S
    gone: list[str] = []
    count = 0
    with transaction(db):
        for count, job_id in enumerate(job_ids, start=1):  # noqa: B007 - how far it came
            gone += [job_id] if removal.delete_final(db, job_id, graded=graded) else []
            if time.monotonic() > deadline:
                break
    return Portion(count, tuple(gone))


def shrink(db: sqlite3.Connection) -> bool:
    """Give some free pages back to the disk, as many as one portion holds; whether there are more."""
    deadline = time.monotonic() + SLICE_S
    with uncounted_transaction(db):
        for _ in range(_free_pages(db) - _SPARE_PAGES):
            # One page at a time, whatever number is asked for: so Python steps through this statement.
            db.execute("PRAGMA incremental_vacuum(1)")
            if time.monotonic() > deadline:
                return True
    return False


def _free_pages(db: sqlite3.Connection) -> int:
    pages: int = db.execute("PRAGMA freelist_count").fetchone()[0]
    return pages


def unused_inputs(path: Path, before: str) -> list[str]:
    """The hashes of contents that came before this moment and that no job uses."""
    with closing(connect_reader(path)) as db:
        return [row[0] for row in db.execute(queries.UNUSED_INPUTS, {"before": before})]
