"""Reading the configuration and the files it names, without trusting what they are."""

import errno
import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from lineup_cli.errors import BadInput
from lineup_proto.connect import MAX_CONFIG_BYTES, MAX_INPUT_BYTES
from lineup_proto.v1.jobs_pb2 import InputFile


class Unreadable(Exception):
    """A file that cannot be used, with the reason as the user reads it."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that the configuration names, as it was found: contents, or the reason why there are none."""

    named: InputFile
    content: bytes = b""


def read_config(path: str) -> bytes:
    """The configuration's bytes; `-` is standard input. Raises `BadInput`."""
    try:
        if path == "-":
            return _limited(0, MAX_CONFIG_BYTES)
        return read_limited(Path(path).expanduser(), MAX_CONFIG_BYTES)
    except (Unreadable, RuntimeError) as error:
        raise BadInput(f"{path}: {error}", "`lineup init` writes a configuration to start from") from error


def read_named(path: str, folder: Path) -> ReadFile:
    """The file that a configuration in `folder` calls `path`; what is wrong with it is for the daemon to report."""
    try:
        content = read_limited(folder / Path(path).expanduser(), MAX_INPUT_BYTES)
    except (Unreadable, RuntimeError) as error:
        return ReadFile(InputFile(path=path, unreadable=str(error)))
    digest = hashlib.sha256(content).hexdigest()
    return ReadFile(InputFile(path=path, sha256=digest, size=len(content)), content)


def read_limited(path: Path, limit: int) -> bytes:
    """The contents of a regular file of at most `limit` bytes; raises `Unreadable`."""
    try:
        # Without O_NONBLOCK, opening a FIFO waits for somebody to write into it.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise Unreadable(_reason(error)) from error
    try:
        kind = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(kind):
            raise Unreadable("is a directory")
        if not stat.S_ISREG(kind):
            raise Unreadable("is not a regular file")
        return _limited(descriptor, limit)
    finally:
        os.close(descriptor)


def _limited(descriptor: int, limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        while piece := os.read(descriptor, 1 << 20):
            size += len(piece)
            if size > limit:
                raise Unreadable(f"is larger than {limit >> 20} MiB")
            pieces.append(piece)
    except OSError as error:
        raise Unreadable(_reason(error)) from error
    return b"".join(pieces)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValueError):
        return "is not a possible path"
    known = {
        errno.ENOENT: "no such file",
        errno.ENOTDIR: "no such file",
        errno.EACCES: "may not be read",
        errno.EISDIR: "is a directory",
        errno.ENXIO: "is not a regular file",
        errno.ENAMETOOLONG: "has a name that is too long",
        errno.ELOOP: "is a link to itself",
    }
    return known.get(error.errno or 0, (error.strerror or str(error)).lower())
