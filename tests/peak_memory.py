"""Runs the `lineup` command in this process, and writes how much memory it took at most: `peak_memory.py FILE ARGUMENT...`."""

import os
import resource
import runpy
import sys
from pathlib import Path
from typing import NoReturn

_STATUS = Path("/proc/self/status")


def peak_kib() -> int:
    """Of this program alone; what getrusage says on Linux has the process in it that started it."""
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    line = next(line for line in _STATUS.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1])


if __name__ == "__main__":
    file = Path(sys.argv.pop(1))
    leave = os._exit

    def told(status: int) -> NoReturn:
        """The command ends in this way, which runs nothing that waits for the end."""
        file.write_text(str(peak_kib()), encoding="ascii")
        leave(status)

    os._exit = told
    runpy.run_module("lineup_cli", run_name="__main__")
