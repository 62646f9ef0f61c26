"""Owning a home: private folders, and a lock that dies with the process."""

import fcntl
import os
import time

from lineup_proto.places import Places, make_private
from lineupd.errors import HomeInUse, HomeUnusable

_PATIENCE_S = 0.4
_PAUSE_S = 0.02


def own(places: Places) -> None:
    """Make the home private, and ours as long as this process lives; raises `HomeInUse` or `HomeUnusable`.

    The lock is left to the exit: whoever waits for it, as `lineup daemon stop` does, waits for the end of the process.
    """
    os.umask(0o077)
    try:
        for folder in (places.state_dir, places.log_dir, places.jobs_dir):
            make_private(folder)
        descriptor = os.open(places.lock_file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise HomeUnusable(f"{places.state_dir} cannot be used: {error}") from error
    _lock(descriptor, places)
    _write_pid(descriptor)


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
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)


def _written_pid(descriptor: int) -> str:
    content = os.pread(descriptor, 32, 0).split()
    return content[0].decode("ascii", "replace") if content else "unknown"
