"""What works on this machine: one finding per thing, each with its cure."""

import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from lineup_cli import output
from lineup_cli.errors import CliError
from lineup_cli.preferences import chosen_settings
from lineup_cli.service.client import check_language, reach
from lineup_cli.show.one_line import as_text
from lineup_cli.show.table import Column, Table, show
from lineup_cli.version import VERSION
from lineup_proto.places import Places, find_places, is_somebody_elses
from lineup_proto.v1.daemon_pb2 import StatusReply

PACKAGES = ("grpcio", "protobuf", "typer", "rich", "numpy", "pydantic", "PyYAML", "pulp", "highspy", "rapidfuzz")
REINSTALL = "install lineup again"
MIN_FREE_MIB = 200

# Asks HiGHS for the largest x up to 3: the answer shows that the solver is there and runs. It may greet before.
_SOLVE = "import highspy; h = highspy.Highs(); h.silent(); x = h.addVariable(0, 3); h.maximize(x); print(h.val(x) == 3)"
_SOLVE_S = 60.0
_HISTORY_S = 60.0


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at; `cure` says what to do when it does not work."""

    what: str
    works: bool
    note: str
    cure: str = ""


def examine() -> list[Finding]:
    """Look at everything; nothing is changed and no daemon is started."""
    places = find_places()
    looks: tuple[Callable[[Places], Iterator[Finding]], ...] = (
        _python, _packages, _solver, _settings, _folders, _history, _socket, _space, _daemon,
    )  # fmt: skip
    return [finding for look in looks for finding in look(places)]


def _python(_places: Places) -> Iterator[Finding]:
    found = ".".join(map(str, sys.version_info[:3]))
    yield Finding("python", sys.version_info >= (3, 11), found, "install Python 3.11 or newer")
    yield Finding("lineup", True, VERSION)


def _packages(_places: Places) -> Iterator[Finding]:
    for name in PACKAGES:
        try:
            yield Finding(name, True, version(name))
        except PackageNotFoundError:
            yield Finding(name, False, "not installed", REINSTALL)


def _solver(_places: Places) -> Iterator[Finding]:
    try:
        solved = subprocess.run(
            [sys.executable, "-P", "-c", _SOLVE], capture_output=True, text=True, timeout=_SOLVE_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding("solver", False, f"HiGHS does not answer: {error}", REINSTALL)
        return
    answers = solved.returncode == 0 and solved.stdout.split()[-1:] == ["True"]
    last = (solved.stderr.strip().splitlines() or ["a wrong answer"])[-1]
    yield Finding("solver", answers, "HiGHS solves" if answers else f"HiGHS fails: {last}", REINSTALL)


def _settings(places: Places) -> Iterator[Finding]:
    try:
        chosen_settings(places)
    except CliError as error:
        yield Finding("settings", False, error.message, error.hint or f"mend or remove {places.settings_file}")
        return
    exists = places.settings_file.exists()
    yield Finding("settings", True, str(places.settings_file) if exists else "defaults (no file)")


def _folders(places: Places) -> Iterator[Finding]:
    for what, folder in (("home", places.state_dir), ("log", places.log_dir)):
        nearest = _nearest_that_exists(folder)
        writable = _can_make_in(nearest)
        note = str(folder) if writable else f"{nearest} cannot be written to"
        yield Finding(what, writable, note, f"make {nearest} writable, or set LINEUP_HOME")
    if places.state_dir.exists():
        mode = stat.S_IMODE(places.state_dir.stat().st_mode)
        yield Finding("privacy", not mode & 0o077, f"mode {mode:04o}", f"chmod 700 '{places.state_dir}'")


def _can_make_in(folder: Path) -> bool:
    """Whether something can be made in `folder`. Tried, not asked: to root /proc says that it can be written to."""
    try:
        with tempfile.TemporaryDirectory(dir=folder, prefix=".lineup-doctor-"):
            return True
    except OSError:
        return False


def _socket(places: Places) -> Iterator[Finding]:
    folder = places.socket.parent
    trusted = not is_somebody_elses(folder)
    note = str(places.socket) if trusted else f"{folder} can be written by another user"
    yield Finding("socket", trusted, note, f"chmod 700 '{folder}' if it is yours, or set LINEUP_HOME elsewhere")


def _history(places: Places) -> Iterator[Finding]:
    if not places.state_dir.exists():
        yield Finding("history", True, "none yet")
        return
    look = [sys.executable, "-P", "-m", "lineupd", "--check"]
    try:
        looked = subprocess.run(look, capture_output=True, text=True, timeout=_HISTORY_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding("history", False, f"it could not be looked at: {error}", REINSTALL)
        return
    words = (looked.stderr.strip().splitlines() or ["lineupd says nothing about it"])[-1].removeprefix("lineupd: ")
    note = str(places.database) if places.database.exists() else "none yet"
    cure = f"move {places.database} away to begin a new history"
    yield Finding("history", looked.returncode == 0, words if looked.returncode else note, cure)


def _space(places: Places) -> Iterator[Finding]:
    nearest = _nearest_that_exists(places.state_dir)
    free_mib = shutil.disk_usage(nearest).free >> 20
    yield Finding("disk", free_mib >= MIN_FREE_MIB, f"{free_mib} MiB free", f"free some space at {nearest}")


def _nearest_that_exists(folder: Path) -> Path:
    """The folder itself, or the one above in which it would be made."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _daemon(places: Places) -> Iterator[Finding]:
    try:
        connection = reach(places)
        if connection is None:
            # Not running is no fault: the commands that need it start it.
            yield Finding("lineupd", True, "not running")
            return
        check_language(connection.status)
    except CliError as error:
        yield Finding("lineupd", False, error.message, error.hint or "lineup daemon restart")
        return
    theirs = connection.status.version
    yield Finding("lineupd", theirs == VERSION, f"{theirs}, pid {connection.status.pid}", "lineup daemon restart")
    yield from _queue(connection.status)


def _queue(status: StatusReply) -> Iterator[Finding]:
    """That the user has paused it is no fault."""
    goes_on = status.paused or not status.trouble
    yield Finding("queue", goes_on, as_text(status), "`lineup daemon logs` and `lineup jobs explain ID` say more")
    yield Finding("workers", True, f"{status.workers_ready} of {status.workers} ready")


def show_findings(findings: list[Finding], *, as_json: bool) -> None:
    """Print what was found; cures only where something does not work."""
    if as_json:
        output.write_json(
            [{"what": f.what, "ok": f.works, "note": f.note, "cure": None if f.works else f.cure} for f in findings]
        )
        return
    table = Table((Column("WHAT"), Column("STATE"), Column("NOTE", flexible=True, folds=True)))
    table.rows.extend((finding.what, "ok" if finding.works else "FAILS", finding.note) for finding in findings)
    show(table)
    for finding in findings:
        if not finding.works:
            output.say(f"{finding.what}: {finding.cure}")
