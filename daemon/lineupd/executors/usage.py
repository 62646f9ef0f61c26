"""What a process uses, asked of the system: memory of its own, and time of the processor.

Linux tells it in /proc (proc(5)); macOS through `proc_pid_rusage` of libproc (<libproc.h>, <sys/resource.h>).
"""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_OWN = (b"RssAnon:", b"RssShmem:", b"VmSwap:")
"""Files that are mapped are no memory of a process's own: the system takes their pages back when it needs them."""

_CGROUPS = Path("/sys/fs/cgroup")
_NO_LIMIT = 1 << 60

# struct rusage_info_v0: a uuid of 16 bytes, then whole numbers of 8 bytes.
_MAC_NUMBERS = 10
_USER_TIME, _SYSTEM_TIME, _FOOTPRINT = 0, 1, 7


@dataclass(frozen=True, slots=True)
class Usage:
    """Bytes of memory that are a process's own, and the time it has computed, in units of the system's choice."""

    memory: int
    cpu: int


def usage_of(pid: int) -> Usage | None:
    """What a process uses; None when it is gone, or where the system does not tell."""
    if sys.platform == "darwin":
        return _usage_on_mac(pid)
    try:
        return Usage(_memory_on_linux(pid), _cpu_on_linux(pid))
    except (OSError, ValueError, IndexError):
        return None


def _memory_on_linux(pid: int) -> int:
    with open(f"/proc/{pid}/status", "rb") as status:  # noqa: PTH123 - read several times a second
        return 1024 * sum(int(line.split()[1]) for line in status if line.startswith(_OWN))


def _cpu_on_linux(pid: int) -> int:
    with open(f"/proc/{pid}/stat", "rb") as stat:  # noqa: PTH123 - read several times a second
        # The name of the program stands in brackets and may contain anything.
        fields = stat.read().rpartition(b")")[2].split()
    return int(fields[11]) + int(fields[12])


def _usage_on_mac(pid: int) -> Usage | None:
    import ctypes

    told = (ctypes.c_uint64 * (2 + _MAC_NUMBERS))()
    if _libproc().proc_pid_rusage(pid, 0, ctypes.byref(told)) != 0:
        return None
    numbers = told[2:]
    return Usage(numbers[_FOOTPRINT], numbers[_USER_TIME] + numbers[_SYSTEM_TIME])


@cache
def _libproc() -> Any:
    import ctypes

    return ctypes.CDLL("/usr/lib/libproc.dylib")


def memory_of_machine() -> int:
    """Bytes of memory that processes here may use together; 0 where that cannot be told."""
    try:
        there = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, ValueError, OSError):
        return 0
    return min([max(there, 0), *_limits_of_groups()])


def _limits_of_groups() -> Iterator[int]:
    """What a container or a service is allowed, in bytes: of its control group and of every one around it."""
    try:
        lines = Path("/proc/self/cgroup").read_text(encoding="utf-8").splitlines()
    except OSError:
        return
    for line in lines:
        if line.startswith("0::"):
            here = _CGROUPS / line.removeprefix("0::").strip("/")
            for folder in (here, *here.parents):
                yield from _limit_in(folder / "memory.max")
        elif ":memory:" in line:
            yield from _limit_in(_CGROUPS / "memory" / "memory.limit_in_bytes")


def _limit_in(file: Path) -> Iterator[int]:
    try:
        text = file.read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return
    if text.isdigit() and int(text) < _NO_LIMIT:
        yield int(text)
