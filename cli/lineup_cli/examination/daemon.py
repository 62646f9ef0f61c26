"""The daemon that runs: its version, its queue and its workers."""

from collections.abc import Iterator

from lineup_cli.errors import CliError
from lineup_cli.examination.finding import Finding
from lineup_cli.service.client import check_language, reach
from lineup_cli.show.one_line import as_text
from lineup_cli.version import VERSION
from lineup_proto.places import Places
from lineup_proto.v1.daemon_pb2 import StatusReply

_START_S = 120.0
"""So long workers may take until the first of them is ready: kernels may have to be compiled."""


def daemon(places: Places) -> Iterator[Finding]:
    """Whether it answers, speaks our language and goes on."""
    try:
        connection = reach(places)
        if connection is None:
            # Not running is no fault: the commands that need it start it.
            yield Finding("lineupd", True, "not running")
            return
        check_language(connection.status)
    except CliError as error:
        yield Finding("lineupd", False, error.message, error.hint or "lineup daemon restart")
        return
    theirs = connection.status.version
    yield Finding("lineupd", theirs == VERSION, f"{theirs}, pid {connection.status.pid}", "lineup daemon restart")
    yield from _queue(connection.status)


def _queue(status: StatusReply) -> Iterator[Finding]:
    """That the user has paused it is no fault."""
    goes_on = status.paused or not status.trouble
    yield Finding("queue", goes_on, as_text(status), "`lineup daemon logs` and `lineup jobs explain ID` say more")
    work = status.workers_ready > 0 or status.uptime_s < _START_S
    note = f"{status.workers_ready} of {status.workers} ready"
    yield Finding("workers", work, note, "`lineup daemon logs` says why none starts")
