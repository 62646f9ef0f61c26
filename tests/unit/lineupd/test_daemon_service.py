"""The daemon's own door: it opens whatever the history is like."""

import os
from unittest.mock import Mock

from lineup_proto.v1.daemon_pb2 import ShutdownRequest
from lineupd.errors import StoreBusy
from lineupd.status import DaemonStatus
from lineupd.transport.daemon_service import Controls, DaemonService


async def _locked() -> DaemonStatus:
    raise StoreBusy("another process keeps the history locked")


async def test_a_stop_needs_no_history() -> None:
    asked: list[str] = []
    service = DaemonService(Controls(_locked, Mock(), Mock(), lambda: asked.append("stop")))
    assert (await service.Shutdown(ShutdownRequest(), Mock())).pid == os.getpid()
    assert asked == ["stop"]
