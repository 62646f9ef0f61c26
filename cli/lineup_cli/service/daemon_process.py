"""The daemon as a process: how to end it, also when asking does not help."""

import os
import signal
import time

from lineup_cli.errors import CliError, Failure
from lineup_cli.service.client import reach
from lineup_cli.service.holder import owner
from lineup_proto.places import Places

CLEAN_STOP_S = 5.0
"""A daemon that is asked to stop is given this long before it is killed."""

_KILLED_S = 2.0
_PAUSE_S = 0.02


def stop(places: Places) -> int | None:
    """End the daemon of this home and return its pid once it is gone; None when there was none."""
    pid = owner(places)
    if pid is None:
        return None
    if _ask(places) and _gone(places, pid, CLEAN_STOP_S):
        return pid
    for number, patience_s in ((signal.SIGTERM, CLEAN_STOP_S), (signal.SIGKILL, _KILLED_S)):
        _signal(places, pid, number)
        if _gone(places, pid, patience_s):
            return pid
    raise Failure(f"lineupd (pid {pid}) cannot be stopped", "it may be waiting for a disk; try `kill -9` later")


def _ask(places: Places) -> bool:
    """Whether the daemon took the request to stop."""
    try:
        connection = reach(places)
        if connection is None:
            return False
        connection.shut_down()
        connection.close()
    except CliError:
        return False
    return True


def _signal(places: Places, pid: int, number: signal.Signals) -> None:
    # Looked at again right before: the daemon may have gone, and its pid may belong to somebody else by now.
    if pid and owner(places) == pid:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        except PermissionError as error:
            raise Failure(f"lineupd (pid {pid}) belongs to another user") from error


def _gone(places: Places, pid: int, patience_s: float) -> bool:
    """Whether this daemon is gone in time; that another command has started the next one is not its fault."""
    deadline = time.monotonic() + patience_s
    while time.monotonic() < deadline:
        if owner(places) != pid:
            return True
        time.sleep(_PAUSE_S)
    return owner(places) != pid
