"""The way to lineupd: one channel, one version check, and a daemon that is started when none answers."""

from dataclasses import dataclass

import grpc

from lineup_cli import output
from lineup_cli.errors import DaemonUnreachable
from lineup_cli.service.rpc import as_cli_error, failed_call
from lineup_cli.version import VERSION
from lineup_proto.connect import API_VERSION, CHANNEL_OPTIONS, socket_address
from lineup_proto.places import Places, find_places, is_somebody_elses
from lineup_proto.v1.daemon_pb2 import StatusReply, StatusRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub
from lineup_proto.v1.jobs_pb2_grpc import JobsStub

CALL_S = 10.0
"""Deadline of a call that only reads or writes the history."""

CHECK_S = 120.0
"""Deadline of a call that checks a submission: a worker may have to start first, and slates can be large."""

CANCEL_S = 30.0
"""Deadline of a call that stops running work."""

STREAM_S = 300.0
"""Deadline of a call that moves a file."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A daemon that answered, and how to ask it more."""

    channel: grpc.Channel
    jobs: JobsStub
    daemon: DaemonStub
    status: StatusReply


def connect() -> Connection:
    """Reach the daemon, starting it when none answers; raises `DaemonUnreachable`."""
    places = find_places()
    connection = reach(places)
    if connection is None:
        from lineup_cli.service.autostart import start_unasked

        connection = start_unasked(places)
    check_language(connection.status)
    return connection


def reach(places: Places) -> Connection | None:
    """The daemon of this home if one answers, whatever its version; None when nobody listens."""
    folder = places.socket.parent
    if is_somebody_elses(folder):
        raise DaemonUnreachable(f"{folder} can be written by another user", "remove it, or set LINEUP_HOME elsewhere")
    channel = grpc.insecure_channel(socket_address(places.socket), options=CHANNEL_OPTIONS)
    daemon = DaemonStub(channel)
    try:
        status = daemon.Status(StatusRequest(), timeout=CALL_S)
    except grpc.RpcError as error:
        channel.close()
        call = failed_call(error)
        if call is not None and call.code() is grpc.StatusCode.UNAVAILABLE:
            return None
        raise as_cli_error(error) from error
    return Connection(channel, JobsStub(channel), daemon, status)


def check_language(status: StatusReply) -> None:
    """Refuse a daemon of another API major; mention one of another version."""
    theirs, ours = _major(status.api), _major(API_VERSION)
    if theirs != ours:
        older = "this command is older" if theirs > ours else "lineupd is older"
        cure = "install the newer lineup" if theirs > ours else "`lineup daemon restart` starts the installed one"
        raise DaemonUnreachable(
            f"lineupd {status.version} speaks API {status.api}, this command {API_VERSION}: {older}", cure
        )
    if status.version != VERSION:
        output.say(f"lineupd {status.version} is running, this is lineup {VERSION}: `lineup daemon restart` changes it")


def _major(api: str) -> int:
    first = api.partition(".")[0]
    return int(first) if first.isdecimal() else 0
