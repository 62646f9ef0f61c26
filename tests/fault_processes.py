"""What the system says of a process: descriptors, memory, time at work. Linux only: from /proc."""

import os
import time
from pathlib import Path

import pytest

HAS_PROC = Path("/proc/self/stat").exists()

needs_proc = pytest.mark.skipif(not HAS_PROC, reason="reads /proc")


def descriptors(pid: int) -> int:
    """How many descriptors a process has open."""
    return sum(1 for _ in Path(f"/proc/{pid}/fd").iterdir())


def settled_descriptors(pid: int) -> int:
    """The same once it has not changed for half a second: a daemon that has just begun opens and closes some."""
    count, since = descriptors(pid), time.monotonic()
    while time.monotonic() - since < 0.5:
        time.sleep(0.05)
        found = descriptors(pid)
        if found != count:
            count, since = found, time.monotonic()
    return count


def resident_mib(pid: int) -> float:
    """The memory that a process holds now."""
    return _status(pid, "VmRSS") / 1024


def address_space(pid: int) -> int:
    """How many bytes of addresses a process has taken."""
    return _status(pid, "VmSize") * 1024


def cpu_s(pid: int) -> float:
    """How long a process has computed so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def zombies_of(pid: int) -> int:
    """How many children of a process are dead and not buried."""
    count = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            state, parent = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[:2]
        except OSError:
            continue
        count += state == "Z" and int(parent) == pid
    return count


def _status(pid: int, name: str) -> int:
    lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    return int(next(line for line in lines if line.startswith(name + ":")).split()[1])
