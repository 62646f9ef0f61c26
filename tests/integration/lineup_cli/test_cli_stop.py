"""Stopping a lineupd while others want one."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from lineup_cli.service import daemon_process
from lineup_proto.places import find_places


def test_another_that_was_started_meanwhile_is_let_alone(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that was to be stopped is gone as soon as somebody else holds the home."""
    holders: Iterator[int] = iter([11, 11, 11, 22, 22])
    monkeypatch.setattr(daemon_process, "owner", lambda _places: next(holders))
    monkeypatch.setattr(daemon_process, "_ask", lambda _places: True)
    assert daemon_process.stop(find_places()) == 11
