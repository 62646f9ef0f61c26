"""`lineup jobs logs`: what happened to a job."""

from typing import Annotated

import typer

from lineup_cli.options import AsJson, JobId


def run(
    job_id: JobId,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until the job has ended, or Ctrl-C.")] = False,
    lines: Annotated[
        int, typer.Option("--lines", "-n", min=0, max=1_000_000, metavar="N", help="Only the last N lines; 0 = all.")
    ] = 0,
    as_json: AsJson = False,
) -> None:
    """Show what happened to a job and what its workers said.

    With --json one list, or with --follow one line of JSON for each line.
    """
    from lineup_cli import output
    from lineup_cli.service.client import connect
    from lineup_cli.service.reports import follow_report
    from lineup_cli.show.report import as_line, as_shape

    connection = connect()
    if not follow:
        told = [line for some in connection.logs(job_id, lines, follow=False) for line in some]
        if as_json:
            output.write_json([as_shape(line) for line in told])
        for line in () if as_json else told:
            output.write_line(as_line(line))
        return
    for line in follow_report(connection, job_id, lines):
        if as_json:
            output.write(output.as_json(as_shape(line), indent=None))
        else:
            output.write_line(as_line(line))
        output.flush()
