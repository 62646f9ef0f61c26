"""What a command costs to start, in multiples of an interpreter that does nothing."""

import os
import pty
import subprocess
from pathlib import Path

import pytest

from acceptance_home import PROGRAM, Home
from measuring import bare, interleaved, python_pass, table

ROUNDS = 25
SHORT = ("--set", "lineups=1", "--set", "rules.exposure.max=1")
JOBS = 12

pytestmark = pytest.mark.benchmark_run


def typed(home: Home, *arguments: str) -> None:
    """A command whose output is piped."""
    subprocess.run([str(PROGRAM), *arguments], env=environment(home), capture_output=True, check=True)


def seen(home: Home, *arguments: str) -> None:
    """A command whose output goes to a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen([str(PROGRAM), *arguments], env=environment(home), stdout=theirs, stderr=theirs)
    os.close(theirs)
    try:
        while os.read(ours, 65536):
            pass
    except OSError:
        # Linux tells the end of a terminal as an error.
        pass
    os.close(ours)
    assert process.wait() == 0


def environment(home: Home) -> dict[str, str]:
    """A user's environment on a colour terminal."""
    return bare(home.environment({"TERM": "xterm-256color", "COLUMNS": "100"}))


def complete(script: Path, home: Home) -> None:
    """What a shell does when Tab is typed behind `lineup jobs show`."""
    words = "COMP_WORDS=(lineup jobs show ''); COMP_CWORD=3; _lineup; echo ${COMPREPLY[@]}"
    done = subprocess.run(
        ["bash", "-c", f". {script}; {words}"], env=environment(home), capture_output=True, check=True
    )
    assert b"latest" in done.stdout


def test_commands_with_a_warm_daemon(home: Home) -> None:
    home.said("init", str(home.folder / "slate"))
    config = str(home.folder / "slate" / "config.yaml")
    for _ in range(JOBS):
        home.said("submit", config, *SHORT, "--wait")
    script = home.folder / "lineup.bash"
    script.write_text(home.said("completion", "bash"), encoding="utf-8")
    works = {
        "python -c pass": python_pass,
        "lineup --version": lambda: typed(home, "--version"),
        "Tab after lineup jobs show": lambda: complete(script, home),
        "lineup jobs ls, piped": lambda: typed(home, "jobs", "ls"),
        "lineup jobs ls, table on a terminal": lambda: seen(home, "jobs", "ls"),
        "lineup submit": lambda: typed(home, "submit", config, *SHORT),
    }
    costs = interleaved(works, ROUNDS)
    unit = costs["python -c pass"].cpu_s
    rows = [
        (f"`{name}`", f"{cost.cpu_s * 1000:.0f}", f"{cost.wall_s * 1000:.0f}", f"{cost.cpu_s / unit:.1f}x")
        for name, cost in costs.items()
    ]
    table(f"Start-up, medians of {ROUNDS}", ("command", "CPU ms", "wall ms", "CPU / bare Python"), rows)
