"""`lineup jobs ls`: the history."""

from enum import StrEnum
from typing import Annotated

import typer

from lineup_cli.options import AsJson


class JobOrder(StrEnum):
    """What the history can be ordered by."""

    CREATED = "created"
    NAME = "name"
    STATUS = "status"
    DURATION = "duration"


def run(  # noqa: PLR0913, PLR0917 - the options of the command
    status: Annotated[
        list[str] | None,
        typer.Option(metavar="S", help="Only jobs in this state: queued, running, completed, failed, cancelled."),
    ] = None,
    search: Annotated[
        str, typer.Option(metavar="TEXT", help="Only jobs with TEXT in name, id or error.", show_default=False)
    ] = "",
    since: Annotated[
        str, typer.Option(metavar="WHEN", help="Only jobs since 7d, 12h or 2026-11-23.", show_default=False)
    ] = "",
    sort: Annotated[JobOrder, typer.Option(help="What to order by.")] = JobOrder.CREATED,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most this many.")] = 50,
    as_json: AsJson = False,
) -> None:
    """List jobs, newest first."""
    from lineup_cli import output
    from lineup_cli.history import Filter, fetch_jobs, jobs_table
    from lineup_cli.service.client import connect
    from lineup_cli.show.table import show

    wanted = Filter.read(status or (), search, since, sort.value)
    jobs, more = fetch_jobs(connect(), wanted, limit)
    if as_json:
        from lineup_cli.show.shapes import job_shape

        output.write_json([job_shape(job) for job in jobs])
    elif jobs:
        show(jobs_table(jobs))
    else:
        output.say("no jobs" + (" like that" if wanted.narrows else " yet: `lineup demo` runs the built-in example"))
    if more:
        output.say(f"there are more than these {len(jobs)}: --limit N lists more")
