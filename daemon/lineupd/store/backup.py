"""Making a backup of the history while it is in use."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from lineupd.clock import written
from lineupd.errors import BackupUnusable, StoreFull
from lineupd.store.archive import HISTORY, SETTINGS, Manifest, pack
from lineupd.store.copying import copying
from lineupd.store.shelf import DRAFT
from lineupd.store.sqlite import connect_reader, meaning_of, sync, sync_folder
from lineupd.store.witness import commits_in

_PAGES_A_STEP = 2000
_SPARE_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Wanted:
    """A backup that is to be made, at which moment; `check` is called now and then and may raise to give up."""

    target: Path
    at: datetime
    settings_file: Path | None = None
    check: Callable[[], None] = lambda: None


def make_backup(database: Path, wanted: Wanted) -> Manifest:
    """Write all of the history into one file, which appears when it is whole; an older one in its place is replaced.

    Raises `StoreError` or `OSError`. The history may be in use: the backup is of one moment.
    """
    folder = wanted.target.parent
    _refuse_without_room(database, folder)
    draft = Path(tempfile.mkdtemp(prefix=DRAFT, dir=folder))
    try:
        copy, packed = draft / HISTORY, draft / "packed"
        manifest = _copied(database, copy, wanted)
        sources = {HISTORY: copy}
        if wanted.settings_file is not None and wanted.settings_file.is_file():
            sources[SETTINGS] = wanted.settings_file
        with packed.open("wb") as file:
            pack(file, sources, manifest, wanted.check)
            file.flush()
            sync(file.fileno())
        packed.replace(wanted.target)
        sync_folder(folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def _refuse_without_room(database: Path, folder: Path) -> None:
    """A copy and its packed form lie side by side for a moment."""
    journal = database.with_name(database.name + "-wal")
    size = database.stat().st_size + (journal.stat().st_size if journal.exists() else 0)
    free = shutil.disk_usage(folder).free
    if free < 2 * size + _SPARE_BYTES:
        raise StoreFull(
            f"a backup needs {(2 * size + _SPARE_BYTES) >> 20} MiB at {folder}, and {free >> 20} MiB are free",
            "free some space there",
        )


def _copied(database: Path, copy: Path, wanted: Wanted) -> Manifest:
    """Copy page by page within one reading transaction: writers go on, and what they write is not in it."""
    try:
        with closing(sqlite3.connect(copy, isolation_level=None)) as db:
            _copy_into(db, database, copy.parent, wanted.check)
            # By itself it is one file.
            db.execute("PRAGMA journal_mode = DELETE")
            found = db.execute("PRAGMA quick_check(1)").fetchone()[0]
            if found != "ok":
                raise BackupUnusable(f"{database} is damaged, no backup was made of it: {found.splitlines()[0]}")
            schema: int = db.execute("PRAGMA user_version").fetchone()[0]
            jobs: int = db.execute("SELECT count(*) FROM jobs").fetchone()[0]
            commits = commits_in(db)
    except sqlite3.Error as error:
        raise meaning_of(error, database) from error
    return Manifest(written(wanted.at), version("lineup-dfs"), schema, jobs, commits)


def _copy_into(db: sqlite3.Connection, database: Path, draft: Path, check: Callable[[], None]) -> None:
    with copying(database, draft) as give_sign, closing(connect_reader(database)) as source:

        def go_on(*_: int) -> None:
            check()
            give_sign()

        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(db, pages=_PAGES_A_STEP, progress=go_on, sleep=0)
