"""The history: which jobs are wanted, fetching them page by page, and their table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from lineup_cli.service.connection import Connection
from lineup_cli.show.table import Column, Table
from lineup_cli.statuses import is_over, name_of, parse_statuses
from lineup_cli.times import parse_since, show_age, span
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


def fetch_jobs(connection: Connection, wanted: Filter, limit: int) -> list[Job]:
    """At most `limit` jobs, in order."""
    request = wanted.request
    jobs: list[Job] = []
    while len(jobs) < limit:
        request.limit = min(limit - len(jobs), PAGE)
        reply = connection.list(request)
        jobs += reply.jobs
        if not reply.next_page_token:
            break
        request.page_token = reply.next_page_token
    return jobs[:limit]


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
        "" if is_over(job.status) else f"{job.progress_percent}%",
        job.sport,
        show_age(job.created_at, now),
        span(job.started_at, job.completed_at, now),
    )
