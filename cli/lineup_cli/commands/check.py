"""`lineup check`: everything that submit would refuse, without queueing anything."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, Config, Gpu, Overrides


def run(
    config: Config,
    overrides: Overrides = None,
    gpu: Gpu = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="Name the job.", show_default=False)] = "",
    as_json: AsJson = False,
) -> None:
    """Check a configuration and its files, queue nothing.

    Prints every problem with its place (exit code 2), rules that clash among them with the smallest change
    that helps; else how projections were matched to players, the estimated work and the method.
    """
    from lineup_cli.service.client import connect
    from lineup_cli.service.submission import Wishes, check, gpu_use, pack
    from lineup_cli.show import checking

    parcel = pack(config, Wishes(overrides or (), gpu_use(gpu), name))
    checking.show(check(connect(), parcel), as_json=as_json)
