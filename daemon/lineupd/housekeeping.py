"""What lineupd does now and then without being asked: a daily backup."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from lineup_proto.settings import HistorySettings, SettingsError
from lineupd.errors import BackupUnusable, StoreError
from lineupd.parts import Parts
from lineupd.store.shelf import DAILY, Shelf
from lineupd.store.witness import seen_beside

_FIRST_S = 60.0
_EVERY_S = 3600.0
_A_DAY = timedelta(days=1)

_log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The daemon stops: a backup at work is given up."""


class Housekeeping:
    """Looks every hour what is due; `settings` are read anew each time."""

    def __init__(
        self, parts: Parts, shelf: Shelf, settings_file: Path, settings: Callable[[], HistorySettings]
    ) -> None:
        self._parts = parts
        self._shelf = shelf
        self._settings_file = settings_file
        self._settings = settings
        self._stopped = threading.Event()
        # Of its own: what waits for the default one at the end of the loop would wait for a whole backup.
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="housekeeping")

    async def run(self) -> None:
        """Do what is due, for ever."""
        try:
            await asyncio.sleep(_FIRST_S)
            while True:
                await self.do()
                await asyncio.sleep(_EVERY_S)
        finally:
            self._stopped.set()
            self._thread.shutdown(wait=False, cancel_futures=True)

    async def do(self) -> None:
        """Do what is due; what cannot be done is said in the log and tried again."""
        try:
            settings = self._settings()
            if settings.backups:
                await asyncio.get_running_loop().run_in_executor(self._thread, self._back_up, settings.backups)
        except (OSError, StoreError, SettingsError) as error:
            _log.warning("what is to be done daily could not be done: %s", error)
        except _Stopped:
            _log.info("a backup was given up")

    def _back_up(self, keep: int) -> None:
        """Make the backup of this day, unless there is one or nothing has changed since the last."""
        from lineupd.store.backup import Wanted, make_backup

        now, database = self._parts.clock.utc(), self._parts.store.path
        self._shelf.tidy(keep, now)
        age = self._shelf.age(now, DAILY)
        # A backup of the future tells of a clock that was wrong.
        if (age is not None and -_A_DAY < age < _A_DAY) or not self._has_changed():
            return
        target = self._shelf.place(now, DAILY)
        manifest = make_backup(database, Wanted(target, now, self._settings_file, self._check))
        self._shelf.tidy(keep, now)
        _log.info("%d jobs are backed up in %s", manifest.jobs, target)

    def _has_changed(self) -> bool:
        """Whether the history has had changes since the newest backup."""
        from lineupd.store.archive import read_manifest

        newest = self._shelf.newest()
        try:
            return newest is None or read_manifest(newest).commits != seen_beside(self._parts.store.path)
        except BackupUnusable:
            return True

    def _check(self) -> None:
        if self._stopped.is_set():
            raise _Stopped
