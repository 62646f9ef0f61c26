"""What every benchmark needs: a home of its own, and a place for its table."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance_home import Home


@pytest.fixture
def home() -> Iterator[Home]:
    """An empty home."""
    folder = Path(tempfile.mkdtemp(prefix="lu-"))
    home = Home(folder)
    try:
        yield home
        home.run("daemon", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
