"""`lineup jobs wait`: block until jobs end."""

import typer

from lineup_cli.options import AsJson, JobIds


def run(job_ids: JobIds, as_json: AsJson = False) -> None:
    """Wait until jobs end; exits with the worst outcome.

    Prints each job's id and state as it ends. 0 all completed, 1 one failed, 5 one was cancelled.
    """
    from lineup_cli import output
    from lineup_cli.service.client import connect
    from lineup_cli.service.follow import follow
    from lineup_cli.show.progress import Endings
    from lineup_cli.show.shapes import job_shape
    from lineup_cli.statuses import outcome, worst

    followed = follow(connect(), job_ids, Endings(silent=as_json))
    if as_json:
        output.write_json([job_shape(job) for job in followed.jobs])
    followed.tell_warnings()
    raise typer.Exit(worst(outcome(job.status) for job in followed.jobs))
