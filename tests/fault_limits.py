"""Taking things away from a process that runs, and giving them back: descriptors, memory, room on the disk. Linux only."""

import resource
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

HAS_PRLIMIT = hasattr(resource, "prlimit")

needs_prlimit = pytest.mark.skipif(
    not HAS_PRLIMIT, reason="changes the limits of another process, which only Linux can"
)


@contextmanager
def limited(pid: int, what: int, at_most: int) -> Iterator[None]:
    """Allow a process only so much, until the end."""
    soft, hard = resource.prlimit(pid, what)
    resource.prlimit(pid, what, (at_most, hard))
    try:
        yield
    finally:
        resource.prlimit(pid, what, (soft, hard))


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[None]:
    """A disk of so many MiB at this folder; the test is skipped where none can be made."""
    folder.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "lineup-test", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root can make a small disk")
    try:
        yield
    finally:
        # Whatever still uses it: it goes with its last user.
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a small disk one that cannot be written."""
    subprocess.run(["mount", "-o", "remount,ro", str(folder)], check=True)
    try:
        yield
    finally:
        subprocess.run(["mount", "-o", "remount,rw", str(folder)], check=True)
