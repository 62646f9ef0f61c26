"""The Daemon service: who answers, how busy it is, the queue as a whole, the settings, and the request to stop."""
# ruff: noqa: N802, ARG002 - names and parameters are gRPC's

import os
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import grpc

from lineup_proto.v1 import daemon_pb2 as pb
from lineup_proto.v1.daemon_pb2_grpc import DaemonServicer
from lineupd.live_settings import Reloaded
from lineupd.status import DaemonStatus
from lineupd.steering import Steering
from lineupd.transport import replies

Context = grpc.ServicerContext


@dataclass(frozen=True, slots=True)
class Controls:
    """What a client can have done to the daemon itself."""

    status: Callable[[], Awaitable[DaemonStatus]]
    steering: Steering
    reload: Callable[[], Reloaded]
    stop: Callable[[], None]


class DaemonService(DaemonServicer):
    """What a client may ask about the daemon itself."""

    def __init__(self, controls: Controls) -> None:
        self._controls = controls

    async def Status(self, request: pb.StatusRequest, context: Context) -> pb.StatusReply:
        """Who answers, since when, and how busy it is."""
        return replies.from_status(await self._controls.status())

    async def SetPaused(self, request: pb.SetPausedRequest, context: Context) -> pb.SetPausedReply:
        """Pause the queue or let it go on."""
        return pb.SetPausedReply(changed=await self._controls.steering.set_queue_paused(paused=request.paused))

    async def Reload(self, request: pb.ReloadRequest, context: Context) -> pb.ReloadReply:
        """Read the settings anew."""
        reloaded = self._controls.reload()
        return pb.ReloadReply(used=reloaded.used, on_restart=reloaded.on_restart)

    async def Shutdown(self, request: pb.ShutdownRequest, context: Context) -> pb.ShutdownReply:
        """Begin a clean stop."""
        self._controls.stop()
        return pb.ShutdownReply(pid=os.getpid())
