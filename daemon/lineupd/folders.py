"""The jobs' folders: made and removed here, written by the engine only."""

import errno
import os
import shutil
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from lineupd.errors import NoSpace

LOG = "log."
"""How the names of the files begin that stay when a job is over: its log."""

_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT})


class Folders:
    """One folder per job."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def path(self, job_id: str) -> Path:
        """Where a job's folder is, or would be."""
        return self._root / job_id

    def make(self, job_id: str) -> Path:
        """A job's folder; what an earlier attempt finished is still in it. Raises `NoSpace` where the disk is full."""
        folder = self.path(job_id)
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            if error.errno in _NO_SPACE:
                raise NoSpace(
                    f"no folder can be made for the job: {error.strerror}", "free some space there"
                ) from error
            raise
        return folder

    def remove(self, job_id: str) -> None:
        """Remove a job's folder; none is no mistake."""
        shutil.rmtree(self.path(job_id), ignore_errors=True)

    def empty(self, job_id: str) -> None:
        """Remove everything but the log; no folder is no mistake."""
        with suppress(OSError):
            for entry in list(os.scandir(self.path(job_id))):
                if entry.is_dir(follow_symlinks=False):
                    shutil.rmtree(entry.path, ignore_errors=True)
                elif not entry.name.startswith(LOG):
                    Path(entry.path).unlink(missing_ok=True)

    def set_aside(self, aside: Path) -> None:
        """Move all folders there: what jobs have left whose history is gone is nobody's to remove. Raises `OSError`."""
        if self.found():
            aside.mkdir(mode=0o700, parents=True, exist_ok=True)
            names = chain([self._root.name], (f"{self._root.name}-{number}" for number in count(2)))
            self._root.rename(next(place for name in names if not (place := aside / name).exists()))
            self._root.mkdir(mode=0o700)

    def found(self) -> list[str]:
        """The ids of all jobs that have a folder."""
        return [entry.name for entry in self._root.iterdir() if entry.is_dir()] if self._root.is_dir() else []
