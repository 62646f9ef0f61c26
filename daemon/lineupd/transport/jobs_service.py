"""The Jobs service: convert, call, convert back."""
# ruff: noqa: N802, ARG002 - names and parameters are gRPC's

from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import grpc

from lineup_proto.connect import CHUNK_BYTES
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.jobs_pb2_grpc import JobsServicer
from lineupd.dispatcher import Dispatcher
from lineupd.errors import BadRequest
from lineupd.gradings import Gradings
from lineupd.history import History
from lineupd.pruning import Pruning
from lineupd.reports import Reports
from lineupd.steering import Steering
from lineupd.submissions import Incomplete, Submissions
from lineupd.transport import replies, requests
from lineupd.transport.told import Told
from lineupd.transport.uploads import Uploads

Context = grpc.ServicerContext


@dataclass(frozen=True, slots=True)
class UseCases:
    """What clients can have done."""

    submissions: Submissions
    history: History
    pruning: Pruning
    dispatcher: Dispatcher
    uploads: Uploads
    gradings: Gradings
    steering: Steering
    reports: Reports


class JobsService(JobsServicer):
    """What a client may ask about jobs; the promises are in jobs.proto."""

    def __init__(self, use: UseCases, boot_id: str) -> None:
        self._use = use
        self._boot_id = boot_id
        self._told = Told(boot_id)

    async def Check(self, request: pb.CheckRequest, context: Context) -> pb.CheckReply:
        """Judge a submission."""
        return replies.from_checked(await self._use.submissions.check(requests.to_draft(request.submission)))

    async def Submit(self, request: pb.SubmitRequest, context: Context) -> pb.SubmitReply:
        """Queue a job."""
        draft, wishes = requests.to_draft(request.submission), requests.to_wishes(request)
        return replies.from_submitted(await self._use.submissions.submit(draft, wishes))

    async def PutInput(self, request_iterator: AsyncIterator[pb.InputChunk], context: Context) -> pb.PutInputReply:
        """Take in a file."""
        return await self._use.uploads.take(request_iterator)

    async def Get(self, request: pb.GetRequest, context: Context) -> pb.GetReply:
        """One job in full."""
        return replies.from_details(await self._use.history.details(request.id))

    async def List(self, request: pb.ListRequest, context: Context) -> pb.ListReply:
        """One page of the history."""
        return replies.from_page(await self._use.history.page(requests.to_question(request)))

    async def Cancel(self, request: pb.CancelRequest, context: Context) -> pb.CancelReply:
        """Cancel jobs."""
        if bool(request.ids) == request.all:
            raise BadRequest("either jobs or all must be named")
        job_ids = None if request.all else await self._use.history.resolve_all(request.ids)
        cancelled, finished = await self._use.dispatcher.cancel(job_ids)
        return pb.CancelReply(cancelled=cancelled, already_finished=finished)

    async def Prioritize(self, request: pb.PrioritizeRequest, context: Context) -> pb.ChangedReply:
        """Give jobs another priority."""
        priority = requests.to_priority(request.priority)
        return replies.from_changed(await self._use.steering.prioritize(await self._named(request.ids), priority))

    async def Pause(self, request: pb.PauseRequest, context: Context) -> pb.ChangedReply:
        """Pause jobs."""
        return replies.from_changed(await self._use.steering.pause(await self._named(request.ids)))

    async def Resume(self, request: pb.ResumeRequest, context: Context) -> pb.ChangedReply:
        """Let paused jobs go on."""
        return replies.from_changed(await self._use.steering.resume(await self._named(request.ids)))

    async def _named(self, texts: Sequence[str]) -> tuple[str, ...]:
        if not texts:
            raise BadRequest("no job was named")
        return await self._use.history.resolve_all(texts)

    async def Explain(self, request: pb.ExplainRequest, context: Context) -> pb.ExplainReply:
        """Why a job does not run yet."""
        return replies.from_explanation(await self._use.steering.explain(request.id))

    async def Logs(self, request: pb.LogsRequest, context: Context) -> AsyncIterator[pb.LogsReply]:
        """What happened to a job."""
        most = requests.to_count(request.lines)
        async for lines in self._use.reports.lines(request.id, most, follow=request.follow):
            for some in replies.from_log(lines):
                yield some

    async def Rerun(self, request: pb.RerunRequest, context: Context) -> pb.SubmitReply:
        """Queue a job again."""
        return replies.from_submitted(await self._use.submissions.rerun(requests.to_repeat(request)))

    async def Delete(self, request: pb.DeleteRequest, context: Context) -> pb.DeleteReply:
        """Remove finished jobs."""
        return pb.DeleteReply(deleted=await self._use.history.delete(request.ids))

    async def Prune(self, request: pb.PruneRequest, context: Context) -> AsyncIterator[pb.PruneReply]:
        """Remove finished jobs in bulk."""
        unwanted = requests.to_unwanted(request)
        if request.dry_run:
            async for jobs in self._use.pruning.find(unwanted):
                yield replies.from_unwanted(jobs)
            return
        async for removed in self._use.pruning.prune(unwanted):
            yield pb.PruneReply(removed=removed)

    async def Watch(self, request: pb.WatchRequest, context: Context) -> AsyncIterator[Any]:
        """Follow jobs: those named until they have ended, or all for ever; replies that are written already."""
        # Revisions of an earlier daemon say nothing in this one.
        seen = request.seen if request.boot_id == self._boot_id else -1
        async for news in self._use.history.watch(request.ids, seen):
            for reply in self._told.written(news):
                yield reply

    async def Result(self, request: pb.ResultRequest, context: Context) -> AsyncIterator[pb.ResultChunk]:
        """A job's result."""
        content = await self._use.history.result(request.id, requests.to_form(request.format))
        for piece in _pieces(content):
            yield pb.ResultChunk(content=piece)

    async def Grade(self, request: pb.GradeRequest, context: Context) -> AsyncIterator[pb.GradeReply]:
        """A job against the standings of a contest."""
        graded = await self._use.gradings.grade(requests.to_grading(request))
        if isinstance(graded, Incomplete):
            yield replies.from_incomplete_grade(graded)
            return
        for piece in _pieces(graded):
            yield pb.GradeReply(content=piece)

    async def Calibration(self, request: pb.CalibrationRequest, context: Context) -> AsyncIterator[pb.CalibrationReply]:
        """The record of all forecasts."""
        for piece in _pieces(await self._use.gradings.calibration()):
            yield pb.CalibrationReply(content=piece)


def _pieces(content: bytes) -> Iterator[bytes]:
    return (content[start : start + CHUNK_BYTES] for start in range(0, len(content), CHUNK_BYTES))
