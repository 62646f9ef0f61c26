"""F14: the home lies on a disk that can only be read; every command says so, and what can be told is told."""

import os
import subprocess
import sys
from pathlib import Path

from daemons import running
from fault_figures import Figures
from fault_limits import read_only, small_disk
from lineup_proto.v1 import jobs_pb2 as pb

_COMMANDS = (
    "status",
    "daemon status",
    "daemon stop",
    "daemon start",
    "daemon logs",
    "jobs ls",
    "jobs backup",
    "doctor",
)


def _lineup(home: Path, command: str) -> "subprocess.CompletedProcess[str]":
    line = [sys.executable, "-W", "ignore", "-m", "lineup_cli", *command.split()]
    environment = {**os.environ, "LINEUP_HOME": str(home), "COLUMNS": "200"}
    return subprocess.run(line, env=environment, capture_output=True, text=True, timeout=60, check=False)


def test_a_disk_that_can_only_be_read(tmp_path: Path, figures: Figures) -> None:
    home = tmp_path / "home"
    with small_disk(home, 32):
        with running(home, workers=1) as daemon:
            daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
            daemon.stop()
        with read_only(home):
            said = {command: _lineup(home, command) for command in _COMMANDS}
        with running(home, workers=1) as daemon:
            assert daemon.jobs.List(pb.ListRequest(), timeout=60).jobs[0].status == pb.JOB_STATUS_COMPLETED
    assert [command for command, one in said.items() if "should not have happened" in one.stderr] == []
    assert (said["status"].returncode, said["status"].stdout) == (0, "lineupd is not running\n")
    assert said["daemon stop"].returncode == said["daemon logs"].returncode == 0
    assert "lineupd stops" in said["daemon logs"].stdout
    for command in ("daemon start", "jobs ls"):
        assert "Read-only file system (make the folder writable, or set LINEUP_HOME" in said[command].stderr
    for command in ("jobs backup", "doctor"):
        assert "mount it so that it can be written, or set LINEUP_HOME" in said[command].stderr
    assert "lies on a disk that can only be read" in said["doctor"].stdout
    figures.note(
        "F14", f"{len(_COMMANDS)} commands in a home on a read-only disk", "a sentence each", "a sentence each"
    )
