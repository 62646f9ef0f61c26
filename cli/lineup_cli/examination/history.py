"""Whether the history is sound, and how old its newest backup is."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lineup_cli.errors import CliError
from lineup_cli.examination.finding import Finding
from lineup_cli.examination.machine import REINSTALL
from lineup_cli.preferences import chosen_settings
from lineup_cli.times import as_wire, show_age, show_moment
from lineup_proto.places import Places

_HISTORY_S = 60.0
_TOO_LONG = timedelta(days=3)
"""A change is in a backup after a day at the latest, if lineupd runs."""

_SETTING_OF_CLOCKS = timedelta(days=1)


def history(places: Places) -> Iterator[Finding]:
    """Whether lineupd could use it; beside one that runs, and nothing is changed."""
    if not places.state_dir.exists():
        yield Finding("history", True, "none yet")
        return
    look = [sys.executable, "-P", "-m", "lineupd", "--check"]
    try:
        looked = subprocess.run(look, capture_output=True, text=True, timeout=_HISTORY_S, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        yield Finding("history", False, f"it could not be looked at: {error}", REINSTALL)
        return
    if looked.returncode == 0:
        yield Finding("history", True, str(places.database) if places.database.exists() else "none yet")
        return
    words = (looked.stderr.strip().splitlines() or ["lineupd says nothing about it"])[-1].removeprefix("lineupd: ")
    note, _, cure = words.removesuffix(")").rpartition(" (")
    yield Finding("history", False, note or words, cure if note else f"see `lineupd --check`: {places.database}")


def backups(places: Places) -> Iterator[Finding]:
    """Whether what was changed lately is in a backup."""
    if not places.database.exists():
        yield Finding("backup", True, "nothing to back up yet")
        return
    if not _are_wished(places):
        yield Finding("backup", True, "turned off: history.backups is 0")
        return
    # A backup of the future tells of a clock that was ahead, and nothing of what is in it.
    latest = datetime.now(UTC) + _SETTING_OF_CLOCKS
    found = [made for made in map(_made_at, places.backups_dir.glob("lineup-*.zip")) if made is not None]
    made = max((made for made in found if made <= latest), default=None)
    changed = _changed_at(places.database)
    note = "none but of a clock that was ahead" if found else "none yet"
    if made is not None:
        moment = as_wire(made)
        note = f"{show_age(moment, datetime.now(UTC))} old ({show_moment(moment)})"
    cure = "`lineup jobs backup` makes one; `lineup daemon logs` says why lineupd made none"
    yield Finding("backup", changed - (made or _begun_at(places)) < _TOO_LONG, note, cure)


def _are_wished(places: Places) -> bool:
    with suppress(CliError):
        return any(one.setting.key == "history.backups" and one.value for one in chosen_settings(places))
    return True


def _made_at(backup: Path) -> datetime | None:
    """The moment in the name of a backup."""
    with suppress(ValueError, IndexError):
        return datetime.strptime(backup.name.split("-")[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return None


def _changed_at(database: Path) -> datetime:
    files = (database, database.with_name(database.name + "-wal"))
    return datetime.fromtimestamp(max(file.stat().st_mtime for file in files if file.exists()), UTC)


def _begun_at(places: Places) -> datetime:
    """When this history began, as far as that can be told: the oldest of its jobs has the oldest folder."""
    folders = places.jobs_dir.glob("*")
    began = min((folder.stat().st_mtime for folder in folders), default=places.database.stat().st_mtime)
    return datetime.fromtimestamp(began, UTC)
