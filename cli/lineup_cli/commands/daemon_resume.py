"""`lineup daemon resume`."""


def run() -> None:
    """Let the queue go on.

    Exits with 3 when lineupd does not run.
    """
    from lineup_cli import output
    from lineup_cli.steering import running_daemon

    changed = running_daemon().set_paused(paused=False)
    output.say("the queue goes on" if changed else "the queue was not paused")
