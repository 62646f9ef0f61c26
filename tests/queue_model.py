"""What a queue is supposed to do, in a few lines and without a database: the state machine compares daemons with it."""

from dataclasses import dataclass, field, replace

QUEUED, RUNNING, COMPLETED, FAILED, CANCELLED = "queued", "running", "completed", "failed", "cancelled"
PARALLEL = 2
"""How many jobs run at once."""

FINAL = frozenset({COMPLETED, FAILED, CANCELLED})


@dataclass(frozen=True, slots=True)
class Seen:
    """A job as a client sees it."""

    status: str = QUEUED
    attempts: int = 0
    paused: bool = False
    priority: int = 0


@dataclass(slots=True)
class QueueModel:
    """Jobs in the order in which they came; `PARALLEL` of them run at once."""

    jobs: dict[str, Seen] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    is_paused: bool = False

    def with_status(self, *statuses: str) -> list[str]:
        """The jobs in one of these states."""
        return [job_id for job_id, job in self.jobs.items() if job.status in statuses]

    def accept(self, key: str, job_id: str, priority: int) -> None:
        """A job has come in; or the key was used before, and it is the job of that time."""
        known = self.keys.setdefault(key, job_id)
        assert known == job_id
        self.jobs.setdefault(job_id, Seen(priority=priority))

    def end(self, job_id: str, status: str) -> None:
        """A job has come to an end."""
        self.jobs[job_id] = replace(self.jobs[job_id], status=status, paused=False)

    def pause(self, job_id: str) -> None:
        """One that runs waits again, with what it has done so far."""
        self.jobs[job_id] = replace(self.jobs[job_id], status=QUEUED, paused=True)

    def resume(self, job_id: str) -> None:
        """One that runs was not paused."""
        self.jobs[job_id] = replace(self.jobs[job_id], paused=False)

    def prioritize(self, job_id: str, priority: int) -> None:
        """Higher goes first."""
        self.jobs[job_id] = replace(self.jobs[job_id], priority=priority)

    def forget(self, job_id: str) -> None:
        """A job is removed, and its key is free."""
        del self.jobs[job_id]
        self.keys = {key: known for key, known in self.keys.items() if known != job_id}

    def begin_anew(self) -> None:
        """The daemon was killed, or stopped and started: what ran waits."""
        for job_id in self.with_status(RUNNING):
            self.jobs[job_id] = replace(self.jobs[job_id], status=QUEUED)

    def settle(self) -> None:
        """Start whatever may run: by priority, then by age."""
        while not self.is_paused and len(self.with_status(RUNNING)) < PARALLEL:
            waiting = [job_id for job_id in self.with_status(QUEUED) if not self.jobs[job_id].paused]
            if not waiting:
                return
            first = max(waiting, key=lambda job_id: self.jobs[job_id].priority)
            self.jobs[first] = replace(self.jobs[first], status=RUNNING, attempts=self.jobs[first].attempts + 1)
