"""`lineup exposure`: how often each player is used."""

from lineup_cli.options import AsJson, JobId


def run(job_id: JobId, as_json: AsJson = False) -> None:
    """Show how often each player is used in a job's lineups."""
    from lineup_cli import output
    from lineup_cli.results import exposure_table, fetch_result
    from lineup_cli.service.client import connect
    from lineup_cli.show.table import show

    exposure = fetch_result(connect(), job_id)["exposure"]
    if as_json:
        output.write_json(exposure)
    else:
        show(exposure_table(exposure))
