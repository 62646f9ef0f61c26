"""`lineup jobs rerun`: the same job once more, from what was stored."""

from lineup_cli.options import AsJson, Gpu, JobId, Overrides


def run(job_id: JobId, gpu: Gpu = None, overrides: Overrides = None, as_json: AsJson = False) -> None:
    """Run a job again from what was stored; prints the new id.

    Never reads the original files: they may have changed or be gone.
    """
    import uuid

    from lineup_cli.service.client import connect, surely
    from lineup_cli.service.submission import gpu_use
    from lineup_cli.submitting import report_queued
    from lineup_proto.v1.jobs_pb2 import RerunRequest

    request = RerunRequest(key=str(uuid.uuid4()), id=job_id, overrides=overrides or (), gpu=gpu_use(gpu))
    connection = connect()
    report_queued(surely(lambda waits: connection.rerun(request, waits=waits)), as_json=as_json)
