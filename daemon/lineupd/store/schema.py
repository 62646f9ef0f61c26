"""Numbered migrations, each in its own transaction; the number lies in `user_version`."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from lineup_proto.places import BACKUPS
from lineupd.store.shelf import Shelf
from lineupd.store.soundness import look_at, refuse_remains
from lineupd.store.sqlite import APPLICATION_ID, connect_writer, sync_folder, uncounted_transaction
from lineupd.store.witness import commits_in, forget_beside

_INCREMENTAL = 2
_FOLDER = Path(__file__).with_name("migrations")


def _scripts() -> list[Path]:
    return sorted(_FOLDER.glob("[0-9][0-9][0-9][0-9].sql"))


NEWEST_VERSION = len(_scripts())
"""The schema that this program reads and writes."""


def check(path: Path) -> None:
    """Raise `StoreUnusable` where `prepare` would; changes nothing."""
    if path.exists():
        look_at(path, NEWEST_VERSION)
    else:
        refuse_remains(path)


def prepare(path: Path) -> int:
    """Make `path` a database of the newest schema; answers how many changes it has had.

    A new database appears under its name only when it is complete, so an empty file is never one of ours. Raises
    `StoreUnusable` for a file that must be kept as it is.
    """
    check(path)
    if path.exists():
        return _bring_up(path)
    unfinished = path.with_name(path.name + ".new")
    for leftover in path.parent.glob(unfinished.name + "*"):
        leftover.unlink()
    with closing(connect_writer(unfinished)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(db)
        _shrink_by_itself(db)
    forget_beside(path)
    unfinished.replace(path)
    sync_folder(path.parent)
    return 0


def _bring_up(path: Path) -> int:
    """Migrate, after a backup of what is there; where no backup can be made, nothing is migrated."""
    with closing(connect_writer(path)) as db:
        version = _version(db)
    if version < NEWEST_VERSION:
        # Only then: the backup's modules are not needed by an ordinary start.
        from lineupd.store.backup import Wanted, make_backup

        now, shelf = datetime.now(UTC), Shelf(path.parent / BACKUPS)
        make_backup(path, Wanted(shelf.place(now, f"schema-{version}"), now))
    with closing(connect_writer(path)) as db:
        migrate(db)
        _shrink_by_itself(db)
        return commits_in(db)


def _shrink_by_itself(db: sqlite3.Connection) -> None:
    """Let the file give back pages that are free; one that was made before this was so is made anew once."""
    if db.execute("PRAGMA auto_vacuum").fetchone()[0] != _INCREMENTAL:
        db.execute("PRAGMA auto_vacuum = INCREMENTAL")
        # For want of room: then the file stays as it is, which is no harm.
        with suppress(sqlite3.OperationalError):
            db.execute("VACUUM")


def _version(db: sqlite3.Connection) -> int:
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    return version


def migrate(db: sqlite3.Connection) -> None:
    """Bring the schema to the newest version."""
    version = _version(db)
    for number, script in enumerate(_scripts()[version:], start=version + 1):
        with uncounted_transaction(db):
            for statement in _statements(script.read_text(encoding="utf-8")):
                db.execute(statement)
            db.execute(f"PRAGMA user_version = {number}")


def _statements(script: str) -> Iterator[str]:
    """`executescript` would commit half-way; so the statements are run one by one."""
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
