"""What the doctor finds in a home: who can look into it, what is in no backup, what grows, what does not start."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fake_service import FakeDaemon, lineup
from lineup_cli.examination import home as looks
from lineup_cli.examination.daemon import daemon as examined
from lineup_cli.examination.finding import Finding
from lineup_cli.examination.history import backups
from lineup_proto.places import Places, find_places


@pytest.fixture
def places(home: Path) -> Places:
    """A home as lineupd leaves it; nothing in it is what it seems."""
    found = find_places()
    for folder in (found.state_dir, found.log_dir, found.jobs_dir, found.backups_dir):
        folder.mkdir(mode=0o700, parents=True)
    for file in (found.database, found.log_file):
        file.touch(mode=0o600)
    return found


def _at(path: Path, days: float) -> None:
    """As if something had been changed so many days ago."""
    moment = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(path, (moment, moment))


def _backup(places: Places, days: float) -> None:
    moment = datetime.now(UTC) - timedelta(days=days)
    (places.backups_dir / f"lineup-{moment:%Y%m%dT%H%M%SZ}-daily.zip").touch()


def _only(found: list[Finding]) -> Finding:
    (one,) = found
    return one


def test_who_else_can_look_is_told(places: Places) -> None:
    """File by file, with the command that closes them."""
    assert _only(list(looks.privacy(places))) == Finding("privacy", True, "only you", "chmod -R go-rwx ")
    places.database.chmod(0o644)
    places.backups_dir.chmod(0o755)
    found = _only(list(looks.privacy(places)))
    assert not found.works
    assert found.note == f"open to others: {places.database}, {places.backups_dir}"
    assert found.cure == f"chmod -R go-rwx {places.database} {places.backups_dir}"


@pytest.mark.parametrize(
    ("changed", "backup", "works", "words"),
    [
        (0.0, 0.5, True, "12h old"),
        (0.0, 2.0, True, "2d old"),
        # Nothing was changed since: an old backup is as good as a new one.
        (100.0, 100.5, True, "100d old"),
        (0.0, 9.0, False, "9d old"),
        (0.0, None, True, "none yet"),
        (0.0, -3650.0, True, "none but of a clock that was ahead"),
        (0.0, -0.9, True, ""),
    ],
)
def test_the_newest_backup_is_judged_by_what_changed_since(
    places: Places, changed: float, backup: float | None, works: bool, words: str
) -> None:
    _at(places.database, changed)
    if backup is not None:
        _backup(places, backup)
        _backup(places, backup + 1)
    (places.backups_dir / "lineup-holiday.zip").touch()
    found = _only(list(backups(places)))
    assert (found.works, found.note[: len(words)]) == (works, words)
    assert "lineup jobs backup" in found.cure


def test_a_history_that_never_was_in_a_backup_is_found(places: Places) -> None:
    """It has had jobs for long; unless the user wishes no backups."""
    (places.jobs_dir / "abcdefghij").mkdir()
    _at(places.jobs_dir / "abcdefghij", 30)
    assert not _only(list(backups(places))).works
    lineup("config", "set", "history.backups", "0")
    assert _only(list(backups(places))) == Finding("backup", True, "turned off: history.backups is 0")


def test_without_a_history_there_is_nothing_to_back_up(home: Path) -> None:
    assert _only(list(backups(find_places()))).note == "nothing to back up yet"


def test_what_jobs_have_in_their_folders_counts(places: Places) -> None:
    """Not only the history takes space."""
    results = places.jobs_dir / "abcdefghij" / "results"
    results.mkdir(parents=True)
    (results / "0.arrays").write_bytes(bytes(3 << 20))
    assert "work and logs of jobs 3.0 MiB" in _only(list(looks.space(places))).note


def test_what_lies_in_the_place_of_the_socket_is_found(places: Places) -> None:
    assert _only(list(looks.socket(places))).works
    places.socket.touch()
    found = _only(list(looks.socket(places)))
    assert (found.works, found.cure) == (False, "move it away")


def test_a_log_that_grows_is_found(places: Places) -> None:
    assert _only(list(looks.log(places))).works
    with places.log_file.open("wb") as file:
        file.truncate((looks.MOST_LOG_MIB + 1) << 20)
    found = _only(list(looks.log(places)))
    assert (found.works, found.note) == (False, f"{looks.MOST_LOG_MIB + 1}.0 MiB")


def test_room_is_judged_by_the_history(places: Places) -> None:
    """A backup needs twice of it."""
    assert _only(list(looks.space(places))).works
    with places.database.open("wb") as file:
        file.truncate(1 << 43)
    found = _only(list(looks.space(places)))
    assert not found.works
    assert "the history has 8388608.0 MiB" in found.note


def test_what_was_moved_aside_is_mentioned(places: Places) -> None:
    """Nobody but the user removes it."""
    assert "moved aside" not in _only(list(looks.space(places))).note
    (places.replaced_dir / "20261123T180000Z").mkdir(parents=True)
    (places.replaced_dir / "20261123T180000Z" / "lineup.db").write_bytes(bytes(3 << 20))
    assert "what was moved aside, and may be removed, 3.0 MiB" in _only(list(looks.space(places))).note


def test_workers_that_never_start_are_found(daemon: FakeDaemon) -> None:
    """In the first minutes they may still be about to."""
    found = {one.what: one for one in examined(find_places())}
    assert found["workers"].works
    daemon.uptime_s = 1000.0
    found = {one.what: one for one in examined(find_places())}
    assert (found["workers"].works, found["workers"].note) == (False, "0 of 2 ready")


def test_a_broken_history_has_the_cure_that_lineupd_names(places: Places) -> None:
    """And it is the last word: the backup is named, nobody is told to throw anything away."""
    _backup(places, 1)
    with closing(sqlite3.connect(places.database)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    said = lineup("doctor")
    assert said.code == 1
    line = next(line for line in said.err.splitlines() if line.startswith("history: "))
    assert "lineup jobs restore " in line
    assert "move" not in line
