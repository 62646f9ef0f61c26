"""`lineup demo`: the first thing a stranger types."""

from lineup_cli.options import AsJson


def run(as_json: AsJson = False) -> None:
    """Run the built-in example: 20 NASCAR lineups.

    The example's slate is of our own making. The job stays in the history like any other.
    """
    from lineup_cli.example_files import example_folder
    from lineup_cli.service.client import connect
    from lineup_cli.service.submission import Wishes, pack
    from lineup_cli.submitting import Timing, queue, wait_and_show

    parcel = pack(str(example_folder("nascar") / "config.yaml"), Wishes())
    connection = connect()
    wait_and_show(connection, queue(connection, parcel, Timing()), as_json=as_json, exposure=True)
