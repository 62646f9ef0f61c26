"""Reading the log of a job: a block at a time as far as it is written, and on from there; or only its end."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lineupd.folders import LOG

BLOCK_BYTES = 64 * 1024
"""So much is read and told at once: whoever reads a long log keeps nobody waiting."""

_ATTEMPT = "@"


@dataclass(frozen=True, slots=True)
class LogLine:
    """One line: when, who said it (`job`, or a worker's name), what, and in which attempt; 0 = nobody knows."""

    at: str
    source: str
    text: str
    attempt: int = 0

    def written(self) -> bytes:
        """The line as it stands in the file."""
        source = f"{self.source}{_ATTEMPT}{self.attempt}" if self.attempt else self.source
        return f"{self.at}\t{source}\t{self.text}\n".encode("utf-8", "replace")


def _read(line: bytes) -> LogLine:
    at, _, rest = line.decode("utf-8", "replace").partition("\t")
    source, _, text = rest.partition("\t")
    source, _, attempt = source.partition(_ATTEMPT)
    return LogLine(at, source, text, int(attempt) if attempt.isdecimal() else 0)


def half(folder: Path, number: int) -> Path:
    """The file of a half."""
    return folder / f"{LOG}{number}"


def numbers(folder: Path) -> list[int]:
    """The numbers of the halves that are there, oldest first."""
    # Without a path for each: this is done for every job.
    names = (name.removeprefix(LOG) for name in os.listdir(folder) if name.startswith(LOG))  # noqa: PTH208
    return sorted(int(name) for name in names if name.isdecimal())


class LogReader:
    """Reads a log as far as it is written, and on from there, also when new halves are begun meanwhile."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = 0
        self._position = 0
        self._begun = b""

    def some(self) -> list[LogLine]:
        """The next lines, about a block of them; none when there are no more by now, or there is no log."""
        with suppress(OSError):
            for number in numbers(self._folder):
                if number >= self._number and (found := self._lines_of(number)):
                    return found
        return []

    def _lines_of(self, number: int) -> list[LogLine]:
        if number > self._number:
            self._number, self._position, self._begun = number, 0, b""
        with half(self._folder, number).open("rb") as file:
            file.seek(self._position)
            while content := file.read(BLOCK_BYTES):
                self._position += len(content)
                *lines, self._begun = (self._begun + content).split(b"\n")
                if lines:
                    return [_read(line) for line in lines]
        return []

    def last(self, most: int) -> list[LogLine]:
        """The last so many lines, without a look at those before; what is written after them comes next."""
        found: list[bytes] = []
        with suppress(OSError):
            for place, number in enumerate(reversed(numbers(self._folder))):
                with half(self._folder, number).open("rb") as file:
                    size = file.seek(0, os.SEEK_END)
                    *lines, begun = _end(file, size, most - len(found))
                if place == 0:
                    self._number, self._position, self._begun = number, size, begun
                found = [*lines, *found][-most:]
                if len(found) >= most:
                    break
        return [_read(line) for line in found]


def _end(file: BinaryIO, size: int, lines: int) -> list[bytes]:
    """More than so many lines before position `size`, or all; the last of them is begun only."""
    content, start = b"", size
    while start > 0 and content.count(b"\n") <= lines:
        stop, start = start, max(0, start - BLOCK_BYTES)
        file.seek(start)
        content = file.read(stop - start) + content
    return content.split(b"\n")
