"""A home that cannot be written, belongs to somebody else, or goes away while lineupd runs: one sentence, no harm."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from shlex import quote

import grpc
import pytest

from daemons import FAKE_DAEMON, WAIT_S, RunningDaemon, connect, places_of, refusal, running, start
from lineup_proto.v1 import jobs_pb2 as pb

POWERLESS = () if os.geteuid() else ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""To root permissions mean nothing, unless he gives that up."""

needs_permissions = pytest.mark.skipif(
    bool(POWERLESS) and shutil.which("setpriv") is None,
    reason="permissions mean nothing to root, and setpriv is missing",
)


def _refused(home: Path) -> str:
    """The one sentence of a daemon that cannot start."""
    process = start(home, (*POWERLESS, *FAKE_DAEMON))
    _, words = process.communicate(timeout=WAIT_S)
    assert process.returncode == 78, words
    (sentence,) = words.splitlines()
    return str(sentence)


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """A home with a history, in which no daemon runs; what a test closes is opened at its end."""
    home = tmp_path / "home"
    with running(home) as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        assert daemon.stop() == 0
    yield home
    places_of(home).state_dir.chmod(0o700)


@needs_permissions
def test_a_folder_that_may_not_be_written_is_named(home: Path) -> None:
    """Nobody is told that the history in it is broken."""
    state = places_of(home).state_dir
    state.chmod(0o500)
    assert f"nothing can be written to {state}" in _refused(home)


@needs_permissions
def test_a_history_that_may_not_be_written_is_named_with_its_cure(home: Path) -> None:
    database = places_of(home).database
    database.chmod(0o400)
    assert f"{database} may not be read and written by this user (`chmod 600 {quote(str(database))}`" in _refused(home)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give folders away")
@pytest.mark.parametrize("mode", [0o700, 0o777])
def test_somebody_else_s_folder_is_refused(home: Path, mode: int) -> None:
    """However open it is: its owner could put another socket into it."""
    state = places_of(home).state_dir
    os.chown(state, 65534, 65534)
    state.chmod(mode)
    assert f"{state} belongs to another user" in _refused(home)


def _remove_home(daemon: RunningDaemon) -> None:
    shutil.rmtree(daemon.home)


def _remove_lock(daemon: RunningDaemon) -> None:
    daemon.places.lock_file.unlink()


@pytest.mark.parametrize("harm", [_remove_home, _remove_lock])
def test_without_its_home_a_daemon_gives_up(tmp_path: Path, harm: Callable[[RunningDaemon], None]) -> None:
    """In words, and it leaves alone what another one has made there meanwhile."""
    home = tmp_path / "home"
    with running(home) as first:
        harm(first)
        second = start(home)
        try:
            assert first.process.wait(WAIT_S) == 78
            assert first.process.stderr is not None
            (sentence,) = first.process.stderr.read().splitlines()
            assert f"{first.places.state_dir} was removed or replaced while lineupd ran" in sentence
            daemon = connect(home, second)
            daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
            daemon.channel.close()
        finally:
            second.kill()
            second.communicate(timeout=WAIT_S)


def test_without_its_socket_a_daemon_makes_room_for_another(tmp_path: Path) -> None:
    """Somebody tidied /tmp: nobody could reach it any more, and no other could start."""
    home = tmp_path / "home"
    with running(home) as daemon:
        daemon.places.socket.unlink()
        assert daemon.process.wait(WAIT_S) == 78
    with running(home) as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)


def _remove(daemon: RunningDaemon) -> None:
    daemon.places.database.unlink()


def _replace(daemon: RunningDaemon) -> None:
    other = daemon.home / "other.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    other.replace(daemon.places.database)


@pytest.mark.parametrize("harm", [_remove, _replace])
def test_a_daemon_that_has_nothing_to_write_gives_up_a_history_that_is_gone(
    tmp_path: Path, harm: Callable[[RunningDaemon], None]
) -> None:
    """It would go on answering what was in it."""
    with running(tmp_path / "home") as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        harm(daemon)
        assert daemon.process.wait(WAIT_S) == 78


def _remove_journal(daemon: RunningDaemon) -> None:
    daemon.places.database.with_name("lineup.db-wal").unlink()


@pytest.mark.parametrize("harm", [_remove, _replace, _remove_journal])
def test_a_job_is_not_accepted_into_a_history_that_is_gone(
    tmp_path: Path, harm: Callable[[RunningDaemon], None]
) -> None:
    """What was answered is kept: so nothing is answered, and the daemon ends."""
    with running(tmp_path / "home") as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        harm(daemon)
        with pytest.raises(grpc.RpcError) as caught:
            daemon.submit("tasks: 1")
        if caught.value.code() is grpc.StatusCode.DATA_LOSS:  # pyright: ignore[reportAttributeAccessIssue]
            assert "was removed or replaced" in refusal(caught.value)[1].message
        assert daemon.process.wait(WAIT_S) == 78
