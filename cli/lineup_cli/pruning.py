"""Removing finished jobs in bulk: which are meant, listing them, and letting them go."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from lineup_cli import output
from lineup_cli.asking import make_sure
from lineup_cli.errors import BadInput
from lineup_cli.history import jobs_table
from lineup_cli.service.connection import Connection
from lineup_cli.show.table import show
from lineup_cli.statuses import is_over, parse_statuses
from lineup_cli.text import counted
from lineup_cli.times import parse_since
from lineup_proto.v1.jobs_pb2 import Job, PruneRequest


@dataclass(frozen=True, slots=True)
class Prune:
    """Which jobs are to go."""

    request: PruneRequest

    @staticmethod
    def read(older_than: str, statuses: Iterable[str], keep: int, *, graded: bool) -> "Prune":
        """The jobs that the options mean, as typed; raises `BadInput`."""
        wanted = parse_statuses(statuses)
        if not all(map(is_over, wanted)):
            raise BadInput("only finished jobs can be pruned", "--status completed, failed or cancelled")
        if not (older_than or wanted or keep):
            raise BadInput(
                "say which jobs are to go", "--older-than 30d, --status failed, --keep 100, or several of them"
            )
        before = parse_since(older_than, datetime.now(UTC), "--older-than") if older_than else ""
        return Prune(PruneRequest(statuses=wanted, before=before, keep=keep, graded=graded))

    def dry(self) -> PruneRequest:
        """The same, only to be told."""
        request = PruneRequest(dry_run=True)
        request.MergeFrom(self.request)
        return request


def list_unwanted(connection: Connection, wanted: Prune, *, as_json: bool) -> None:
    """Show the jobs that would go, oldest first."""
    jobs = _unwanted(connection, wanted)
    if as_json:
        output.write_json({"deleted": [], "would_delete": [job.id for job in jobs]})
        return
    if jobs:
        show(jobs_table(jobs))
    output.say(f"{counted(len(jobs), 'job')} would be removed" if jobs else "no jobs like that")


def remove(connection: Connection, wanted: Prune, *, yes: bool, as_json: bool) -> None:
    """Let the jobs go, with the user's consent; their ids are the data."""
    if not yes:
        count = len(_unwanted(connection, wanted))
        if count:
            make_sure(f"remove {counted(count, 'job')} for good", yes=yes)
    removed: list[str] = []
    for reply in connection.prune(wanted.request):
        removed += reply.removed
        if not as_json:
            for job_id in reply.removed:
                output.write(job_id)
    if as_json:
        output.write_json({"deleted": removed, "would_delete": []})
    elif not removed:
        output.say("no jobs like that")


def _unwanted(connection: Connection, wanted: Prune) -> list[Job]:
    return [job for reply in connection.prune(wanted.dry()) for job in reply.jobs]
