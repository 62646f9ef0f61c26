"""How many files and connections one process may have open: launchd allows 256, of which each connection takes one."""

import resource
from contextlib import suppress

WANTED = 4096


def allow_more() -> None:
    """Raise this process's own limit as far as that is useful and allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard)
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
