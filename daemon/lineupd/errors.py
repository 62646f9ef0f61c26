"""What can go wrong in the daemon, by who can cure it.

DaemonError
├── StartError            lineupd cannot start
│   ├── HomeInUse         another lineupd owns this home
│   └── HomeUnusable      settings, folders or log cannot be used
├── RequestError          the client asked for what cannot be had
│   ├── BadInput          the user's files or options: carries every problem with its place
│   ├── BadRequest        the request itself makes no sense
│   ├── OtherApi          the client speaks another language
│   ├── NotFound          no such job
│   ├── AmbiguousId       the beginning of an id fits several jobs
│   ├── WrongState        the job's state does not allow it
│   ├── TooLarge          over a stated limit
│   └── Crowded           too many ask for the same at once
├── StoreError            the history
│   ├── StoreUnusable     unreadable, foreign, or written by a newer lineup
│   │   └── StoreDamaged  broken or gone while it was in use
│   ├── BackupUnusable    a backup cannot be made, or cannot be brought back
│   ├── StoreBusy         locked by another process for too long
│   ├── StoreFull         the disk is full or fails
│   ├── InputMissing      contents that a job needs are not here
│   └── LostRace          the job is no longer in the state that a change starts from
└── WorkError             a worker's work
    ├── WorkFailed        the engine says why it cannot be done
    ├── Unfinished        files that it builds on are missing: the job's stages have to be gone through again
    ├── WorkerLost        the worker died while it was at it
    ├── WorkTooLong       the worker was stopped at the limit
    ├── TooMuchMemory     the worker was stopped because it used too much memory
    ├── NoSpace           the disk has no room for what the worker makes
    ├── NoWorkers         no worker can be started
    └── PoolClosed        the daemon is stopping
"""

from collections.abc import Sequence
from dataclasses import replace

from lineup_engine.seam import Problem, TaskFailed
from lineupd.text import in_gib


class DaemonError(Exception):
    """Something in the daemon went wrong: one sentence, and a hint how to cure it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    @property
    def sentence(self) -> str:
        """Message and hint, for where there is one line for both."""
        return f"{self.message} ({self.hint})" if self.hint else self.message


class StartError(DaemonError):
    """lineupd cannot start."""


class HomeInUse(StartError):
    """Another lineupd owns this home."""


class HomeUnusable(StartError):
    """Settings, folders or log cannot be used."""


class RequestError(DaemonError):
    """The client asked for what cannot be had."""


class BadInput(RequestError):
    """The user's files or options cannot be accepted."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        if len(problems) == 1:
            # The hint travels beside the message, which must not say it once more.
            super().__init__(str(replace(problems[0], hint="")), problems[0].hint)
        else:
            super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


class BadRequest(RequestError):
    """The request itself makes no sense."""


class OtherApi(RequestError):
    """The client speaks another language than this lineupd."""


class NotFound(RequestError):
    """There is no such job."""


class AmbiguousId(RequestError):
    """The beginning of an id fits several jobs."""


class WrongState(RequestError):
    """The job's state does not allow this."""


class TooLarge(RequestError):
    """Over a stated limit."""


class Crowded(RequestError):
    """Too many ask for the same at once."""


class StoreError(DaemonError):
    """The history cannot do what it should."""


class StoreUnusable(StoreError):
    """The history is unreadable, foreign, or written by a newer lineup; it is kept as it is."""


class StoreDamaged(StoreUnusable):
    """The history is broken or gone: nothing more may be written to it."""


class BackupUnusable(StoreError):
    """A backup cannot be made, or cannot be brought back."""


class StoreBusy(StoreError):
    """Another process keeps the history locked."""


class StoreFull(StoreError):
    """The disk is full or fails."""


class InputMissing(StoreError):
    """Contents that a job needs are not here."""


class LostRace(StoreError):
    """The job is no longer in the state that a change starts from."""


class WorkError(DaemonError):
    """A worker's work did not end well."""


class WorkFailed(WorkError):
    """The engine says why it cannot be done."""

    def __init__(self, failure: TaskFailed) -> None:
        super().__init__(failure.message, failure.hint)
        self.failure = failure


class Unfinished(WorkError):
    """Files that the work builds on are not there, or not whole: going through the job's stages again makes them."""


class WorkerLost(WorkError):
    """The worker died while it was at it."""


class WorkTooLong(WorkError):
    """The worker was stopped because the work took longer than it may."""


class TooMuchMemory(WorkError):
    """The worker was stopped because all workers used more than `limit` bytes, and it `used` most; maybe no other was busy."""

    def __init__(self, used: int, limit: int, *, is_alone: bool) -> None:
        super().__init__(f"used {in_gib(used)}, and all workers together may use {in_gib(limit)}")
        self.used = used
        self.limit = limit
        self.is_alone = is_alone


class NoSpace(WorkError):
    """The disk has no room for what the worker makes: another try is worth while."""


class NoWorkers(WorkError):
    """No worker can be started."""


class PoolClosed(WorkError):
    """The daemon is stopping."""
