"""`lineup jobs cancel`: stop what is not wanted any more."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, JobIdsIfAny


def run(
    job_ids: JobIdsIfAny = None,
    everything: Annotated[bool, typer.Option("--all", help="Every queued and running job.")] = False,
    as_json: AsJson = False,
) -> None:
    """Cancel queued or running jobs."""
    from lineup_cli import output
    from lineup_cli.errors import BadInput
    from lineup_cli.service.client import connect

    if bool(job_ids) == everything:
        raise BadInput("name the jobs to cancel, or give --all")
    reply = connect().cancel(job_ids or (), everything=everything)
    if as_json:
        output.write_json({"cancelled": list(reply.cancelled), "already_finished": list(reply.already_finished)})
        return
    for job_id in reply.cancelled:
        output.write(job_id)
    for job_id in reply.already_finished:
        output.say(f"{job_id} had already ended")
    if everything and not reply.cancelled:
        output.say("nothing to cancel")
