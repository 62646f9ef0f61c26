"""`lineup lineups`: the portfolio as a table."""

from enum import StrEnum
from typing import Annotated

import typer

from lineup_cli.options import AsJson, JobId


class LineupOrder(StrEnum):
    """What the lineups can be ordered by."""

    POINTS = "points"
    SALARY = "salary"


def run(
    job_id: JobId,
    sort: Annotated[LineupOrder | None, typer.Option(help="Largest first; without it, as the job made them.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the lineups of a job."""
    from lineup_cli import output
    from lineup_cli.results import fetch_result, lineups_table
    from lineup_cli.service.client import connect
    from lineup_cli.show.table import show

    lineups = fetch_result(connect(), job_id)["lineups"]
    if sort is not None:
        lineups.sort(key=lambda lineup: -lineup[sort.value])
    if as_json:
        output.write_json(lineups)
    else:
        show(lineups_table(lineups))
