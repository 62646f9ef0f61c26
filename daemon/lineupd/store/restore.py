"""Bringing back a backup: checked by its hashes first, and what it replaces is moved aside, never removed."""

import itertools
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lineup_proto.places import REPLACED
from lineupd.errors import BackupUnusable, StoreError, StoreUnusable
from lineupd.store import archive, schema
from lineupd.store.shelf import stamp
from lineupd.store.soundness import RESTORED, look_at
from lineupd.store.sqlite import connect_reader, sync_folder
from lineupd.store.witness import SEEN

_PARTS = ("", "-wal", "-shm", SEEN)
"""The endings of the files that make up a history: they leave together."""

_LOOKED_AT = ".looked-at-"


@dataclass(frozen=True, slots=True)
class Here:
    """What a backup would replace; `jobs` is None where the history cannot be read."""

    jobs: int | None
    other_settings: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is lost when it is replaced."""
        return self.jobs == 0 and not self.other_settings


@dataclass(frozen=True, slots=True)
class Homes:
    """Where history, settings and the folders of the jobs lie."""

    database: Path
    settings_file: Path
    jobs_dir: Path


class Restoration:
    """One backup on its way back; the home's lock must be held."""

    def __init__(self, path: Path, homes: Homes, *, only_look: bool = False) -> None:
        """Read and check all of the backup; raises `BackupUnusable` for one that cannot be used. Changes nothing."""
        ending = _LOOKED_AT if only_look else RESTORED
        self._homes = homes
        self._settings = _beside(homes.settings_file, ending)
        self._database = _beside(homes.database, ending)
        self.manifest = archive.read_manifest(path)
        try:
            archive.unpack(path, archive.HISTORY, self._database)
            look_at(self._database, schema.NEWEST_VERSION)
            if archive.SETTINGS in self.manifest.files:
                homes.settings_file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                archive.unpack(path, archive.SETTINGS, self._settings)
        except (BackupUnusable, OSError):
            self.give_up()
            raise
        except StoreError as error:
            self.give_up()
            words = error.message.replace(str(self._database), f"the history in {path}")
            raise BackupUnusable(words, "try an older backup") from error

    def here(self) -> Here:
        """What the backup would replace."""
        settings = self._homes.settings_file
        brings = archive.SETTINGS in self.manifest.files
        return Here(
            jobs=_jobs_in(self._homes.database),
            other_settings=brings and settings.exists() and settings.read_bytes() != self._settings.read_bytes(),
        )

    def give_up(self) -> None:
        """Leave everything as it is."""
        for draft in (self._database, self._settings):
            draft.unlink(missing_ok=True)

    def carry_out(self, now: datetime) -> Path | None:
        """Put the backup in the place of what is here; answers the folder where that lies now, None = nothing did."""
        database = self._homes.database
        for leftover in _leftovers(database):
            if leftover != self._database:
                leftover.unlink()
        aside = _free_folder(database.parent / REPLACED, stamp(now))
        # In this order a restoration that is cut short is seen by the next start, which then makes no new history.
        moved = _move_aside([database.with_name(database.name + part) for part in _PARTS], aside)
        moved |= _move_aside(self._strangers(), aside / self._homes.jobs_dir.name)
        self._database.replace(database)
        sync_folder(database.parent)
        if archive.SETTINGS in self.manifest.files:
            moved |= _move_aside([self._homes.settings_file], aside)
            self._settings.replace(self._homes.settings_file)
        return aside if moved else None

    def _strangers(self) -> list[Path]:
        """The folders of jobs that the backup does not know: the next start would remove them, with what is finished."""
        with closing(connect_reader(self._database)) as db:
            known = {row[0] for row in db.execute("SELECT id FROM jobs")}
        folders = self._homes.jobs_dir.iterdir() if self._homes.jobs_dir.is_dir() else ()
        return [folder for folder in folders if folder.name not in known]


def _beside(path: Path, ending: str) -> Path:
    """Where the new file waits: in the same folder, so that it takes its place at once."""
    return path.with_name(f"{path.name}{ending}{os.getpid()}")


def _leftovers(database: Path) -> Iterator[Path]:
    """What killed restorations have left."""
    for ending in (RESTORED, _LOOKED_AT):
        yield from database.parent.glob(f"{database.name}{ending}*")


def _free_folder(parent: Path, name: str) -> Path:
    """A folder that is not there yet."""
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return next(folder for folder in (parent / each for each in names) if not folder.exists())


def _jobs_in(database: Path) -> int | None:
    if not database.exists():
        return None if database.with_name(database.name + "-wal").exists() else 0
    try:
        look_at(database, schema.NEWEST_VERSION)
        with closing(connect_reader(database)) as db:
            return int(db.execute("SELECT count(*) FROM jobs").fetchone()[0])
    except (StoreUnusable, sqlite3.Error):
        return None


def _move_aside(paths: list[Path], aside: Path) -> bool:
    """Whether there was anything to move."""
    there = [path for path in paths if path.exists()]
    if there:
        aside.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in there:
        path.replace(aside / path.name)
    return bool(there)
