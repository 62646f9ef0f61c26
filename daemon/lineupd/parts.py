"""What the daemon's own work is done with; wired once, in `bootstrap.py`, with fakes in tests."""

from dataclasses import dataclass

from lineupd.clock import Clock
from lineupd.events import Hub
from lineupd.folders import Folders
from lineupd.job_logs import JobLogs
from lineupd.leftovers import Leftovers
from lineupd.store.store import Store
from lineupd.work import Work


@dataclass(frozen=True, slots=True)
class Parts:
    """The history, the engine, the news, the folders, the logs and leftovers in them, and the time."""

    store: Store
    work: Work
    hub: Hub
    folders: Folders
    logs: JobLogs
    leftovers: Leftovers
    clock: Clock
