"""The judge is judged: a history that was tampered with does not pass for what was acknowledged."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from daemons import places_of, running, wait_until
from fault_history import check_history
from fault_homes import FaultyHome, faulty_home, with_gate
from lineup_proto.v1 import jobs_pb2 as pb

_PLAIN, _HANGS = "tasks: 2", "tasks: 1\ngate: GATE"


@pytest.fixture(scope="module")
def sound() -> Iterator[FaultyHome]:
    """A completed job, one that was interrupted, one that was cancelled, one that was removed, one that is paused."""
    with faulty_home(_PLAIN, _HANGS) as home:
        with running(home.home) as daemon:
            ids = [home.recorder.submit(daemon, config) or "" for config in (_PLAIN, _PLAIN, _PLAIN)]
            for job_id in ids:
                daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
            home.recorder.delete(daemon, [ids[0]])
            hanging = [home.recorder.submit(daemon, with_gate(home, _HANGS)) or "" for _ in range(3)]
            wait_until(lambda: daemon.status().running == 3, "three hang")
            home.recorder.cancel(daemon, [hanging[0]])
            home.recorder.pause(daemon, hanging[1])
            home.recorder.prioritize(daemon, hanging[1], 7)
            assert daemon.stop() == 0
        yield home


_HARM = {
    "a job is gone": "DELETE FROM jobs WHERE rowid = (SELECT min(rowid) FROM jobs)",
    "a job came from nowhere": "UPDATE jobs SET client_key = 'nobody' WHERE priority = 7",
    "a job has another id": "UPDATE jobs SET id = 'aaaaaaaaaa' WHERE status = 'cancelled'",
    "a result has changed": "UPDATE jobs SET result_json = '{}' WHERE status = 'completed'",
    "a result is too much": "UPDATE jobs SET result_json = '{}' WHERE status = 'cancelled'",
    "a cancelled job runs again": "UPDATE jobs SET status = 'queued' WHERE status = 'cancelled'",
    "nobody cancelled it": "UPDATE jobs SET status = 'cancelled' WHERE status = 'completed'",
    "an attempt is missing": "DELETE FROM attempts WHERE outcome = 'completed'",
    "an attempt is too much": "INSERT INTO attempts SELECT job_id, 2, started_at, ended_at, 'completed', '', 0 FROM attempts "
    "WHERE outcome = 'completed'",
    "it never began": "DELETE FROM events WHERE kind = 'started'",
    "it was never submitted": "DELETE FROM events WHERE kind = 'submitted'",
    "it is not paused any more": "UPDATE jobs SET paused = 0",
    "all are paused": "UPDATE jobs SET paused = 1",
    "its priority is another": "UPDATE jobs SET priority = 8 WHERE priority = 7",
    "rows of no job": "INSERT INTO events (job_id, at, kind) VALUES ('aaaaaaaaaa', '', 'submitted')",
}


def test_a_sound_history_passes(sound: FaultyHome) -> None:
    assert dict(sound.check()) == {"completed": 2, "cancelled": 1, "queued": 2}


@pytest.mark.parametrize("harm", _HARM)
def test_a_harmed_history_does_not(sound: FaultyHome, tmp_path: Path, harm: str) -> None:
    """Each of these is something that a daemon must never do."""
    shutil.copytree(sound.home, tmp_path / "home")
    with closing(sqlite3.connect(places_of(tmp_path / "home").database, isolation_level=None)) as db:
        assert db.execute(_HARM[harm]).rowcount > 0
    with pytest.raises(AssertionError):
        check_history(tmp_path / "home", sound.recorder.read(), sound.undisturbed)
