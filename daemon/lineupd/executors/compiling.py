"""Kernels compiled in a process of its own: the compiler takes a minute, and hundreds of MB that it never gives back.

Of all processes of a user one has it done and the others wait; what is compiled lies on the disk and is loaded in a
moment. A mark in the temporary folder tells that it is there, for the sources as they are.
"""

import contextlib
import hashlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from stat import S_ISDIR

_PATIENCE_S = 600.0
_PAUSE_S = 0.05


def compile_apart(*arguments: str) -> None:
    """Have what `python -m lineup_kernels.warm` compiles with these arguments on the disk.

    Where that cannot be, nothing happens, and who calls a kernel compiles it.
    """
    place = _place()
    if place is None:
        return
    with contextlib.suppress(OSError):
        _compile_once(place, arguments)


def _compile_once(place: Path, arguments: tuple[str, ...]) -> None:
    state = _state()
    mark = place / f"{hashlib.sha256(str(sources()).encode()).hexdigest()[:16]}{''.join(arguments)}"
    if _is_marked(mark, state):
        return
    with _alone(place / "lock"):
        if not _is_marked(mark, state) and _compile(arguments):
            mark.write_text(state, encoding="ascii")


@cache
def sources() -> Path:
    """Where the kernels are; they are not loaded."""
    found = find_spec("lineup_kernels")
    assert found is not None  # noqa: S101 - it is a part of this program
    assert found.origin is not None  # noqa: S101 - a package with an __init__.py
    return Path(found.origin).parent


def _compile(arguments: tuple[str, ...]) -> bool:
    command = [sys.executable, "-P", "-m", "lineup_kernels.warm", *arguments]
    nowhere = subprocess.DEVNULL
    try:
        return not subprocess.run(command, check=False, stdin=nowhere, stdout=nowhere, stderr=nowhere).returncode
    except OSError:
        return False


def _place() -> Path | None:
    """A folder of this user's; None where nobody else may be kept out of it."""
    if os.name != "posix":
        return None
    place = Path(tempfile.gettempdir()) / f"lineup-kernels-{os.getuid()}"
    try:
        place.mkdir(mode=0o700, exist_ok=True)
        found = place.lstat()
    except OSError:
        return None
    is_ours = S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o077
    return place if is_ours else None


def _state() -> str:
    """What is compiled, by what, and where it is kept."""
    try:
        compiler = version("numba")
    except PackageNotFoundError:
        compiler = ""
    digest = hashlib.sha256(f"{sys.version}\n{compiler}\n{os.environ.get('NUMBA_CACHE_DIR')}\n".encode())
    for source in sorted(sources().rglob("*.py")):
        found = source.stat()
        digest.update(f"{source.name}\n{found.st_mtime_ns}\n{found.st_size}\n".encode())
    return digest.hexdigest()


def _is_marked(mark: Path, state: str) -> bool:
    try:
        return mark.read_text(encoding="ascii") == state
    except (OSError, UnicodeDecodeError):
        return False


@contextlib.contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """While no other process is at it; after ten minutes beside it."""
    import fcntl

    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        end = time.monotonic() + _PATIENCE_S
        while time.monotonic() < end:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except OSError:
                time.sleep(_PAUSE_S)
        yield
    finally:
        os.close(descriptor)
