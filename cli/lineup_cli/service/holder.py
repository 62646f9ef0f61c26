"""Who holds a home: the lock tells of a daemon that does not answer."""

import fcntl
import os
import socket

from lineup_proto.places import Places

_CONNECT_S = 1.0


def owner(places: Places) -> int | None:
    """The pid of the daemon that holds this home's lock; None when nobody does, 0 when it left no pid.

    The lock decides, never the pid alone: a pid may have been given to somebody else.
    """
    try:
        descriptor = os.open(places.lock_file, os.O_RDWR)
    except (FileNotFoundError, NotADirectoryError):
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _written_pid(os.pread(descriptor, 32, 0))
    finally:
        os.close(descriptor)
    return None


def _written_pid(content: bytes) -> int:
    words = content.split()
    return int(words[0]) if words and words[0].isdigit() else 0


def listens(places: Places) -> bool:
    """Whether somebody takes connections on the socket, though he may never answer."""
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(_CONNECT_S)
        try:
            probe.connect(str(places.socket))
        except (TimeoutError, BlockingIOError):
            # So many wait already that no more are let in.
            return True
        except OSError:
            return False
    return True
