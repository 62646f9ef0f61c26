"""The daemon's log: one file, limited in size, times in UTC."""

import logging
import logging.handlers
import time
from pathlib import Path

_MAX_BYTES = 2 * 1024 * 1024
_OLD_FILES = 3
_FORMAT = "%(asctime)s.%(msecs)03dZ %(levelname)s %(name)s: %(message)s"


def write_logs(file: Path, level: str) -> None:
    """Send all log records to `file`; when it is full it becomes `file.1`, and the oldest is removed."""
    handler = logging.handlers.RotatingFileHandler(
        file, maxBytes=_MAX_BYTES, backupCount=_OLD_FILES, encoding="utf-8", errors="backslashreplace"
    )
    formatter = logging.Formatter(_FORMAT, datefmt="%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(level.upper())
