"""Following jobs to their end, through restarts of the daemon and Ctrl-C."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import grpc

from lineup_cli import oneshot, output
from lineup_cli.errors import DaemonUnreachable, Interrupted
from lineup_cli.service.client import CALL_S, Connection, check_language, reach
from lineup_cli.service.rpc import as_cli_error, failed_call, told
from lineup_cli.statuses import is_over
from lineup_proto.places import find_places
from lineup_proto.v1.jobs_pb2 import GetRequest, Job, WatchRequest

COME_BACK_S = 15.0
"""How long a daemon that went away (a restart, a sleeping laptop) is waited for."""

_PAUSE_S = 0.2
_GONE = (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.CANCELLED)

Seen = Callable[[Job], None]


def follow(connection: Connection, ids: Sequence[str], seen: Seen) -> list[Job]:
    """Show every change of the jobs to `seen` until all have ended; returns them in the order of `ids`."""
    oneshot.last_longer()
    jobs = {job.id: job for job in _found(connection, ids)}
    wanted = list(jobs)
    with _come_back_later(wanted):
        for job in _changes(connection, wanted):
            jobs[job.id] = job
            seen(job)
            if output.reader_is_gone() or all(is_over(each.status) for each in jobs.values()):
                break
    return [jobs[job_id] for job_id in wanted]


def _found(connection: Connection, ids: Sequence[str]) -> list[Job]:
    """The jobs that the user means: prefixes and `latest` are settled once, before anything new arrives."""
    with told():
        return [connection.jobs.Get(GetRequest(id=text), timeout=CALL_S).job for text in ids]


def _changes(connection: Connection, ids: Sequence[str]) -> Iterator[Job]:
    """The jobs now, and again at every change; goes on with the next daemon when this one stops."""
    while True:
        # No deadline: a job may take hours. A frozen daemon is noticed by the channel's pings.
        stream = connection.jobs.Watch(WatchRequest(ids=ids), timeout=None)
        try:
            for reply in stream:
                yield from reply.jobs
        except grpc.RpcError as error:
            call = failed_call(error)
            if call is None or call.code() not in _GONE:
                raise as_cli_error(error) from error
        finally:
            stream.cancel()
        connection.channel.close()
        connection = _again(ids)


def _again(ids: Sequence[str]) -> Connection:
    deadline = time.monotonic() + COME_BACK_S
    while time.monotonic() < deadline:
        time.sleep(_PAUSE_S)
        connection = reach(find_places())
        if connection is not None:
            check_language(connection.status)
            return connection
    raise DaemonUnreachable(
        "lineupd has stopped; the job goes on when it runs again", f"come back with `lineup jobs wait {' '.join(ids)}`"
    )


@contextmanager
def _come_back_later(ids: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as error:
        goes_on = "the job goes on" if len(ids) == 1 else "the jobs go on"
        raise Interrupted(f"{goes_on}; come back with `lineup jobs wait {' '.join(ids)}`") from error
