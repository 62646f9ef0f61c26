"""`lineup daemon status`."""

from lineup_cli.options import AsJson


def run(as_json: AsJson = False) -> None:
    """Say whether lineupd runs, since when and how busy it is.

    Exits with 3 when it does not run; never starts it.
    """
    from lineup_cli import output
    from lineup_cli.errors import DaemonUnreachable
    from lineup_cli.service.client import reach
    from lineup_cli.show.one_line import daemon_lines
    from lineup_cli.show.shapes import daemon_shape
    from lineup_proto.places import find_places

    connection = reach(find_places())
    if connection is None:
        raise DaemonUnreachable("lineupd is not running", "`lineup daemon start` starts it")
    if as_json:
        output.write_json(daemon_shape(connection.status))
        return
    for line in daemon_lines(connection.status):
        output.write_line(line)
