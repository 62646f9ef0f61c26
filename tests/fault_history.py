"""The history compared with what an outside recorder saw: nothing lost, nothing twice, no state that cannot be."""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from daemons import places_of
from fault_recorder import Asked
from lineupd.jobs import FINAL, MOVES, JobStatus

_EVENTS = "SELECT kind, from_status, to_status FROM events WHERE job_id = ? ORDER BY rowid"
_ATTEMPTS = "SELECT number, outcome FROM attempts WHERE job_id = ? ORDER BY number"


@dataclass(frozen=True, slots=True)
class Row:
    """A job as it lies in the file."""

    id: str
    key: str
    status: str
    attempt: int
    result_hash: str
    result: str
    rerun_of: str
    paused: int
    priority: int


@dataclass(frozen=True, slots=True)
class Witness:
    """What the recorder's calls say about the jobs that must, may and must not be there."""

    calls: Sequence[Asked]

    def keys(self) -> dict[str, str]:
        """Each key that was used, and the id that was acknowledged for it; empty = none was."""
        found: dict[str, str] = {}
        for one in self._accepting():
            answered = one.answer["id"] if one.answer else ""
            key = one.words["key"]
            assert not (answered and found.get(key)) or answered == found[key], f"key {key} made two jobs"
            found[key] = answered or found.get(key, "")
        return found

    def configs(self) -> dict[str, str]:
        """The configuration behind each key; a re-run has that of the job it repeats."""
        ids = {one.answer["id"]: one.words["key"] for one in self._accepting() if one.answer}
        configs: dict[str, str] = {}
        for one in self._accepting():
            configs[one.words["key"]] = one.words["config"] if one.verb == "submit" else configs[ids[one.words["of"]]]
        return configs

    def refused_keys(self) -> set[str]:
        """Keys that were never answered but with a refusal."""
        taken = {one.words["key"] for one in self._accepting() if not one.refused}
        return {one.words["key"] for one in self._accepting()} - taken

    def named(self, verb: str, answer: str) -> tuple[set[str], set[str]]:
        """The jobs that a verb certainly changed, and those that it may have changed."""
        calls = [one for one in self.calls if one.verb == verb]
        certain = {job_id for one in calls if one.answer for job_id in one.answer[answer]}
        return certain, certain | {job_id for one in calls if one.is_unknown for job_id in one.words["ids"]}

    def last(self, *verbs: str) -> dict[str, Asked]:
        """Per job the last of these calls that was not refused; it may have been done or not when it is unknown."""
        return {one.words["id"]: one for one in self.calls if one.verb in verbs and not one.refused}

    def _accepting(self) -> Iterator[Asked]:
        return (one for one in self.calls if one.verb in ("submit", "rerun"))


def rows_of(home: Path) -> list[Row]:
    """Every job in a home's history."""
    with closing(_read(places_of(home).database)) as db:
        return _rows(db)


def _read(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)


def _rows(db: sqlite3.Connection) -> list[Row]:
    columns = (
        "id, client_key, status, attempt, coalesce(result_hash, ''), coalesce(result_json, ''), "
        "coalesce(rerun_of, ''), paused, priority"
    )
    found = db.execute(f"SELECT {columns} FROM jobs ORDER BY rowid")
    return [Row(*row) for row in found]


def check_history(home: Path, calls: Sequence[Asked], undisturbed: Mapping[str, str]) -> Counter[str]:
    """Assert that a home whose daemon has stopped holds what it should; answers how many jobs have each state.

    `undisturbed` are the results that configurations have where nothing goes wrong.
    """
    witness = Witness(calls)
    rows = check_courses(places_of(home).database)
    _check_presence(witness, rows)
    _check_cancelled(witness, rows)
    _check_results(witness, rows, undisturbed)
    _check_order(witness, rows)
    return Counter(row.status for row in rows)


def check_courses(database: Path) -> list[Row]:
    """Assert that a history is sound and no job came to its state in a way that cannot be; answers the jobs."""
    with closing(_read(database)) as db:
        assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        rows = _rows(db)
        for row in rows:
            _check_course(row, db.execute(_EVENTS, (row.id,)).fetchall())
            _check_attempts(row, db.execute(_ATTEMPTS, (row.id,)).fetchall())
        return rows


def _check_presence(witness: Witness, rows: Sequence[Row]) -> None:
    """Every acknowledged job exactly once, no job that nobody asked for, no key twice."""
    keys = Counter(row.key for row in rows)
    assert max(keys.values(), default=1) == 1, [key for key, count in keys.items() if count > 1]
    assert not keys.keys() - witness.keys().keys(), "jobs that nobody asked for"
    assert not keys.keys() & witness.refused_keys(), "jobs whose submission was refused"
    deleted, maybe_deleted = witness.named("delete", "deleted")
    found = {row.key: row.id for row in rows}
    for key, job_id in witness.keys().items():
        if job_id in deleted:
            assert key not in found, f"job {job_id} was deleted and is there"
        elif job_id and job_id not in maybe_deleted:
            assert found.get(key) == job_id, f"job {job_id} was acknowledged and is not there"


def _check_cancelled(witness: Witness, rows: Sequence[Row]) -> None:
    """What was acknowledged as cancelled is; what nobody asked to cancel is not."""
    certain, possible = witness.named("cancel", "cancelled")
    for row in rows:
        if row.id in certain:
            assert row.status == JobStatus.CANCELLED, row
        if row.status == JobStatus.CANCELLED:
            assert row.id in possible, row


def _check_results(witness: Witness, rows: Sequence[Row], undisturbed: Mapping[str, str]) -> None:
    """A completed job has the result that it has where nothing goes wrong, any other none."""
    configs = witness.configs()
    for row in rows:
        if row.status == JobStatus.COMPLETED:
            assert row.result == undisturbed[configs[row.key]], row
        else:
            assert (row.result, row.result_hash) == ("", ""), row


def _check_order(witness: Witness, rows: Sequence[Row]) -> None:
    """Jobs that wait are paused, and have the priority, as was acknowledged last; others have no pause."""
    pauses, priorities = witness.last("pause", "resume"), witness.last("prioritize")
    for row in rows:
        last = pauses.get(row.id)
        if last is None or not last.is_unknown:
            is_paused = last is not None and last.verb == "pause" and row.status not in FINAL
            assert (row.status, row.paused) == ("queued" if is_paused else row.status, is_paused), row
        if row.id in priorities and not priorities[row.id].is_unknown:
            assert row.priority == priorities[row.id].words["priority"], row


def _check_course(row: Row, events: Sequence[tuple[Any, ...]]) -> None:
    """The events lead from the submission to the state, along allowed moves only."""
    moves = [(before, after) for _, before, after in events if before != after]
    assert moves[0] == (None, JobStatus.QUEUED), (row, events)
    assert moves[-1][1] == row.status, (row, events)
    for (_, reached), (before, after) in pairwise(moves):
        assert before == reached, (row, events)
        assert JobStatus(after) in MOVES[JobStatus(before)], (row, events)


def _check_attempts(row: Row, attempts: Sequence[tuple[int, str]]) -> None:
    """Numbered without a gap; each but the last was interrupted, and the last ended as the job did."""
    assert [number for number, _ in attempts] == list(range(1, row.attempt + 1)), (row, attempts)
    outcomes = [outcome for _, outcome in attempts]
    assert all(outcome == "interrupted" for outcome in outcomes[:-1]), (row, attempts)
    if row.status == JobStatus.CANCELLED:
        # A job may also be cancelled while it waits to go on.
        assert outcomes[-1:] in ([], ["cancelled"], ["interrupted"]), (row, attempts)
    elif row.status == JobStatus.QUEUED:
        assert outcomes[-1:] in ([], ["interrupted"]), (row, attempts)
    else:
        assert outcomes[-1] == row.status, (row, attempts)
