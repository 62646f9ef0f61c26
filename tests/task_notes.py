"""What tasks of the fake engine write down about themselves: their runs, and the processes that they start."""

from pathlib import Path


def runs_in(note: Path) -> list[tuple[int, int]]:
    """Index and pid of every run of a task so far."""
    return [(int(index), int(pid)) for index, pid in (line.split() for line in _lines(note))]


def pids_in(child: Path) -> list[int]:
    """The pids of the processes that tasks have started."""
    return [int(line) for line in _lines(child)]


def _lines(file: Path) -> list[str]:
    """The lines that are complete."""
    return file.read_text(encoding="utf-8").split("\n")[:-1] if file.exists() else []
