"""F12: a command is interrupted, or its terminal closed; daemon and job go on."""

import os
import pty
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from daemons import WAIT_S, RunningDaemon, is_alive, places_of, running, wait_until
from fault_figures import Figures
from fault_processes import descriptors, needs_proc, settled_descriptors
from lineup_cli.service import daemon_process
from lineup_cli.service.holder import owner
from lineup_proto.v1 import jobs_pb2 as pb

# The command takes its terminal as the one that controls it, as in a window. A test that runs in the background of a
# shell, or under nohup, has inherited that Ctrl-C or a hang-up is ignored.
_LINEUP = (
    "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.default_int_handler); signal.signal(signal.SIGHUP, signal.SIG_DFL); "
    "from lineup_cli.start import main; main()"
)
_COMMANDS = ("submit --wait", "jobs wait", "jobs watch")


@contextmanager
def terminal(home: Path, arguments: Sequence[str]) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """A command in a terminal of its own, and the user's end of the terminal."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "LINEUP_HOME": str(home), "LINEUP_WORKERS": "1", "TERM": "xterm"}
    command = [sys.executable, "-c", _LINEUP, *arguments]
    process = subprocess.Popen(
        command, env=environment, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    try:
        yield process, ours
    finally:
        process.kill()
        process.wait(WAIT_S)
        with suppress(OSError):
            os.close(ours)


def _arguments(command: str, daemon: RunningDaemon, config: Path) -> list[str]:
    if command == "submit --wait":
        return ["submit", str(config), "--wait"]
    return [*command.split(), daemon.submit(config.read_text(encoding="utf-8"))]


@needs_proc
@pytest.mark.parametrize("command", _COMMANDS)
@pytest.mark.parametrize("end", ["Ctrl-C", "closed"])
def test_whoever_waits_may_go(tmp_path: Path, command: str, end: str, figures: Figures) -> None:
    """The job runs on in the same attempt, and is completed."""
    home, gate, config = tmp_path / "home", tmp_path / "gate", tmp_path / "config.yaml"
    config.write_text(f"tasks: 2\ngate: {gate}\n", encoding="utf-8")
    with running(home) as daemon:
        arguments = _arguments(command, daemon, config)
        before = settled_descriptors(daemon.process.pid)
        with terminal(home, arguments) as (process, ours):
            wait_until(lambda: daemon.status().running == 1, "the job runs")
            wait_until(lambda: descriptors(daemon.process.pid) > before, "the command is connected")
            if end == "Ctrl-C":
                os.write(ours, b"\x03")
            else:
                os.close(ours)
            code = process.wait(WAIT_S)
        assert code == (130 if end == "Ctrl-C" else code) != 0
        assert daemon.status().pid == daemon.process.pid
        (job,) = daemon.jobs.List(pb.ListRequest(), timeout=WAIT_S).jobs
        assert job.status == pb.JOB_STATUS_RUNNING
        gate.touch()
        assert daemon.wait(job.id, pb.JOB_STATUS_COMPLETED).job.attempts == 1
    figures.note("F12", f"daemon and job after `{command}` and {end}", "unharmed", "unharmed")


def test_a_daemon_outlives_the_terminal_it_was_started_from(tmp_path: Path, figures: Figures) -> None:
    """The window is closed right behind `lineup daemon start`."""
    home = tmp_path / "home"
    places = places_of(home)
    try:
        with terminal(home, ["daemon", "start"]) as (process, ours):
            assert process.wait(WAIT_S) == 0
            pid = owner(places)
            os.close(ours)
        assert pid is not None
        assert is_alive(pid)
        assert daemon_process.stop(places) == pid
    finally:
        daemon_process.stop(places)
    figures.note("F12", "a daemon whose terminal is closed", "goes on", "goes on")
