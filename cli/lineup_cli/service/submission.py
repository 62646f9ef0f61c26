"""Bringing a configuration and the files it names to the daemon."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from lineup_cli.errors import BadInput, Failure
from lineup_cli.service.client import surely
from lineup_cli.service.connection import Connection
from lineup_cli.service.inputs import ReadFile, read_config, read_named
from lineup_proto.connect import CHUNK_BYTES
from lineup_proto.v1.errors_pb2 import Problem
from lineup_proto.v1.jobs_pb2 import (
    CheckReply,
    GpuUse,
    InputChunk,
    Submission,
    SubmitReply,
    SubmitRequest,
    WantedFile,
)

Reply = TypeVar("Reply", CheckReply, SubmitReply)

_MAX_ROUNDS = 5


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asks for beside the configuration."""

    overrides: Sequence[str] = ()
    gpu: GpuUse.ValueType = GpuUse.GPU_USE_UNSPECIFIED
    name: str = ""


def gpu_use(wanted: bool | None) -> GpuUse.ValueType:
    """`--gpu` prefers a node, `--no-gpu` forbids one, neither leaves it to the configuration."""
    if wanted is None:
        return GpuUse.GPU_USE_UNSPECIFIED
    return GpuUse.GPU_USE_PREFER if wanted else GpuUse.GPU_USE_NEVER


@dataclass(slots=True)
class Parcel:
    """A configuration with the files read for it so far; a file is read once, whatever is asked how often."""

    submission: Submission
    folder: Path
    read: dict[str, ReadFile] = field(default_factory=dict)

    def bring(self, connection: Connection, wanted: Iterable[WantedFile]) -> None:
        """Read the files that are wanted by path, upload those that are wanted by content."""
        contents = {file.named.sha256: file.content for file in self.read.values() if file.named.sha256}
        for file in wanted:
            if file.sha256:
                upload(connection, file.sha256, contents.get(file.sha256))
            elif file.path not in self.read:
                self.read[file.path] = read_named(file.path, self.folder)
                self.submission.files.append(self.read[file.path].named)

    def locate(self, problems: Iterable[Problem]) -> None:
        """Let problems name the files that were read by a path that the user can open from where he is."""
        for problem in problems:
            if problem.file in self.read and problem.file != self.submission.config_name:
                problem.file = str(self.folder / problem.file)


def pack(config: str, wishes: Wishes) -> Parcel:
    """Read the configuration; its files follow when the daemon names them. Raises `BadInput`."""
    submission = Submission(
        config=read_config(config),
        config_name=config,
        overrides=wishes.overrides,
        gpu=wishes.gpu,
        name=wishes.name,
    )
    folder = Path() if config == "-" else Path(config).expanduser().parent
    return Parcel(submission, folder)


def check(connection: Connection, parcel: Parcel) -> CheckReply:
    """What the daemon thinks of a configuration and its files."""
    reply = _asked(connection, parcel, lambda: connection.check(parcel.submission))
    parcel.locate(reply.problems)
    return reply


def submit(connection: Connection, parcel: Parcel, request: SubmitRequest) -> SubmitReply:
    """Queue the parcel with the key, priority and time of `request`; refused input raises `BadInput`."""

    def ask() -> SubmitReply:
        request.submission.CopyFrom(parcel.submission)
        return surely(lambda waits: connection.submit(request, waits=waits))

    try:
        return _asked(connection, parcel, ask)
    except BadInput as refused:
        parcel.locate(refused.problems)
        raise


def _asked(connection: Connection, parcel: Parcel, ask: Callable[[], Reply]) -> Reply:
    """Ask, bring what is wanted, and ask again, until nothing is wanted."""
    for _ in range(_MAX_ROUNDS):
        reply = ask()
        if not reply.wanted:
            return reply
        parcel.bring(connection, reply.wanted)
    raise Failure("lineupd keeps asking for files that it was given", "see `lineup daemon logs`")


def upload(connection: Connection, sha256: str, content: bytes | None) -> None:
    """Bring the contents with this hash; `Failure` where no file has them."""
    if content is None:
        raise Failure(f"lineupd asks for contents that no file has ({sha256[:12]})", "see `lineup daemon logs`")
    connection.put_input(_chunks(sha256, content))


def _chunks(sha256: str, content: bytes) -> Iterator[InputChunk]:
    yield InputChunk(sha256=sha256, content=content[:CHUNK_BYTES])
    for start in range(CHUNK_BYTES, len(content), CHUNK_BYTES):
        yield InputChunk(content=content[start : start + CHUNK_BYTES])
