"""`lineup jobs restore`: a backup becomes the history."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, Yes


def run(
    backup: Annotated[str, typer.Argument(metavar="FILE", help="What `lineup jobs backup` or lineupd itself wrote.")],
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Bring back the history and the settings from a backup.

    The file is checked first. A history that is here already is only replaced with --yes, or after asking on a terminal,
    and then moved aside, not removed. A lineupd that runs is stopped and started again.
    """
    from lineup_cli import output
    from lineup_cli.restoring import restore, show_restored

    restored = restore(backup, yes=yes)
    if as_json:
        output.write_json(restored)
        return
    show_restored(restored)
