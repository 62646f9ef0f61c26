"""The jobs' folders: made and removed here, written by the engine only."""

import errno
import shutil
from pathlib import Path

from lineupd.errors import NoSpace

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

    def found(self) -> list[str]:
        """The ids of all jobs that have a folder."""
        return [entry.name for entry in self._root.iterdir() if entry.is_dir()] if self._root.is_dir() else []
