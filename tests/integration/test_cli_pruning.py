"""`lineup jobs prune`, with a real daemon behind it."""

import json
from collections.abc import Iterator
from pathlib import Path

import grpc
import pytest

from daemons import CALL_S, RunningDaemon, refusal, running, wait_until
from fake_service import lineup
from lineup_proto.v1 import jobs_pb2 as pb


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningDaemon]:
    """A daemon with three completed jobs and two failed ones."""
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LINEUP_AUTOSTART", "0")
    with running(tmp_path / "home") as daemon:
        for status, config in ((pb.JOB_STATUS_COMPLETED, "tasks: 1"), (pb.JOB_STATUS_FAILED, "tasks: 1\nclash: 0")):
            for _ in range(3 if status == pb.JOB_STATUS_COMPLETED else 2):
                daemon.wait(daemon.submit(config), status)
        yield daemon


def _jobs(daemon: RunningDaemon, *statuses: pb.JobStatus.ValueType) -> list[str]:
    """Ids, oldest first."""
    listed = daemon.jobs.List(pb.ListRequest(statuses=statuses), timeout=CALL_S).jobs
    return [job.id for job in reversed(listed)]


def test_what_would_go_is_listed_and_stays(daemon: RunningDaemon) -> None:
    failed = _jobs(daemon, pb.JOB_STATUS_FAILED)
    said = lineup("jobs", "prune", "--status", "failed", "--dry-run")
    assert said.code == 0
    assert [line.split()[0] for line in said.out.splitlines()] == ["ID", *failed]
    assert said.err == "2 jobs would be removed\n"
    said = lineup("jobs", "prune", "--keep", "4", "--dry-run", "--json")
    assert json.loads(said.out) == {"deleted": [], "would_delete": _jobs(daemon)[:1]}
    assert len(_jobs(daemon)) == 5


def test_jobs_go_with_consent_and_their_ids_are_told(daemon: RunningDaemon) -> None:
    """Without a terminal that is --yes."""
    every = _jobs(daemon)
    said = lineup("jobs", "prune", "--keep", "2")
    assert (said.code, said.out) == (2, "")
    assert "give --yes to remove 3 jobs for good" in said.err
    said = lineup("jobs", "prune", "--keep", "2", "--yes")
    assert (said.code, said.out.split(), said.err) == (0, every[:3], "")
    assert _jobs(daemon) == every[3:]
    folders = daemon.places.jobs_dir
    wait_until(lambda: {path.name for path in folders.iterdir()} == set(every[3:]), "their folders are gone")
    said = lineup("jobs", "prune", "--older-than", "0s", "--status", "failed", "--yes", "--json")
    assert json.loads(said.out) == {"deleted": every[3:], "would_delete": []}


def test_nothing_to_do_is_said(daemon: RunningDaemon) -> None:
    for arguments in (["--dry-run"], ["--yes"], []):
        said = lineup("jobs", "prune", "--older-than", "30d", *arguments)
        assert (said.code, said.out, said.err) == (0, "", "no jobs like that\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "say which jobs are to go"),
        (["--status", "running"], "only finished jobs can be pruned"),
        (["--status", "lost"], "no such state"),
        (["--older-than", "yesterday"], "--older-than yesterday: not a time"),
        (["--keep", "-1"], "keep"),
        (["--keep", "999999999999999999999"], "keep"),
    ],
)
def test_what_makes_no_sense_is_bad_usage(daemon: RunningDaemon, arguments: list[str], words: str) -> None:
    said = lineup("jobs", "prune", *arguments, "--yes")
    assert said.code == 2
    assert words in said.err
    assert len(_jobs(daemon)) == 5


@pytest.mark.parametrize(
    "request_",
    [
        pb.PruneRequest(),
        pb.PruneRequest(graded=True),
        pb.PruneRequest(statuses=[pb.JOB_STATUS_QUEUED]),
        pb.PruneRequest(statuses=[99]),  # type: ignore[list-item]
        pb.PruneRequest(keep=-1),
        pb.PruneRequest(before="yesterday"),
    ],
    ids=str,
)
def test_the_daemon_removes_nothing_by_mistake(daemon: RunningDaemon, request_: pb.PruneRequest) -> None:
    with pytest.raises(grpc.RpcError) as caught:
        list(daemon.jobs.Prune(request_, timeout=CALL_S))
    assert refusal(caught.value)[1].reason == "BAD_REQUEST"
    assert len(_jobs(daemon)) == 5
