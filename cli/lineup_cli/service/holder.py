"""Who holds a home: the lock tells of a daemon that does not answer."""

import fcntl
import os
import socket

from lineup_cli.errors import Failure
from lineup_proto.places import Places

_CONNECT_S = 1.0


def owner(places: Places) -> int | None:
    """The pid of the daemon that holds this home's lock; None when nobody does, 0 when it left no pid.

    The lock decides, never the pid alone: a pid may have been given to somebody else. Raises `Failure` where the lock
    cannot be looked at. Nothing is written: the home may lie on a disk that can only be read.
    """
    try:
        descriptor = os.open(places.lock_file, os.O_RDONLY)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        cure = "make it a file that you own and can read, or set LINEUP_HOME"
        raise Failure(f"{places.lock_file} cannot be read: {error.strerror}", cure) from error
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
