"""Why a job does not run yet, for people."""

from collections.abc import Iterator
from datetime import UTC, datetime

from lineup_cli.statuses import name_of
from lineup_cli.text import counted
from lineup_cli.times import show_start
from lineup_proto.v1.jobs_pb2 import ExplainReply, Job, Reason


def explanation_lines(reply: ExplainReply) -> Iterator[str]:
    """The job, then a line for each reason with its cure."""
    job = reply.job
    ahead = f", {counted(reply.ahead, 'job')} before it" if reply.ahead else ""
    yield f"{job.id}  {job.name}  {name_of(job.status)}{ahead}"
    for reason in reply.reasons:
        yield f"- {_told(reason, job)}" + (f" ({reason.hint})" if reason.hint else "")


def _told(reason: Reason, job: Job) -> str:
    """Times are told on this machine's clock."""
    start = show_start(job.not_before, datetime.now(UTC)) if reason.code == "NOT_BEFORE" else ""
    return f"it is to start at {start}, not before" if start else reason.message
