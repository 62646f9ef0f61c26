"""What the daemon knows, as clients read it."""

from collections.abc import Iterable, Iterator, Sequence

from lineup_engine.seam import JobSummary
from lineup_proto.connect import API_VERSION, CHUNK_BYTES
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import StatusReply
from lineupd.events import News
from lineupd.jobs import AttemptRecord, EventRecord, Job, JobDetails, JobStatus, StageRecord
from lineupd.log_reader import LogLine
from lineupd.status import DaemonStatus
from lineupd.steering import Changed, Explanation
from lineupd.store.listing import Page
from lineupd.submissions import Checked, Incomplete, Submitted, Wanted
from lineupd.text import plain
from lineupd.transport.errors import some_of
from lineupd.transport.room import in_parts, some_warnings, that_fit

_NEWS_BYTES = 64 * 1024
"""The room of one message to watchers: to make it keeps everybody else waiting for some milliseconds."""

STATUSES = {
    JobStatus.QUEUED: pb.JOB_STATUS_QUEUED,
    JobStatus.RUNNING: pb.JOB_STATUS_RUNNING,
    JobStatus.COMPLETED: pb.JOB_STATUS_COMPLETED,
    JobStatus.FAILED: pb.JOB_STATUS_FAILED,
    JobStatus.CANCELLED: pb.JOB_STATUS_CANCELLED,
}
"""Each state's number on the wire."""


def from_status(status: DaemonStatus) -> StatusReply:
    """What the daemon says of itself, and which language it speaks."""
    return StatusReply(
        pid=status.pid,
        boot_id=status.boot_id,
        version=status.version,
        api=API_VERSION,
        uptime_s=status.uptime_s,
        running=status.running,
        queued=status.queued,
        workers=status.workers,
        workers_ready=status.workers_ready,
        home=status.home,
        socket=status.socket,
        progress_percent=status.progress_percent,
        trouble=plain(status.trouble),
        paused=status.paused,
        parallel_jobs=status.parallel_jobs,
    )


def from_news(news: News, boot_id: str) -> Iterator[pb.WatchReply]:
    """The jobs that have changed, in as many messages as they need; each is made when it is asked for."""
    changes = news.changes
    left = len(changes.jobs)
    removed, is_all = changes.removed, news.is_all
    for part in in_parts(map(from_job, changes.jobs), lambda job: job.ByteSize(), _NEWS_BYTES):
        left -= len(part)
        yield pb.WatchReply(
            revision=changes.revision, boot_id=boot_id, jobs=part, removed=removed, all=is_all, more=left > 0
        )
        removed, is_all = (), False


def from_checked(checked: Checked) -> pb.CheckReply:
    """What the engine thinks of a submission."""
    if checked.wanted:
        return pb.CheckReply(wanted=_wanted(checked.wanted))
    report = checked.report
    reply = pb.CheckReply(problems=some_of(report.problems), warnings=some_warnings(report.warnings))
    if report.summary is not None:
        reply.summary.CopyFrom(_summary(report.summary))
    return reply


def _summary(summary: JobSummary) -> pb.CheckSummary:
    every = [
        pb.MatchNote(kind=note.kind, name=plain(note.name), candidate=plain(note.candidate), score=note.score)
        for note in summary.matches
    ]
    matches = that_fit(every, lambda note: note.ByteSize())
    return pb.CheckSummary(
        name=plain(summary.name),
        site=summary.site,
        sport=summary.sport,
        mode=summary.mode,
        players=summary.players,
        with_projection=summary.with_projection,
        lineups=summary.lineups,
        tasks=summary.tasks,
        stages=summary.stages,
        matches=matches,
        rules_table=summary.rules_table,
        matches_left_out=len(every) - len(matches),
        method=summary.method,
    )


def _wanted(wanted: Iterable[Wanted]) -> list[pb.WantedFile]:
    return [pb.WantedFile(path=plain(file.path), sha256=file.sha256) for file in wanted]


def from_submitted(submitted: Submitted | Incomplete) -> pb.SubmitReply:
    """The job that was made, or what is needed first."""
    if isinstance(submitted, Incomplete):
        return pb.SubmitReply(wanted=_wanted(submitted.wanted))
    job = submitted.job
    return pb.SubmitReply(id=job.id, name=job.name, warnings=some_warnings(submitted.warnings))


def from_incomplete_grade(incomplete: Incomplete) -> pb.GradeReply:
    """The files that a grade needs first."""
    return pb.GradeReply(wanted=_wanted(incomplete.wanted))


def from_job(job: Job) -> pb.Job:
    """A line of the history."""
    return pb.Job(
        id=job.id,
        name=job.name,
        status=STATUSES[job.status],
        site=job.site,
        sport=job.sport,
        execution_mode=job.execution_mode,
        gpu_fallback=job.gpu_fallback,
        rerun_of=job.rerun_of,
        attempts=job.attempt,
        seed=job.seed,
        priority=job.priority,
        created_at=job.created_at,
        started_at=job.started_at,
        completed_at=job.completed_at,
        not_before=job.not_before,
        progress_percent=job.progress_percent,
        stage=job.stage,
        eta_s=job.eta_s,
        error=job.error,
        hint=job.hint,
        lineups=job.lineups,
        warnings=job.warnings,
        result_hash=job.result_hash,
        waits_for=plain(job.waits_for),
        paused=job.paused,
        seconds=job.seconds,
    )


def from_changed(changed: Changed) -> pb.ChangedReply:
    """Which jobs were named, and which of them are other than before."""
    return pb.ChangedReply(ids=changed.job_ids, changed=changed.changed)


def from_explanation(explanation: Explanation) -> pb.ExplainReply:
    """Why a job does not run yet."""
    reasons = [
        pb.Reason(code=reason.code, message=plain(reason.message), hint=plain(reason.hint))
        for reason in explanation.reasons
    ]
    return pb.ExplainReply(job=from_job(explanation.job), ahead=explanation.ahead, reasons=reasons)


def from_log(lines: Sequence[LogLine]) -> Iterator[pb.LogsReply]:
    """Lines of a report, in as many messages as they need."""
    every = [pb.LogLine(at=line.at, source=line.source, text=plain(line.text)) for line in lines]
    while every:
        some = that_fit(every, lambda line: line.ByteSize(), CHUNK_BYTES)
        yield pb.LogsReply(lines=some)
        every = every[len(some) :]


def from_page(page: Page) -> pb.ListReply:
    """One page of the history."""
    return pb.ListReply(jobs=[from_job(job) for job in page.jobs], next_page_token=page.next_page_token)


def from_unwanted(jobs: Iterable[Job]) -> pb.PruneReply:
    """Jobs that would be removed."""
    return pb.PruneReply(jobs=[from_job(job) for job in jobs])


def from_details(details: JobDetails) -> pb.GetReply:
    """One job in full."""
    return pb.GetReply(
        job=from_job(details.job),
        config_json=details.config_json,
        warnings=some_warnings(details.warnings),
        stages=[_stage(stage) for stage in details.stages],
        attempts=[_attempt(attempt) for attempt in details.attempts],
        events=[_event(event) for event in details.events],
        inputs=[
            pb.InputFile(path=file.path, sha256=file.sha256, size=file.size, unreadable=file.unreadable)
            for file in details.inputs
        ],
        reruns=details.reruns,
        version=details.version,
    )


def _stage(stage: StageRecord) -> pb.Stage:
    return pb.Stage(
        name=stage.name,
        tasks=stage.tasks,
        finished=stage.finished,
        seconds=stage.seconds,
        executors=dict(stage.executors),
    )


def _attempt(attempt: AttemptRecord) -> pb.Attempt:
    return pb.Attempt(
        number=attempt.number,
        started_at=attempt.started_at,
        ended_at=attempt.ended_at,
        outcome=attempt.outcome,
        reason=attempt.reason,
        seconds=attempt.seconds,
    )


def _event(event: EventRecord) -> pb.Event:
    return pb.Event(
        at=event.at, kind=event.kind, from_status=event.from_status, to_status=event.to_status, note=event.note
    )
