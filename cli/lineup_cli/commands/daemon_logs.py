"""`lineup daemon logs`."""

from typing import Annotated

import typer


def run(
    lines: Annotated[int, typer.Option("--lines", "-n", min=0, metavar="N", help="How many lines.")] = 50,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on as the log grows, until Ctrl-C.")] = False,
) -> None:
    """Show the end of lineupd's log."""
    from lineup_cli.logs import follow_log, show_end
    from lineup_proto.places import find_places

    log = find_places().log_file
    position = show_end(log, lines)
    if follow:
        follow_log(log, position)
