"""The five states of a job: their names, and the exit code of each outcome."""

from collections.abc import Iterable

from lineup_cli.errors import BadInput, ExitCode
from lineup_proto.v1.jobs_pb2 import JobStatus

NAMES = ("queued", "running", "completed", "failed", "cancelled")

_OUTCOMES = {"completed": ExitCode.DONE, "failed": ExitCode.FAILED, "cancelled": ExitCode.CANCELLED}


def name_of(status: JobStatus.ValueType) -> str:
    """The word for a state; a state from a newer daemon is shown as it is called there."""
    try:
        return JobStatus.Name(status).removeprefix("JOB_STATUS_").lower()
    except ValueError:
        return "unknown"


def parse_statuses(texts: Iterable[str]) -> list[JobStatus.ValueType]:
    """The states that the user named; commas separate several."""
    words = [word.strip().lower() for text in texts for word in text.split(",")]
    for word in words:
        if word not in NAMES:
            raise BadInput(f"--status {word}: no such state", f"one of {', '.join(NAMES)}")
    return [JobStatus.Value(f"JOB_STATUS_{word.upper()}") for word in words]


def is_over(status: JobStatus.ValueType) -> bool:
    """Whether a job in this state will not change any more."""
    return name_of(status) in _OUTCOMES


def outcome(status: JobStatus.ValueType) -> ExitCode:
    """The exit code for a job that ended like this."""
    return _OUTCOMES.get(name_of(status), ExitCode.FAILED)


def worst(outcomes: Iterable[ExitCode]) -> ExitCode:
    """The code that stands for several: a failure counts more than a cancelled job, and that more than success."""
    order = (ExitCode.DONE, ExitCode.CANCELLED, ExitCode.FAILED)
    return max(outcomes, key=order.index, default=ExitCode.DONE)
