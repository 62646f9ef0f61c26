"""F13: a history that was harmed stops the daemon; the command in its sentence brings the newest backup back."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from daemons import CALL_S, DiedEarly, places_of, running
from fault_figures import Figures
from fault_history import check_courses, rows_of
from lineup_proto.v1 import jobs_pb2 as pb

_PAGE = 4096


def _noise(database: Path, random: Random) -> None:
    """Over the first page or one behind the middle, where tables are."""
    content = bytearray(database.read_bytes())
    start_at = random.choice([0, len(content) // 2 // _PAGE]) * _PAGE
    content[start_at : start_at + _PAGE] = random.randbytes(_PAGE)
    database.write_bytes(content)


def _cut(database: Path, random: Random) -> None:
    with database.open("r+b") as file:
        file.truncate(random.randrange(1, database.stat().st_size))


def _empty(database: Path, random: Random) -> None:
    database.write_bytes(b"")


def _zeros(database: Path, random: Random) -> None:
    database.write_bytes(bytes(database.stat().st_size))


def _without_journal(database: Path, random: Random) -> None:
    """What was answered last lies in the journal as long as the daemon did not end by itself."""
    database.with_name(database.name + "-wal").unlink()


_HARM = (_noise, _cut, _empty, _zeros, _without_journal)


def _lineup(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    environment = {**os.environ, "LINEUP_HOME": str(home), "LINEUP_AUTOSTART": "0"}
    command = [sys.executable, "-m", "lineup_cli", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=CALL_S, check=False)


@pytest.mark.parametrize("harm", _HARM)
def test_a_harmed_history_is_brought_back_as_the_daemon_says(
    tmp_path: Path, random: Random, figures: Figures, harm: Callable[[Path, Random], None]
) -> None:
    """Not a byte of it is changed by the daemon, and what was in the backup is there again."""
    home = tmp_path / "home"
    database = places_of(home).database
    with running(home) as daemon:
        for number in range(10):
            daemon.wait(daemon.submit(f"name: job {number}\ntasks: {number % 3 + 1}"), pb.JOB_STATUS_COMPLETED)
        assert _lineup(home, "jobs", "backup").returncode == 0
        kept = rows_of(home)
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        daemon.kill() if harm is _without_journal else daemon.stop()
    harm(database, random)
    content = database.read_bytes()
    with pytest.raises(DiedEarly) as caught, running(home):
        pass
    assert caught.value.code == 78
    words = str(caught.value)
    assert len(words.splitlines()) == 1
    assert str(database) in words
    assert database.read_bytes() == content
    (command,) = re.findall(r"`lineup (jobs restore [^`]*)`", words)
    restored = _lineup(home, *shlex.split(command), "--yes")
    assert restored.returncode == 0, restored.stderr
    with running(home) as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        assert daemon.stop() == 0
    assert rows_of(home)[: len(kept)] == kept
    check_courses(database)
    figures.note("F13", f"a history harmed by {harm.__name__.strip('_').replace('_', ' ')}", "refused, brought back")
