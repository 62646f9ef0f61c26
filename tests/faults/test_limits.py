"""F38: descriptors and memory run out; the daemon refuses new work in words, and does not die."""

import os
import resource
import signal
import socket
from contextlib import ExitStack, closing
from pathlib import Path

import grpc
import pytest

from daemons import RunningDaemon, connect, put_in_pieces, refusal, running, wait_until
from fault_figures import Figures
from fault_limits import limited, needs_prlimit
from fault_processes import address_space, descriptors
from lineup_proto.v1 import jobs_pb2 as pb

_CONNECTIONS = 100
_DESCRIPTORS = 64
_FILE_BYTES = 48 << 20

pytestmark = needs_prlimit


def test_a_daemon_without_descriptors_goes_on(tmp_path: Path, figures: Figures) -> None:
    """More connections than it may have open: whoever is connected is served, the others once there is room."""
    with running(tmp_path / "home") as daemon:
        pid = daemon.process.pid
        with limited(pid, resource.RLIMIT_NOFILE, _DESCRIPTORS), ExitStack() as open_ones:
            for _ in range(_CONNECTIONS):
                open_ones.enter_context(closing(_connection(daemon)))
            wait_until(lambda: descriptors(pid) >= _DESCRIPTORS, "it has no descriptor left")
            daemon.wait(daemon.submit("tasks: 2"), pb.JOB_STATUS_COMPLETED)
        newcomer = connect(daemon.home, daemon.process)
        assert newcomer.status().pid == pid
        newcomer.channel.close()
    what = f"{_CONNECTIONS} connections, {_DESCRIPTORS} descriptors"
    figures.note("F38", what, "those that are connected are served", "lives")


def test_a_daemon_that_can_start_no_worker_says_so(tmp_path: Path, figures: Figures) -> None:
    """Its workers are gone and there is no descriptor for new ones; with descriptors there are workers again."""
    with running(tmp_path / "home") as daemon:
        daemon.wait(daemon.submit("tasks: 2"), pb.JOB_STATUS_COMPLETED)
        with limited(daemon.process.pid, resource.RLIMIT_NOFILE, 3):
            for worker in daemon.workers():
                os.kill(worker, signal.SIGKILL)
            words = wait_until(lambda: _refusal_of(daemon), "a submission is refused")
            assert "no worker can be started" in words
            assert "Too many open files" in words
        wait_until(lambda: not _refusal_of(daemon), "a submission is accepted")
        wait_until(lambda: daemon.status().workers_ready == 2, "there are workers again")
    figures.note("F38", "no descriptor for new workers", "refused in words, recovers", "lives")


def test_a_daemon_without_memory_refuses_what_is_too_large(tmp_path: Path, figures: Figures) -> None:
    """A file that it cannot hold; what is small goes on as before."""
    content = os.urandom(_FILE_BYTES)
    with running(tmp_path / "home") as daemon:
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        with limited(daemon.process.pid, resource.RLIMIT_AS, address_space(daemon.process.pid) + _FILE_BYTES // 2):
            with pytest.raises(grpc.RpcError) as caught:
                put_in_pieces(daemon, content)
            code, detail = refusal(caught.value)
            assert (code, detail.reason) == (grpc.StatusCode.RESOURCE_EXHAUSTED, "NO_MEMORY")
            daemon.wait(daemon.submit("tasks: 2"), pb.JOB_STATUS_COMPLETED)
        put_in_pieces(daemon, content)
    figures.note("F38", "no memory for a file of 48 MiB", "refused in words, the rest goes on", "lives")


def _connection(daemon: RunningDaemon) -> socket.socket:
    connection = socket.socket(socket.AF_UNIX)
    connection.setblocking(False)
    connection.connect(str(daemon.places.socket))
    return connection


def _refusal_of(daemon: RunningDaemon) -> str:
    try:
        daemon.submit("tasks: 2")
    except grpc.RpcError as error:
        return refusal(error)[1].message
    return ""
