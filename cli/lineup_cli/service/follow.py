"""Following jobs to their end, through restarts of the daemon and Ctrl-C."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from lineup_cli import oneshot, output
from lineup_cli.errors import AnswerLost, DaemonHangs, DaemonUnreachable, Interrupted
from lineup_cli.preferences import why_not_started
from lineup_cli.service.autostart import start_unasked
from lineup_cli.service.client import check_language, reach
from lineup_cli.service.connection import Connection
from lineup_cli.service.holder import owner
from lineup_cli.statuses import is_over
from lineup_proto.places import find_places
from lineup_proto.v1.jobs_pb2 import Job

COME_BACK_S = 15.0
"""How long a daemon that went away (a restart, a sleeping laptop) is waited for."""

_OTHERS_S = 2.0
"""Whoever looks after lineupd, launchd or another command, has so long to start it again."""

_PAUSE_S = 0.2

Seen = Callable[[Job], None]


@dataclass(slots=True)
class Followed:
    """Jobs that were followed, in the order in which they were named, and the daemon that answers now."""

    connection: Connection
    jobs: list[Job] = field(default_factory=list[Job])

    def tell_warnings(self, told: Sequence[str] = ()) -> None:
        """Say on stderr what the jobs warn of, but for what was `told` before."""
        for job in self.jobs:
            if not job.warnings:
                continue
            who = f"{job.id}: " if len(self.jobs) > 1 else ""
            for warning in self.connection.get(job.id).warnings:
                if warning not in told:
                    output.say(f"warning: {who}{warning}")


def follow(connection: Connection, ids: Sequence[str], seen: Seen) -> Followed:
    """Show every change of the jobs to `seen` until all have ended."""
    oneshot.last_longer()
    followed = Followed(connection)
    # Prefixes and `latest` are settled once, before anything new arrives.
    jobs = {job.id: job for job in [connection.get(text).job for text in ids]}
    waits = dict.fromkeys(jobs, "")
    wanted = list(jobs)
    with _come_back_later(wanted):
        for job in _changes(followed, wanted):
            if job.waits_for and job.waits_for != waits[job.id]:
                output.say(f"{job.id} waits: {job.waits_for}")
            jobs[job.id], waits[job.id] = job, job.waits_for
            seen(job)
            if output.reader_is_gone() or all(is_over(each.status) for each in jobs.values()):
                break
    followed.jobs = [jobs[job_id] for job_id in wanted]
    return followed


def _changes(followed: Followed, ids: Sequence[str]) -> Iterator[Job]:
    """The jobs now, and again at every change; goes on with the next daemon when this one stops."""
    while True:
        with suppress(AnswerLost):
            yield from followed.connection.watch(ids)
        followed.connection = come_back(followed.connection, ids)


def come_back(connection: Connection, ids: Sequence[str]) -> Connection:
    """The next daemon after this one has stopped; raises `DaemonUnreachable` when there is none soon."""
    connection.close()
    output.say("lineupd has stopped; waiting for it to come back")
    connection = _again(ids)
    output.say(f"lineupd is back (pid {connection.status.pid})")
    return connection


def _again(ids: Sequence[str]) -> Connection:
    why = "lineupd has stopped; the job goes on when it runs again"
    deadline, others_turn = time.monotonic() + COME_BACK_S, time.monotonic() + _OTHERS_S
    while time.monotonic() < deadline:
        time.sleep(_PAUSE_S)
        try:
            connection = reach(find_places())
        except DaemonHangs as hangs:
            why = f"{hangs.message} ({hangs.hint}); the job goes on when it does"
            continue
        if connection is None and time.monotonic() > others_turn and _has_died():
            connection = start_unasked(find_places())
        if connection is not None:
            check_language(connection.status)
            return connection
    raise DaemonUnreachable(why, f"come back with `lineup jobs wait {' '.join(ids)}`")


def _has_died() -> bool:
    """Whether lineupd ended without a farewell, and may be started unasked; who stopped it did not want it any more."""
    places = find_places()
    return places.socket.exists() and owner(places) is None and not why_not_started(places)


@contextmanager
def _come_back_later(ids: Sequence[str]) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt as error:
        goes_on = "the job goes on" if len(ids) == 1 else "the jobs go on"
        raise Interrupted(f"{goes_on}; come back with `lineup jobs wait {' '.join(ids)}`") from error
