"""`lineup daemon start`."""


def run() -> None:
    """Start lineupd, unless it runs."""
    from lineup_cli import output
    from lineup_cli.service.autostart import start
    from lineup_cli.service.client import reach
    from lineup_proto.places import find_places

    places = find_places()
    running = reach(places)
    if running is not None:
        output.say(f"lineupd runs already (pid {running.status.pid})")
        return
    output.say(f"lineupd started (pid {start(places).status.pid})")
