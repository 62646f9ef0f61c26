"""Stands before every method of ours: errors become statuses, bytes that are no message and excess are refused."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

import grpc
from google.protobuf.message import DecodeError

from lineup_proto.connect import API_VERSION, ERROR_METADATA_KEY, api_of, major
from lineupd.errors import BadRequest, OtherApi, RequestError
from lineupd.transport.errors import Told, tell
from lineupd.transport.limits import refuse_excess

_OURS = "/lineup.v1."
_ANYBODYS = "/lineup.v1.Daemon/"
"""Whoever asks who is there, or ends it, is answered, whatever he speaks."""

Request = TypeVar("Request")
Reply = TypeVar("Reply")

if TYPE_CHECKING:
    # Generic for the type checkers only.
    Context = grpc.aio.ServicerContext[Any, Any]

Unary = Callable[[Any, "Context"], Awaitable[Any]]
Stream = Callable[[Any, "Context"], AsyncIterator[Any]]


class _Unreadable:
    """Stands for a request that could not be read, and says why."""

    def __init__(self, why: RequestError) -> None:
        self.why = why


class Guard(grpc.aio.ServerInterceptor):
    """Wraps each method in one of its own kind."""

    async def intercept_service(
        self,
        continuation: "Callable[[grpc.HandlerCallDetails], Awaitable[grpc.RpcMethodHandler[Request, Reply] | None]]",
        handler_call_details: grpc.HandlerCallDetails,
    ) -> "grpc.RpcMethodHandler[Request, Reply] | None":
        """The method that gRPC calls instead."""
        handler = await continuation(handler_call_details)
        if handler is None or not handler_call_details.method.startswith(_OURS):
            return handler
        strange = "" if handler_call_details.method.startswith(_ANYBODYS) else _strange_api(handler_call_details)
        read, write = _careful(handler.request_deserializer, strange), _written(handler.response_serializer)
        if handler.unary_unary:
            return grpc.unary_unary_rpc_method_handler(_guarded(handler.unary_unary), read, write)
        if handler.stream_unary:
            return grpc.stream_unary_rpc_method_handler(_guarded(handler.stream_unary), read, write)
        return grpc.unary_stream_rpc_method_handler(_guarded_stream(handler.unary_stream), read, write)


def _strange_api(call: grpc.HandlerCallDetails) -> str:
    """The API that the client speaks, if it is another language than ours."""
    metadata: dict[str, str | bytes] = dict(call.invocation_metadata or ())
    api = api_of(str(metadata.get("user-agent", "")))
    return api if api and major(api) != major(API_VERSION) else ""


def _careful(deserialize: Any, strange_api: str) -> Callable[[bytes], Any]:
    def read(content: bytes) -> Any:
        if strange_api:
            return _Unreadable(_other_api(strange_api))
        try:
            return deserialize(content)
        except DecodeError:
            return _Unreadable(BadRequest("the request is not a message of this service"))

    return read


def _written(serialize: Any) -> Callable[[Any], bytes]:
    """What is written already, because several are told the same, is not written once more."""
    return lambda reply: reply if isinstance(reply, bytes) else serialize(reply)


def _other_api(theirs: str) -> OtherApi:
    older = major(theirs) < major(API_VERSION)
    return OtherApi(
        f"this command speaks API {theirs[:20]}, lineupd {API_VERSION}: {'the command' if older else 'lineupd'} is older",
        "install the newer lineup" if older else "`lineup daemon restart` starts the installed one",
    )


def _guarded(method: Any) -> Unary:
    async def call(request: Any, context: "Context") -> Any:
        try:
            return await method(_readable(request), context)
        except Exception as error:  # noqa: BLE001 - the table knows them all
            told = tell(error)
        await _abort(context, told)
        return None

    return call


def _guarded_stream(method: Any) -> Stream:
    async def call(request: Any, context: "Context") -> AsyncIterator[Any]:
        try:
            async for reply in method(_readable(request), context):
                yield reply
        except Exception as error:  # noqa: BLE001 - the table knows them all
            told = tell(error)
        else:
            return
        await _abort(context, told)

    return call


def _readable(request: Any) -> Any:
    return _each_readable(request) if isinstance(request, AsyncIterator) else _looked_at(request)


async def _each_readable(requests: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async for request in requests:
        yield _looked_at(request)


def _looked_at(request: Any) -> Any:
    if isinstance(request, _Unreadable):
        raise request.why
    refuse_excess(request)
    return request


async def _abort(context: "Context", told: Told) -> None:
    metadata = ((ERROR_METADATA_KEY, told.detail.SerializeToString()),)
    await context.abort(told.status, told.words, metadata)
