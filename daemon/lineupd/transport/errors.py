"""The one table that turns an error into a gRPC status and the detail that goes with it."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

import grpc

from lineup_engine.seam import Problem
from lineup_proto.v1 import errors_pb2
from lineupd import errors
from lineupd.text import plain
from lineupd.transport.room import that_fit

MAX_DETAIL_BYTES = 512 * 1024
"""Problems beyond this are only counted: metadata has a limit of its own, base64 included."""

_MAX_STATUS_CHARACTERS = 500

_NO_MEMORY = errors.DaemonError(
    "lineupd has not enough memory for this", "close other programs, or bring smaller files"
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """What a client is told of an error."""

    status: grpc.StatusCode
    detail: errors_pb2.ErrorDetail

    @property
    def words(self) -> str:
        """The status message, for people who look at the wire."""
        return self.detail.message[:_MAX_STATUS_CHARACTERS]


_TABLE: tuple[tuple[type[errors.DaemonError], grpc.StatusCode, str], ...] = (
    (errors.BadInput, grpc.StatusCode.INVALID_ARGUMENT, "BAD_INPUT"),
    (errors.BadRequest, grpc.StatusCode.INVALID_ARGUMENT, "BAD_REQUEST"),
    (errors.OtherApi, grpc.StatusCode.FAILED_PRECONDITION, "OTHER_API"),
    (errors.NotFound, grpc.StatusCode.NOT_FOUND, "NOT_FOUND"),
    (errors.AmbiguousId, grpc.StatusCode.INVALID_ARGUMENT, "AMBIGUOUS_ID"),
    (errors.WrongState, grpc.StatusCode.FAILED_PRECONDITION, "WRONG_STATE"),
    (errors.LostRace, grpc.StatusCode.FAILED_PRECONDITION, "WRONG_STATE"),
    (errors.Crowded, grpc.StatusCode.RESOURCE_EXHAUSTED, "CROWDED"),
    (errors.TooLarge, grpc.StatusCode.INVALID_ARGUMENT, "TOO_LARGE"),
    (errors.InputMissing, grpc.StatusCode.FAILED_PRECONDITION, "INPUT_MISSING"),
    (errors.StoreBusy, grpc.StatusCode.ABORTED, "STORE_BUSY"),
    (errors.StoreFull, grpc.StatusCode.RESOURCE_EXHAUSTED, "STORE_FULL"),
    (errors.StoreError, grpc.StatusCode.DATA_LOSS, "STORE_UNUSABLE"),
    (errors.PoolClosed, grpc.StatusCode.UNAVAILABLE, "STOPPING"),
    (errors.WorkTooLong, grpc.StatusCode.INVALID_ARGUMENT, "TOO_LONG"),
    (errors.WorkerLost, grpc.StatusCode.INTERNAL, "WORKER_LOST"),
    (errors.TooMuchMemory, grpc.StatusCode.RESOURCE_EXHAUSTED, "TOO_MUCH_MEMORY"),
    (errors.Unfinished, grpc.StatusCode.INTERNAL, "UNFINISHED"),
    (errors.NoSpace, grpc.StatusCode.RESOURCE_EXHAUSTED, "NO_SPACE"),
    (errors.NoWorkers, grpc.StatusCode.INTERNAL, "NO_WORKERS"),
)


def tell(error: Exception) -> Told:
    """What the client is told; what is our mistake goes to the log with its traceback."""
    if isinstance(error, errors.WorkFailed):
        return _tell_failure(error)
    if isinstance(error, errors.DaemonError):
        for kind, status, reason in _TABLE:
            if isinstance(error, kind):
                return _told(status, reason, error)
    _log.error("a call failed", exc_info=error)
    if isinstance(error, MemoryError):
        return _told(grpc.StatusCode.RESOURCE_EXHAUSTED, "NO_MEMORY", _NO_MEMORY)
    return _told(grpc.StatusCode.INTERNAL, "INTERNAL", errors.DaemonError(f"{type(error).__name__}: {error}"))


def _tell_failure(error: errors.WorkFailed) -> Told:
    if error.failure.kind != "internal":
        return _told(grpc.StatusCode.INVALID_ARGUMENT, "BAD_INPUT", error)
    _log.error("a worker failed: %s", error.failure.trace or error.message)
    return _told(grpc.StatusCode.INTERNAL, "INTERNAL", error)


def _told(status: grpc.StatusCode, reason: str, error: errors.DaemonError) -> Told:
    detail = errors_pb2.ErrorDetail(reason=reason, message=plain(error.message)[:4000], hint=plain(error.hint)[:4000])
    if isinstance(error, errors.BadInput):
        detail.problems.extend(some_of(error.problems))
    return Told(status, detail)


def some_of(problems: Sequence[Problem]) -> list[errors_pb2.Problem]:
    """As many of the problems as one message carries, and how many there are beyond."""
    every = [_problem(problem) for problem in problems]
    shown = that_fit(every, lambda problem: problem.ByteSize(), MAX_DETAIL_BYTES - 1024)
    more = len(every) - len(shown)
    return [*shown, errors_pb2.Problem(file=every[0].file, message=f"and {more} more problems")] if more else every


def _problem(problem: Problem) -> errors_pb2.Problem:
    return errors_pb2.Problem(
        file=plain(problem.file),
        line=problem.line,
        column=problem.column,
        message=plain(problem.message),
        hint=plain(problem.hint),
    )
