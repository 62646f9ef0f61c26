"""Following what happens to a job, through restarts of the daemon."""

from collections.abc import Iterator
from contextlib import suppress

from lineup_cli import oneshot, output
from lineup_cli.errors import AnswerLost, Interrupted
from lineup_cli.service.connection import Connection
from lineup_cli.service.follow import come_back
from lineup_cli.statuses import is_over
from lineup_proto.v1.jobs_pb2 import LogLine


def follow_report(connection: Connection, text: str, most: int) -> Iterator[LogLine]:
    """The last `most` lines of a job, 0 = all, and whatever is added, until it has ended or nobody reads any more."""
    oneshot.last_longer()
    job_id = connection.get(text).job.id
    newest = ""
    try:
        while True:
            with suppress(AnswerLost):
                for some in connection.logs(job_id, 0 if newest else most, follow=True):
                    # After a restart all lines come once more.
                    new = [line for line in some if line.at > newest]
                    yield from new
                    newest = new[-1].at if new else newest
                    if output.reader_is_gone():
                        return
            if _has_ended(connection, job_id):
                return
            connection = come_back(connection, [job_id])
    except KeyboardInterrupt as error:
        raise Interrupted(f"interrupted; `lineup jobs logs {job_id} -f` comes back") from error


def _has_ended(connection: Connection, job_id: str) -> bool:
    """Whether the job is over, and not only the daemon."""
    try:
        return is_over(connection.get(job_id).job.status)
    except AnswerLost:
        return False
