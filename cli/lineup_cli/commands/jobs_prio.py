"""`lineup jobs prio`: who goes first."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, JobId

CONTEXT = {"ignore_unknown_options": True}
"""A priority may be below zero: -1 is no option."""


def run(
    job_id: JobId,
    priority: Annotated[int, typer.Argument(metavar="N", help="Higher goes first; 0 is ordinary, -1 is behind that.")],
    as_json: AsJson = False,
) -> None:
    """Give a job that waits or runs another priority.

    A job that waits moves in the queue; of those that run, the tasks of the highest priority get the workers first.
    """
    from lineup_cli.service.client import connect
    from lineup_cli.steering import check_priority, report_changed

    check_priority(priority, f"priority {priority}")
    report_changed(connect().prioritize([job_id], priority), f"had priority {priority} already", as_json=as_json)
