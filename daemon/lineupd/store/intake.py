"""What comes in: contents, kept once per hash, and accepted jobs.

Functions here run in the writer's thread and are given its connection.
"""

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from lineupd.errors import InputMissing, StoreUnusable
from lineupd.jobs import InputFile, Job, NewJob, new_id
from lineupd.store import queries, rows
from lineupd.store.sqlite import transaction
from lineupd.text import plain

_FAST = 1
"""zlib's level: salary files shrink to a fifth with it, and a large matrix does not take seconds."""


@dataclass(frozen=True, slots=True)
class PackedInput:
    """Contents as they are kept."""

    sha256: str
    size: int
    packed: bytes


@dataclass(frozen=True, slots=True)
class Added:
    """The job that a submission is, and whether it came in just now."""

    job: Job
    is_new: bool


def pack(content: bytes) -> PackedInput:
    """Compress contents; needs no connection, so it need not keep the writer busy."""
    return PackedInput(hashlib.sha256(content).hexdigest(), len(content), zlib.compress(content, _FAST))


def put(db: sqlite3.Connection, packed: PackedInput, at: str) -> None:
    """Keep contents; those that are here already get no second copy."""
    with transaction(db):
        _insert(db, packed, at)


def add_job(db: sqlite3.Connection, new: NewJob, config: PackedInput) -> Added:
    """Accept a job: row, event and inputs at once. A key that was used before answers the job it was used for."""
    with transaction(db):
        known = find_key(db, new.wishes.key)
        if known is not None:
            return Added(known, is_new=False)
        _insert(db, config, new.created_at)
        row = db.execute(queries.INSERT_JOB, rows.of_new_job(_free_id(db), new)).fetchone()
        job = rows.job(row)
        _add_inputs(db, job.id, [InputFile(new.draft.config_name, config.sha256, config.size), *new.draft.files])
        event = {"kind": "submitted", "from_status": None, "to_status": job.status.value, "note": ""}
        db.execute(queries.INSERT_EVENT, {**event, "id": job.id, "at": new.created_at})
        return Added(job, is_new=True)


def find_key(db: sqlite3.Connection, key: str) -> Job | None:
    """The job that a client's key was used for."""
    row = db.execute(f"SELECT {queries.JOB_COLUMNS} FROM jobs WHERE client_key = ?", (plain(key),)).fetchone()  # noqa: S608
    return None if row is None or not key else rows.job(row)


def missing(db: sqlite3.Connection, hashes: Iterable[str]) -> frozenset[str]:
    """Those of these hashes whose contents are not here."""
    known = "SELECT 1 FROM inputs WHERE sha256 = ?"
    return frozenset(sha256 for sha256 in hashes if db.execute(known, (sha256,)).fetchone() is None)


def contents(db: sqlite3.Connection, hashes: Iterable[str]) -> dict[str, bytes]:
    """The contents under these hashes; raises `InputMissing`, and `StoreUnusable` for damaged ones."""
    found: dict[str, bytes] = {}
    for sha256 in hashes:
        row = db.execute("SELECT content FROM inputs WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            raise InputMissing(f"the contents {sha256[:12]} are not here")
        found[sha256] = _unpacked(sha256, row[0])
    return found


def _unpacked(sha256: str, packed: bytes) -> bytes:
    """What was packed, if it is still the same: a disk may forget what SQLite does not check."""
    with suppress(zlib.error):
        content = zlib.decompress(packed)
        if hashlib.sha256(content).hexdigest() == sha256:
            return content
    raise StoreUnusable(f"the contents {sha256[:12]} in the history are damaged", "`lineup jobs restore` of a backup")


def _insert(db: sqlite3.Connection, packed: PackedInput, at: str) -> None:
    values = {"sha256": packed.sha256, "size": packed.size, "at": at, "content": packed.packed}
    db.execute(queries.INSERT_INPUT, values)


def _add_inputs(db: sqlite3.Connection, job_id: str, files: Iterable[InputFile]) -> None:
    for position, file in enumerate(files):
        if file.sha256 and missing(db, [file.sha256]):
            raise InputMissing(f"the contents of {file.path} are not here any more", "submit again")
        role = "file" if position else "config"
        values = {"id": job_id, "position": position, "role": role, "path": plain(file.path)}
        more = {"sha256": file.sha256, "size": file.size, "unreadable": plain(file.unreadable)}
        db.execute(queries.INSERT_JOB_INPUT, values | more)


def _free_id(db: sqlite3.Connection) -> str:
    while True:
        job_id = new_id()
        if db.execute("SELECT 1 FROM jobs WHERE id = ?", (job_id,)).fetchone() is None:
            return job_id
