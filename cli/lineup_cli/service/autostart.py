"""Starting lineupd: by itself when a command needs it, or because the user asked."""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

from lineup_cli import output
from lineup_cli.errors import BadInput, DaemonHangs, DaemonUnreachable
from lineup_cli.preferences import why_not_started
from lineup_cli.service.client import reach
from lineup_cli.service.connection import Connection
from lineup_proto.places import Places, make_private

START_S = 20.0
"""How long a starting daemon may take to answer."""

IN_USE = 75
"""lineupd's exit code when another daemon owns this home."""

_PAUSE_S = 0.05
_SHOWN_LINES = 5
_WORDS_BYTES = 64 * 1024


def start_unasked(places: Places) -> Connection:
    """Start the daemon because a command needs it, unless the user has forbidden that."""
    why_not = why_not_started(places)
    if why_not:
        raise DaemonUnreachable(
            f"lineupd is not running, and {why_not} forbids starting it unasked", "`lineup daemon start` starts it"
        )
    output.say("starting lineupd")
    return start(places)


def start(places: Places) -> Connection:
    """Start the daemon detached from this terminal and wait until it answers."""
    output_file = _startup_log(places)
    process = _spawn(output_file)
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        connection = _answering(places)
        if connection is not None:
            # The daemon outlives this command on purpose: nobody will wait for it here.
            process.returncode = process.returncode or 0
            return connection
        if process.poll() == IN_USE:
            # The other one may be about to serve, or about to be gone.
            process = _spawn(output_file)
        elif process.returncode is not None:
            raise DaemonUnreachable(_obituary(process.returncode, output_file), "`lineup doctor` looks for the cause")
        time.sleep(_PAUSE_S)
    raise DaemonUnreachable(
        f"lineupd was started but did not answer within {START_S:.0f} s", f"its log: {places.log_file}"
    )


def _answering(places: Places) -> Connection | None:
    """The daemon if it answers by now; one that has just begun may listen before it has time to answer."""
    with contextlib.suppress(DaemonHangs):
        return reach(places)
    return None


def _startup_log(places: Places) -> Path:
    try:
        make_private(places.log_dir)
        file = places.log_dir / "lineupd-start.log"
        file.write_bytes(b"")
        file.chmod(0o600)
    except OSError as error:
        raise BadInput(
            f"no log can be written to {places.log_dir}: {error.strerror or error}",
            "make the folder writable, or set LINEUP_HOME to one that is",
        ) from error
    return file


def _spawn(output_file: Path) -> "subprocess.Popen[bytes]":
    # -P: a folder that happens to hold a file called numpy.py must not matter to the daemon.
    environment = dict(os.environ)
    if environment.get("LINEUP_HOME"):
        environment["LINEUP_HOME"] = str(Path(environment["LINEUP_HOME"]).expanduser().absolute())
    with output_file.open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "lineupd"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            env=environment,
        )


def _obituary(code: int, output_file: Path) -> str:
    last = output_file.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-_SHOWN_LINES:]
    said = f": {' | '.join(last)}" if last else f", and left no word in {output_file}"
    if not last and not _has_room(output_file.parent):
        said = f": the disk of {output_file.parent} is full"
    return f"lineupd ended with exit code {code} while starting{said}"


def _has_room(folder: Path) -> bool:
    """Whether a word could be left there."""
    with contextlib.suppress(OSError):
        return shutil.disk_usage(folder).free >= _WORDS_BYTES
    return True
