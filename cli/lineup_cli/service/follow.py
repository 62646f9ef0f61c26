"""Following jobs to their end, through restarts of the daemon and Ctrl-C."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress

from lineup_cli import oneshot, output
from lineup_cli.errors import AnswerLost, DaemonUnreachable, Interrupted
from lineup_cli.service.client import check_language, reach
from lineup_cli.service.connection import Connection
from lineup_cli.statuses import is_over
from lineup_proto.places import find_places
from lineup_proto.v1.jobs_pb2 import Job

COME_BACK_S = 15.0
"""How long a daemon that went away (a restart, a sleeping laptop) is waited for."""

_PAUSE_S = 0.2

Seen = Callable[[Job], None]


def follow(connection: Connection, ids: Sequence[str], seen: Seen) -> list[Job]:
    """Show every change of the jobs to `seen` until all have ended; returns them in the order of `ids`."""
    oneshot.last_longer()
    # Prefixes and `latest` are settled once, before anything new arrives.
    jobs = {job.id: job for job in [connection.get(text).job for text in ids]}
    wanted = list(jobs)
    with _come_back_later(wanted):
        for job in _changes(connection, wanted):
            jobs[job.id] = job
            seen(job)
            if output.reader_is_gone() or all(is_over(each.status) for each in jobs.values()):
                break
    return [jobs[job_id] for job_id in wanted]


def _changes(connection: Connection, ids: Sequence[str]) -> Iterator[Job]:
    """The jobs now, and again at every change; goes on with the next daemon when this one stops."""
    while True:
        with suppress(AnswerLost):
            yield from connection.watch(ids)
        connection.close()
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
