"""Copies of the history that are being made, and the end of one that stands still.

Who copies keeps what is written meanwhile in the journal: one that is frozen in the middle would let it grow without
limit. So each copy gives signs of life in a file that it holds locked, and lineupd ends the process of one that gives
none. The lock decides, never the pid alone.
"""

import fcntl
import logging
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path

from lineupd.store.shelf import DRAFT

MOST_JOURNAL_BYTES = 64 * 1024 * 1024
PATIENCE_S = 30.0
"""A copy may be without a sign of life for so long, and the journal larger than that."""

_COPYING = ".copying-"

_log = logging.getLogger(__name__)


@contextmanager
def copying(database: Path, draft: Path) -> Iterator[Callable[[], None]]:
    """While a copy is made in the folder `draft`; what it answers is to be called as a sign of life.

    On a disk so full that no such file can be made the copy is made all the same.
    """
    path = database.with_name(f"{database.name}{_COPYING}{os.getpid()}")
    with ExitStack() as stack:
        descriptor = -1
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            stack.callback(os.close, descriptor)
            stack.callback(path.unlink, missing_ok=True)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            os.pwrite(descriptor, os.fsencode(draft), 0)
        yield partial(_give_sign, descriptor)


def _give_sign(descriptor: int) -> None:
    with suppress(OSError):
        os.utime(descriptor)


class Copies:
    """The copies that other processes make of one history."""

    def __init__(self, database: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._monotonic = monotonic
        self._signs: dict[Path, tuple[int, float]] = {}

    def end_frozen(self) -> None:
        """Where the journal is too large, end the copies that have given no sign of life for long."""
        with suppress(OSError):
            if self._database.with_name(self._database.name + "-wal").stat().st_size <= MOST_JOURNAL_BYTES:
                self._signs.clear()
                return
            for path in self._database.parent.glob(f"{self._database.name}{_COPYING}*"):
                if self._stands_still(path):
                    _end(path)

    def _stands_still(self, path: Path) -> bool:
        """By our clock: the one on the wall may jump."""
        now, sign = self._monotonic(), path.stat().st_mtime_ns
        last, since = self._signs.get(path, (0, now))
        if last != sign:
            since = now
        self._signs[path] = sign, since
        return now - since > PATIENCE_S


def _end(path: Path) -> None:
    pid = int(path.name.rpartition("-")[2])
    if pid == os.getpid():
        return
    with path.open("rb") as file:
        draft = Path(os.fsdecode(file.read()))
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            _log.warning("a copy of the history stands still and keeps the journal growing: process %d is ended", pid)
            os.kill(pid, signal.SIGKILL)
    path.unlink(missing_ok=True)
    if draft.name.startswith(DRAFT):
        shutil.rmtree(draft, ignore_errors=True)
