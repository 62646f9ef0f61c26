"""Backups from the command line: where they may be written, and what it takes to bring one back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lineup_cli import output
from lineup_cli.asking import make_sure
from lineup_cli.errors import BadInput
from lineup_cli.files import refuse_own
from lineup_cli.service.autostart import start
from lineup_cli.service.daemon_process import stop
from lineup_cli.service.tool import ask_lineupd
from lineup_cli.text import counted
from lineup_cli.times import show_moment
from lineup_proto.places import find_places

_MIB = 1024 * 1024


def writable(target: str, *, yes: bool) -> str:
    """The absolute path of a backup to be made; an older file there is replaced only with the user's consent."""
    if not target:
        return ""
    if target == "-":
        raise BadInput("a backup does not go to standard output", "name a file")
    path = Path(target).expanduser().absolute()
    try:
        if path.is_dir():
            raise BadInput(f"{path}: is a directory", "name a file in it")
        if not path.parent.is_dir():
            raise BadInput(f"{path}: there is no folder {path.parent}")
        refuse_own(path)
        if path.exists():
            make_sure("overwrite it", yes=yes, because=f"{path} exists")
    except OSError as error:
        raise BadInput(f"{path}: {error.strerror}") from error
    return str(path)


def show_backup(made: dict[str, Any]) -> None:
    """Say what was backed up; the path is the datum."""
    output.write(made["file"])
    output.say(f"{counted(made['jobs'], 'job')}, {made['size'] / _MIB:.2f} MiB")


def restore(backup: str, *, yes: bool) -> dict[str, Any]:
    """Bring back a backup, with the user's consent where something is here; answers what lineupd says of it."""
    path = str(Path(backup).expanduser().absolute())
    found = ask_lineupd(f"--restore={path}", "--look")
    if not found["empty"]:
        make_sure("replace it and move it aside", yes=yes, because=_what_is_here(found))
    with _lineupd_stopped():
        return ask_lineupd(f"--restore={path}", "--replace")


def _what_is_here(found: dict[str, Any]) -> str:
    told = found["backup"]
    here = f"the history here has {counted(found['jobs'] or 0, 'job')}"
    if found["jobs"] is None:
        here = "the history here cannot be read"
    elif found["jobs"] == 0:
        here = "the settings here are others"
    return f"{here}, the backup of {show_moment(told['made_at'])} has {counted(told['jobs'], 'job')}"


@contextmanager
def _lineupd_stopped() -> Iterator[None]:
    """Without a lineupd that could write meanwhile; one that ran runs again afterwards."""
    places = find_places()
    pid = stop(places)
    if pid is not None:
        output.say(f"lineupd stopped (pid {pid})")
    try:
        yield
    finally:
        if pid is not None:
            output.say(f"lineupd started (pid {start(places).status.pid})")


def show_restored(restored: dict[str, Any]) -> None:
    """Say what is there now, and where that lies which was."""
    output.say(f"restored {counted(restored['jobs'], 'job')} as of {show_moment(restored['made_at'])}")
    if restored["replaced"]:
        output.say(f"what was here lies in {restored['replaced']}")
