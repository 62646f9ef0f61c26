"""A bug of ours: one line for the user, the traceback for the log."""

import os
import traceback
from datetime import UTC, datetime

from lineup_cli import output
from lineup_proto.places import HomeError, find_places

_MOST_BYTES = 1 << 20
"""Of one file; the one before it is kept, too."""


def report_crash(error: Exception) -> None:
    """Say that something unexpected happened and where its details are; `LINEUP_DEBUG=1` shows them at once."""
    trace = "".join(traceback.format_exception(error))
    if os.environ.get("LINEUP_DEBUG"):
        for line in trace.splitlines():
            output.say(line)
    place = _keep(trace)
    details = f"details: {place}" if place else "set LINEUP_DEBUG=1 to see the details"
    output.say(f"lineup: this should not have happened: {type(error).__name__}: {error} ({details})")


def _keep(trace: str) -> str:
    try:
        folder = find_places().log_dir
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = folder / "lineup-crashes.log"
        if file.exists() and file.stat().st_size > _MOST_BYTES:
            file.replace(file.with_suffix(".log.1"))
        file.touch(mode=0o600)
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"--- {datetime.now(UTC).isoformat()}\n{trace}")
    except (OSError, HomeError):
        return ""
    return str(file)
