"""A copy of the history that stands still is ended before the journal fills the disk; one that lives is not."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from daemons import is_alive, wait_until
from lineupd.store import copying as module
from lineupd.store.copying import Copies, copying

_COPY = """
import sys, time
from pathlib import Path
from lineupd.store.copying import copying
with copying(Path(sys.argv[1]), Path(sys.argv[2])) as give_sign:
    while True:
        give_sign()
        print("alive", flush=True)
        time.sleep(0.02)
"""


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """With a journal that is too large."""
    with (tmp_path / "lineup.db-wal").open("wb") as journal:
        journal.truncate(module.MOST_JOURNAL_BYTES + 1)
    return tmp_path / "lineup.db"


@contextmanager
def _copied(database: Path, draft: Path) -> Iterator["subprocess.Popen[str]"]:
    """A process that makes a copy and gives signs of life."""
    command = [sys.executable, "-c", _COPY, str(database), str(draft)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            assert process.stdout.readline() == "alive\n"
            yield process
        finally:
            process.kill()


def test_one_that_is_frozen_is_ended_with_all_that_it_left(database: Path, tmp_path: Path) -> None:
    now = [0.0]
    copies, draft = Copies(database, lambda: now[0]), tmp_path / ".lineup-backup-x"
    draft.mkdir()
    with _copied(database, draft) as process:
        os.kill(process.pid, signal.SIGSTOP)
        copies.end_frozen()
        now[0] += module.PATIENCE_S
        copies.end_frozen()
        assert is_alive(process.pid)
        now[0] += 0.1
        copies.end_frozen()
        wait_until(lambda: not is_alive(process.pid), "it is ended")
    assert [path.name for path in tmp_path.iterdir()] == ["lineup.db-wal"]


def test_one_that_lives_is_not(database: Path, tmp_path: Path) -> None:
    """However long it takes; nor one that is frozen while the journal is small, nor one of our own."""
    now = [0.0]
    copies = Copies(database, lambda: now[0])
    with copying(database, tmp_path), _copied(database, tmp_path) as process:
        sign = next(path for path in tmp_path.glob("*copying*") if path.name.endswith(str(process.pid)))
        for _ in range(4):
            wait_until(partial(_has_another_sign, sign, sign.stat().st_mtime_ns), "a sign of life")
            copies.end_frozen()
            now[0] += 2 * module.PATIENCE_S
        os.truncate(tmp_path / "lineup.db-wal", 0)
        os.kill(process.pid, signal.SIGSTOP)
        for _ in range(3):
            copies.end_frozen()
            now[0] += 2 * module.PATIENCE_S
        assert is_alive(process.pid)


def test_where_no_sign_can_be_given_the_copy_is_made_all_the_same(tmp_path: Path) -> None:
    """As in a home whose disk is full, or is gone."""
    with copying(tmp_path / "nowhere" / "lineup.db", tmp_path) as give_sign:
        give_sign()


def _has_another_sign(path: Path, than: int) -> bool:
    return path.stat().st_mtime_ns != than


def test_a_file_that_nobody_holds_ends_nobody(database: Path) -> None:
    """Its pid may be somebody else's by now."""
    now = [0.0]
    copies, left = Copies(database, lambda: now[0]), database.with_name(f"lineup.db.copying-{os.getppid()}")
    left.write_bytes(b"/tmp/somewhere")
    copies.end_frozen()
    now[0] += 2 * module.PATIENCE_S
    copies.end_frozen()
    assert is_alive(os.getppid())
    assert not left.exists()
