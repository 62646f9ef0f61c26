"""What goes out: deleted jobs, and contents that no job uses any more.

Functions here run in the writer's thread and are given its connection.
"""

import sqlite3
from collections.abc import Iterable

from lineupd.errors import WrongState
from lineupd.store import details, queries
from lineupd.store.sqlite import transaction


def delete(db: sqlite3.Connection, job_ids: Iterable[str]) -> None:
    """Remove finished jobs with everything that only they use; all of them or, with `WrongState`, none."""
    with transaction(db):
        for job_id in job_ids:
            job = details.get(db, job_id)
            if not job.is_final:
                raise WrongState(f"job {job.id} is {job.status}", "cancel it first: `lineup jobs cancel`")
            delete_final(db, job_id, graded=True)


def delete_final(db: sqlite3.Connection, job_id: str, *, graded: bool) -> bool:
    """Remove a finished job within the caller's transaction, with everything that only it uses; whether it was there.

    One that is not over stays, and unless `graded` is said one with a grade.
    """
    used = db.execute("SELECT sha256 FROM job_inputs WHERE job_id = ? AND sha256 IS NOT NULL", (job_id,))
    hashes = [row[0] for row in used]
    if db.execute(queries.DELETE_FINAL, {"id": job_id, "graded": graded}).rowcount == 0:
        return False
    for sha256 in hashes:
        _delete_input_if_unused(db, sha256)
    return True


def delete_inputs(db: sqlite3.Connection, hashes: Iterable[str]) -> None:
    """Forget those of these contents that no job uses."""
    with transaction(db):
        for sha256 in hashes:
            _delete_input_if_unused(db, sha256)


def _delete_input_if_unused(db: sqlite3.Connection, sha256: str) -> None:
    if db.execute("SELECT 1 FROM job_inputs WHERE sha256 = ? LIMIT 1", (sha256,)).fetchone() is None:
        db.execute("DELETE FROM inputs WHERE sha256 = ?", (sha256,))
