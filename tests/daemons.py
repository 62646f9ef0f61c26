"""Real daemons in temporary homes, for tests that need one: started, asked, killed, and waited for by condition."""

import contextlib
import hashlib
import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import grpc

from lineup_engine.seam import Submission
from lineup_proto.connect import CHANNEL_OPTIONS, CHUNK_BYTES, ERROR_METADATA_KEY, socket_address
from lineup_proto.places import Places
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import StatusReply, StatusRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub
from lineup_proto.v1.errors_pb2 import ErrorDetail
from lineup_proto.v1.jobs_pb2_grpc import JobsStub

Found = TypeVar("Found")

FAKE_DAEMON = (sys.executable, "-W", "ignore", str(Path(__file__).with_name("fake_lineupd.py")))
FAULTY_DAEMON = (sys.executable, "-W", "ignore", str(Path(__file__).with_name("faulty_lineupd.py")))
REAL_DAEMON = (sys.executable, "-P", "-m", "lineupd")

CALL_S = 30.0
WAIT_S = 30.0


def wait_until(condition: Callable[[], Found | None], what: str, limit_s: float = WAIT_S) -> Found:
    """What `condition` answers once it is neither None nor false."""
    deadline = time.monotonic() + limit_s
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.01)
    raise AssertionError(f"not within {limit_s:.0f} s: {what}")


def places_of(home: Path) -> Places:
    """The places that a daemon with this `LINEUP_HOME` has."""
    return Places(config_dir=home, state_dir=home / "state", log_dir=home / "logs")


@dataclass(slots=True)
class RunningDaemon:
    """A daemon process and a channel to it."""

    home: Path
    process: "subprocess.Popen[str]"
    channel: grpc.Channel

    @property
    def places(self) -> Places:
        return places_of(self.home)

    @property
    def jobs(self) -> JobsStub:
        return JobsStub(self.channel)

    def status(self) -> StatusReply:
        return DaemonStub(self.channel).Status(StatusRequest(), timeout=CALL_S)

    def get(self, job_id: str) -> pb.GetReply:
        return self.jobs.Get(pb.GetRequest(id=job_id), timeout=CALL_S)

    def submit(self, config: str, *, key: str = "", overrides: Sequence[str] = (), priority: int = 0) -> str:
        """Submit a configuration of the fake engine that names no files; answers the id."""
        submission = pb.Submission(config=config.encode(), config_name="config.yaml", overrides=overrides)
        request = pb.SubmitRequest(key=key or uuid.uuid4().hex, submission=submission, priority=priority)
        return self.jobs.Submit(request, timeout=CALL_S).id

    def put(self, content: bytes) -> str:
        sha256 = hashlib.sha256(content).hexdigest()
        self.jobs.PutInput(iter([pb.InputChunk(sha256=sha256, content=content)]), timeout=CALL_S)
        return sha256

    def wait(self, job_id: str, status: pb.JobStatus.ValueType) -> pb.GetReply:
        """The job once it has this status."""

        def reached() -> pb.GetReply | None:
            reply = self.get(job_id)
            return reply if reply.job.status == status else None

        return wait_until(reached, f"job {job_id} {pb.JobStatus.Name(status)}, is {self.get(job_id).job}")

    def result(self, job_id: str, form: pb.ResultFormat.ValueType = pb.RESULT_FORMAT_JSON) -> bytes:
        stream = self.jobs.Result(pb.ResultRequest(id=job_id, format=form), timeout=CALL_S)
        return b"".join(chunk.content for chunk in stream)

    def workers(self) -> list[int]:
        """The pids of the daemon's children."""
        return children_of(self.process.pid)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(WAIT_S)

    def stop(self) -> int:
        """Ask for a clean stop; answers the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(WAIT_S)


def put_in_pieces(daemon: RunningDaemon, content: bytes) -> None:
    """Bring a large file as the command does."""
    sha256 = hashlib.sha256(content).hexdigest()
    pieces = (content[start : start + CHUNK_BYTES] for start in range(0, len(content), CHUNK_BYTES))
    chunks = (pb.InputChunk(sha256=sha256 if number == 0 else "", content=piece) for number, piece in enumerate(pieces))
    daemon.jobs.PutInput(chunks, timeout=CALL_S)


def brought(daemon: RunningDaemon, sent: Submission) -> pb.Submission:
    """A submission of the real engine as clients send it, its files brought."""
    files = [
        pb.InputFile(path=file.path, sha256=daemon.put(file.content or b""), size=len(file.content or b""))
        for file in sent.files
    ]
    return pb.Submission(config=sent.config, config_name=sent.config_name, files=files)


def start(
    home: Path, command: Sequence[str] = FAKE_DAEMON, workers: int = 2, more: Mapping[str, str] | None = None
) -> "subprocess.Popen[str]":
    """Start a daemon process, with more in its environment; it may end by itself."""
    environment = {**os.environ, "LINEUP_HOME": str(home), "LINEUP_WORKERS": str(workers), **(more or {})}
    return subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True)


class DiedEarly(AssertionError):
    """A daemon ended, with this code, before it answered."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(f"exit code {code}: {words}")
        self.code = code


def connect(home: Path, process: "subprocess.Popen[str]") -> RunningDaemon:
    """Wait until the daemon answers; raises `DiedEarly`."""
    channel = grpc.insecure_channel(socket_address(places_of(home).socket), options=CHANNEL_OPTIONS)
    daemon = RunningDaemon(home, process, channel)
    wait_until(lambda: _answers(daemon), "the daemon answers")
    return daemon


def _answers(daemon: RunningDaemon) -> bool:
    if (code := daemon.process.poll()) is not None:
        raise DiedEarly(code, daemon.process.communicate()[1])
    try:
        return daemon.status().pid == daemon.process.pid
    except grpc.RpcError:
        return False


@contextmanager
def running(
    home: Path, command: Sequence[str] = FAKE_DAEMON, workers: int = 2, more: Mapping[str, str] | None = None
) -> Iterator[RunningDaemon]:
    """A daemon that answers; killed at the end if it is still there."""
    process = start(home, command, workers, more)
    try:
        daemon = connect(home, process)
        try:
            yield daemon
        finally:
            daemon.channel.close()
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate(timeout=WAIT_S)


def children_of(pid: int) -> list[int]:
    """The pids of a process's children that are no zombies."""
    return [child for child, parent in _living() if parent == pid]


def is_alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    return any(found == pid for found, _ in _living())


def _living() -> Iterator[tuple[int, int]]:
    """Every process that is no zombie, with its parent. `ps` is not everywhere, nor is /proc."""
    if not Path("/proc/self/stat").exists():
        command = ["ps", "-A", "-o", "pid=,ppid=,stat="]
        rows = [line.split() for line in _output(command).splitlines()]
        yield from ((int(pid), int(parent)) for pid, parent, state in rows if not state.startswith("Z"))
        return
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            # The name of the program stands in brackets and may contain anything.
            state, parent = (
                (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[:2]
            )
            if state not in "ZX":
                yield int(entry.name), int(parent)


def _output(command: Sequence[str]) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def refusal(error: grpc.RpcError) -> tuple[grpc.StatusCode, ErrorDetail]:
    """The status of a failed call, and the detail that came with it."""
    # gRPC's errors are calls, too, but its types do not say so.
    call: Any = error
    metadata: dict[str, bytes] = dict(call.trailing_metadata() or ())
    return call.code(), ErrorDetail.FromString(metadata[ERROR_METADATA_KEY])
