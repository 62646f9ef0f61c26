"""The folders of a home: whether they can be written, who can look into them, how full they are."""

import os
import shlex
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from lineup_cli.examination.finding import Finding
from lineup_proto.places import Places, is_no_socket, is_somebody_elses

MIN_FREE_MIB = 200
MOST_LOG_MIB = 32
"""lineupd keeps to 8 MiB, and as much again may be a supervisor's."""

_MIB = 1024 * 1024


def folders(places: Places) -> Iterator[Finding]:
    """Whether history and log can be written."""
    jobs = [("jobs", places.jobs_dir)] if os.path.lexists(places.jobs_dir) else []
    for what, folder in (("home", places.state_dir), ("log", places.log_dir), *jobs):
        nearest = _nearest_that_exists(folder)
        writable = _can_make_in(nearest)
        note = str(folder) if writable else f"{nearest} cannot be written to"
        yield Finding(what, writable, note, f"make {nearest} writable, or set LINEUP_HOME")


def _can_make_in(folder: Path) -> bool:
    """Whether something can be made in `folder`. Tried, not asked: to root /proc says that it can be written to."""
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".lineup-doctor-"):
            return True
    except OSError:
        return False


def privacy(places: Places) -> Iterator[Finding]:
    """Whether others of this machine can look at anything, or talk to lineupd."""
    private = (places.state_dir, places.log_dir, places.socket, places.database, places.backups_dir, places.log_file)
    found = [path for path in private if path.exists()]
    if found:
        is_open = [path for path in found if stat.S_IMODE(path.stat().st_mode) & 0o077]
        cure = f"chmod -R go-rwx {shlex.join(map(str, is_open))}"
        note = f"open to others: {', '.join(map(str, is_open))}" if is_open else "only you"
        yield Finding("privacy", not is_open, note, cure)


def socket(places: Places) -> Iterator[Finding]:
    """Whether nobody else can put a socket in the place of lineupd's."""
    folder = places.socket.parent
    if is_no_socket(places.socket):
        yield Finding("socket", False, f"{places.socket} is in its place, and is none", "move it away")
        return
    trusted = not is_somebody_elses(folder)
    note = str(places.socket) if trusted else f"{folder} can be written by another user"
    yield Finding("socket", trusted, note, f"chmod 700 '{folder}' if it is yours, or set LINEUP_HOME elsewhere")


def space(places: Places) -> Iterator[Finding]:
    """Whether there is room for jobs; a backup needs room for two histories."""
    nearest = _nearest_that_exists(places.state_dir)
    free = shutil.disk_usage(nearest).free
    history = places.database.stat().st_size if places.database.exists() else 0
    used = [(history, "the history has"), (_size_of(places.jobs_dir), "work and logs of jobs")]
    if aside := _size_of(places.replaced_dir):
        used.append((aside, "what was moved aside, and may be removed,"))
    note = ", ".join([f"{free // _MIB} MiB free", *(f"{words} {size / _MIB:.1f} MiB" for size, words in used)])
    cure = f"free some space at {nearest}; `lineup jobs prune` removes old jobs"
    yield Finding("disk", free >= max(MIN_FREE_MIB * _MIB, 2 * history), note, cure)


def log(places: Places) -> Iterator[Finding]:
    """Whether the logs keep to their limit."""
    size = 0
    with suppress(OSError):
        size = sum(path.stat().st_size for path in places.log_dir.glob("*") if path.is_file())
    cure = f"look what grows in {places.log_dir}; what is in it can be removed"
    yield Finding("log size", size <= MOST_LOG_MIB * _MIB, f"{size / _MIB:.1f} MiB", cure)


def _size_of(folder: Path) -> int:
    """The bytes of all files in a folder and below; jobs may begin and end meanwhile."""
    size = 0
    for within, _, names in os.walk(folder):
        for name in names:
            with suppress(OSError):
                size += os.lstat(os.path.join(within, name)).st_size  # noqa: PTH118 - a path for each file costs more
    return size


def _nearest_that_exists(folder: Path) -> Path:
    """The folder itself, or the one above in which it would be made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder
