"""What happens after `submit`, `demo` and `rerun`: the id, the wait, the lineups."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

import typer

from lineup_cli import output
from lineup_cli.errors import ExitCode, Interrupted
from lineup_cli.results import exposure_table, fetch_result, fetch_shape, lineups_table
from lineup_cli.service.connection import Connection
from lineup_cli.service.follow import follow
from lineup_cli.service.submission import Parcel, submit
from lineup_cli.show.contests import day_table, scores_table
from lineup_cli.show.progress import live, summary
from lineup_cli.show.table import show
from lineup_cli.statuses import outcome
from lineup_cli.steering import check_priority
from lineup_cli.times import parse_at, show_moment
from lineup_proto.v1.jobs_pb2 import Job, SubmitReply, SubmitRequest


@dataclass(frozen=True, slots=True)
class Timing:
    """When a job may run, and before which others."""

    priority: int = 0
    not_before: str = ""

    @staticmethod
    def read(priority: int, at: str | None) -> "Timing":
        """The timing from the options as typed; raises `BadInput`."""
        check_priority(priority, f"--priority {priority}")
        return Timing(priority, "" if at is None else parse_at(at, datetime.now(UTC)))


def queue(connection: Connection, parcel: Parcel, timing: Timing) -> SubmitReply:
    """Queue one new job; a repeated call of the transport finds it again by its key."""
    request = SubmitRequest(key=str(uuid.uuid4()), priority=timing.priority, not_before=timing.not_before)
    with perhaps_queued():
        return submit(connection, parcel, request)


@contextmanager
def perhaps_queued() -> Iterator[None]:
    """Around the request for a job: after Ctrl-C only the daemon knows whether there is one."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise Interrupted(
            "interrupted while the job was sent to lineupd", "`lineup jobs ls` shows whether it is queued"
        ) from error


@contextmanager
def _surely_queued(job_id: str) -> Iterator[None]:
    """Around whatever follows the answer to the request: after Ctrl-C the job is there."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise Interrupted(f"interrupted; the job is queued as {job_id}") from error


def report_queued(reply: SubmitReply, *, as_json: bool, not_before: str = "") -> None:
    """Print the id of a queued job: data on stdout, warnings and a time to come on stderr."""
    with _surely_queued(reply.id):
        if as_json:
            output.write_json({"id": reply.id, "name": reply.name, "warnings": list(reply.warnings)})
            return
        _warn(reply)
        if not_before:
            output.say(f"{reply.id} starts at {show_moment(not_before)}")
        output.write(reply.id)


def wait_and_show(connection: Connection, reply: SubmitReply, *, as_json: bool, exposure: bool = False) -> None:
    """Follow a queued job to its end, print what it made, and leave with its outcome."""
    with _surely_queued(reply.id):
        _warn(reply)
        output.say(f"queued {reply.id} {reply.name}")
        with live() as progress:
            followed = follow(connection, [reply.id], progress)
        (job,) = followed.jobs
        if as_json:
            output.write_json(fetch_shape(followed.connection, job.id))
        else:
            _show_end(followed.connection, job, exposure=exposure)
        followed.tell_warnings(told=reply.warnings)
        raise typer.Exit(outcome(job.status))


def _show_end(connection: Connection, job: Job, *, exposure: bool) -> None:
    output.say(summary(job) + (f" ({job.hint})" if job.hint else ""))
    if outcome(job.status) is not ExitCode.DONE:
        return
    result = fetch_result(connection, job.id)
    show(lineups_table(result["lineups"]))
    if result.get("portfolio"):
        output.write("")
        show(day_table(result["portfolio"]))
        output.write("")
        show(scores_table(result["portfolio"]))
    if exposure:
        output.write("")
        show(exposure_table(result["exposure"]))


def _warn(reply: SubmitReply) -> None:
    for warning in reply.warnings:
        output.say(f"warning: {warning}")
