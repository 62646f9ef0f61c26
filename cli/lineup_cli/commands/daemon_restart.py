"""`lineup daemon restart`."""


def run() -> None:
    """Stop lineupd and start it again."""
    from lineup_cli import output
    from lineup_cli.preferences import chosen_settings
    from lineup_cli.service.autostart import start
    from lineup_cli.service.daemon_process import stop
    from lineup_proto.places import find_places

    places = find_places()
    # With settings that cannot be read the next one would not start: the one that runs is better than none.
    chosen_settings(places)
    pid = stop(places)
    if pid is not None:
        output.say(f"lineupd stopped (pid {pid})")
    output.say(f"lineupd started (pid {start(places).status.pid})")
