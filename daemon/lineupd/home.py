"""Owning a home: private folders, and a lock that dies with the process."""

import fcntl
import os
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lineup_proto.places import Places, make_private
from lineupd.errors import HomeInUse, HomeUnusable
from lineupd.identity import is_same

_PATIENCE_S = 0.4
_PAUSE_S = 0.02


@dataclass(frozen=True, slots=True)
class Holding:
    """A home that is ours as long as this process lives, unless somebody removes it."""

    lock_file: Path
    identity: tuple[int, int]

    def loss(self) -> str:
        """Why the home is ours no more; empty = it is."""
        if is_same(self.lock_file, self.identity):
            return ""
        return f"{self.lock_file.parent} was removed or replaced while lineupd ran"


def own(places: Places) -> Holding:
    """Make the home private, and ours as long as this process lives; raises `HomeInUse` or `HomeUnusable`.

    The lock is left to the exit: whoever waits for it, as `lineup daemon stop` does, waits for the end of the process.
    """
    os.umask(0o077)
    folder = places.state_dir
    try:
        for folder in (places.state_dir, places.log_dir, places.jobs_dir):
            make_private(folder)
            _refuse_unwritable(folder)
        folder = places.state_dir
        descriptor = os.open(places.lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        words = f"{folder} cannot be used: {error.strerror}" if error.errno else str(error)
        raise HomeUnusable(words, "make it a folder that you own and can write to, or set LINEUP_HOME") from error
    _lock(descriptor, places)
    _write_pid(descriptor)
    found = os.fstat(descriptor)
    return Holding(places.lock_file, (found.st_dev, found.st_ino))


def _refuse_unwritable(folder: Path) -> None:
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(f"nothing can be written to {folder}")


def _lock(descriptor: int, places: Places) -> None:
    """Take the lock; commands that only look at it hold it for a moment, so one refusal is not the last word."""
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                owner = _written_pid(descriptor)
                raise HomeInUse(f"{places.state_dir} is in use by another lineupd (pid {owner})") from error
            time.sleep(_PAUSE_S)
        else:
            return


def _write_pid(descriptor: int) -> None:
    # The lock counts, the number is for people: on a full disk there is none.
    with suppress(OSError):
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)


def _written_pid(descriptor: int) -> str:
    content = os.pread(descriptor, 32, 0).split()
    return content[0].decode("ascii", "replace") if content else "unknown"
