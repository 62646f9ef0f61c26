"""A home of its own for every test; no daemon outlives its test."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance_home import Home
from daemons import is_alive, places_of


@pytest.fixture
def home() -> Iterator[Home]:
    """An empty home with a short path, as unix sockets need it."""
    folder = Path(tempfile.mkdtemp(prefix="lu-"))
    home = Home(folder)
    try:
        yield home
        home.run("daemon", "stop")
        lock = places_of(folder / "l").lock_file
        assert not lock.exists() or not is_alive(home.daemon_pid())
    finally:
        shutil.rmtree(folder, ignore_errors=True)
