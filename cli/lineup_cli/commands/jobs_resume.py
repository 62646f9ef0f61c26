"""`lineup jobs resume`: go on."""

from lineup_cli.options import AsJson, JobIds


def run(job_ids: JobIds, as_json: AsJson = False) -> None:
    """Let paused jobs go on, from their finished tasks.

    They take their old place in the queue.
    """
    from lineup_cli.service.client import connect
    from lineup_cli.steering import report_changed

    report_changed(connect().resume(job_ids), "was not paused", as_json=as_json)
