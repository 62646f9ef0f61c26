"""`lineup daemon pause`."""


def run() -> None:
    """Pause the queue: no job starts, those that run go on.

    It stays paused over restarts, until `lineup daemon resume`. Exits with 3 when lineupd does not run.
    """
    from lineup_cli import output
    from lineup_cli.steering import running_daemon

    changed = running_daemon().set_paused(paused=True)
    output.say("the queue is paused: no job starts" if changed else "the queue was paused already")
