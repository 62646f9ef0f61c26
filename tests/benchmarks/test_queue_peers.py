"""Other queues beside ours, in one run on one machine: task-spooler, huey, rq; and how many jobs each of them loses."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random

import pytest

from daemons import running
from fault_homes import faulty_home, wait_idle
from measuring import table

_LIMIT_S = 900
_NO_OPS, _JOBS, _KILLS = 500, 40, 10

pytestmark = pytest.mark.benchmark_run


def _python() -> str:
    """A Python that has huey, rq and redis: `LINEUP_PEERS_PYTHON`, else this one."""
    return os.environ.get("LINEUP_PEERS_PYTHON", sys.executable)


@pytest.fixture(scope="module")
def scripts(shared_bench: Path) -> Path:
    folder = shared_bench / "queue_peers"
    if not folder.is_dir():
        pytest.skip("needs the scripts in ../shared/bench/queue_peers")
    return folder


def _said(scripts: Path, code: str) -> list[str]:
    """The lines that a script of the peers prints."""
    command = [_python(), "-c", code]
    environment = {**os.environ, "PATH": f"{Path(_python()).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        command, cwd=scripts, env=environment, capture_output=True, text=True, timeout=_LIMIT_S, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def _has(*modules: str) -> bool:
    code = "; ".join(f"import {module}" for module in modules)
    return subprocess.run([_python(), "-c", code], capture_output=True, check=False).returncode == 0


def _tell(name: str, lines: Sequence[str]) -> None:
    table(name, ("what the script of the peer says",), [(line,) for line in lines])


def test_task_spooler(scripts: Path) -> None:
    if shutil.which("tsp") is None:
        pytest.skip("needs task-spooler: apt-get install task-spooler")
    _tell("task-spooler", _said(scripts, "import peers_cli; peers_cli.tsp()"))


def test_huey(scripts: Path) -> None:
    if not _has("huey"):
        pytest.skip("needs huey; LINEUP_PEERS_PYTHON may name a Python that has it")
    _tell("huey on SQLite", _said(scripts, f"import peers_python as p; p.huey(True, 'process', {_NO_OPS})"))


def test_rq(scripts: Path) -> None:
    if not _has("rq", "redis") or shutil.which("redis-server") is None:
        pytest.skip("needs rq, redis and redis-server; LINEUP_PEERS_PYTHON may name a Python that has them")
    _tell("rq on redis", _said(scripts, f"import peers_python as p; p.rq({_NO_OPS})"))


def test_ours() -> None:
    """The same two questions: how fast are jobs that do nothing, and what is left after ten times kill -9."""
    config = "tasks: 1\nnap: 0.3"
    random = Random(7)
    with faulty_home("tasks: 1", config) as home:
        with running(home.home) as daemon:
            home.recorder.submit(daemon, "tasks: 1")
            wait_idle(daemon)
            began = time.perf_counter()
            for _ in range(_NO_OPS):
                home.recorder.submit(daemon, "tasks: 1")
            submitted = time.perf_counter() - began
            wait_idle(daemon)
            rate = _NO_OPS / (time.perf_counter() - began)
            for _ in range(_JOBS):
                home.recorder.submit(daemon, config)
            daemon.kill()
        for _ in range(_KILLS - 1):
            with running(home.home) as daemon:
                time.sleep(random.uniform(0.3, 1.0))
                daemon.kill()
        states = home.calm()
    lines = [
        f"submit {1000 * submitted / _NO_OPS:.2f} ms a job over gRPC, checked by a worker and synced, beside two workers",
        f"{_NO_OPS} no-ops on 2 workers: {rate:.0f} jobs/s, submissions included",
        f"{_KILLS} times kill -9 of lineupd, {_JOBS} jobs: completed {states['completed'] - _NO_OPS - 1}, lost 0, results twice 0",
    ]
    _tell("lineup", lines)
