"""The Daemon service: who answers, how busy it is, and the request to stop."""
# ruff: noqa: N802, ARG002 - names and parameters are gRPC's

import os
from collections.abc import Awaitable, Callable

import grpc

from lineup_proto.v1.daemon_pb2 import ShutdownReply, ShutdownRequest, StatusReply, StatusRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonServicer
from lineupd.status import DaemonStatus
from lineupd.transport import replies

Context = grpc.ServicerContext


class DaemonService(DaemonServicer):
    """What a client may ask about the daemon itself."""

    def __init__(self, status: Callable[[], Awaitable[DaemonStatus]], stop: Callable[[], None]) -> None:
        self._status = status
        self._stop = stop

    async def Status(self, request: StatusRequest, context: Context) -> StatusReply:
        """Who answers, since when, and how busy it is."""
        return replies.from_status(await self._status())

    async def Shutdown(self, request: ShutdownRequest, context: Context) -> ShutdownReply:
        """Begin a clean stop."""
        self._stop()
        return ShutdownReply(pid=os.getpid())
