"""F18, F19: a watcher that stops reading, and fifty at once; nobody else is held up."""

import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from daemons import RunningDaemon, running
from fault_figures import Figures
from fault_homes import wait_idle
from fault_processes import needs_proc, resident_mib
from fault_rounds import IS_LONG, long_or
from lineup_proto.v1 import jobs_pb2 as pb

_WATCHERS = 50
_SUBMITS = 1000 if IS_LONG else 200
_FROZEN_S = long_or(60, 3)

pytestmark = needs_proc


@contextmanager
def watchers(daemon: RunningDaemon, count: int) -> Iterator["subprocess.Popen[str]"]:
    """A process with so many watches, all of them begun; it prints what it is told."""
    script = str(Path(__file__).parents[1] / "fault_watchers.py")
    command = [sys.executable, "-W", "ignore", script, str(daemon.places.socket), str(count), "print"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            for _ in range(count):
                process.stdout.readline()
            yield process
        finally:
            process.kill()


def _submit_for(daemon: RunningDaemon, seconds: float) -> list[float]:
    """Submit jobs that do nothing, one after the other; answers how long each submission took."""
    taken: list[float] = []
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        began = time.monotonic()
        daemon.submit("tasks: 1")
        taken.append(time.monotonic() - began)
        time.sleep(0.02)
    return taken


def test_a_frozen_watcher_costs_nothing(tmp_path: Path, figures: Figures) -> None:
    """It is frozen while some two hundred things happen every second; then it shows how things are now."""
    with running(tmp_path / "home") as daemon:
        # As long as with the watcher: what the first jobs need once is none of its doing.
        before = _submit_for(daemon, _FROZEN_S)
        wait_idle(daemon)
        with watchers(daemon, 1) as watcher:
            memory = resident_mib(daemon.process.pid)
            watcher.send_signal(signal.SIGSTOP)
            during = _submit_for(daemon, _FROZEN_S)
            wait_idle(daemon)
            # One that runs: whoever has missed too much is told of those that wait or run.
            last = daemon.submit(f"name: the last one\ntasks: 1\ngate: {tmp_path / 'never'}")
            daemon.wait(last, pb.JOB_STATUS_RUNNING)
            growth = resident_mib(daemon.process.pid) - memory
            began = time.monotonic()
            watcher.send_signal(signal.SIGCONT)
            assert watcher.stdout is not None
            wanted = f"{last}:{pb.JOB_STATUS_RUNNING}"
            assert any(wanted in line for line in watcher.stdout), "the watcher ended"
            shown = time.monotonic() - began
    figures.below("F18", f"memory of lineupd while a watcher is frozen for {_FROZEN_S:g} s", growth, 5, "MiB")
    figures.within("F18", "the watcher shows the newest state", [shown], 1)
    figures.ratio("F18", "submissions meanwhile", statistics.median(during) / statistics.median(before), 1.5)


def test_fifty_watchers_hold_up_nobody(tmp_path: Path, figures: Figures) -> None:
    """As many dashboards, and somebody who submits one job after the other."""
    with running(tmp_path / "home") as daemon, watchers(daemon, _WATCHERS) as process:
        reader = threading.Thread(target=lambda: list(process.stdout or ()), daemon=True)
        reader.start()
        taken = []
        for _ in range(_SUBMITS):
            began = time.monotonic()
            daemon.submit("tasks: 1")
            taken.append(time.monotonic() - began)
        wait_idle(daemon)
    reader.join()
    percentile = statistics.quantiles(taken, n=100)[98]
    figures.note(
        "F19",
        f"{_SUBMITS} submissions beside {_WATCHERS} watchers, median",
        f"{1000 * statistics.median(taken):.1f} ms",
    )
    figures.within("F19", f"99 of 100 submissions beside {_WATCHERS} watchers", [percentile], 0.05)
