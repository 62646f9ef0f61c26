"""A home belongs to one daemon, is private, and is never harmed by one that cannot use it."""

import fcntl
import os
import socket
import sqlite3
import stat
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from daemons import WAIT_S, connect, places_of, running, start, wait_until
from lineup_proto.v1 import jobs_pb2 as pb


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def test_two_daemons_do_not_share_a_home(tmp_path: Path) -> None:
    """The second says whose it is and goes; the first is not disturbed."""
    home = tmp_path / "home"
    with running(home) as daemon:
        second = start(home)
        _, words = second.communicate(timeout=WAIT_S)
        assert second.returncode == 75
        assert f"pid {daemon.process.pid}" in words
        assert len(words.splitlines()) == 1
        assert daemon.status().pid == daemon.process.pid


def test_of_many_at_once_one_serves(tmp_path: Path) -> None:
    """Whoever has the lock; the others are told."""
    home = tmp_path / "home"
    processes = [start(home, workers=1) for _ in range(4)]
    try:
        wait_until(lambda: sum(process.poll() is not None for process in processes) == 3, "all but one have gone")
        (survivor,) = [process for process in processes if process.poll() is None]
        connect(home, survivor).channel.close()
        assert sorted(process.returncode for process in processes if process is not survivor) == [75, 75, 75]
    finally:
        for process in processes:
            process.kill()
            process.communicate(timeout=WAIT_S)


def test_only_the_user_may_enter(tmp_path: Path) -> None:
    """Folders 0700, socket and files 0600."""
    with running(tmp_path / "home") as daemon:
        places = daemon.places
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        assert {_mode(folder) for folder in (places.state_dir, places.log_dir, places.jobs_dir)} == {0o700}
        files = (places.socket, places.database, places.lock_file, places.log_file, places.job_ids_file)
        assert {_mode(file) for file in files} == {0o600}


def test_a_home_that_was_open_is_closed(tmp_path: Path) -> None:
    """Folders made by something careless."""
    state = tmp_path / "home" / "state"
    state.mkdir(parents=True)
    state.chmod(0o777)
    with running(tmp_path / "home"):
        assert _mode(state) == 0o700


def test_a_long_path_moves_the_socket(tmp_path: Path) -> None:
    """A unix socket's path is short by nature."""
    home = tmp_path / ("long" * 20) / ("home" * 10)
    with running(home) as daemon:
        assert daemon.places.socket.parent.parent == Path("/tmp")
        assert _mode(daemon.places.socket.parent) == 0o700
        assert daemon.status().socket == str(daemon.places.socket)


def test_the_lock_comes_before_the_socket(tmp_path: Path) -> None:
    """A daemon without the lock leaves the socket of the one that has it."""
    home = tmp_path / "home"
    places = places_of(home)
    places.state_dir.mkdir(parents=True)
    descriptor = os.open(places.lock_file, os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    with closing(socket.socket(socket.AF_UNIX)) as held:
        held.bind(str(places.socket))
        inode = places.socket.stat().st_ino
        process = start(home)
        _, words = process.communicate(timeout=WAIT_S)
        assert process.returncode == 75, words
        assert places.socket.stat().st_ino == inode
    os.close(descriptor)


def test_leftovers_of_a_killed_daemon_do_not_matter(tmp_path: Path) -> None:
    """A stale socket, a lock file that nobody holds, a folder of no job."""
    home = tmp_path / "home"
    with running(home) as daemon:
        daemon.kill()
    (home / "state" / "jobs" / "nobodysjob").mkdir()
    assert places_of(home).socket.exists()
    with running(home) as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        assert not (home / "state" / "jobs" / "nobodysjob").exists()


def _garbage(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])


def _torn_page(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[4096 : 2 * 4096] = bytes(range(256)) * 16
    path.write_bytes(content)


def _of_the_future(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 999")


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")


@pytest.mark.parametrize("harm", [_garbage, _empty, _truncated, _torn_page, _of_the_future, _foreign])
def test_an_unusable_history_is_kept_as_it_is(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    """One sentence that names the file, exit code 78, and not a byte of it changed."""
    home = tmp_path / "home"
    with running(home) as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        assert daemon.stop() == 0
    database = places_of(home).database
    harm(database)
    content = database.read_bytes()
    process = start(home)
    _, words = process.communicate(timeout=WAIT_S)
    assert process.returncode == 78
    assert str(database) in words
    assert len(words.splitlines()) == 1
    assert database.read_bytes() == content


def test_a_journal_without_its_history_is_not_swallowed(tmp_path: Path) -> None:
    """SQLite would play somebody else's journal into a new file."""
    home = tmp_path / "home"
    with running(home) as daemon:
        daemon.submit("tasks: 1")
        daemon.kill()
    database = places_of(home).database
    journal = database.with_name(database.name + "-wal")
    database.unlink()
    content = journal.read_bytes()
    process = start(home)
    _, words = process.communicate(timeout=WAIT_S)
    assert process.returncode == 78, words
    assert (journal.read_bytes(), database.exists()) == (content, False)


def test_a_history_without_its_journal_is_not_taken_for_whole(tmp_path: Path) -> None:
    """After kill -9 what was answered last lies in the journal only."""
    home = tmp_path / "home"
    with running(home) as daemon:
        daemon.submit("tasks: 1")
        daemon.kill()
    database = places_of(home).database
    database.with_name(database.name + "-wal").unlink()
    content = database.read_bytes()
    process = start(home)
    _, words = process.communicate(timeout=WAIT_S)
    assert process.returncode == 78, words
    assert "its journal is gone" in words
    assert database.read_bytes() == content


def test_what_lies_in_the_place_of_the_socket_is_named(tmp_path: Path) -> None:
    """And kept: it is somebody's file."""
    home = tmp_path / "home"
    socket_file = places_of(home).socket
    socket_file.parent.mkdir(parents=True)
    socket_file.write_text("mine", encoding="ascii")
    process = start(home)
    _, words = process.communicate(timeout=WAIT_S)
    cure = "in the place of lineupd's socket, and is none (move it away)"
    assert (process.returncode, words) == (78, f"lineupd: {socket_file} is {cure}\n")
    assert socket_file.read_text(encoding="ascii") == "mine"


def test_settings_that_make_no_sense_are_refused(tmp_path: Path) -> None:
    """File, key and the nearest known key in one sentence."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text("[daemon]\nworker = 2\n", encoding="utf-8")
    process = start(home)
    _, words = process.communicate(timeout=WAIT_S)
    assert process.returncode == 78
    assert "settings.toml" in words
    assert "daemon.worker " in words
    assert "did you mean daemon.workers?" in words
