"""F35: a daemon is updated while jobs are queued: the history of every release is migrated, and its jobs run."""

import shutil
from pathlib import Path

import pytest

from daemons import places_of, running
from fault_figures import Figures
from fault_history import check_courses
from lineup_proto.v1 import jobs_pb2 as pb

_RELEASED = sorted((Path(__file__).parents[1] / "data").glob("history-schema-*.db"))


@pytest.mark.parametrize("released", _RELEASED, ids=lambda path: path.stem)
def test_jobs_of_an_older_release_run(tmp_path: Path, figures: Figures, released: Path) -> None:
    """A backup of what was there lies on the shelf; the job that ran is done, the delayed one waits, all is sound."""
    home = tmp_path / "home"
    places = places_of(home)
    places.state_dir.mkdir(mode=0o700, parents=True)
    shutil.copy(released, places.database)
    with running(home) as daemon:
        by_name = {job.name: job.id for job in daemon.jobs.List(pb.ListRequest(), timeout=10).jobs}
        interrupted = daemon.wait(by_name["interrupted"], pb.JOB_STATUS_COMPLETED)
        assert [one.outcome for one in interrupted.attempts] == ["interrupted", "interrupted", "completed"]
        assert daemon.get(by_name["completed (re-run)"]).job.status == pb.JOB_STATUS_QUEUED
        daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
        assert daemon.stop() == 0
    backups = [file.name for file in places.backups_dir.glob("*")] if released != _RELEASED[-1] else ["none needed"]
    assert len(backups) == 1
    assert {row.status for row in check_courses(places.database)} == {"completed", "failed", "cancelled", "queued"}
    figures.note("F35", f"a queue of schema {released.stem.rpartition('-')[2]}", "migrated, backed up, done")
