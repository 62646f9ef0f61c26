"""Opening the database file, and what SQLite's complaints mean to us."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lineupd.errors import StoreBusy, StoreError, StoreFull, StoreUnusable

APPLICATION_ID = 0x4C4E5550
"""`LNUP`: how a database of ours is told from somebody else's."""

_BUSY_TIMEOUT_S = 5.0

_MEANINGS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_BUSY: (StoreBusy, "another process keeps the history locked"),
    sqlite3.SQLITE_LOCKED: (StoreBusy, "another process keeps the history locked"),
    sqlite3.SQLITE_FULL: (StoreFull, "the disk is full: nothing can be written to the history"),
    sqlite3.SQLITE_IOERR: (StoreFull, "the disk fails: nothing can be written to the history"),
    sqlite3.SQLITE_READONLY: (StoreFull, "the history may not be written"),
    sqlite3.SQLITE_CANTOPEN: (StoreUnusable, "the history cannot be opened"),
    sqlite3.SQLITE_CORRUPT: (StoreUnusable, "the history is damaged"),
    sqlite3.SQLITE_NOTADB: (StoreUnusable, "the history is not a database"),
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


def connect_writer(path: Path) -> sqlite3.Connection:
    """The one connection that writes: a commit is on the disk when it returns."""
    db = sqlite3.connect(path, timeout=_BUSY_TIMEOUT_S, isolation_level=None)
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        # On macOS a plain fsync leaves data in the drive's cache; elsewhere these two do nothing.
        "fullfsync = 1",
        "checkpoint_fullfsync = 1",
        "foreign_keys = 1",
        "journal_size_limit = 67108864",
    ):
        db.execute(f"PRAGMA {pragma}")
    return db


def connect_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write, not even by mistake; it never waits for the writer."""
    uri = f"{path.absolute().as_uri()}?mode=ro"
    return sqlite3.connect(uri, uri=True, timeout=_BUSY_TIMEOUT_S, isolation_level=None)


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All of it is on the disk, or nothing of it happened."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise


def look_at(path: Path, newest_version: int) -> None:
    """Raise `StoreUnusable` for a file that is not a sound database of ours; never changes it."""
    if path.stat().st_size == 0:
        raise _refused(path, "is empty, as lineupd never leaves it")
    try:
        with closing(connect_reader(path)) as db:
            _look_inside(db, path, newest_version)
    except sqlite3.DatabaseError as error:
        meaning = meaning_of(error, path)
        if isinstance(meaning, StoreBusy):
            raise meaning from error
        raise _refused(path, f"cannot be read: {error}") from error


def _look_inside(db: sqlite3.Connection, path: Path, newest_version: int) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise _refused(path, "is not a history of lineup")
    version = db.execute("PRAGMA user_version").fetchone()[0]
    if version > newest_version:
        raise StoreUnusable(
            f"{path} was written by a newer lineup (schema {version}, this one knows {newest_version})",
            "install the newer lineup; the file is kept as it is",
        )
    found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise _refused(path, f"is damaged: {found.splitlines()[0]}")


def _refused(path: Path, why: str) -> StoreUnusable:
    return StoreUnusable(f"{path} {why}", "the file is kept as it is: move it away to begin a new history")


def refuse_orphaned_journal(path: Path) -> None:
    """Raise `StoreUnusable` when a database is gone but its journal is not: a new one would swallow it."""
    journal = path.with_name(path.name + "-wal")
    if journal.exists() and journal.stat().st_size:
        raise StoreUnusable(
            f"{path} is gone, but its journal {journal.name} is not",
            "bring the file back, or move the journal away to begin a new history",
        )


def sync_folder(folder: Path) -> None:
    """Make a rename in `folder` survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
