"""F11: another process keeps the history locked; short locks are waited for, long ones are told, and both pass."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import grpc
import pytest

from daemons import CALL_S, places_of, refusal, running
from fault_figures import Figures, seconds_until
from fault_rounds import long_or
from lineup_proto.v1 import jobs_pb2 as pb

_SHORT_S = long_or(3, 1)
_LONG_S = long_or(60, 8)


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Somebody else writes to the history and does not come to an end."""
    with closing(sqlite3.connect(places_of(home).database, isolation_level=None)) as db:
        db.execute("BEGIN IMMEDIATE")
        yield
        db.execute("ROLLBACK")


def test_a_short_lock_is_waited_for(tmp_path: Path, figures: Figures) -> None:
    """The submission takes longer, and that is all."""
    home = tmp_path / "home"
    with running(home) as daemon:
        request = pb.SubmitRequest(key="a key", submission=pb.Submission(config=b"tasks: 1", config_name="c.yaml"))
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        with locked(home):
            waiting = daemon.jobs.Submit.future(request, timeout=CALL_S)
            time.sleep(_SHORT_S)
            assert not waiting.done()
        began = time.monotonic()
        daemon.wait(waiting.result().id, pb.JOB_STATUS_COMPLETED)
        figures.within("F11", f"a job is done after a lock of {_SHORT_S:g} s", [time.monotonic() - began], 1)


def test_a_long_lock_is_told_and_passes(tmp_path: Path, figures: Figures) -> None:
    """New work is refused with the reason; whoever looks is answered at once; a running job ends truthfully."""
    home, gate = tmp_path / "home", tmp_path / "gate"
    with running(home) as daemon:
        runs = daemon.submit(f"tasks: 2\ngate: {gate}")
        daemon.wait(runs, pb.JOB_STATUS_RUNNING)
        with locked(home):
            gate.touch()
            ends = time.monotonic() + _LONG_S
            refusals, looks = [], []
            while time.monotonic() < ends:
                began = time.monotonic()
                with pytest.raises(grpc.RpcError) as caught:
                    daemon.submit("tasks: 1")
                refusals.append(time.monotonic() - began)
                assert refusal(caught.value)[1].reason == "STORE_BUSY"
                began = time.monotonic()
                assert daemon.get(runs).job.status == pb.JOB_STATUS_RUNNING
                looks.append(time.monotonic() - began)
                time.sleep(0.2)
            assert "locked" in daemon.status().trouble
        recovered = seconds_until(lambda: daemon.get(runs).job.status == pb.JOB_STATUS_COMPLETED, "the job has ended")
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
    figures.within("F11", f"refused in a lock of {_LONG_S:g} s, the first time", refusals[:1], 6)
    figures.within("F11", "refused, later", refusals[1:], 1)
    figures.within("F11", "somebody looks while it is locked", looks, 0.1)
    figures.within("F11", "a job whose end could not be written has ended", [recovered], 61)
