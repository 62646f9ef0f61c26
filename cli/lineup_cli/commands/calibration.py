"""`lineup calibration`: how true the forecasts were, over all graded contests."""

from lineup_cli.options import AsJson


def run(as_json: AsJson = False) -> None:
    """Show the record of the forecasts over all graded contests.

    For each sport: how often results lay within the forecasts, how wide the forecasts should have been,
    how far ownership was off, and real against expected profit; and the correction that this suggests.
    """
    import json

    from lineup_cli import output
    from lineup_cli.service.client import connect
    from lineup_cli.show.calibration import show_calibration

    record = json.loads(connect().calibration())
    if as_json:
        output.write_json(record)
    else:
        show_calibration(record)
