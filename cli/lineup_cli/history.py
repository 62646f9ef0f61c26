"""The history: which jobs are wanted, fetching them page by page, and their table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lineup_cli.service.connection import Connection
from lineup_cli.show.table import Column, Table
from lineup_cli.statuses import is_over, name_of, parse_statuses
from lineup_cli.times import parse_since, ran, show_age, show_start
from lineup_proto.v1.jobs_pb2 import Job, ListRequest, SortKey

PAGE = 500
"""Jobs in one page; the daemon gives no more."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Which jobs are wanted, and their order."""

    request: ListRequest

    @staticmethod
    def read(statuses: Iterable[str], search: str, since: str, sort: str) -> "Filter":
        """The filter from the options as typed; raises `BadInput`."""
        return Filter(
            ListRequest(
                statuses=parse_statuses(statuses),
                search=search,
                since=parse_since(since, datetime.now(UTC)) if since else "",
                sort=SortKey.Value(f"SORT_KEY_{sort.upper()}"),
            )
        )

    @property
    def narrows(self) -> bool:
        """Whether some jobs may be left out."""
        return bool(self.request.statuses or self.request.search or self.request.since)


def fetch_jobs(connection: Connection, wanted: Filter, limit: int) -> tuple[list[Job], bool]:
    """At most `limit` jobs, in order, and whether there are more."""
    request = wanted.request
    jobs: list[Job] = []
    while len(jobs) < limit:
        request.limit = min(limit - len(jobs), PAGE)
        reply = connection.list(request)
        jobs += reply.jobs
        if not reply.next_page_token:
            return jobs, False
        request.page_token = reply.next_page_token
    return jobs[:limit], True


def jobs_table(jobs: Sequence[Job]) -> Table:
    """One row per job."""
    now = datetime.now(UTC)
    table = Table(
        (
            Column("ID"),
            Column("NAME", flexible=True),
            Column("STATUS"),
            Column("DONE", right=True),
            Column("SPORT"),
            Column("AGE", right=True),
            Column("TIME", right=True),
        )
    )
    table.rows.extend(_row(job, now) for job in jobs)
    return table


def _row(job: Job, now: datetime) -> tuple[str, ...]:
    return (
        job.id,
        job.name,
        name_of(job.status),
        _done(job, now),
        job.sport,
        show_age(job.created_at, now),
        ran(job.seconds, job.started_at, job.completed_at, now),
    )


def _done(job: Job, now: datetime) -> str:
    if is_over(job.status):
        return ""
    if job.paused:
        return "paused"
    start = show_start(job.not_before, now)
    return f"at {start}" if start and name_of(job.status) == "queued" else f"{job.progress_percent}%"
