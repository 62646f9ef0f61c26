"""Looking at a history before it is used: what is not sound is named, and kept as it is."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shlex import quote

from lineup_proto.places import BACKUPS, REPLACED
from lineupd.errors import StoreBusy, StoreUnusable
from lineupd.store.read_ahead import read_ahead
from lineupd.store.shelf import Shelf
from lineupd.store.sqlite import APPLICATION_ID, connect_reader, meaning_of
from lineupd.store.witness import SEEN, commits_in, seen_beside

RESTORED = ".restored-"
"""How the name of a database goes on that is about to be put in its place."""


def look_at(path: Path, newest_version: int) -> None:
    """Raise `StoreUnusable` for a file that is not a sound database of ours; never changes it."""
    if os.statvfs(path).f_flag & os.ST_RDONLY:
        raise StoreUnusable(
            f"{path} lies on a disk that can only be read", "mount it so that it can be written, or set LINEUP_HOME"
        )
    for needed in filter(Path.exists, (path, path.with_name(path.name + SEEN))):
        if not os.access(needed, os.R_OK | os.W_OK):
            raise StoreUnusable(
                f"{needed} may not be read and written by this user", f"`chmod 600 {quote(str(needed))}` if it is yours"
            )
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise StoreUnusable(
            f"nothing can be written to {path.parent}", f"`chmod 700 {quote(str(path.parent))}` if it is yours"
        )
    if path.stat().st_size == 0:
        raise _refused(path, "is empty, as lineupd never leaves it")
    # Before the history is read: a daemon may be at work in it.
    seen = seen_beside(path)
    try:
        with closing(connect_reader(path)) as db:
            _look_inside(db, path, newest_version)
            _count(db, path, seen)
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
    with read_ahead(path):
        found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise _refused(path, f"is damaged: {found.splitlines()[0]}")


def _count(db: sqlite3.Connection, path: Path, seen: int) -> None:
    lost = seen - commits_in(db)
    if lost > 0:
        what = "change" if lost == 1 else f"{lost} changes"
        raise StoreUnusable(
            f"{path} lacks the last {what}: its journal is gone, or an older file was put in its place",
            f"the file is kept as it is; {way_out(path)}, and without {path.name}{SEEN} this one is used as it is",
        )


def _refused(path: Path, why: str) -> StoreUnusable:
    return StoreUnusable(f"{path} {why}", f"the file is kept as it is; {way_out(path)}")


def way_out(path: Path) -> str:
    """What can be done about a history that cannot be used."""
    return _restoration(path, "there is no backup: move it away to begin a new history")


def _restoration(path: Path, otherwise: str = "a backup: there is none here") -> str:
    """The command that brings back the newest backup."""
    newest = Shelf(path.parent / BACKUPS).newest(datetime.now(UTC))
    return otherwise if newest is None else f"`lineup jobs restore {quote(str(newest))}` brings back the newest backup"


def refuse_remains(path: Path) -> None:
    """Raise `StoreUnusable` when a database is gone but not all that belongs to it.

    A new one would swallow its journal; and where a restoration was cut short, a new one would hide that.
    """
    if any(path.parent.glob(f"{path.name}{RESTORED}*")):
        raise StoreUnusable(
            f"{path} is gone: a restoration was cut short", f"what it replaced lies in {path.parent / REPLACED}"
        )
    journal, seen = path.with_name(path.name + "-wal"), seen_beside(path)
    has_journal = journal.exists() and journal.stat().st_size
    if has_journal or seen:
        lost = f"its journal {journal.name} is not" if has_journal else f"it has had {seen} changes"
        remains = [name for name, there in ((journal.name, has_journal), (path.name + SEEN, seen)) if there]
        begins = f"without {' and '.join(remains)} a new history begins"
        raise StoreUnusable(f"{path} is gone, but {lost}", f"bring the file back, or {_restoration(path)}; {begins}")
