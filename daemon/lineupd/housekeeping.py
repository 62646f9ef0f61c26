"""What lineupd does now and then without being asked: a daily backup, then the removal of what is kept long enough."""

import asyncio
import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from lineup_proto.settings import HistorySettings, SettingsError
from lineupd.clock import written
from lineupd.errors import BackupUnusable, StoreError
from lineupd.parts import Parts
from lineupd.pruning import Pruning
from lineupd.store.pruning import Unwanted
from lineupd.store.shelf import DAILY, Shelf
from lineupd.store.witness import seen_beside

_FIRST_S = 60.0
_EVERY_S = 3600.0
_A_DAY = timedelta(days=1)
_UNUSED_INPUTS_STAY = timedelta(days=1)
_STEADY_S = 12 * 3600.0
"""A machine may sleep over night between two looks; what is more is a jump."""

_log = logging.getLogger(__name__)


class _Stopped(Exception):
    """The daemon stops: a backup at work is given up."""


class Housekeeping:
    """Looks every hour what is due; `settings` are read anew each time."""

    def __init__(
        self, parts: Parts, pruning: Pruning, shelf: Shelf, settings_file: Path, settings: Callable[[], HistorySettings]
    ) -> None:
        self._parts = parts
        self._pruning = pruning
        self._shelf = shelf
        self._settings_file = settings_file
        self._settings = settings
        self._looked_at: tuple[datetime, float] | None = None
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
        steady = self._clock_is_steady()
        for work in (self._keep_backups, self._retain, self._shrink):
            if work == self._retain and not steady:
                continue
            try:
                await work(self._settings())
            except (OSError, StoreError, SettingsError) as error:
                _log.warning("what is to be done daily could not be done: %s", error)
            except Exception:  # noqa: BLE001 - whatever it is, it must be tried again
                _log.exception("housekeeping met a mistake of lineupd")

    def _clock_is_steady(self) -> bool:
        """Whether the clock went on by itself since the last look: by one that jumped nothing may be removed."""
        clock = self._parts.clock
        before, self._looked_at = self._looked_at, (clock.utc(), clock.monotonic())
        if before is None:
            return False
        passed_s = (self._looked_at[0] - before[0]).total_seconds()
        return abs(passed_s - (self._looked_at[1] - before[1])) < _STEADY_S

    async def _retain(self, settings: HistorySettings) -> None:
        """Remove what is kept long enough by the user's settings; what has a grade stays."""
        if settings.keep_days:
            before = self._parts.clock.utc() - timedelta(days=settings.keep_days)
            await self._prune(Unwanted(before=written(before)), f"older than {settings.keep_days} days")
        if settings.keep_jobs:
            await self._prune(Unwanted(keep=settings.keep_jobs), f"beyond the newest {settings.keep_jobs}")

    async def _prune(self, unwanted: Unwanted, why: str) -> None:
        count = 0
        async for gone in self._pruning.prune(unwanted):
            count += len(gone)
        if count:
            _log.info("%d finished jobs are removed: %s", count, why)

    async def _shrink(self, _settings: HistorySettings) -> None:
        upkeep = self._parts.store.upkeep
        await upkeep.forget_inputs(written(self._parts.clock.utc() - _UNUSED_INPUTS_STAY))
        await upkeep.shrink()

    async def _keep_backups(self, settings: HistorySettings) -> None:
        if settings.backups:
            with suppress(_Stopped):
                await asyncio.get_running_loop().run_in_executor(self._thread, self._back_up, settings.backups)

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

        newest = self._shelf.newest(self._parts.clock.utc())
        try:
            return newest is None or read_manifest(newest).commits != seen_beside(self._parts.store.path)
        except BackupUnusable:
            return True

    def _check(self) -> None:
        if self._stopped.is_set():
            raise _Stopped
