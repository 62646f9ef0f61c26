"""`lineup jobs backup`: everything in one file."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, Yes


def run(
    target: Annotated[
        str, typer.Argument(metavar="[FILE]", help="Where to write; left out: beside the automatic backups.")
    ] = "",
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Back up the history with all results, and the settings, into one file.

    `lineup jobs restore` brings it back, here or on another machine. Jobs may run meanwhile. A file that exists is only
    overwritten with --yes, or after asking on a terminal. Prints where the backup lies.
    """
    from lineup_cli import output
    from lineup_cli.restoring import show_backup, writable
    from lineup_cli.service.tool import ask_lineupd

    made = ask_lineupd(f"--backup={writable(target, yes=yes)}")
    if as_json:
        output.write_json(made)
        return
    show_backup(made)
