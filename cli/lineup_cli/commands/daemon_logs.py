"""`lineup daemon logs`."""

from typing import Annotated

import typer


def run(
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, metavar="N", help="How many lines.")] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as the log grows, until Ctrl-C.")] = False,
) -> None:
    """Show the end of lineupd's log."""
    from lineup_cli.logs import show
    from lineup_proto.places import find_places

    show(find_places().log_file, lines, follow=follow)
