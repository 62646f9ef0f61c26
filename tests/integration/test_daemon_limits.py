"""Requests and connections without measure are refused in words, and the others are served."""

import resource
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest

from daemons import CALL_S, RunningDaemon, refusal, running, wait_until
from lineup_proto.connect import CHANNEL_OPTIONS, socket_address
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.jobs_pb2_grpc import JobsStub
from lineupd.descriptors import WANTED
from lineupd.transport.crowd import MOST_STREAMS


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[RunningDaemon]:
    with running(tmp_path / "home") as daemon:
        yield daemon


@pytest.mark.parametrize(
    ("method", "request_"),
    [
        ("Get", pb.GetRequest(id="x" * 100_000)),
        ("Delete", pb.DeleteRequest(ids=["a"] * 10_001)),
        ("Watch", pb.WatchRequest(ids=["a"] * 10_001)),
    ],
)
def test_a_request_without_measure_is_refused(daemon: RunningDaemon, method: str, request_: object) -> None:
    """Whatever kind of call it is."""
    ask = getattr(daemon.jobs, method)
    with pytest.raises(grpc.RpcError) as caught:
        list(ask(request_, timeout=CALL_S))
    assert refusal(caught.value)[1].reason == "TOO_LARGE"


def test_a_search_without_measure_is_refused(daemon: RunningDaemon) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        daemon.jobs.List(pb.ListRequest(search="x" * 60_000), timeout=CALL_S)
    assert refusal(caught.value)[1].reason == "BAD_REQUEST"


def test_a_message_without_measure_is_refused_and_others_are_served(daemon: RunningDaemon) -> None:
    """5 MiB in one message: gRPC itself says no, and nobody else notices."""
    with pytest.raises(grpc.RpcError) as caught:
        daemon.submit("x" * (5 * 1024 * 1024))
    assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED  # pyright: ignore[reportAttributeAccessIssue]
    daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)


@contextmanager
def _watches(daemon: RunningDaemon, connections: int, of_each: int) -> Iterator[list[Any]]:
    """So many watches over so many connections; they may not have begun yet."""
    options = (*CHANNEL_OPTIONS, ("grpc.use_local_subchannel_pool", 1))
    channels = [
        grpc.insecure_channel(socket_address(daemon.places.socket), options=options) for _ in range(connections)
    ]
    try:
        yield [JobsStub(channel).Watch(pb.WatchRequest()) for channel in channels for _ in range(of_each)]
    finally:
        for channel in channels:
            channel.close()


def test_one_connection_takes_not_all_the_room(daemon: RunningDaemon) -> None:
    """A thousand watches over it: the rest of them waits at the client, and the others are served."""
    with _watches(daemon, 1, 1_000) as watches, _watches(daemon, 1, 1) as others:
        next(watches[0])
        next(others[0])
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)


def test_watches_keep_out_no_other_calls(daemon: RunningDaemon) -> None:
    """Over as many connections as one likes: those beyond the limit are refused in words, until some have ended."""
    with _watches(daemon, MOST_STREAMS // 100 + 1, 100) as watches:
        refused = wait_until(lambda: [watch for watch in watches if watch.done()], "some are refused")
        wait_until(lambda: sum(watch.done() for watch in watches) == 100, "all beyond the limit are refused")
        code, detail = refusal(refused[0])
        assert (code, detail.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "CROWDED")
        assert "watches are open already" in detail.message
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
    wait_until(lambda: _begins(daemon), "there is room again")


def _begins(daemon: RunningDaemon) -> bool:
    try:
        next(daemon.jobs.Watch(pb.WatchRequest(), timeout=CALL_S))
    except grpc.RpcError:
        return False
    return True


def test_a_daemon_takes_more_descriptors_where_it_may() -> None:
    """A launchd agent begins with 256, of which each connection takes one."""
    code = (
        "import resource; from lineupd.descriptors import allow_more; n = resource.RLIMIT_NOFILE\n"
        "hard = resource.getrlimit(n)[1]; resource.setrlimit(n, (256, hard)); allow_more()\n"
        "print(*resource.getrlimit(n)); resource.setrlimit(n, (100, 200)); allow_more()\n"
        "print(*resource.getrlimit(n))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    first, second = [line.split() for line in done.stdout.splitlines()]
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    assert int(first[0]) == (WANTED if hard == resource.RLIM_INFINITY else min(WANTED, hard))
    assert second == ["200", "200"]
