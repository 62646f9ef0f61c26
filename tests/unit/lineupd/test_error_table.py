"""Every error has its place in the one table."""

import inspect
import logging

import grpc
import pytest

from lineup_engine.seam import Problem, TaskFailed
from lineupd import errors
from lineupd.transport.errors import MAX_DETAIL_BYTES, some_of, tell

# What ends the program at its start never meets a client.
_NOT_TOLD = (errors.StartError,)


def _leaves() -> list[type[errors.DaemonError]]:
    known = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.DaemonError)]
    return [kind for kind in known if not any(other is not kind and issubclass(other, kind) for other in known)]


def _made(kind: type[errors.DaemonError]) -> errors.DaemonError:
    if kind is errors.BadInput:
        return errors.BadInput([Problem("a.csv", 3, 7, "is wrong", "mend it")])
    if kind is errors.WorkFailed:
        return errors.WorkFailed(TaskFailed("rules", "a and b clash", "loosen one"))
    if kind is errors.TooMuchMemory:
        return errors.TooMuchMemory(9, 8, is_alone=True)
    return kind("it is so", "do this")


@pytest.mark.parametrize("kind", [kind for kind in _leaves() if not issubclass(kind, _NOT_TOLD)])
def test_no_error_of_ours_is_told_as_a_mistake(
    kind: type[errors.DaemonError], caplog: pytest.LogCaptureFixture
) -> None:
    """Each has a status and a reason; none falls through to the entry for bugs."""
    told = tell(_made(kind))
    assert told.detail.reason not in ("", "INTERNAL")
    assert told.status is not grpc.StatusCode.UNKNOWN
    assert told.words == told.detail.message
    assert not caplog.records


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    """Every class is drawn, and nothing that is not there."""
    drawn = {line.split("─")[-1].split()[0] for line in (errors.__doc__ or "").splitlines() if "─" in line}
    there = {name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.DaemonError)}
    assert drawn == there - {"DaemonError"}


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.BadInput([Problem("a", 0, 0, "b")]), grpc.StatusCode.INVALID_ARGUMENT),
        (errors.NotFound("no such job"), grpc.StatusCode.NOT_FOUND),
        (errors.WrongState("it runs"), grpc.StatusCode.FAILED_PRECONDITION),
        (errors.StoreFull("disk full"), grpc.StatusCode.RESOURCE_EXHAUSTED),
        (errors.NoSpace("disk full"), grpc.StatusCode.RESOURCE_EXHAUSTED),
        (errors.StoreBusy("locked"), grpc.StatusCode.ABORTED),
        (errors.WorkFailed(TaskFailed("internal", "a bug")), grpc.StatusCode.INTERNAL),
        (ValueError("a bug"), grpc.StatusCode.INTERNAL),
    ],
)
def test_the_status_says_whose_turn_it_is(error: Exception, status: grpc.StatusCode) -> None:
    assert tell(error).status is status


def test_problems_travel_with_their_places() -> None:
    (problem,) = tell(_made(errors.BadInput)).detail.problems
    assert (problem.file, problem.line, problem.column, problem.message, problem.hint) == (
        "a.csv",
        3,
        7,
        "is wrong",
        "mend it",
    )


def test_a_mistake_of_ours_is_logged_with_its_traceback(caplog: pytest.LogCaptureFixture) -> None:
    """The client is told its name."""
    with caplog.at_level(logging.ERROR):
        assert tell(KeyError("x")).detail.message == "KeyError: 'x'"
    assert caplog.records[0].exc_info is not None


def test_more_problems_than_a_message_carries_are_counted() -> None:
    problems = [Problem("slate.csv", line, 0, "x" * 1000) for line in range(1, 2001)]
    shown = some_of(problems)
    assert sum(one.ByteSize() for one in shown) < MAX_DETAIL_BYTES
    assert shown[-1].message == f"and {2000 - len(shown) + 1} more problems"
    assert len(some_of(problems[:10])) == 10


def test_text_that_protobuf_refuses_is_made_plain() -> None:
    """A lone surrogate comes from a file name or a YAML escape."""
    told = tell(errors.BadInput([Problem("a\udcff.csv", 1, 1, "\ud800", "\udfff")]))
    assert told.detail.problems[0].file == "a?.csv"
    assert told.detail.SerializeToString()
