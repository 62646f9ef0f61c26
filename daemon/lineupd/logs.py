"""The daemon's log: one file, limited in size, times in UTC; and a limit for what others write to stderr."""

import logging
import logging.handlers
import os
import stat
import time
from contextlib import suppress
from pathlib import Path

_MAX_BYTES = 2 * 1024 * 1024
_OLD_FILES = 3
_FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s"

_STDERR = 2
_MAX_STDERR_BYTES = 1024 * 1024


def write_logs(file: Path, level: str) -> None:
    """Send all log records to `file`; when it is full it becomes `file.1`, and the oldest is removed."""
    # On a full disk nothing is written to the log, nor about that to stderr.
    logging.raiseExceptions = False
    root = logging.getLogger()
    root.addHandler(make_handler(file))
    root.setLevel(level.upper())


def make_handler(file: Path) -> logging.Handler:
    """What writes to a log of limited size."""
    handler = _Log(file, maxBytes=_MAX_BYTES, backupCount=_OLD_FILES, encoding="utf-8", errors="backslashreplace")
    formatter = logging.Formatter(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    return handler


class _Log(logging.handlers.RotatingFileHandler):
    """Goes on in a new file when its own was removed."""

    def emit(self, record: logging.LogRecord) -> None:
        """Write one record."""
        file = Path(self.baseFilename)
        with suppress(OSError):
            if not file.exists():
                self.close()
                file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        super().emit(record)


def limit_stderr() -> None:
    """Empty the file that stderr goes to when it is too long: gRPC writes there, as often as it likes."""
    try:
        found = os.fstat(_STDERR)
        if stat.S_ISREG(found.st_mode) and found.st_size > _MAX_STDERR_BYTES:
            os.ftruncate(_STDERR, 0)
    except OSError:
        return
