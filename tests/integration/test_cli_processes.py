"""The command as a process: interrupted, piped into nothing, and facing a daemon that does not move."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest

from daemons import CALL_S, WAIT_S, running, wait_until
from lineup_cli.service import connection, daemon_process
from lineup_proto.v1 import jobs_pb2 as pb

# A test that runs in the background of a shell has inherited that Ctrl-C is ignored.
_LINEUP = "import signal; signal.signal(2, signal.default_int_handler); from lineup_cli.main import main; main()"
FULL = Path("/dev/full")


@contextmanager
def typed(home: Path, arguments: Sequence[str]) -> Iterator["subprocess.Popen[str]"]:
    """A command that runs, with pipes to both its streams."""
    process = subprocess.Popen(
        [sys.executable, "-c", _LINEUP, *arguments],
        env={**os.environ, "LINEUP_HOME": str(home), "LINEUP_AUTOSTART": "0"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def line_of(stream: IO[str] | None) -> str:
    """The next line of a stream."""
    assert stream is not None
    return stream.readline()


def test_ctrl_c_leaves_the_job_running_and_says_how_to_come_back(tmp_path: Path) -> None:
    with running(tmp_path / "home") as daemon:
        job_id = daemon.submit(f"tasks: 1\ngate: {tmp_path / 'gate'}")
        with typed(tmp_path / "home", ["jobs", "watch", job_id]) as command:
            assert line_of(command.stderr).startswith(job_id)
            command.send_signal(signal.SIGINT)
            out, err = command.communicate(timeout=WAIT_S)
        assert (command.returncode, out) == (130, "")
        assert err.splitlines()[-1] == f"lineup: the job goes on; come back with `lineup jobs wait {job_id}`"
        assert daemon.get(job_id).job.status == pb.JOB_STATUS_RUNNING
        (tmp_path / "gate").touch()
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)


def test_a_log_is_followed_through_its_renewal_until_ctrl_c(tmp_path: Path) -> None:
    log = tmp_path / "home" / "logs" / "lineupd.log"
    log.parent.mkdir(parents=True)
    log.write_text("one\n", encoding="utf-8")
    with typed(tmp_path / "home", ["daemon", "logs", "-f"]) as command:
        assert line_of(command.stdout) == "one\n"
        with log.open("a", encoding="utf-8") as file:
            file.write("two\n")
        assert line_of(command.stdout) == "two\n"
        log.rename(log.with_suffix(".log.1"))
        log.write_text("3\n", encoding="utf-8")
        assert line_of(command.stdout) == "3\n"
        command.send_signal(signal.SIGINT)
        assert command.wait(WAIT_S) == 130


def run(home: Path, arguments: Sequence[str], stdout: int) -> "subprocess.CompletedProcess[str]":
    """A command whose output goes to this descriptor."""
    environment = {**os.environ, "LINEUP_HOME": str(home)}
    command = [sys.executable, "-c", _LINEUP, *arguments]
    return subprocess.run(
        command, env=environment, stdout=stdout, stderr=subprocess.PIPE, text=True, timeout=CALL_S, check=False
    )


@pytest.mark.parametrize("arguments", [["config", "show"], ["completion", "bash"]])
def test_a_reader_that_goes_is_no_mistake(tmp_path: Path, arguments: list[str]) -> None:
    """As `head` does."""
    ours, theirs = os.pipe()
    os.close(ours)
    try:
        done = run(tmp_path, arguments, theirs)
    finally:
        os.close(theirs)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
@pytest.mark.parametrize("arguments", [["config", "show"], ["completion", "bash"], ["config", "show", "--json"]])
def test_a_full_disk_is_told(tmp_path: Path, arguments: list[str]) -> None:
    with FULL.open("w", encoding="utf-8") as full:
        done = run(tmp_path, arguments, full.fileno())
    assert done.returncode == 1
    assert done.stderr == "lineup: the output could not be written: No space left on device\n"


def test_a_frozen_daemon_is_ended_by_force(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It neither listens nor obeys; nothing of it is left."""
    monkeypatch.setattr(connection, "_CALL_S", 0.1)
    monkeypatch.setattr(daemon_process, "CLEAN_STOP_S", 0.1)
    with running(tmp_path / "home") as daemon:
        daemon.process.send_signal(signal.SIGSTOP)
        assert daemon_process.stop(daemon.places) == daemon.process.pid
        assert daemon.process.wait(WAIT_S) == -signal.SIGKILL
        wait_until(lambda: daemon_process.owner(daemon.places) is None, "the home is free")
