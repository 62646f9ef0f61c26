"""A home with a fake daemon in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_service import FakeDaemon, serving


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, in which no daemon is started by itself."""
    folder = tmp_path / "home"
    monkeypatch.setenv("LINEUP_HOME", str(folder))
    monkeypatch.setenv("LINEUP_AUTOSTART", "0")
    monkeypatch.setenv("COLUMNS", "80")
    return folder


@pytest.fixture
def daemon(home: Path) -> Iterator[FakeDaemon]:
    """A fake daemon that answers in this home."""
    fake = FakeDaemon()
    with serving(fake):
        yield fake
