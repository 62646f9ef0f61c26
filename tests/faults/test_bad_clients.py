"""F20: bytes that are no requests, requests that make no sense, and connections that never say anything."""

import socket
from contextlib import ExitStack, closing, suppress
from pathlib import Path
from random import Random
from typing import Any

import grpc
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass

from daemons import CALL_S, RunningDaemon, connect, running
from fault_figures import Figures
from fault_processes import needs_proc, resident_mib
from fault_rounds import rounds
from lineup_proto.v1 import daemon_pb2, jobs_pb2
from lineup_proto.v1.daemon_pb2 import SetPausedRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub

_PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + bytes.fromhex("000000040000000000")
_STREAMS, _MUTATIONS, _SILENT = 1000, 100, 20
_MEMORY_MIB = 20

_SERVICES = (jobs_pb2.DESCRIPTOR.services_by_name["Jobs"], daemon_pb2.DESCRIPTOR.services_by_name["Daemon"])
_METHODS = [method for service in _SERVICES for method in service.methods if method.name != "Shutdown"]
_ALLOWED = {
    grpc.StatusCode.OK,
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.FAILED_PRECONDITION,
    # Of what is followed for ever.
    grpc.StatusCode.DEADLINE_EXCEEDED,
}

pytestmark = needs_proc


def _is_well(daemon: RunningDaemon, memory: float, figures: Figures, what: str) -> None:
    """It answers whoever comes, holds no more memory than before, and had no mistake to write down."""
    newcomer = connect(daemon.home, daemon.process)
    assert newcomer.submit("tasks: 1")
    newcomer.channel.close()
    figures.below(
        "F20", f"memory of lineupd after {what}", resident_mib(daemon.process.pid) - memory, _MEMORY_MIB, "MiB"
    )
    log = daemon.places.log_file.read_text(encoding="utf-8")
    assert "Traceback" not in log, log[log.index("Traceback") :][:3000]


def test_bytes_that_are_no_requests(tmp_path: Path, random: Random, figures: Figures) -> None:
    """Each on a connection of its own, half of them behind a proper greeting."""
    with running(tmp_path / "home") as daemon:
        daemon.submit("tasks: 1")
        memory = resident_mib(daemon.process.pid)
        for number in range(rounds(_STREAMS)):
            with closing(socket.socket(socket.AF_UNIX)) as connection, suppress(OSError):
                connection.connect(str(daemon.places.socket))
                connection.sendall((_PREFACE if number % 2 else b"") + random.randbytes(random.randint(1, 2000)))
        _is_well(daemon, memory, figures, f"{rounds(_STREAMS):,} streams of random bytes")


def test_connections_that_never_say_anything(tmp_path: Path, figures: Figures) -> None:
    """They are held open while others are served."""
    with running(tmp_path / "home") as daemon, ExitStack() as silent:
        daemon.submit("tasks: 1")
        memory = resident_mib(daemon.process.pid)
        for number in range(rounds(_SILENT)):
            connection = silent.enter_context(closing(socket.socket(socket.AF_UNIX)))
            connection.connect(str(daemon.places.socket))
            connection.sendall(_PREFACE if number % 2 else b"PRI * HT")
        _is_well(daemon, memory, figures, f"{rounds(_SILENT)} half-open connections")


def test_requests_that_make_no_sense(tmp_path: Path, random: Random, figures: Figures) -> None:
    """Proper messages with bytes changed, lost, doubled: refused as what they are, or done for what they are."""
    with running(tmp_path / "home") as daemon:
        daemon.submit("name: a job\ntasks: 1")
        memory = resident_mib(daemon.process.pid)
        for method in _METHODS:
            codes = {_code(daemon, method, _mutated(random, _request(method))) for _ in range(rounds(_MUTATIONS))}
            assert codes <= _ALLOWED, (method.name, codes)
        DaemonStub(daemon.channel).SetPaused(SetPausedRequest(paused=False), timeout=CALL_S)
        what = f"{rounds(_MUTATIONS)} requests of each of {len(_METHODS)} methods, with bytes changed"
        _is_well(daemon, memory, figures, what)


def _request(method: Any) -> bytes:
    """A request with something in each field."""
    message = GetMessageClass(method.input_type)()
    _fill(message)
    return message.SerializeToString()


def _fill(message: Message) -> None:
    for field in message.DESCRIPTOR.fields:
        value = {field.CPPTYPE_STRING: "latest", field.CPPTYPE_BOOL: True}.get(field.cpp_type, 1)
        if field.type == field.TYPE_BYTES:
            value = b"tasks: 1"
        if field.cpp_type == field.CPPTYPE_MESSAGE:
            part = getattr(message, field.name)
            _fill(part.add() if field.is_repeated else part)
        elif field.is_repeated:
            getattr(message, field.name).append(value)
        else:
            setattr(message, field.name, value)


def _mutated(random: Random, content: bytes) -> bytes:
    changed = bytearray(content)
    for _ in range(random.randint(1, 4)):
        place = random.randrange(len(changed) + 1)
        match random.randrange(4):
            case 0 if place < len(changed):
                changed[place] = random.randrange(256)
            case 1:
                del changed[place : place + random.randint(1, 5)]
            case 2:
                changed[place:place] = random.randbytes(random.randint(1, 5))
            case _:
                changed += changed[:place]
    return bytes(changed)


def _code(daemon: RunningDaemon, method: Any, content: bytes) -> grpc.StatusCode:
    """How a call with these bytes ends."""
    # Without a serializer there is no type for the bytes.
    channel: Any = daemon.channel
    path = f"/{method.containing_service.full_name}/{method.name}"
    try:
        if method.client_streaming:
            channel.stream_unary(path)(iter([content]), timeout=CALL_S)
        elif method.server_streaming:
            list(channel.unary_stream(path)(content, timeout=0.5))
        else:
            channel.unary_unary(path)(content, timeout=CALL_S)
    except grpc.RpcError as error:
        code: grpc.StatusCode = error.code()
        return code
    return grpc.StatusCode.OK
