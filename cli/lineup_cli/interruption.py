"""What Ctrl-C is answered with while no wait has begun. Loads nothing: it is needed before anything is loaded."""

_QUEUING = {"submit", "demo", "rerun"}


def words_for(arguments: list[str]) -> str:
    """One sentence; for a verb that queues a job also that none was, which such a verb tells otherwise by itself."""
    return "interrupted; no job was queued" if _QUEUING.intersection(arguments[:2]) else "interrupted"
