"""The Jobs service: convert, call, convert back."""
# ruff: noqa: N802, ARG002 - names and parameters are gRPC's

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass

import grpc

from lineup_proto.connect import CHUNK_BYTES
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.jobs_pb2_grpc import JobsServicer
from lineupd.dispatcher import Dispatcher
from lineupd.errors import BadRequest
from lineupd.events import Reader
from lineupd.history import History
from lineupd.jobs import Job
from lineupd.parts import Parts
from lineupd.submissions import Submissions
from lineupd.transport import replies, requests
from lineupd.transport.uploads import Uploads

Context = grpc.ServicerContext


@dataclass(frozen=True, slots=True)
class UseCases:
    """What clients can have done."""

    submissions: Submissions
    history: History
    dispatcher: Dispatcher
    uploads: Uploads


class JobsService(JobsServicer):
    """What a client may ask about jobs; the promises are in jobs.proto."""

    def __init__(self, use: UseCases, parts: Parts, boot_id: str) -> None:
        self._use = use
        self._parts = parts
        self._boot_id = boot_id

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

    async def Rerun(self, request: pb.RerunRequest, context: Context) -> pb.SubmitReply:
        """Queue a job again."""
        return replies.from_submitted(await self._use.submissions.rerun(requests.to_repeat(request)))

    async def Delete(self, request: pb.DeleteRequest, context: Context) -> pb.DeleteReply:
        """Remove finished jobs."""
        return pb.DeleteReply(deleted=await self._use.history.delete(request.ids))

    async def Watch(self, request: pb.WatchRequest, context: Context) -> AsyncIterator[pb.WatchReply]:
        """Follow jobs: those named until they have ended, or all for ever."""
        wanted = await self._use.history.resolve_all(request.ids)
        with self._parts.hub.reader(wanted) as reader:
            jobs = await self._now(wanted)
            yield self._watched(reader, jobs)
            ended = {job.id for job in jobs if job.is_final}
            while not wanted or not ended.issuperset(wanted):
                news = await reader.news()
                if news is None:
                    return
                # A row may be read before the news of what came earlier: what has ended does not run again.
                yield self._watched(reader, [job for job in news if job.is_final or job.id not in ended])
                ended |= {job.id for job in news if job.is_final}

    async def Result(self, request: pb.ResultRequest, context: Context) -> AsyncIterator[pb.ResultChunk]:
        """A job's result."""
        content = await self._use.history.result(request.id, requests.to_form(request.format))
        for start in range(0, len(content), CHUNK_BYTES):
            yield pb.ResultChunk(content=content[start : start + CHUNK_BYTES])

    async def _now(self, wanted: tuple[str, ...]) -> list[Job]:
        found = [await self._parts.store.get(job_id) for job_id in wanted]
        return [self._parts.hub.newest(job) for job in found or await self._parts.store.unfinished()]

    def _watched(self, reader: Reader, jobs: Iterable[Job]) -> pb.WatchReply:
        listed = [replies.from_job(job) for job in jobs]
        return pb.WatchReply(revision=reader.revision, boot_id=self._boot_id, jobs=listed)
