"""`lineup jobs rm`: forget finished jobs."""

from lineup_cli.options import AsJson, JobIds, Yes


def run(job_ids: JobIds, yes: Yes = False, as_json: AsJson = False) -> None:
    """Remove finished jobs and their results.

    Asks first on a terminal; elsewhere it needs --yes.
    """
    from lineup_cli import output
    from lineup_cli.asking import make_sure
    from lineup_cli.results import fetch_job
    from lineup_cli.service.client import CALL_S, connect
    from lineup_cli.service.rpc import told
    from lineup_proto.v1.jobs_pb2 import DeleteRequest

    connection = connect()
    jobs = [fetch_job(connection, job_id).job for job_id in job_ids]
    make_sure("remove for good: " + ", ".join(f"{job.id} {job.name}" for job in jobs), yes=yes)
    with told():
        reply = connection.jobs.Delete(DeleteRequest(ids=[job.id for job in jobs]), timeout=CALL_S)
    if as_json:
        output.write_json({"deleted": list(reply.deleted)})
        return
    for job_id in reply.deleted:
        output.write(job_id)
