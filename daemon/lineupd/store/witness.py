"""A number beside the history: how many changes it has had. A history with fewer has lost what was answered.

SQLite cannot see that: without its journal a file is whole, and older. The number is written after each commit and not
waited for, so a power cut may leave a smaller one, never a larger one.
"""

import os
import sqlite3
from contextlib import suppress
from pathlib import Path

SEEN = "-seen"
"""How the name of that file ends, after the name of the database."""


def commits_in(db: sqlite3.Connection) -> int:
    """How many changes a history has had; 0 for those older lineups made, which did not count them."""
    try:
        commits: int = db.execute("SELECT commits FROM ledger").fetchone()[0]
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return 0
    return commits


def seen_beside(database: Path) -> int:
    """How many changes were answered; 0 when nobody knows."""
    with suppress(OSError, ValueError):
        return int(database.with_name(database.name + SEEN).read_bytes())
    return 0


def forget_beside(database: Path) -> None:
    """A new history begins: what an earlier one had does not count."""
    database.with_name(database.name + SEEN).unlink(missing_ok=True)


class Witness:
    """Writes the number down."""

    def __init__(self, database: Path, commits: int) -> None:
        """Begin with a number that was just read; raises `OSError`."""
        path = database.with_name(database.name + SEEN)
        self._descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC, 0o600)
        self._seen = -1
        self.note(commits)

    def note(self, commits: int) -> None:
        """The history has had so many changes. On a full disk the number stays what it was."""
        if commits != self._seen:
            with suppress(OSError):
                os.pwrite(self._descriptor, b"%020d\n" % commits, 0)
                self._seen = commits

    def close(self) -> None:
        """There will be no more changes."""
        os.close(self._descriptor)
