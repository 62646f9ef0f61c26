"""`lineup jobs rerun`: the same job once more, from what was stored."""

from lineup_cli.options import AsJson, Gpu, JobId, Overrides, Wait


def run(
    job_id: JobId, gpu: Gpu = None, overrides: Overrides = None, wait: Wait = False, as_json: AsJson = False
) -> None:
    """Run a job again from what was stored; prints the new id.

    Never reads the original files: they may have changed or be gone. With --wait the command follows the new job,
    prints its lineups and exits with its outcome, as `submit` does.
    """
    import uuid

    from lineup_cli.service.client import connect, surely
    from lineup_cli.service.submission import gpu_use
    from lineup_cli.submitting import perhaps_queued, report_queued, wait_and_show
    from lineup_proto.v1.jobs_pb2 import RerunRequest

    request = RerunRequest(key=str(uuid.uuid4()), id=job_id, overrides=overrides or (), gpu=gpu_use(gpu))
    connection = connect()
    with perhaps_queued():
        reply = surely(lambda waits: connection.rerun(request, waits=waits))
    if wait:
        wait_and_show(connection, reply, as_json=as_json)
    else:
        report_queued(reply, as_json=as_json)
