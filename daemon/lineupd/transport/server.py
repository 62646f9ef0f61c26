"""The gRPC server on the unix socket."""

from pathlib import Path

import grpc
from grpc_health.v1 import health, health_pb2, health_pb2_grpc

from lineup_proto.connect import SERVER_OPTIONS, socket_address
from lineup_proto.places import is_no_socket, make_private
from lineup_proto.v1.daemon_pb2_grpc import add_DaemonServicer_to_server
from lineup_proto.v1.jobs_pb2_grpc import add_JobsServicer_to_server
from lineupd.errors import HomeUnusable
from lineupd.transport.crowd import MOST_ALTOGETHER, Crowd
from lineupd.transport.daemon_service import DaemonService
from lineupd.transport.guard import Guard
from lineupd.transport.jobs_service import JobsService

_GRACE_S = 0.5


class Server:
    """Serves on a socket that only this user can open. The home's lock must be held: a second bind would succeed."""

    def __init__(self, socket: Path, jobs: JobsService, daemon: DaemonService) -> None:
        self._socket = socket
        self._server = grpc.aio.server(
            interceptors=[Crowd(), Guard()], options=SERVER_OPTIONS, maximum_concurrent_rpcs=MOST_ALTOGETHER
        )
        # The package decides at run time whether it has this attribute.
        self._health = health.aio.HealthServicer()  # pyright: ignore[reportAttributeAccessIssue]
        add_JobsServicer_to_server(jobs, self._server)
        add_DaemonServicer_to_server(daemon, self._server)
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)

    async def start(self) -> None:
        """Begin to serve; raises `HomeUnusable` when the socket cannot be made."""
        try:
            make_private(self._socket.parent)
            _refuse_what_is_no_socket(self._socket)
            self._server.add_insecure_port(socket_address(self._socket))
            await self._server.start()
            self._socket.chmod(0o600)
        except (OSError, RuntimeError) as error:
            raise HomeUnusable(f"the socket {self._socket} cannot be made: {error}") from error
        await self._health.set("", health_pb2.HealthCheckResponse.SERVING)

    async def stop(self) -> None:
        """Refuse new calls, give those at work a moment."""
        await self._health.enter_graceful_shutdown()
        await self._server.stop(_GRACE_S)
        self._socket.unlink(missing_ok=True)


def _refuse_what_is_no_socket(path: Path) -> None:
    """One that a killed lineupd left is replaced; gRPC's words for anything else are for nobody."""
    if is_no_socket(path):
        raise HomeUnusable(f"{path} is in the place of lineupd's socket, and is none", "move it away")
