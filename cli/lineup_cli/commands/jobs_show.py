"""`lineup jobs show`: everything about one job."""

from lineup_cli.options import AsJson, JobId


def run(job_id: JobId, as_json: AsJson = False) -> None:
    """Show one job: stages, timings, result, error, configuration.

    Also where its tasks ran, how often it was tried, and which jobs it was made from.
    """
    from lineup_cli import output
    from lineup_cli.results import fetch_result, fetch_shape
    from lineup_cli.service.client import connect

    connection = connect()
    if as_json:
        output.write_json(fetch_shape(connection, job_id))
        return
    from lineup_cli.show.details import show_details
    from lineup_cli.statuses import name_of

    reply = connection.get(job_id)
    completed = name_of(reply.job.status) == "completed"
    show_details(reply, fetch_result(connection, reply.job.id) if completed else None)
