"""What lineupd does without serving: look at the history, back it up, bring a backup back. The command asks for it."""

import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from lineup_proto.places import Places
from lineupd.errors import BackupUnusable, HomeUnusable
from lineupd.home import own
from lineupd.store.archive import Manifest
from lineupd.store.backup import Wanted, make_backup
from lineupd.store.restore import Homes, Restoration
from lineupd.store.schema import check
from lineupd.store.shelf import BY_HAND, Shelf


def look(places: Places) -> None:
    """Look at the history as a start would, beside a daemon that may run; raises `StoreUnusable`."""
    check(places.database)


def back_up(places: Places, target: str) -> None:
    """Back up the history beside a daemon that may run, to `target` or, when that is empty, to the shelf of backups.

    Prints what was made as JSON. Raises `StoreError`.
    """
    os.umask(0o077)
    look(places)
    if not places.database.exists():
        raise BackupUnusable("there is no history yet", "`lineup submit` begins one")
    if target and places.holds(Path(target)):
        raise BackupUnusable(f"{target} is a place of lineup's own", "name a file elsewhere")
    now = datetime.now(UTC)
    path = Path(target) if target else Shelf(places.backups_dir).place(now, BY_HAND)
    try:
        manifest = make_backup(places.database, Wanted(path, now, places.settings_file))
    except OSError as error:
        raise BackupUnusable(f"{path} cannot be written: {error.strerror or error}") from error
    _print({"file": str(path), "size": path.stat().st_size, **_told(manifest)})


def restore(places: Places, backup: str, *, only_look: bool, replace: bool) -> None:
    """Bring a backup back; a history that is not empty is only replaced when that is wished, and then moved aside.

    Prints as JSON what was brought back, or with `only_look` what it would replace. Raises `StoreError` and
    `StartError`; then nothing is changed.
    """
    os.umask(0o077)
    if not only_look:
        own(places)
    homes = Homes(places.database, places.settings_file, places.jobs_dir)
    try:
        places.state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        restoration = Restoration(Path(backup), homes, only_look=only_look)
        if only_look:
            here = restoration.here()
            restoration.give_up()
            _print({"backup": _told(restoration.manifest), "jobs": here.jobs, "empty": here.is_empty})
        else:
            aside = _carry_out(restoration, replace=replace)
            _print({**_told(restoration.manifest), "replaced": str(aside) if aside else None})
    except OSError as error:
        raise HomeUnusable(f"{places.state_dir} cannot be written: {error.strerror or error}") from error


def _carry_out(restoration: Restoration, *, replace: bool) -> Path | None:
    if not replace and not restoration.here().is_empty:
        restoration.give_up()
        raise BackupUnusable("there is a history here already", "`--replace` moves it aside")
    return restoration.carry_out(datetime.now(UTC))


def _told(manifest: Manifest) -> dict[str, object]:
    told = asdict(manifest)
    return {name: told[name] for name in ("jobs", "made_at", "version", "schema")}


def _print(found: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
