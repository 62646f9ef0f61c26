"""`lineup jobs pause`: not now."""

from lineup_cli.options import AsJson, JobIds


def run(job_ids: JobIds, as_json: AsJson = False) -> None:
    """Pause jobs that wait or run.

    A running job stops at once and keeps what is finished; `lineup jobs resume` lets it go on from there.
    """
    from lineup_cli.service.client import connect
    from lineup_cli.steering import report_changed

    report_changed(connect().pause(job_ids), "was paused already", as_json=as_json)
