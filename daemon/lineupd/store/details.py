"""Reading one job: by id or the beginning of one, in full, its result, what it was made of."""

import json
import sqlite3

from lineupd.errors import AmbiguousId, BadRequest, NotFound, WrongState
from lineupd.jobs import Draft, InputFile, Job, JobDetails, JobStatus, could_be_id
from lineupd.store import intake, queries, rows

LATEST = "latest"
"""What users call the newest job."""

_SHOWN_CANDIDATES = 5


def resolve(db: sqlite3.Connection, text: str) -> str:
    """The id that the user means; raises `NotFound` or `AmbiguousId`."""
    wanted = text.strip().lower()
    if not wanted:
        raise BadRequest("no job was named")
    if wanted == LATEST:
        found = db.execute("SELECT id FROM jobs ORDER BY rowid DESC LIMIT 1").fetchall()
        if not found:
            raise NotFound("there are no jobs yet", "`lineup submit` queues one")
        return str(found[0][0])
    found = _beginning_with(db, wanted) if could_be_id(wanted) else []
    if not found:
        raise NotFound(f"no job has the id {_short(text)}", "`lineup jobs ls` lists them")
    if len(found) > 1:
        names = ", ".join(row[0] for row in found[:_SHOWN_CANDIDATES])
        more = ", ..." if len(found) > _SHOWN_CANDIDATES else ""
        raise AmbiguousId(f"several jobs begin with {wanted}: {names}{more}", "give more letters of the id")
    return str(found[0][0])


def _beginning_with(db: sqlite3.Connection, prefix: str) -> list[rows.Row]:
    limit = _SHOWN_CANDIDATES + 1
    # `~` sorts behind every letter of an id, so the index on id answers this.
    found = db.execute(
        "SELECT id FROM jobs WHERE id >= ? AND id < ? ORDER BY id LIMIT ?", (prefix, prefix + "~", limit)
    )
    return found.fetchall()


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:40] + "..."


def get(db: sqlite3.Connection, job_id: str) -> Job:
    """The job with this id; raises `NotFound`."""
    row = db.execute(f"SELECT {queries.JOB_COLUMNS} FROM jobs WHERE id = ?", (job_id,)).fetchone()  # noqa: S608
    if row is None:
        raise NotFound(f"no job has the id {_short(job_id)}", "`lineup jobs ls` lists them")
    return rows.job(row)


def unfinished(db: sqlite3.Connection) -> list[Job]:
    """All jobs that wait or run."""
    select = f"SELECT {queries.JOB_COLUMNS} FROM jobs WHERE status IN ('queued', 'running') ORDER BY rowid"  # noqa: S608
    return [rows.job(row) for row in db.execute(select)]


def details(db: sqlite3.Connection, job_id: str) -> JobDetails:
    """One job in full, without its result."""
    # In one transaction: the parts are of the same moment.
    db.execute("BEGIN")
    try:
        return _details(db, job_id)
    finally:
        db.execute("ROLLBACK")


def _details(db: sqlite3.Connection, job_id: str) -> JobDetails:
    job = get(db, job_id)
    select = "SELECT versions, config_json, warnings_json FROM jobs WHERE id = ?"
    version, config_json, warnings_json = db.execute(select, (job_id,)).fetchone()
    attempts = db.execute(
        "SELECT number, started_at, ended_at, outcome, reason, seconds FROM attempts WHERE job_id = ? ORDER BY number",
        (job_id,),
    )
    events = db.execute(
        "SELECT at, kind, from_status, to_status, note FROM events WHERE job_id = ? ORDER BY rowid", (job_id,)
    )
    reruns = db.execute("SELECT id FROM jobs WHERE rerun_of = ? ORDER BY rowid", (job_id,))
    return JobDetails(
        job=job,
        version=version,
        config_json=config_json,
        warnings=tuple(json.loads(warnings_json)),
        stages=tuple(rows.stage(row) for row in stages(db, job_id)),
        attempts=tuple(rows.attempt(row) for row in attempts),
        events=tuple(rows.event(row) for row in events),
        inputs=tuple(file for _, file in _inputs(db, job_id)),
        reruns=tuple(row[0] for row in reruns),
    )


def stages(db: sqlite3.Connection, job_id: str) -> list[rows.Row]:
    """The rows of a job's stages, in their order."""
    select = "SELECT name, tasks, finished, seconds, executors_json FROM job_stages WHERE job_id = ? ORDER BY rowid"
    return db.execute(select, (job_id,)).fetchall()


def _inputs(db: sqlite3.Connection, job_id: str) -> list[tuple[str, InputFile]]:
    select = "SELECT role, path, sha256, size, unreadable FROM job_inputs WHERE job_id = ? ORDER BY position"
    found = db.execute(select, (job_id,))
    return [(role, InputFile(path, sha256 or "", size, why)) for role, path, sha256, size, why in found]


def draft(db: sqlite3.Connection, job_id: str) -> Draft:
    """What a job was made of, contents named by hash."""
    select = "SELECT config_name, overrides_json, gpu, requested_name FROM jobs WHERE id = ?"
    columns = db.execute(select, (job_id,)).fetchone()
    if columns is None:
        raise NotFound(f"no job has the id {_short(job_id)}", "`lineup jobs ls` lists them")
    inputs = _inputs(db, job_id)
    config_hash = next(file.sha256 for role, file in inputs if role == "config")
    config = intake.contents(db, [config_hash])[config_hash]
    return rows.draft(config, tuple(file for role, file in inputs if role == "file"), columns)


def result_json(db: sqlite3.Connection, job_id: str) -> str:
    """The `result` object of a completed job; raises `WrongState` for any other."""
    job = get(db, job_id)
    if job.status is not JobStatus.COMPLETED:
        raise WrongState(f"job {job.id} is {job.status} and has no result", _cure(job.status))
    text: str = db.execute("SELECT result_json FROM jobs WHERE id = ?", (job_id,)).fetchone()[0]
    return text


def _cure(status: JobStatus) -> str:
    if status in (JobStatus.QUEUED, JobStatus.RUNNING):
        return "`lineup jobs wait` returns when it is done"
    return "`lineup jobs show` says why; `lineup jobs rerun` tries again"
