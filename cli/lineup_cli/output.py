"""The one place that writes: stdout is data, stderr is talk."""

import io
import os
import re
import sys
from typing import TextIO

from lineup_cli.errors import Failure
from lineup_cli.text import clean

# json leaves these as they are; on a terminal they could move the cursor or turn the text around.
_ACTING = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]")


_LAST_STREAM = 2
"""The number of stderr: stdin, stdout and stderr are 0, 1 and 2 to every program."""


def prepare_streams() -> None:
    """Make both streams able to write any text: data is UTF-8 when piped, a terminal keeps its encoding.

    A stream that the caller has closed (`>&-`) leads nowhere.
    """
    if sys.stdin is None or sys.stdout is None or sys.stderr is None:
        _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _open_closed_streams() -> None:
    """Fill the gaps: the next file to be opened would get a closed stream's number, and its reader would get our talk."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= _LAST_STREAM:
        pass
    os.close(descriptor)
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - stays open to the end
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def write(text: str) -> None:
    """Write data and end the line; when nobody reads any more, the rest of the output is dropped."""
    try:
        sys.stdout.write(text + "\n")
    except BrokenPipeError:
        drop(sys.stdout)
    except OSError as error:
        drop(sys.stdout)
        raise _unwritten(error) from error


def write_line(text: str) -> None:
    """Write one line for people; whatever could act on a terminal is shown as an escape."""
    write(clean(text))


def write_json(value: object) -> None:
    """Write one JSON document; every character that could act on a terminal is escaped."""
    write(as_json(value))


def as_json(value: object, *, indent: int | None = 2) -> str:
    """`value` as JSON text with readable names and without characters that act on a terminal."""
    import json

    text = json.dumps(value, indent=indent, ensure_ascii=False)
    return _ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def write_bytes(content: bytes) -> None:
    """Write a file's contents to stdout unchanged."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        drop(sys.stdout)
    except OSError as error:
        drop(sys.stdout)
        raise _unwritten(error) from error


def _unwritten(error: OSError) -> Failure:
    return Failure(f"the output could not be written: {error.strerror}")


def say(text: str) -> None:
    """Tell the user one line on stderr; nobody listening is no reason to stop."""
    try:
        sys.stderr.write(f"{clean(text)}\n")
        sys.stderr.flush()
    except OSError:
        drop(sys.stderr)


def flush() -> None:
    """Send out what is still held back; raises `Failure` when stdout cannot take it (a full disk)."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        drop(sys.stdout)
    except OSError as error:
        drop(sys.stdout)
        raise _unwritten(error) from error
    finally:
        _flush_talk()


def _flush_talk() -> None:
    try:
        sys.stderr.flush()
    except OSError:
        drop(sys.stderr)


def drop(stream: TextIO) -> None:
    """Let whatever else goes to `stream` disappear, so that no later flush fails again."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, stream.fileno())
    os.close(silence)


def reader_is_gone() -> bool:
    """Whether the other end of a piped stdout was closed."""
    import select
    import stat

    try:
        descriptor = sys.stdout.fileno()
        if not stat.S_ISFIFO(os.fstat(descriptor).st_mode):
            return False
    except (OSError, ValueError):
        return False
    poll = select.poll()
    poll.register(descriptor, 0)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def is_terminal(stream: TextIO) -> bool:
    """Whether a person looks at `stream`."""
    try:
        return stream.isatty()
    except ValueError:
        return False
