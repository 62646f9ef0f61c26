"""A failed call becomes a sentence, a hint and an exit code: the one table for it."""

from collections.abc import Iterator
from contextlib import contextmanager

import grpc

from lineup_cli.errors import AnswerLost, BadInput, CliError, DaemonUnreachable, Failure, NotFound
from lineup_proto.connect import ERROR_METADATA_KEY
from lineup_proto.v1.errors_pb2 import ErrorDetail

_LOGS = "see `lineup daemon logs`"
_DOCTOR = "`lineup doctor` says more"

_ERRORS: dict[grpc.StatusCode, tuple[type[CliError], str, str]] = {
    grpc.StatusCode.INVALID_ARGUMENT: (BadInput, "lineupd does not accept this", ""),
    grpc.StatusCode.FAILED_PRECONDITION: (BadInput, "this cannot be done now", ""),
    grpc.StatusCode.NOT_FOUND: (NotFound, "no such job", "`lineup jobs ls` lists them"),
    grpc.StatusCode.UNAVAILABLE: (DaemonUnreachable, "lineupd does not answer", "`lineup daemon start` starts it"),
    grpc.StatusCode.CANCELLED: (DaemonUnreachable, "lineupd stopped during the call", "try again"),
    grpc.StatusCode.DEADLINE_EXCEEDED: (DaemonUnreachable, "lineupd took too long to answer", _DOCTOR),
    grpc.StatusCode.UNIMPLEMENTED: (
        DaemonUnreachable,
        "lineupd does not know this request: it is older than this command",
        "`lineup daemon restart` starts the installed one",
    ),
    grpc.StatusCode.ABORTED: (Failure, "lineupd is kept from its history", "try again"),
    grpc.StatusCode.RESOURCE_EXHAUSTED: (Failure, "this is too much for lineupd", _LOGS),
    grpc.StatusCode.DATA_LOSS: (Failure, "lineupd found its history damaged", _LOGS),
}
_OTHER_API = "OTHER_API"
_LOST = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)
_OUR_BUG: tuple[type[CliError], str, str] = (Failure, "lineupd made an error", _LOGS)


@contextmanager
def told() -> Iterator[None]:
    """Around calls: a failed one is raised again as the `CliError` that the user reads."""
    try:
        yield
    except grpc.RpcError as error:
        raise _as_cli_error(error) from error


def _as_cli_error(error: grpc.RpcError) -> CliError:
    """The sentence, hint and exit code for a failed call; the daemon's own words come first."""
    # Every error of a call is one, which the type of `RpcError` does not say.
    call: object = error
    if not isinstance(call, grpc.Call):
        return Failure(str(error))
    kind, message, hint = _ERRORS.get(call.code(), _OUR_BUG)
    detail = _error_detail(call)
    if detail is not None:
        kind = DaemonUnreachable if detail.reason == _OTHER_API else kind
        return kind(detail.message or message, detail.hint, tuple(detail.problems))
    if call.code() in _LOST:
        return AnswerLost(message, hint)
    if kind is DaemonUnreachable:
        return kind(message, hint)
    return kind(call.details() or message, hint)


def _error_detail(error: grpc.Call) -> ErrorDetail | None:
    """What the daemon said about a failure, when it was the daemon that failed."""
    for key, value in error.trailing_metadata() or ():
        if key == ERROR_METADATA_KEY and isinstance(value, bytes):
            return ErrorDetail.FromString(value)
    return None
