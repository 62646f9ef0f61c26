"""`lineup daemon stop`."""


def run() -> None:
    """Stop lineupd; returns when it is gone.

    Running jobs go back to the queue. A lineupd that does not listen is ended by force.
    """
    from lineup_cli import output
    from lineup_cli.service.daemon_process import stop
    from lineup_proto.places import find_places

    pid = stop(find_places())
    output.say("lineupd is not running" if pid is None else f"lineupd stopped (pid {pid})")
