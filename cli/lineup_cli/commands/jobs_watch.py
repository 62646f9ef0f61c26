"""`lineup jobs watch`: follow one job."""

import typer

from lineup_cli.options import AsJson, JobId


def run(job_id: JobId, as_json: AsJson = False) -> None:
    """Follow one job to its end; exits with its outcome.

    With --json every change is one line of JSON.
    """
    from lineup_cli import output
    from lineup_cli.service.client import connect
    from lineup_cli.service.follow import follow
    from lineup_cli.show.progress import as_json_line, live, summary
    from lineup_cli.statuses import outcome

    connection = connect()
    if as_json:
        followed = follow(connection, [job_id], as_json_line)
    else:
        with live() as bar:
            followed = follow(connection, [job_id], bar)
        output.write_line(summary(followed.jobs[0]))
    followed.tell_warnings()
    raise typer.Exit(outcome(followed.jobs[0].status))
