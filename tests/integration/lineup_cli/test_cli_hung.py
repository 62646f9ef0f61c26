"""A lineupd that holds its home and takes connections, but never says a word: as after `kill -STOP`."""

import fcntl
import json
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_service import Said, lineup
from lineup_cli.service import client
from lineup_proto.connect import CHANNEL_OPTIONS
from lineup_proto.places import find_places

WORDS = "lineupd (pid 4711) holds this home but does not answer"


@pytest.fixture(autouse=True)
def hung(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """It is found out at once: in this test nobody is slow, only silent."""
    quick = {**dict(CHANNEL_OPTIONS), "grpc.min_reconnect_backoff_ms": 50}
    monkeypatch.setattr(client, "CHANNEL_OPTIONS", tuple(quick.items()))
    monkeypatch.setenv("LINEUP_AUTOSTART", "1")
    places = find_places()
    places.state_dir.mkdir(mode=0o700, parents=True)
    lock = os.open(places.lock_file, os.O_RDWR | os.O_CREAT)
    os.write(lock, b"4711\n")
    fcntl.flock(lock, fcntl.LOCK_EX)
    with socket.socket(socket.AF_UNIX) as silent:
        silent.bind(str(places.socket))
        silent.listen()
        yield
    os.close(lock)


@pytest.mark.parametrize(
    "verb", [["status"], ["status", "--json"], ["daemon", "status"], ["daemon", "start"], ["jobs", "ls"]], ids=" ".join
)
def test_it_is_not_called_stopped_and_no_other_is_started(verb: list[str]) -> None:
    assert lineup(*verb) == Said(3, "", f"lineup: {WORDS} (`lineup daemon restart`)\n")


def test_the_doctor_says_so() -> None:
    said = lineup("doctor", "--json")
    (found,) = [finding for finding in json.loads(said.out) if finding["what"] == "lineupd"]
    assert said.code == 1
    assert (found["ok"], found["note"], found["cure"]) == (False, WORDS, "`lineup daemon restart`")
