"""What lineupd writes down: nothing that the user brought, and never without limit."""

import os
import subprocess
from pathlib import Path

import grpc
import pytest

from daemons import FAKE_DAEMON, WAIT_S, connect, places_of, running, wait_until
from lineup_proto.v1 import jobs_pb2 as pb

SECRET = "hunter2-in-a-file"


def test_what_the_user_brings_is_not_in_the_log(tmp_path: Path) -> None:
    """However much is logged, and whatever becomes of the job: no contents, no keys, no names."""
    with running(tmp_path / "home", (*FAKE_DAEMON, "--log-level", "debug")) as daemon:
        daemon.wait(daemon.submit(f"tasks: 2\nname: {SECRET}", key=f"{SECRET}-key"), pb.JOB_STATUS_COMPLETED)
        daemon.wait(daemon.submit(f"tasks: 2\nclash: 1\nother: {SECRET}"), pb.JOB_STATUS_FAILED)
        daemon.put(SECRET.encode())
        with pytest.raises(grpc.RpcError):
            daemon.submit(f"problem: {SECRET}")
        for path in daemon.places.log_dir.iterdir():
            assert SECRET not in path.read_text(encoding="utf-8")
        assert daemon.places.log_file.stat().st_mode & 0o777 == 0o600


def test_what_libraries_write_to_stderr_has_a_limit(tmp_path: Path) -> None:
    """The command sends it to a file; gRPC may write a line for each connection that it cannot take."""
    home, file = tmp_path / "home", tmp_path / "lineupd-start.log"
    environment = {**os.environ, "LINEUP_HOME": str(home), "LINEUP_WORKERS": "1"}
    with file.open("ab") as stderr:
        process = subprocess.Popen(FAKE_DAEMON, env=environment, stderr=stderr, text=True)
    try:
        daemon = connect(home, process)
        with file.open("ab") as flood:
            flood.write(b"E0000 accept4: Too many open files\n" * 100_000)
        wait_until(lambda: file.stat().st_size < 100_000, "the file is emptied")
        daemon.channel.close()
    finally:
        process.terminate()
        assert process.wait(WAIT_S) == 0
    assert places_of(home).log_file.exists()
