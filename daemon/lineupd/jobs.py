"""What a job is to the daemon, and the one table of the states it can move through."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from lineup_engine.seam import NamedFile, Submission


class JobStatus(StrEnum):
    """Where a job is. Interrupted, paused and delayed are no states: they are events and columns."""

    QUEUED = "queued"
    RUNNING = "running"
    COMPLETED = "completed"
    FAILED = "failed"
    CANCELLED = "cancelled"


MOVES: Mapping[JobStatus, frozenset[JobStatus]] = {
    JobStatus.QUEUED: frozenset({JobStatus.RUNNING, JobStatus.CANCELLED}),
    JobStatus.RUNNING: frozenset({JobStatus.COMPLETED, JobStatus.FAILED, JobStatus.CANCELLED, JobStatus.QUEUED}),
    JobStatus.COMPLETED: frozenset(),
    JobStatus.FAILED: frozenset(),
    JobStatus.CANCELLED: frozenset(),
}
"""From each state, the states a job may go to next."""

FINAL: frozenset[JobStatus] = frozenset(status for status, nexts in MOVES.items() if not nexts)
"""The states that a job never leaves."""

LOCAL = "local"
"""The execution mode, and the executor, of work done by this machine's own workers."""

_ID_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_ID_LENGTH = 10


def new_id() -> str:
    """Ten random base-32 letters: short enough to type the beginning of, long enough never to be drawn twice."""
    return "".join(_ID_LETTERS[byte % len(_ID_LETTERS)] for byte in secrets.token_bytes(_ID_LENGTH))


def could_be_id(text: str) -> bool:
    """Whether `text` could be an id or the beginning of one."""
    return 0 < len(text) <= _ID_LENGTH and all(letter in _ID_LETTERS for letter in text)


@dataclass(frozen=True, slots=True)
class Job:
    """A line of the history, without the large texts. Empty text = not yet, or none.

    `seconds` is how long it ran in all its attempts, by the monotonic clock.
    """

    id: str
    name: str
    status: JobStatus
    attempt: int = 0
    priority: int = 0
    site: str = ""
    sport: str = ""
    execution_mode: str = LOCAL
    gpu_fallback: bool = False
    rerun_of: str = ""
    seed: int = 0
    created_at: str = ""
    started_at: str = ""
    completed_at: str = ""
    not_before: str = ""
    tasks_estimated: int = 0
    progress_percent: int = 0
    stage: str = ""
    eta_s: float = 0.0
    waits_for: str = ""
    error: str = ""
    hint: str = ""
    lineups: int = 0
    warnings: int = 0
    result_hash: str = ""
    paused: bool = False
    seconds: float = 0.0

    @property
    def is_final(self) -> bool:
        """Whether nothing about this job will change again."""
        return self.status in FINAL


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file of a submission by content hash; `unreadable` says why there is none."""

    path: str
    sha256: str = ""
    size: int = 0
    unreadable: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A submission whose contents are named by hash, as the client describes it."""

    config: bytes
    config_name: str
    overrides: tuple[str, ...] = ()
    files: tuple[InputFile, ...] = ()
    gpu: str = ""
    name: str = ""

    def with_contents(self, contents: Mapping[str, bytes]) -> Submission:
        """The submission that the engine judges."""
        files = tuple(NamedFile(file.path, contents.get(file.sha256), file.unreadable) for file in self.files)
        return Submission(self.config, self.config_name, self.overrides, files, self.gpu, self.name)


@dataclass(frozen=True, slots=True)
class Wishes:
    """When a job should run, and which key and origin it has."""

    key: str
    priority: int = 0
    not_before: str = ""
    rerun_of: str = ""


@dataclass(frozen=True, slots=True)
class NewJob:
    """All that is written when a job is accepted."""

    draft: Draft
    wishes: Wishes
    name: str
    site: str
    sport: str
    seed: int
    tasks_estimated: int
    config_json: str
    warnings: tuple[str, ...]
    version: str
    created_at: str


@dataclass(frozen=True, slots=True)
class StageRecord:
    """How far one stage of a job is, over all attempts."""

    name: str
    tasks: int
    finished: int = 0
    seconds: float = 0.0
    executors: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ran:
    """What an attempt has to say so far: how long it ran by the monotonic clock, and stages that are not written yet."""

    seconds: float
    stages: tuple[StageRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One try at a job; numbered, never overwritten by the next. `reason` is what ended it, empty when it completed."""

    number: int
    started_at: str
    ended_at: str
    outcome: str
    reason: str
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class EventRecord:
    """Something that happened to a job."""

    at: str
    kind: str
    from_status: str
    to_status: str
    note: str


@dataclass(frozen=True, slots=True)
class JobDetails:
    """One job in full, without its result; `version` is that of the lineupd that accepted it."""

    job: Job
    version: str
    config_json: str
    warnings: tuple[str, ...]
    stages: tuple[StageRecord, ...]
    attempts: tuple[AttemptRecord, ...]
    events: tuple[EventRecord, ...]
    inputs: tuple[InputFile, ...]
    reruns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GradeRecord:
    """What a job really won in a contest; `record_json` is what the record of all forecasts reads of it."""

    job_id: str
    contest_key: str
    graded_at: str
    standings: str
    standings_sha256: str
    record_json: str
    grade_json: str
