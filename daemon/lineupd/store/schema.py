"""Numbered migrations, each in its own transaction; the number lies in `user_version`."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from lineupd.store.sqlite import (
    APPLICATION_ID,
    connect_writer,
    look_at,
    refuse_orphaned_journal,
    sync_folder,
    transaction,
)

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
        refuse_orphaned_journal(path)


def prepare(path: Path) -> None:
    """Make `path` a database of the newest schema; raises `StoreUnusable` for one that must be kept as it is.

    A new database appears under its name only when it is complete, so an empty file is never one of ours.
    """
    check(path)
    if path.exists():
        with closing(connect_writer(path)) as db:
            migrate(db)
        return
    unfinished = path.with_name(path.name + ".new")
    for leftover in path.parent.glob(unfinished.name + "*"):
        leftover.unlink()
    with closing(connect_writer(unfinished)) as db:
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrate(db)
    unfinished.replace(path)
    sync_folder(path.parent)


def migrate(db: sqlite3.Connection) -> None:
    """Bring the schema to the newest version."""
    version: int = db.execute("PRAGMA user_version").fetchone()[0]
    for number, script in enumerate(_scripts()[version:], start=version + 1):
        with transaction(db):
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
