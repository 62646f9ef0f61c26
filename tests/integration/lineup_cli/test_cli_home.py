"""Homes that are none, and what the doctor finds in those that are."""

import errno
import os
from pathlib import Path

import pytest

from fake_service import Said, lineup
from lineup_cli.examination.history import history
from lineup_cli.examination.home import folders
from lineup_proto.places import find_places
from lineupd.errors import StoreUnusable
from lineupd.store import schema

VERBS = (["jobs", "ls"], ["status"], ["daemon", "status"], ["daemon", "stop"], ["daemon", "logs"], ["daemon", "start"],
         ["config", "show"], ["config", "path"], ["config", "set", "daemon.workers", "1"], ["doctor"], ["demo"])  # fmt: skip


@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
@pytest.mark.parametrize("inside", ["", "deep/in/it"])
def test_a_home_that_is_a_file_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, verb: list[str], inside: str
) -> None:
    (tmp_path / "file").touch()
    home = str(tmp_path / "file" / inside)
    monkeypatch.setenv("LINEUP_HOME", home)
    cure = "set LINEUP_HOME to a folder, or unset it"
    assert lineup(*verb) == Said(2, "", f"lineup: LINEUP_HOME is {home}, which is a file or lies in one ({cure})\n")


def test_the_doctor_sees_a_broken_history(home: Path) -> None:
    """The error of a lineupd that cannot start sends people to the doctor."""
    places = find_places()
    assert [found.note for found in history(places)] == ["none yet"]
    places.state_dir.mkdir(parents=True)
    assert [(found.works, found.note) for found in history(places)] == [(True, "none yet")]
    places.database.write_bytes(bytes(range(256)) * 64)
    (found,) = history(places)
    assert not found.works
    assert found.note == f"{places.database} cannot be read: file is not a database"
    assert found.cure.endswith("there is no backup: move it away to begin a new history")
    assert places.database.read_bytes() == bytes(range(256)) * 64


def test_a_home_that_cannot_be_looked_into_is_one_sentence(home: Path) -> None:
    """As one without rights; the doctor goes on, and names it."""
    state = find_places().state_dir
    home.mkdir()
    state.symlink_to(state)
    words = f"lineup: {state}: {os.strerror(errno.ELOOP)} (`lineup doctor` says more)\n"
    assert lineup("status") == lineup("jobs", "ls") == Said(1, "", words)
    said = lineup("doctor")
    assert (said.code, "should not have happened" in said.err) == (1, False)
    assert f"socket     FAILS  {state}: {os.strerror(errno.ELOOP)}"[:60] in said.out
    assert "python     ok" in said.out


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("lineup.db", "lineup.db may not be read and written by this user"),
        ("lineup.db-seen", "lineup.db-seen may not be read and written by this user"),
        ("", "nothing can be written to"),
    ],
)
def test_a_history_without_rights_is_not_called_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, words: str
) -> None:
    """The cure gives them back; to bring back a backup, or to begin anew, would harm."""
    schema.prepare(tmp_path / "lineup.db")
    (tmp_path / "lineup.db-seen").touch()
    monkeypatch.setattr(os, "access", lambda path, _mode: Path(path) != tmp_path / place)
    with pytest.raises(StoreUnusable, match=words) as caught:
        schema.check(tmp_path / "lineup.db")
    assert caught.value.hint.startswith("`chmod ")


def test_a_folder_of_jobs_that_cannot_be_written_is_found(home: Path) -> None:
    jobs = find_places().jobs_dir
    jobs.parent.mkdir(parents=True)
    assert [found.what for found in folders(find_places())] == ["home", "log"]
    jobs.touch()
    assert [(found.what, found.works) for found in folders(find_places())][2:] == [("jobs", False)]


def test_a_lock_that_cannot_be_looked_at_is_one_sentence(home: Path) -> None:
    """Whatever it is: nobody can say whether a lineupd is there."""
    lock = find_places().lock_file
    lock.parent.mkdir(parents=True)
    lock.symlink_to(lock)
    cure = "make it a file that you own and can read, or set LINEUP_HOME"
    words = f"lineup: {lock} cannot be read: {os.strerror(errno.ELOOP)} ({cure})\n"
    assert lineup("daemon", "status") == lineup("status") == Said(1, "", words)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc")
def test_the_doctor_sees_a_home_that_cannot_be_made(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can make a folder there, though root is told that he may."""
    monkeypatch.setenv("LINEUP_HOME", "/proc/foo")
    home, log = folders(find_places())
    assert (home.works, home.note) == (log.works, log.note) == (False, "/proc cannot be written to")
