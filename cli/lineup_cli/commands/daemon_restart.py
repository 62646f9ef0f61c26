"""`lineup daemon restart`."""


def run() -> None:
    """Stop lineupd and start it again."""
    from lineup_cli import output
    from lineup_cli.service.autostart import start
    from lineup_cli.service.daemon_process import stop
    from lineup_proto.places import find_places

    places = find_places()
    pid = stop(places)
    if pid is not None:
        output.say(f"lineupd stopped (pid {pid})")
    output.say(f"lineupd started (pid {start(places).status.pid})")
