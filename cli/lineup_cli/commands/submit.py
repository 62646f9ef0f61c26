"""`lineup submit`: queue a job, and wait for it if asked to."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, Config, Gpu, Overrides, Wait


def run(  # noqa: PLR0913, PLR0917 - the options of the command
    config: Config,
    gpu: Gpu = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="Name the job.", show_default=False)] = "",
    priority: Annotated[int, typer.Option(metavar="P", help="Higher runs first.")] = 0,
    at: Annotated[
        str | None,
        typer.Option(
            metavar="TIME",
            help="Not before 18:30 (tomorrow's if today's is over), or 2026-11-23T18:30.",
            show_default=False,
        ),
    ] = None,
    overrides: Overrides = None,
    wait: Wait = False,
    as_json: AsJson = False,
) -> None:
    """Queue a job; prints its id.

    With --wait the command follows the job, prints its lineups and exits with its outcome:
    0 completed, 1 failed, 5 cancelled. Ctrl-C then leaves the job running.
    """
    from lineup_cli.service.client import connect
    from lineup_cli.service.submission import Wishes, gpu_use, pack
    from lineup_cli.submitting import Timing, queue, report_queued, wait_and_show

    timing = Timing.read(priority, at)
    parcel = pack(config, Wishes(overrides or (), gpu_use(gpu), name))
    connection = connect()
    reply = queue(connection, parcel, timing)
    if wait:
        wait_and_show(connection, reply, as_json=as_json)
    else:
        report_queued(reply, as_json=as_json, not_before=timing.not_before)
