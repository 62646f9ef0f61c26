"""`lineup jobs explain`: why is it not running?"""

from lineup_cli.options import AsJson, JobId


def run(job_id: JobId, as_json: AsJson = False) -> None:
    """Say why a job does not run yet.

    Everything that keeps it, each with what to do about it: paused, its time, the jobs before it, no worker, a full disk.
    """
    from lineup_cli import output
    from lineup_cli.service.client import connect
    from lineup_cli.show.explanation import explanation_lines
    from lineup_cli.show.shapes import explanation_shape

    reply = connect().explain(job_id)
    if as_json:
        output.write_json(explanation_shape(reply))
        return
    for line in explanation_lines(reply):
        output.write_line(line)
