"""`lineup init`: something that runs, to start from."""

from typing import Annotated

import typer

from lineup_cli.options import Yes


def run(
    folder: Annotated[str, typer.Argument(metavar="[DIR]", help="Where to write.", show_default=False)] = ".",
    sport: Annotated[str, typer.Option(metavar="SPORT", help="Which example: nascar, nfl, nba, ...")] = "nascar",
    yes: Yes = False,
) -> None:
    """Write a commented config.yaml and a small example slate.

    Files that are there already are only overwritten with --yes, or after asking on a terminal.
    """
    import shlex
    from pathlib import Path

    from lineup_cli import example_files, output

    target = Path(folder).expanduser()
    config = example_files.copy_example(sport, target, yes=yes)
    output.write(str(config))
    typed = shlex.quote(str(config))
    output.say(f"next: lineup check {typed}, then lineup submit {typed} --wait")
