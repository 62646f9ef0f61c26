"""The parts of a daemon that run jobs, around a real history."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dispatching import Daemon, running
from histories import opened


@pytest.fixture
async def daemon(tmp_path: Path) -> AsyncIterator[Daemon]:
    async with opened(tmp_path / "lineup.db") as history, running(history, tmp_path) as found:
        yield found
