"""A lineupd inside the test, which says exactly what the test needs; and the command line, run in this process."""

import io
import json
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from typing import Any, NoReturn

import grpc

from lineup_cli.main import run
from lineup_cli.version import VERSION
from lineup_proto.connect import API_VERSION, ERROR_METADATA_KEY, socket_address
from lineup_proto.places import find_places
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import (
    ReloadReply,
    ReloadRequest,
    SetPausedReply,
    SetPausedRequest,
    ShutdownReply,
    ShutdownRequest,
    StatusReply,
    StatusRequest,
)
from lineup_proto.v1.daemon_pb2_grpc import add_DaemonServicer_to_server
from lineup_proto.v1.errors_pb2 import ErrorDetail
from lineup_proto.v1.jobs_pb2_grpc import add_JobsServicer_to_server

_PLAYERS = {
    name: {"slot": "D", "id": number, "name": name, "team": "T", "salary": salary}
    for name, number, salary in (("Ann Speed", "7", 10_000), ("Bo Brake", "8", 9_400), ("Cy Curve", "9", 9_900))
}

RESULT: dict[str, Any] = {
    "hash": "sha256:ab",
    "method": "fast",
    "lineups": [
        {
            "players": [_PLAYERS["Ann Speed"], _PLAYERS[other]],
            "salary": salary,
            "points": points,
            "ownership": ownership,
            "optimal": None,
            "contests": [],
            "entries": [],
        }
        for other, salary, points, ownership in (("Bo Brake", 19_400, 99.5, 41.2), ("Cy Curve", 19_900, 98.0, None))
    ],
    "exposure": [
        {"id": "7", "name": "Ann Speed", "count": 2, "share": 1.0},
        {"id": "8", "name": "Bo Brake", "count": 1, "share": 0.5},
        {"id": "9", "name": "Cy Curve", "count": 1, "share": 0.5},
    ],
    "portfolio": None,
}


def job(job_id: str, **changes: Any) -> pb.Job:
    """A completed job, unless told otherwise."""
    plain: dict[str, Any] = {
        "name": "Las Vegas",
        "status": pb.JOB_STATUS_COMPLETED,
        "site": "draftkings",
        "sport": "nascar",
        "execution_mode": "local",
        "attempts": 1,
        "seed": 7,
        "created_at": "2026-11-23T18:00:00.000000Z",
        "started_at": "2026-11-23T18:00:01.000000Z",
        "completed_at": "2026-11-23T18:00:04.500000Z",
        "progress_percent": 100,
        "lineups": 2,
        "result_hash": "sha256:ab",
    }
    return pb.Job(id=job_id, **{**plain, **changes})


@dataclass(frozen=True, slots=True)
class Refusal:
    """How a call is refused."""

    code: grpc.StatusCode
    detail: ErrorDetail


@dataclass
class FakeDaemon:
    """What the daemon says; `asked` are the requests that filter or change something, in order."""

    jobs: list[pb.Job] = field(default_factory=lambda: [job("abcdefghij")])
    watched: Sequence[Sequence[pb.Job]] = ()
    warnings: Sequence[str] = ()
    page: int = 50
    trouble: str = ""
    paused: bool = False
    uptime_s: float = 1.0
    ahead: int = 0
    reasons: Sequence[pb.Reason] = ()
    log: Sequence[Sequence[pb.LogLine]] = ()
    reloaded: ReloadReply = field(default_factory=ReloadReply)
    refusals: dict[str, Refusal] = field(default_factory=dict[str, Refusal])
    results: dict[int, bytes] = field(
        default_factory=lambda: {int(pb.RESULT_FORMAT_JSON): json.dumps(RESULT).encode("ascii")}
    )
    asked: list[Any] = field(default_factory=list[Any])

    def Get(self, request: pb.GetRequest, context: grpc.ServicerContext) -> pb.GetReply:  # noqa: N802
        return pb.GetReply(
            job=self._find(request.id, context),
            config_json='{"site": "draftkings"}',
            warnings=self.warnings,
            stages=[pb.Stage(name="candidates", tasks=2, finished=2, seconds=1.5, executors={"local": 2})],
        )

    def List(self, request: pb.ListRequest, context: grpc.ServicerContext) -> pb.ListReply:  # noqa: N802
        self.asked.append(request)
        start = int(request.page_token or 0)
        end = start + min(self.page, request.limit)
        return pb.ListReply(jobs=self.jobs[start:end], next_page_token=str(end) if end < len(self.jobs) else "")

    def Cancel(self, request: pb.CancelRequest, context: grpc.ServicerContext) -> pb.CancelReply:  # noqa: N802
        self.asked.append(request)
        return pb.CancelReply(cancelled=["abcdefghij"], already_finished=["bbbbbbbbbb"])

    def Prioritize(self, request: pb.PrioritizeRequest, context: grpc.ServicerContext) -> pb.ChangedReply:  # noqa: N802
        return self._changed(request)

    def Pause(self, request: pb.PauseRequest, context: grpc.ServicerContext) -> pb.ChangedReply:  # noqa: N802
        return self._changed(request)

    def Resume(self, request: pb.ResumeRequest, context: grpc.ServicerContext) -> pb.ChangedReply:  # noqa: N802
        return self._changed(request)

    def _changed(self, request: Any) -> pb.ChangedReply:
        """The first of the jobs named was not so already."""
        self.asked.append(request)
        return pb.ChangedReply(ids=request.ids, changed=request.ids[:1])

    def Explain(self, request: pb.ExplainRequest, context: grpc.ServicerContext) -> pb.ExplainReply:  # noqa: N802
        return pb.ExplainReply(job=self._find(request.id, context), ahead=self.ahead, reasons=self.reasons)

    def Logs(self, request: pb.LogsRequest, context: grpc.ServicerContext) -> Iterator[pb.LogsReply]:  # noqa: N802
        self.asked.append(request)
        for lines in self.log:
            yield pb.LogsReply(lines=lines)

    def SetPaused(self, request: SetPausedRequest, context: grpc.ServicerContext) -> SetPausedReply:  # noqa: N802
        self.asked.append(request)
        return SetPausedReply(changed=len(self.asked) == 1)

    def Reload(self, request: ReloadRequest, context: grpc.ServicerContext) -> ReloadReply:  # noqa: N802
        return self.reloaded

    def Submit(self, request: pb.SubmitRequest, context: grpc.ServicerContext) -> pb.SubmitReply:  # noqa: N802
        self.asked.append(request)
        return pb.SubmitReply(id="dddddddddd", name="Las Vegas", warnings=self.warnings)

    def Rerun(self, request: pb.RerunRequest, context: grpc.ServicerContext) -> pb.SubmitReply:  # noqa: N802
        self.asked.append(request)
        return pb.SubmitReply(id="cccccccccc", name="Las Vegas (re-run)", warnings=self.warnings)

    def Delete(self, request: pb.DeleteRequest, context: grpc.ServicerContext) -> pb.DeleteReply:  # noqa: N802
        self.asked.append(request)
        return pb.DeleteReply(deleted=request.ids)

    def Watch(self, request: pb.WatchRequest, context: grpc.ServicerContext) -> Iterator[pb.WatchReply]:  # noqa: N802
        for jobs in self.watched or [self.jobs]:
            yield pb.WatchReply(jobs=jobs)

    def Result(self, request: pb.ResultRequest, context: grpc.ServicerContext) -> Iterator[pb.ResultChunk]:  # noqa: N802
        content = self.results[request.format]
        for start in range(0, len(content), 7):
            yield pb.ResultChunk(content=content[start : start + 7])

    def _find(self, text: str, context: grpc.ServicerContext) -> pb.Job:
        found = [each for each in self.jobs if each.id.startswith(text)]
        if not found:
            refuse(context, Refusal(grpc.StatusCode.NOT_FOUND, ErrorDetail(message=f"no job {text}")))
        return found[0]


def refuse(context: grpc.ServicerContext, refusal: Refusal) -> NoReturn:
    """End a call as the daemon does."""
    context.set_trailing_metadata(((ERROR_METADATA_KEY, refusal.detail.SerializeToString()),))
    context.abort(refusal.code, refusal.detail.message)
    raise AssertionError("abort returned")


class _Door:
    """Hands every call to the fake as it is at that moment, so that a test may replace its methods."""

    def __init__(self, fake: FakeDaemon) -> None:
        self._fake = fake

    def __getattr__(self, name: str) -> Any:
        def call(request: Any, context: grpc.ServicerContext) -> Any:
            if name in self._fake.refusals:
                refuse(context, self._fake.refusals[name])
            return getattr(self._fake, name)(request, context)

        return call


class _Alive:
    """A daemon of this version."""

    def __init__(self, fake: FakeDaemon) -> None:
        self._fake = fake

    def Status(self, request: StatusRequest, context: grpc.ServicerContext) -> StatusReply:  # noqa: N802
        if "Status" in self._fake.refusals:
            refuse(context, self._fake.refusals["Status"])
        return StatusReply(
            pid=1,
            boot_id="b",
            version=VERSION,
            api=API_VERSION,
            uptime_s=self._fake.uptime_s,
            workers=2,
            trouble=self._fake.trouble,
            paused=self._fake.paused,
        )

    def SetPaused(self, request: SetPausedRequest, context: grpc.ServicerContext) -> SetPausedReply:  # noqa: N802
        return self._fake.SetPaused(request, context)

    def Reload(self, request: ReloadRequest, context: grpc.ServicerContext) -> ReloadReply:  # noqa: N802
        if "Reload" in self._fake.refusals:
            refuse(context, self._fake.refusals["Reload"])
        return self._fake.Reload(request, context)

    def Shutdown(self, request: ShutdownRequest, context: grpc.ServicerContext) -> ShutdownReply:  # noqa: N802
        return ShutdownReply()


@contextmanager
def serving(fake: FakeDaemon) -> Iterator[None]:
    """The fake answers on the socket of this home."""
    socket = find_places().socket
    socket.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    server = grpc.server(ThreadPoolExecutor(max_workers=4))
    doors: tuple[Any, Any] = (_Door(fake), _Alive(fake))
    add_JobsServicer_to_server(doors[0], server)
    add_DaemonServicer_to_server(doors[1], server)
    server.add_insecure_port(socket_address(socket))
    server.start()
    try:
        yield
    finally:
        server.stop(0).wait()


@dataclass(frozen=True, slots=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str


def lineup(*arguments: str) -> Said:
    """Run one command in this process, its output piped."""
    buffers = (io.BytesIO(), io.BytesIO())
    streams = [io.TextIOWrapper(buffer, encoding="utf-8", newline="\n") for buffer in buffers]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        code = run(list(arguments))
        sys.stdout.flush()
    out, err = (buffer.getvalue().decode("utf-8") for buffer in buffers)
    return Said(code, out, err)
