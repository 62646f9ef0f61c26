"""`lineup jobs rm`: forget finished jobs."""

from lineup_cli.options import AsJson, JobIds, Yes


def run(job_ids: JobIds, yes: Yes = False, as_json: AsJson = False) -> None:
    """Remove finished jobs and their results.

    Asks first on a terminal; elsewhere it needs --yes.
    """
    from lineup_cli import output
    from lineup_cli.asking import make_sure
    from lineup_cli.service.client import connect

    connection = connect()
    jobs = [connection.get(job_id).job for job_id in job_ids]
    make_sure("remove for good: " + ", ".join(f"{job.id} {job.name}" for job in jobs), yes=yes)
    deleted = connection.delete(job.id for job in jobs)
    if as_json:
        output.write_json({"deleted": list(deleted)})
        return
    for job_id in deleted:
        output.write(job_id)
