"""The way to lineupd: one channel, one version check, and a daemon that is started when none answers."""

from collections.abc import Callable
from typing import TypeVar

import grpc

from lineup_cli import output
from lineup_cli.errors import AnswerLost, DaemonHangs, DaemonUnreachable
from lineup_cli.service.connection import Connection
from lineup_cli.service.holder import listens, owner
from lineup_cli.version import VERSION
from lineup_proto.connect import API_VERSION, CHANNEL_OPTIONS, major, socket_address, user_agent
from lineup_proto.places import Places, find_places, is_somebody_elses
from lineup_proto.v1.daemon_pb2 import StatusReply

Reply = TypeVar("Reply")

_OPTIONS = (*CHANNEL_OPTIONS, user_agent("lineup", VERSION))

_TRIES = 2
"""Between a lost answer and a look at the socket another daemon may have begun to serve: only the second loss counts."""


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
    """The daemon of this home if one answers, whatever its version; None when nobody listens.

    Raises `DaemonHangs` when one holds the home and listens, but does not answer.
    """
    folder = places.socket.parent
    if is_somebody_elses(folder):
        raise DaemonUnreachable(
            f"{folder} can be written by another user",
            f"`chmod 700 '{folder}'` if it is yours, or set LINEUP_HOME elsewhere",
        )
    pid: int | None = None
    for _ in range(_TRIES):
        try:
            return Connection(grpc.insecure_channel(socket_address(places.socket), options=_OPTIONS))
        except AnswerLost:
            pid = owner(places)
            # One that starts or stops holds the home, too, but takes no connections.
            if pid is None or not listens(places):
                return None
    raise DaemonHangs(
        f"lineupd (pid {pid or 'unknown'}) holds this home but does not answer", "`lineup daemon restart`"
    )


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
    theirs, ours = major(status.api), major(API_VERSION)
    if theirs != ours:
        older = "this command is older" if theirs > ours else "lineupd is older"
        cure = "install the newer lineup" if theirs > ours else "`lineup daemon restart` starts the installed one"
        raise DaemonUnreachable(
            f"lineupd {status.version} speaks API {status.api}, this command {API_VERSION}: {older}", cure
        )
    if status.version != VERSION:
        output.say(f"lineupd {status.version} is running, this is lineup {VERSION}: `lineup daemon restart` changes it")
