"""The daemon's log: its end, back over the files that were put away when they were full, and what is added to it."""

import os
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from typing import BinaryIO

from lineup_cli import oneshot, output
from lineup_cli.errors import Failure

_BLOCK = 64 * 1024
_PAUSE_S = 0.2


def show(log: Path, lines: int, *, follow: bool) -> None:
    """Print the last lines; then, if wanted, what is added, also when the log is put away, until the reader goes."""
    with closing(Tail(log)) as tail:
        for line in tail.end(lines):
            _write(line)
        if not tail.is_open:
            output.say(f"no log yet: {log}")
        if follow:
            _follow(tail)


def _files(log: Path) -> Iterator[BinaryIO]:
    """The log and what was put away of it, newest first, each once: it may be put away in this very moment."""
    seen: set[tuple[int, int]] = set()
    for number in count():
        try:
            file = _numbered(log, number).open("rb")
        except FileNotFoundError:
            return
        except OSError as error:
            raise Failure(f"{log}: {error.strerror}") from error
        if _identity(file) in seen:
            file.close()
        else:
            seen.add(_identity(file))
            yield file


def _numbered(log: Path, number: int) -> Path:
    return log.with_name(f"{log.name}.{number}") if number else log


def _identity(file: BinaryIO) -> tuple[int, int]:
    found = os.fstat(file.fileno())
    return found.st_dev, found.st_ino


def _last_lines(file: BinaryIO, size: int, lines: int) -> list[bytes]:
    """Read blocks back from `size` until there are lines enough; a log may be large."""
    content = b""
    while size > 0 and content.count(b"\n") <= lines:
        start = max(0, size - _BLOCK)
        file.seek(start)
        content = file.read(size - start) + content
        size = start
    return content.splitlines()[-lines:] if lines > 0 else []


def _size(file: BinaryIO) -> int:
    return os.fstat(file.fileno()).st_size


def _follow(tail: "Tail") -> None:
    oneshot.last_longer()
    while not output.reader_is_gone():
        for line in tail.added():
            _write(line)
        output.flush()
        time.sleep(_PAUSE_S)


class Tail:
    """The end of the log, and what is added behind it, from one file to the next."""

    def __init__(self, log: Path) -> None:
        self._log = log
        self._file: BinaryIO | None = None
        self._position = 0
        self._begun = b""

    @property
    def is_open(self) -> bool:
        """Whether there was a log when it was last looked for."""
        return self._file is not None

    def close(self) -> None:
        """Nothing more will be read."""
        if self._file is not None:
            self._file.close()

    def end(self, lines: int) -> list[bytes]:
        """The last lines; what is written from this moment on is what is added."""
        files = list(_files(self._log))
        if not files:
            return []
        sizes = [_size(file) for file in files]
        self._file, self._position = files[0], sizes[0]
        end: list[bytes] = []
        for file, size in zip(files, sizes, strict=True):
            end = _last_lines(file, size, lines - len(end)) + end
        for file in files[1:]:
            file.close()
        return end

    def added(self) -> Iterator[bytes]:
        """The lines that were completed since the last time."""
        if self._file is None:
            self._file = next(_files(self._log), None)
            if self._file is None:
                return
        yield from self._lines()
        for newer in self._newer(_identity(self._file)):
            self._file.close()
            self._file, self._position = newer, 0
            yield from self._lines()

    def _newer(self, known: tuple[int, int]) -> list[BinaryIO]:
        """The files that were begun after the known one, oldest first; those that are gone already are lost."""
        newer: list[BinaryIO] = []
        for file in _files(self._log):
            if _identity(file) == known:
                file.close()
                break
            newer.insert(0, file)
        return newer

    def _lines(self) -> Iterator[bytes]:
        assert self._file is not None  # noqa: S101 - whoever calls has one
        if _size(self._file) < self._position:
            self._position = 0
        self._file.seek(self._position)
        content = self._file.read()
        self._position += len(content)
        *lines, self._begun = (self._begun + content).split(b"\n")
        yield from lines


def _write(line: bytes) -> None:
    output.write_line(line.decode("utf-8", errors="replace").rstrip("\r\n").expandtabs())
