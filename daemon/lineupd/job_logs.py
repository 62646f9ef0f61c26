"""What happens inside a job, line by line in its folder: stages, lost workers, and what its workers said.

Changes of state are not here but in the history, which never loses one; a log is only so large, and what is older than
that is forgotten. Lines are gathered for a moment and written together: a daemon that is killed takes that moment along.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from lineupd.clock import Clock
from lineupd.folders import Folders
from lineupd.log_reader import LogLine, LogReader, half, numbers

HALF_BYTES = 5 * 1024 * 1024
"""After so much a new half is begun, and the half before the last one is forgotten."""

JOB = "job"
"""The source of what the daemon itself says."""

_LINE_CHARACTERS = 5000
_MOST_KNOWN = 1000

LATER_S = 0.1
"""Lines are gathered for so long."""

Later = Callable[[Callable[[], None]], object]
"""Has something done in a moment."""


class JobLogs:
    """Writes the log of each job. A log that cannot be written is no reason to stop a job.

    Where nobody does things `later`, every line is written at once.
    """

    def __init__(self, folders: Folders, clock: Clock, later: Later | None = None) -> None:
        self._folders = folders
        self._clock = clock
        self._later = later
        self._waiting: dict[str, list[bytes]] = {}
        self._attempts: dict[str, int] = {}
        self._newest: dict[str, int] = {}
        """The number of the half at work; looked up again where it is not known."""

    def begin(self, job_id: str, attempt: int) -> None:
        """What is written from now on belongs to this attempt."""
        self._attempts.pop(job_id, None)
        self._attempts[job_id] = attempt
        if len(self._attempts) > _MOST_KNOWN:
            del self._attempts[next(iter(self._attempts))]

    def write(self, job_id: str, source: str, text: str) -> None:
        """Add a line to a job's log; dropped when the job has no folder."""
        words = " ".join(text[:_LINE_CHARACTERS].splitlines())
        line = LogLine(self._clock.now(), source, words, self._attempts.get(job_id, 0)).written()
        if self._later is not None and not self._waiting:
            self._later(self.flush)
        self._waiting.setdefault(job_id, []).append(line)
        if self._later is None:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered; whoever reads a log wants that first."""
        waiting, self._waiting = self._waiting, {}
        for job_id, lines in waiting.items():
            with suppress(OSError):
                self._add(job_id, b"".join(lines))

    def _add(self, job_id: str, lines: bytes) -> None:
        folder = self._folders.path(job_id)
        if job_id not in self._newest:
            # Each job that runs is looked up once; what is forgotten with the others is looked up once more.
            self._newest = {} if len(self._newest) >= _MOST_KNOWN else self._newest
            self._newest[job_id] = max(numbers(folder), default=1)
        if _append(half(folder, self._newest[job_id]), lines) > HALF_BYTES:
            self._begin_half(folder, job_id)

    def _begin_half(self, folder: Path, job_id: str) -> None:
        """Begin the next half, and forget all but the one before it."""
        known = numbers(folder)
        self._newest[job_id] = known[-1] + 1
        half(folder, self._newest[job_id]).touch(mode=0o600)
        for number in known[:-1]:
            half(folder, number).unlink()

    def reader(self, job_id: str) -> LogReader:
        """Reads a job's log from its beginning."""
        return LogReader(self._folders.path(job_id))


def _append(file: Path, lines: bytes) -> int:
    """Add lines at once; answers how long the file is."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, lines)
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)
