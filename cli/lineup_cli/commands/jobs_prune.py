"""`lineup jobs prune`: finished jobs go in bulk."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, Yes


def run(  # noqa: PLR0913, PLR0917 - the options of the command
    older_than: Annotated[
        str, typer.Option(metavar="WHEN", help="Only jobs before 30d, 12h or 2026-11-23.", show_default=False)
    ] = "",
    status: Annotated[
        list[str] | None,
        typer.Option(metavar="S", help="Only jobs in this state: completed, failed, cancelled."),
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option(
            min=1, max=1_000_000_000, metavar="N", help="The newest N of these states stay.", show_default=False
        ),
    ] = None,
    graded: Annotated[bool, typer.Option("--graded", help="Those with a grade, too.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only list what would go.")] = False,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Remove finished jobs by age, state and number.

    They go for good, with their results, logs and files that no other job uses. Asks first on a terminal; elsewhere it
    needs --yes. Jobs with a grade stay unless --graded is given. `lineup config set history.keep_days 90` lets lineupd
    do it by itself.
    """
    from lineup_cli.pruning import Prune, list_unwanted, remove
    from lineup_cli.service.client import connect

    wanted = Prune.read(older_than, status or (), keep or 0, graded=graded)
    if dry_run:
        list_unwanted(connect(), wanted, as_json=as_json)
    else:
        remove(connect(), wanted, yes=yes, as_json=as_json)
