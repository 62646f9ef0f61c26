"""Opening the database file, and what SQLite's complaints mean to us."""

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from lineupd.errors import StoreBusy, StoreDamaged, StoreError, StoreFull, StoreUnusable

APPLICATION_ID = 0x4C4E5550
"""`LNUP`: how a database of ours is told from somebody else's."""

BUSY_TIMEOUT_S = 5.0
"""How long a call waits for another process that keeps the file locked."""

_MEANINGS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, "another process keeps the history locked"),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "another process keeps the history locked"),
    sqlite3.SQLITE_FULL: (StoreFull, "the disk is full: nothing can be written to the history"),
    sqlite3.SQLITE_IOERR: (StoreFull, "the disk fails: nothing can be written to the history"),
    sqlite3.SQLITE_READONLY: (StoreFull, "the history may not be written"),
    sqlite3.SQLITE_CANTOPEN: (StoreUnusable, "the history cannot be opened"),
    sqlite3.SQLITE_CORRUPT: (StoreDamaged, "the history is damaged"),
    sqlite3.SQLITE_NOTADB: (StoreDamaged, "the history is not a database"),
}


_CURES: dict[int, str] = {
    sqlite3.SQLITE_FULL: "free some space on that disk; `lineup jobs rm` of jobs that are over frees some, too",
}


def meaning_of(error: sqlite3.Error, path: Path | None = None) -> StoreError:
    """The error of ours that says what SQLite's means, and of which file if that is not plain."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    kind, words = _MEANINGS.get(code, (StoreError, "the history failed"))
    told = f"{words} ({error})" if str(error) not in words else words
    return kind(f"{path}: {told}" if path else told, _CURES.get(code, ""))


_JOURNAL_PAGES = 10_000
"""From so many pages on a commit takes the journal in; until then the keeper does, and no commit waits for it."""


def connect_keeper(path: Path) -> sqlite3.Connection:
    """A connection that writes nothing of its own: it takes the journal in while others write and read."""
    db = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    for pragma in ("synchronous = FULL", "fullfsync = 1", "checkpoint_fullfsync = 1"):
        db.execute(f"PRAGMA {pragma}")
    return db


def connect_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes: a commit is on the disk when it returns."""
    db = sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        # On macOS a plain fsync leaves data in the drive's cache; elsewhere these two do nothing.
        "fullfsync = 1",
        "checkpoint_fullfsync = 1",
        "foreign_keys = 1",
        "journal_size_limit = 67108864",
        f"wal_autocheckpoint = {_JOURNAL_PAGES}",
    ):
        db.execute(f"PRAGMA {pragma}")
    return db


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, not even by mistake; it never waits for the writer."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it is on the disk, and counted, or nothing of it happened."""
    with uncounted_transaction(db):
        changes = db.total_changes
        yield
        if db.total_changes != changes:
            db.execute("UPDATE ledger SET commits = commits + 1")


@contextmanager
def uncounted_transaction(db: sqlite3.Connection) -> Iterator[None]:
    """The same where there may be nothing to count in yet; within another one it is a part of that, kept or not with it."""
    with _part(db) if db.in_transaction else _whole(db):
        yield


@contextmanager
def _whole(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


@contextmanager
def _part(db: sqlite3.Connection) -> Iterator[None]:
    """All of it is in the transaction, or nothing of it."""
    db.execute("SAVEPOINT part")
    try:
        yield
    except BaseException:
        # Some errors undo the whole transaction at once.
        if db.in_transaction:
            db.execute("ROLLBACK TO part")
            db.execute("RELEASE part")
        raise
    db.execute("RELEASE part")


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        sync(descriptor)
    finally:
        os.close(descriptor)


def sync(descriptor: int) -> None:
    """Return when the disk itself has what was written; on macOS `fsync` alone leaves it in the drive's cache (fsync(2))."""
    full_sync = getattr(fcntl, "F_FULLFSYNC", None)
    if full_sync is not None:
        # Some file systems, as of network disks, do not know it.
        with suppress(OSError):
            fcntl.fcntl(descriptor, full_sync)
            return
    os.fsync(descriptor)
