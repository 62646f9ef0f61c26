"""What happens inside a job, line by line in its folder: stages, lost workers, and what its workers said.

Changes of state are not here but in the history, which never loses one; a log is only so large, and what is older than
that is forgotten. Lines are gathered for a moment and written together: a daemon that is killed takes that moment along.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lineupd.clock import Clock
from lineupd.folders import LOG, Folders

HALF_BYTES = 5 * 1024 * 1024
"""After so much a new half is begun, and the half before the last one is forgotten."""

JOB = "job"
"""The source of what the daemon itself says."""

_LINE_CHARACTERS = 5000
_MOST_KNOWN = 1000


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: when, who said it (`job`, or a worker's name), what."""

    at: str
    source: str
    text: str


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
        self._newest: dict[str, int] = {}
        """The number of the half at work; looked up again where it is not known."""

    def write(self, job_id: str, source: str, text: str) -> None:
        """Add a line to a job's log; dropped when the job has no folder."""
        words = " ".join(text[:_LINE_CHARACTERS].splitlines())
        line = f"{self._clock.now()}\t{source}\t{words}\n".encode("utf-8", "replace")
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
            self._newest[job_id] = max(_numbers(folder), default=1)
        if _append(_half(folder, self._newest[job_id]), lines) > HALF_BYTES:
            self._begin_half(folder, job_id)

    def _begin_half(self, folder: Path, job_id: str) -> None:
        """Begin the next half, and forget all but the one before it."""
        numbers = _numbers(folder)
        self._newest[job_id] = numbers[-1] + 1
        _half(folder, self._newest[job_id]).touch(mode=0o600)
        for number in numbers[:-1]:
            _half(folder, number).unlink()

    def reader(self, job_id: str) -> "LogReader":
        """Reads a job's log from its beginning."""
        return LogReader(self._folders.path(job_id))


def _half(folder: Path, number: int) -> Path:
    return folder / f"{LOG}{number}"


def _numbers(folder: Path) -> list[int]:
    """The numbers of the halves that are there, oldest first."""
    # Without a path for each: this is done for every job.
    names = (name.removeprefix(LOG) for name in os.listdir(folder) if name.startswith(LOG))  # noqa: PTH208
    return sorted(int(name) for name in names if name.isdecimal())


def _append(file: Path, lines: bytes) -> int:
    """Add lines at once; answers how long the file is."""
    descriptor = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        os.write(descriptor, lines)
        return os.fstat(descriptor).st_size
    finally:
        os.close(descriptor)


class LogReader:
    """Reads a log as far as it is written, and on from there, also when new halves are begun meanwhile."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._position = 0
        self._begun = b""

    def lines(self) -> list[LogLine]:
        """The lines that were written since the last time; none when there is no log."""
        found: list[LogLine] = []
        with suppress(OSError):
            for number in _numbers(self._folder):
                if number >= self._number:
                    found += self._lines_of(number)
        return found

    def _lines_of(self, number: int) -> Iterator[LogLine]:
        if number > self._number:
            self._number, self._position, self._begun = number, 0, b""
        with _half(self._folder, number).open("rb") as file:
            file.seek(self._position)
            content = file.read()
        self._position += len(content)
        *lines, self._begun = (self._begun + content).split(b"\n")
        for line in lines:
            at, _, rest = line.decode("utf-8", "replace").partition("\t")
            source, _, text = rest.partition("\t")
            yield LogLine(at, source, text)
