"""Starting lineupd beside others that come and go."""

import fcntl
import os
import shutil
import sys
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest

from daemons import wait_until
from lineup_cli.errors import DaemonUnreachable
from lineup_cli.service import daemon_process
from lineup_cli.service.autostart import start
from lineup_proto.places import Places, find_places


class Room(NamedTuple):
    """What `shutil.disk_usage` answers."""

    total: int
    used: int
    free: int


@pytest.fixture
def places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Places:
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LINEUP_WORKERS", "1")
    return find_places()


def test_a_daemon_that_is_just_stopping_is_followed_by_the_next(places: Places) -> None:
    """The one that is started finds the home in use and goes: another one is started until the home is free."""
    places.state_dir.mkdir(mode=0o700, parents=True)
    descriptor = os.open(places.lock_file, os.O_RDWR | os.O_CREAT)
    fcntl.flock(descriptor, fcntl.LOCK_EX)
    said = places.log_dir / "lineupd-start.log"

    def stop_when_seen() -> None:
        wait_until(lambda: said.exists() and "in use" in said.read_text(encoding="utf-8"), "the home is found in use")
        os.close(descriptor)

    stopping = Thread(target=stop_when_seen)
    stopping.start()
    connection = start(places)
    stopping.join()
    assert connection.status.pid
    connection.close()
    assert daemon_process.stop(places) == connection.status.pid


def test_a_disk_that_has_no_room_even_for_a_word_is_told(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lineupd says of its end would lie on that disk."""
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(DaemonUnreachable, match="left no word"):
        start(places)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Room(1, 1, 0))
    with pytest.raises(DaemonUnreachable, match=r"the disk of .* is full"):
        start(places)
