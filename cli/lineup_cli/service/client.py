"""The way to lineupd: one channel, one version check, and a daemon that is started when none answers."""

from collections.abc import Callable
from typing import TypeVar

import grpc

from lineup_cli import output
from lineup_cli.errors import AnswerLost, DaemonUnreachable
from lineup_cli.service.connection import Connection
from lineup_cli.version import VERSION
from lineup_proto.connect import API_VERSION, CHANNEL_OPTIONS, socket_address
from lineup_proto.places import Places, find_places, is_somebody_elses
from lineup_proto.v1.daemon_pb2 import StatusReply

Reply = TypeVar("Reply")


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
        raise DaemonUnreachable(
            f"{folder} can be written by another user",
            f"`chmod 700 '{folder}'` if it is yours, or set LINEUP_HOME elsewhere",
        )
    try:
        return Connection(grpc.insecure_channel(socket_address(places.socket), options=CHANNEL_OPTIONS))
    except AnswerLost:
        return None


def surely(ask: Callable[[bool], Reply]) -> Reply:
    """What `ask` answers; asked once more, and told to wait, when the answer was lost.

    Only for requests with a key: the daemon may have done what it was asked before it went away.
    """
    try:
        return ask(False)
    except AnswerLost:
        connect().close()
    return ask(True)


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
