"""The daemon's log, its end and what is added to it."""

import os
import time
from pathlib import Path

from lineup_cli import oneshot, output
from lineup_cli.errors import Failure

_BLOCK = 64 * 1024
_PAUSE_S = 0.2


def show_end(log: Path, lines: int) -> int:
    """Print the last lines; returns the position up to which the log was read."""
    try:
        with log.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            end = _last_lines(log, size, lines)
    except FileNotFoundError:
        output.say(f"no log yet: {log}")
        return 0
    except OSError as error:
        raise Failure(f"{log}: {error.strerror}") from error
    for line in end:
        _write(line)
    return size


def _last_lines(log: Path, size: int, lines: int) -> list[bytes]:
    """Read blocks from the end until there are lines enough; a log may be large."""
    content = b""
    with log.open("rb") as file:
        while size > 0 and content.count(b"\n") <= lines:
            start = max(0, size - _BLOCK)
            file.seek(start)
            content = file.read(size - start) + content
            size = start
    return content.splitlines()[-lines:] if lines else []


def follow_log(log: Path, position: int) -> None:
    """Print what is added to the log, through its renewal, until Ctrl-C or the reader goes."""
    oneshot.last_longer()
    while not output.reader_is_gone():
        output.flush()
        time.sleep(_PAUSE_S)
        position = _added(log, position)


def _added(log: Path, position: int) -> int:
    try:
        with log.open("rb") as file:
            if file.seek(0, os.SEEK_END) < position:
                position = 0
            file.seek(position)
            for line in file:
                if not line.endswith(b"\n"):
                    break
                _write(line)
                position += len(line)
    except FileNotFoundError:
        return 0
    return position


def _write(line: bytes) -> None:
    output.write_line(line.decode("utf-8", errors="replace").rstrip("\r\n").expandtabs())
