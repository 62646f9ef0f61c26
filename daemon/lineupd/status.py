"""What the daemon says of itself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DaemonStatus:
    """Who answers, since when, and how busy it is; `progress_percent` is the mean over the running jobs.

    `trouble` says why jobs do not go on; empty = they do. The queue may be `paused`; `parallel_jobs` may run at once.
    """

    pid: int
    boot_id: str
    version: str
    uptime_s: float
    running: int
    queued: int
    workers: int
    workers_ready: int
    home: str
    socket: str
    progress_percent: int
    trouble: str = ""
    paused: bool = False
    parallel_jobs: int = 0
