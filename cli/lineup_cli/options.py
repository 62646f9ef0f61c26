"""Options and arguments that several verbs share, so that they look alike everywhere."""

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON in a stable shape.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Never ask anything.")]
Wait = Annotated[bool, typer.Option("--wait", help="Follow the job to its end and print its lineups.")]
JobId = Annotated[str, typer.Argument(metavar="ID", help="A job's id, any unique beginning of it, or `latest`.")]
_JOB_IDS = typer.Argument(metavar="ID...", help="Jobs' ids, any unique beginnings of them, or `latest`.")
JobIds = Annotated[list[str], _JOB_IDS]
JobIdsIfAny = Annotated[list[str] | None, _JOB_IDS]
Config = Annotated[str, typer.Argument(metavar="CONFIG", help="The config.yaml; `-` reads it from standard input.")]
Overrides = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Override one key of the configuration.")
]
Gpu = Annotated[
    bool | None,
    typer.Option("--gpu/--no-gpu", help="Prefer a paired GPU node, or use none.", show_default=False),
]
