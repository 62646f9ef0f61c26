"""SQLite connections that kill their process at a named point, or fail to write, where the environment says so.

`LINEUP_FAULT_KILL=claim:before:2` kills the process before its second commit of a claim, `claim:after:2` behind it.
`LINEUP_FAULT_FULL=PATH`: as long as there is a file, writing finds the disk full.
"""

import os
import signal
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, ClassVar

COMMITS = ("submit", "claim", "result", "fail", "cancel", "requeue", "delete", "progress", "input")
"""The commits that have names."""

_MOVES = {"running": "claim", "completed": "result", "failed": "fail", "cancelled": "cancel", "queued": "requeue"}
_WRITES = ("INSERT", "UPDATE", "DELETE", "COMMIT")


class FaultyConnection(sqlite3.Connection):
    """Looks at each statement before it is run."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._kill = os.environ.get("LINEUP_FAULT_KILL", "")
        self._full = Path(os.environ.get("LINEUP_FAULT_FULL") or os.devnull + "/none")
        self._parts: list[list[str]] = [[]]
        self._commits: Counter[str] = Counter()

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, or do not."""
        if sql.lstrip().startswith(_WRITES) and self._full.exists():
            raise full_disk()
        if sql == "COMMIT":
            return self._commit()
        if sql.startswith("BEGIN"):
            self._parts = [[]]
        elif sql.startswith("SAVEPOINT"):
            self._parts.append([])
        elif name := name_of(sql, parameters):
            self._parts[-1].append(name)
        return super().execute(sql, parameters)

    def _commit(self) -> sqlite3.Cursor:
        """Several changes may be kept together."""
        names = [next((name for name in COMMITS if name in part), "") for part in self._parts]
        begun = self._commits.copy()
        self._commits.update(names)
        points = [
            f"{name}:{{}}:{number}" for name in set(names) for number in range(begun[name] + 1, self._commits[name] + 1)
        ]
        self._die_at(point.format("before") for point in points)
        cursor = super().execute("COMMIT")
        self._die_at(point.format("after") for point in points)
        return cursor

    def _die_at(self, points: Iterable[str]) -> None:
        if self._kill in points:
            os.kill(os.getpid(), signal.SIGKILL)


class FailingConnection(sqlite3.Connection):
    """Counts the writes of all its kind; some of them find the disk full."""

    writes: ClassVar[int] = 0
    full_at: ClassVar[range] = range(0)

    def execute(self, sql: str, parameters: Any = (), /) -> sqlite3.Cursor:
        """Run a statement, or find the disk full."""
        if sql.lstrip().startswith(_WRITES):
            FailingConnection.writes += 1
            if FailingConnection.writes in FailingConnection.full_at:
                raise full_disk()
        return super().execute(sql, parameters)


def full_disk() -> sqlite3.OperationalError:
    """What SQLite says when the disk is full."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    return error


def name_of(sql: str, parameters: object) -> str:
    """What a statement is for; empty for those that only go with others."""
    words = " ".join(sql.split())
    if words.startswith("UPDATE jobs SET status = :to_status") and isinstance(parameters, Mapping):
        return _MOVES[str(parameters["to_status"])]
    if words.startswith("INSERT INTO jobs ("):
        return "submit"
    if words.startswith("DELETE FROM jobs"):
        return "delete"
    if words.startswith("INSERT INTO job_stages"):
        return "progress"
    return "input" if words.startswith("INSERT INTO inputs") else ""
