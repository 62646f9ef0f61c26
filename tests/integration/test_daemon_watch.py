"""Watching all jobs: what changes and what goes, and coming back without being told everything once more."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from daemons import CALL_S, RunningDaemon, running
from lineup_proto.v1 import jobs_pb2 as pb


@pytest.fixture
def daemon(tmp_path: Path) -> Iterator[RunningDaemon]:
    with running(tmp_path / "home") as daemon:
        yield daemon


@contextmanager
def watching(daemon: RunningDaemon, last: pb.WatchReply | None = None) -> Iterator[Iterator[pb.WatchReply]]:
    """The replies to somebody who watches all jobs, and may have read one before."""
    request = pb.WatchRequest(seen=last.revision, boot_id=last.boot_id) if last else pb.WatchRequest()
    stream = daemon.jobs.Watch(request, timeout=CALL_S)
    try:
        yield stream
    finally:
        stream.cancel()


def _until_completed(stream: Iterator[pb.WatchReply], job_id: str) -> pb.WatchReply:
    """The reply that tells of the end of a job."""
    return next(
        reply for reply in stream if (job_id, pb.JOB_STATUS_COMPLETED) in [(j.id, j.status) for j in reply.jobs]
    )


def test_who_comes_back_is_told_what_he_missed(daemon: RunningDaemon) -> None:
    """And nothing of what he knows."""
    with watching(daemon) as stream:
        first = next(stream)
        assert (first.all, list(first.jobs)) == (True, [])
        known = daemon.submit("tasks: 1")
        last = _until_completed(stream, known)
        assert not last.all
    missed = daemon.submit("tasks: 1")
    daemon.wait(missed, pb.JOB_STATUS_COMPLETED)
    with watching(daemon, last) as stream:
        again = next(stream)
        assert (again.all, again.boot_id) == (False, first.boot_id)
        assert [(job.id, job.status) for job in again.jobs] == [(missed, pb.JOB_STATUS_COMPLETED)]
    with watching(daemon, again) as stream:
        nothing = next(stream)
        assert (nothing.revision, nothing.all, list(nothing.jobs)) == (again.revision, False, [])


def test_what_is_removed_is_told(daemon: RunningDaemon) -> None:
    removed, pruned = daemon.submit("tasks: 1"), daemon.submit("tasks: 1")
    for job_id in (removed, pruned):
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    with watching(daemon) as stream:
        next(stream)
        daemon.jobs.Delete(pb.DeleteRequest(ids=[removed]), timeout=CALL_S)
        assert next(reply for reply in stream if reply.removed).removed == [removed]
        list(daemon.jobs.Prune(pb.PruneRequest(statuses=[pb.JOB_STATUS_COMPLETED]), timeout=CALL_S))
        assert next(reply for reply in stream if reply.removed).removed == [pruned]


def test_after_a_restart_one_begins_anew(tmp_path: Path) -> None:
    """Numbers of the daemon before say nothing, however they compare."""
    home, gate = tmp_path / "home", tmp_path / "gate"
    with running(home) as daemon, watching(daemon) as stream:
        last = next(stream)
        waits = daemon.submit(f"tasks: 1\ngate: {gate}")
        daemon.wait(waits, pb.JOB_STATUS_RUNNING)
        daemon.kill()
    with running(home) as daemon, watching(daemon, last) as stream:
        again = next(stream)
        assert again.all
        assert [job.id for job in again.jobs] == [waits]
        assert again.boot_id != last.boot_id
