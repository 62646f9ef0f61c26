"""Histories to back up, and everything that they say."""

import hashlib
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from histories import opened
from lineupd.store.archive import Manifest
from lineupd.store.backup import Wanted, make_backup
from released_history import fill

AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)


async def full_history(path: Path) -> None:
    """A job of every kind, files, a grade; closed."""
    async with opened(path) as history:
        await fill(history)


def backed_up(database: Path, target: Path, settings: Path | None = None) -> Manifest:
    """A backup of a history, as of a moment that does not matter."""
    return make_backup(database, Wanted(target, AT, settings))


def contents(database: Path) -> list[tuple[object, ...]]:
    """Every row of every table, in the order in which they came."""
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as db:
        tables = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        return [(table, *row) for table in tables for row in db.execute(f"SELECT * FROM {table} ORDER BY rowid")]


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
