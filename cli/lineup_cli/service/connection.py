"""A daemon that answered, and everything it can be asked: gRPC and its deadlines stay behind this class."""

from collections.abc import Iterable, Iterator, Sequence

import grpc

from lineup_cli.service.rpc import told
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import (
    ReloadReply,
    ReloadRequest,
    SetPausedRequest,
    ShutdownRequest,
    StatusReply,
    StatusRequest,
)
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub
from lineup_proto.v1.jobs_pb2_grpc import JobsStub

_CALL_S = 10.0
"""Deadline of a call that only reads or writes the history."""

_CHECK_S = 120.0
"""Deadline of a call that checks a submission: a worker may have to start first, and slates can be large."""

_CANCEL_S = 30.0
"""Deadline of a call that stops running work."""

_STREAM_S = 300.0
"""Deadline of a call that moves a file."""


class Connection:
    """One channel to the daemon; every method raises `CliError`, and `AnswerLost` when the daemon went away."""

    def __init__(self, channel: grpc.Channel) -> None:
        """Ask who is there; closes the channel when nobody is."""
        self._channel = channel
        self._jobs = JobsStub(channel)
        self._daemon = DaemonStub(channel)
        try:
            with told():
                self.status: StatusReply = self._daemon.Status(StatusRequest(), timeout=_CALL_S)
        except BaseException:
            channel.close()
            raise

    def close(self) -> None:
        """Nothing more will be asked."""
        self._channel.close()

    def check(self, submission: pb.Submission) -> pb.CheckReply:
        """What the daemon thinks of a submission, or which files it wants first."""
        with told():
            return self._jobs.Check(pb.CheckRequest(submission=submission), timeout=_CHECK_S)

    def submit(self, request: pb.SubmitRequest, *, waits: bool) -> pb.SubmitReply:
        """Queue a job, or hear which files are wanted first; `waits` for a daemon that is about to listen."""
        with told():
            return self._jobs.Submit(request, timeout=_CHECK_S, wait_for_ready=waits)

    def rerun(self, request: pb.RerunRequest, *, waits: bool) -> pb.SubmitReply:
        """Queue a job again; `waits` for a daemon that is about to listen."""
        with told():
            return self._jobs.Rerun(request, timeout=_CHECK_S, wait_for_ready=waits)

    def put_input(self, chunks: Iterator[pb.InputChunk]) -> None:
        """Bring a file."""
        with told():
            self._jobs.PutInput(chunks, timeout=_STREAM_S)

    def get(self, job_id: str) -> pb.GetReply:
        """One job in full, without its result."""
        with told():
            return self._jobs.Get(pb.GetRequest(id=job_id), timeout=_CALL_S)

    def list(self, request: pb.ListRequest) -> pb.ListReply:
        """One page of the history."""
        with told():
            return self._jobs.List(request, timeout=_CALL_S)

    def cancel(self, job_ids: Iterable[str], *, everything: bool) -> pb.CancelReply:
        """Cancel these jobs, or everything that waits or runs."""
        with told():
            return self._jobs.Cancel(pb.CancelRequest(ids=job_ids, all=everything), timeout=_CANCEL_S)

    def prioritize(self, job_ids: Iterable[str], priority: int) -> pb.ChangedReply:
        """Give jobs another priority."""
        with told():
            return self._jobs.Prioritize(pb.PrioritizeRequest(ids=job_ids, priority=priority), timeout=_CALL_S)

    def pause(self, job_ids: Iterable[str]) -> pb.ChangedReply:
        """Pause jobs, those that run as well."""
        with told():
            return self._jobs.Pause(pb.PauseRequest(ids=job_ids), timeout=_CANCEL_S)

    def resume(self, job_ids: Iterable[str]) -> pb.ChangedReply:
        """Let paused jobs go on."""
        with told():
            return self._jobs.Resume(pb.ResumeRequest(ids=job_ids), timeout=_CALL_S)

    def explain(self, job_id: str) -> pb.ExplainReply:
        """Why a job does not run yet."""
        with told():
            return self._jobs.Explain(pb.ExplainRequest(id=job_id), timeout=_CALL_S)

    def logs(self, job_id: str, lines: int, *, follow: bool) -> Iterator[Sequence[pb.LogLine]]:
        """What happened to a job: the last so many lines, 0 = all; following, whatever is added until it has ended."""
        with told():
            request = pb.LogsRequest(id=job_id, lines=lines, follow=follow)
            # No deadline for who follows: a job may take hours. A frozen daemon is noticed by the channel's pings.
            stream = self._jobs.Logs(request, timeout=None if follow else _STREAM_S)
            try:
                for reply in stream:
                    yield reply.lines
            finally:
                stream.cancel()

    def delete(self, job_ids: Iterable[str]) -> Sequence[str]:
        """Remove finished jobs; answers their ids."""
        with told():
            return self._jobs.Delete(pb.DeleteRequest(ids=job_ids), timeout=_CALL_S).deleted

    def prune(self, request: pb.PruneRequest) -> Iterator[pb.PruneReply]:
        """Remove finished jobs in bulk, or hear which would go; a portion at a time."""
        with told():
            # No deadline: there may be a hundred thousand. A frozen daemon is noticed by the channel's pings.
            stream = self._jobs.Prune(request, timeout=None)
            try:
                yield from stream
            finally:
                stream.cancel()

    def watch(self, job_ids: Iterable[str]) -> Iterator[pb.Job]:
        """The jobs now, and again at every change, until all have ended or the daemon stops."""
        with told():
            # No deadline: a job may take hours. A frozen daemon is noticed by the channel's pings.
            stream = self._jobs.Watch(pb.WatchRequest(ids=job_ids), timeout=None)
            try:
                for reply in stream:
                    yield from reply.jobs
            finally:
                stream.cancel()

    def result(self, job_id: str, form: pb.ResultFormat.ValueType) -> bytes:
        """A job's result as the contents of a file."""
        with told():
            stream = self._jobs.Result(pb.ResultRequest(id=job_id, format=form), timeout=_STREAM_S)
            return b"".join(chunk.content for chunk in stream)

    def grade(self, request: pb.GradeRequest) -> tuple[Sequence[pb.WantedFile], bytes]:
        """Grade a job: the files that are wanted first, or the `grade` JSON."""
        with told():
            replies = list(self._jobs.Grade(request, timeout=_STREAM_S))
        wanted = [file for reply in replies for file in reply.wanted]
        return wanted, b"".join(reply.content for reply in replies)

    def calibration(self) -> bytes:
        """The `calibration` JSON."""
        with told():
            stream = self._jobs.Calibration(pb.CalibrationRequest(), timeout=_STREAM_S)
            return b"".join(reply.content for reply in stream)

    def set_paused(self, *, paused: bool) -> bool:
        """Pause the queue or let it go on; answers whether it was not so already."""
        with told():
            return self._daemon.SetPaused(SetPausedRequest(paused=paused), timeout=_CALL_S).changed

    def reload(self) -> ReloadReply:
        """Have the settings read anew."""
        with told():
            return self._daemon.Reload(ReloadRequest(), timeout=_CALL_S)

    def shut_down(self) -> None:
        """Ask the daemon to stop."""
        with told():
            self._daemon.Shutdown(ShutdownRequest(), timeout=_CALL_S)
