"""What jobs really won: grades kept with their jobs, and what the record of all forecasts reads of them.

Functions here run in a thread of the store and are given its connection.
"""

import sqlite3

from lineupd.errors import NotFound
from lineupd.jobs import GradeRecord
from lineupd.store import queries
from lineupd.store.sqlite import transaction
from lineupd.text import plain


def keep(db: sqlite3.Connection, grade: GradeRecord) -> None:
    """Keep a grade in the place of an older one of the same contest; raises `NotFound` when the job is gone."""
    values = {
        "id": grade.job_id,
        "contest_key": grade.contest_key,
        "at": grade.graded_at,
        "standings": plain(grade.standings),
        "sha256": grade.standings_sha256,
        "record_json": grade.record_json,
        "grade_json": grade.grade_json,
    }
    with transaction(db):
        db.execute(queries.DELETE_GRADE, values)
        if db.execute(queries.INSERT_GRADE, values).rowcount == 0:
            raise NotFound(f"job {grade.job_id} was removed in this moment")


def of_job(db: sqlite3.Connection, job_id: str) -> list[str]:
    """The grades of a job as JSON, oldest first."""
    select = "SELECT grade_json FROM grades WHERE job_id = ? ORDER BY rowid"
    return [row[0] for row in db.execute(select, (job_id,))]


def records(db: sqlite3.Connection) -> list[str]:
    """The records of all grades, oldest first."""
    return [row[0] for row in db.execute("SELECT record_json FROM grades ORDER BY rowid")]
