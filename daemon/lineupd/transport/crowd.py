"""How many calls are at work at once: those that last as long as their client likes must not keep out those that end.

Whoever asks who is there, or ends it, is always let in: the server itself has room for more than all rooms together.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import grpc

from lineup_proto.connect import ERROR_METADATA_KEY
from lineupd.errors import Crowded
from lineupd.transport.errors import tell

MOST_STREAMS = 500
"""Watches and logs that are followed, and results and grades on their way."""

MOST_UPLOADS = 100
"""Files that are brought, those included that wait for their turn."""

MOST_CALLS = 300
"""Calls about jobs that end by themselves."""

MOST_ALTOGETHER = 1_000
"""What is left when all three are full is for calls about the daemon itself."""

_CALLS = "/lineup.v1.Jobs/"

Request = TypeVar("Request")
Reply = TypeVar("Reply")


@dataclass(slots=True)
class _Room:
    """So many may be in it; `words` say that it is full."""

    most: int
    words: str
    hint: str
    inside: int = 0

    def leave(self, _context: object) -> None:
        self.inside -= 1


class Crowd(grpc.aio.ServerInterceptor):
    """Lets as many calls of each kind in as there is room for, and refuses the others in words."""

    def __init__(self) -> None:
        close = "close some: each `jobs watch`, `submit --wait` and `jobs logs -f` is one"
        self._streams = _Room(MOST_STREAMS, f"{MOST_STREAMS} watches are open already", close)
        self._uploads = _Room(MOST_UPLOADS, f"{MOST_UPLOADS} files are being brought already", "submit again later")
        self._calls = _Room(MOST_CALLS, f"{MOST_CALLS} requests are at work already", "try again later")

    async def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler[Request, Reply] | None]]",
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Request, Reply] | None":
        """The method that gRPC calls instead."""
        handler = await continuation(handler_call_details)
        if handler is None:
            return handler
        read, write = handler.request_deserializer, handler.response_serializer
        if handler.unary_stream:
            method = _streaming(handler.unary_stream, self._streams)
            return grpc.unary_stream_rpc_method_handler(method, read, write)
        if handler.stream_unary:
            method = _answering(handler.stream_unary, self._uploads)
            return grpc.stream_unary_rpc_method_handler(method, read, write)
        if not handler_call_details.method.startswith(_CALLS):
            return handler
        return grpc.unary_unary_rpc_method_handler(_answering(handler.unary_unary, self._calls), read, write)


def _answering(method: Any, room: _Room) -> Any:
    async def call(request: Any, context: Any) -> Any:
        await _enter(room, context)
        return await method(request, context)

    return call


def _streaming(method: Any, room: _Room) -> Any:
    async def call(request: Any, context: Any) -> Any:
        await _enter(room, context)
        async for reply in method(request, context):
            yield reply

    return call


async def _enter(room: _Room, context: Any) -> None:
    """Stay until the call has ended, however it ends; end it here when there is no room."""
    if room.inside >= room.most:
        told = tell(Crowded(room.words, room.hint))
        await context.abort(told.status, told.words, ((ERROR_METADATA_KEY, told.detail.SerializeToString()),))
    room.inside += 1
    context.add_done_callback(room.leave)
