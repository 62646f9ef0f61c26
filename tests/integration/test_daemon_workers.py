"""Workers that cannot live are told as what they are, to whoever asks."""

import sys
from pathlib import Path

import grpc
import pytest

from daemons import refusal, running, wait_until
from fake_lineupd import FAKE_WORKER

_NO_NUMBA = f"""
import sys
sys.path.insert(0, {str(Path(FAKE_WORKER[1]).parent)!r})
import fake_engine
def prepare_fast_path(**_):
    raise RuntimeError("numba is broken")
fake_engine.prepare_fast_path = prepare_fast_path
sys.modules["lineup_engine.work"] = fake_engine
from lineupd.executors.worker import main
main(sys.argv[1:])
"""


def test_workers_that_die_once_they_are_ready_are_told(tmp_path: Path) -> None:
    """In the status, though no job waits, and to whoever submits one; no worker counts as ready."""
    worker = tmp_path / "worker.py"
    worker.write_text(_NO_NUMBA, encoding="utf-8")
    code = f"from lineupd.main import main; main(({sys.executable!r}, {str(worker)!r}))"
    with running(tmp_path / "home", (sys.executable, "-W", "ignore", "-c", code)) as daemon:
        trouble = wait_until(lambda: daemon.status().trouble, "there is trouble")
        assert "no worker can be started" in trouble
        assert "numba is broken" in trouble
        assert daemon.status().workers_ready == 0
        with pytest.raises(grpc.RpcError) as caught:
            daemon.submit("tasks: 1")
        assert "numba is broken" in refusal(caught.value)[1].message
