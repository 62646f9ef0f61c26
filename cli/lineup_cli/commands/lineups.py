"""`lineup lineups`: the portfolio as a table."""

from enum import StrEnum
from typing import Annotated

import typer

from lineup_cli.options import AsJson, JobId


class LineupOrder(StrEnum):
    """What the lineups can be ordered by."""

    POINTS = "points"
    SALARY = "salary"
    ROI = "roi"
    PROFIT = "profit"
    WIN = "win"
    TOP_0_1 = "top_0_1"
    TOP_1 = "top_1"
    TOP_10 = "top_10"
    CASH = "cash"
    DUPLICATES = "duplicates"


def run(
    job_id: JobId,
    sort: Annotated[LineupOrder | None, typer.Option(help="Largest first; without it, as the job made them.")] = None,
    contest: Annotated[str, typer.Option(help="Show the figures of this contest; without it, of the first.")] = "",
    as_json: AsJson = False,
) -> None:
    """Show the lineups of a job."""
    from lineup_cli import output
    from lineup_cli.results import fetch_result, lineups_table, sort_lineups
    from lineup_cli.service.client import connect
    from lineup_cli.show.table import show

    lineups = fetch_result(connect(), job_id)["lineups"]
    if sort is not None or contest:
        lineups = sort_lineups(lineups, sort.value if sort else "", contest)
    if as_json:
        output.write_json(lineups)
    else:
        show(lineups_table(lineups, contest, sort.value if sort else ""))
