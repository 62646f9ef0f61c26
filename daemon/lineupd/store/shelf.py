"""The shelf: the backups that lineupd makes by itself, in one folder. Their names tell when and why.

A backup of the future tells of a clock that was ahead when it was made: it counts as older than all others.
"""

import shutil
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

DAILY, BY_HAND = "daily", "by-hand"
"""Why a backup was made; the one before a migration is called `schema-N` for the schema that it has."""

DRAFT = ".lineup-backup-"
"""How the folder begins in which a backup is made."""

_STAMP = "%Y%m%dT%H%M%SZ"
_KEPT_OF_SCHEMAS = 2
_DRAFT_S = 86_400.0
_SETTING_OF_CLOCKS = timedelta(days=1)
"""What is less in the future tells of a clock that was set a little."""


class Shelf:
    """One folder of backups."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place(self, at: datetime, why: str) -> Path:
        """Where a backup made at this moment belongs; makes the folder."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return self.folder / f"lineup-{stamp(at)}-{why}.zip"

    def newest(self, now: datetime, why: str = "*") -> Path | None:
        """The newest backup made for this reason, or at all."""
        return next(reversed(self._found(why, now)), None)

    def age(self, now: datetime, why: str = "*") -> timedelta | None:
        """How old the newest backup is; negative where the clock was set back, None where there is none."""
        newest = self.newest(now, why)
        return None if newest is None else now - made_at(newest)

    def tidy(self, keep: int, now: datetime) -> None:
        """Keep the newest daily ones and the last before migrations; remove what was left half made a day ago."""
        outdated = [*self._found(DAILY, now)[:-keep], *self._found("schema-*", now)[:-_KEPT_OF_SCHEMAS]]
        for path in outdated:
            path.unlink(missing_ok=True)
        for draft in self.folder.glob(f"{DRAFT}*"):
            if now.timestamp() - draft.stat().st_mtime > _DRAFT_S:
                shutil.rmtree(draft, ignore_errors=True)

    def _found(self, why: str, now: datetime) -> list[Path]:
        """Oldest first."""
        found = [path for path in self.folder.glob(f"lineup-*-{why}.zip") if _has_stamp(path)]
        return sorted(found, key=lambda path: (made_at(path) <= now + _SETTING_OF_CLOCKS, path.name))


def stamp(moment: datetime) -> str:
    """A moment as names of files carry it: UTC, to the second."""
    return moment.astimezone(UTC).strftime(_STAMP)


def made_at(path: Path) -> datetime:
    """The moment in the name of a backup on the shelf."""
    return datetime.strptime(path.name.split("-")[1], _STAMP).replace(tzinfo=UTC)


def _has_stamp(path: Path) -> bool:
    with suppress(ValueError):
        return made_at(path) is not None
    return False
