"""Whether a path still leads to what it led to before."""

import os
from pathlib import Path


def identity(path: Path) -> tuple[int, int] | None:
    """Device and number of what lies at `path`; None when nothing does."""
    try:
        found = os.stat(path)  # noqa: PTH116 - asked for at every commit: a third of the time of Path's
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino
