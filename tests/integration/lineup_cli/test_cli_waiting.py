"""Waiting for jobs: what is said on the way, through a restart of the daemon, and at the end."""

from pathlib import Path
from typing import Any

import grpc
import pytest

from fake_service import FakeDaemon, job, lineup
from lineup_proto.v1 import jobs_pb2 as pb

SHORT = "only 2 of 20 lineups: there are no more"


@pytest.fixture
def config(tmp_path: Path) -> str:
    path = tmp_path / "config.yaml"
    path.write_text("sport: nascar\n", encoding="utf-8")
    return str(path)


def queues_with(daemon: FakeDaemon, *warnings: str) -> None:
    """What is warned of when the job is queued; what the job itself warns of at its end is `daemon.warnings`."""

    def submit(request: pb.SubmitRequest, context: Any) -> pb.SubmitReply:
        return pb.SubmitReply(id="dddddddddd", name="Las Vegas", warnings=warnings)

    daemon.Submit = submit  # type: ignore[method-assign]


def test_fewer_lineups_than_asked_are_told_at_the_end(daemon: FakeDaemon, config: str) -> None:
    """Once each: what was said when the job was queued is not said again."""
    queues_with(daemon, "slow")
    daemon.jobs = [job("dddddddddd", warnings=2)]
    daemon.warnings = ("slow", SHORT)
    lines = lineup("submit", config, "--wait").err.splitlines()
    assert lines[0] == "warning: slow"
    assert lines[-2:] == ["dddddddddd completed: 2 lineups", f"warning: {SHORT}"]


@pytest.mark.parametrize(("status", "code", "lines"), [(pb.JOB_STATUS_COMPLETED, 0, 3), (pb.JOB_STATUS_FAILED, 1, 0)])
def test_a_rerun_can_be_waited_for(daemon: FakeDaemon, status: pb.JobStatus, code: int, lines: int) -> None:
    """It prints the lineups of the new job and exits with its outcome, as a submission does."""
    daemon.jobs = [job("cccccccccc", status=status)]
    said = lineup("jobs", "rerun", "abc", "--wait")
    assert (said.code, len(said.out.splitlines())) == (code, lines)
    assert "queued cccccccccc Las Vegas (re-run)" in said.err


@pytest.mark.parametrize("verb", ["wait", "watch"])
@pytest.mark.parametrize("options", [(), ("--json",)])
def test_wait_and_watch_tell_them_too(daemon: FakeDaemon, verb: str, options: tuple[str, ...]) -> None:
    daemon.jobs = [job("abcdefghij", warnings=1)]
    daemon.warnings = (SHORT,)
    said = lineup("jobs", verb, "abc", *options)
    assert (said.code, said.err) == (0, f"warning: {SHORT}\n")


def test_of_several_jobs_each_warning_names_its_own(daemon: FakeDaemon) -> None:
    daemon.jobs = [job("abcdefghij", warnings=1), job("bbbbbbbbbb")]
    daemon.warnings = (SHORT,)
    assert lineup("jobs", "wait", "abc", "bbb").err == f"warning: abcdefghij: {SHORT}\n"


def test_one_lineup_is_not_lineups(daemon: FakeDaemon) -> None:
    daemon.jobs = [job("abcdefghij", lineups=1)]
    assert lineup("jobs", "watch", "abc").out == "abcdefghij completed: 1 lineup\n"


def test_a_restart_on_the_way_is_told_and_outlived(daemon: FakeDaemon, config: str) -> None:
    """The stream breaks; what comes after the job's end is asked of the daemon that is back."""
    daemon.jobs = [job("dddddddddd", status=pb.JOB_STATUS_RUNNING)]
    rounds = [[daemon.jobs], [[job("dddddddddd")]]]
    watch = daemon.Watch

    def breaking(request: pb.WatchRequest, context: Any) -> Any:
        daemon.watched = rounds.pop(0)
        yield from watch(request, context)
        if rounds:
            context.abort(grpc.StatusCode.UNAVAILABLE, "restarting")

    daemon.Watch = breaking  # type: ignore[method-assign]
    said = lineup("submit", config, "--wait")
    assert said.code == 0, said.err
    assert said.err.splitlines()[-3:] == [
        "lineupd has stopped; waiting for it to come back",
        "lineupd is back (pid 1)",
        "dddddddddd completed: 2 lineups",
    ]
    assert len(said.out.splitlines()) == 3


def test_a_job_that_was_removed_meanwhile_keeps_nobody_from_waiting_for_the_others(daemon: FakeDaemon) -> None:
    """It had ended; the next daemon is only asked for what is left."""
    ended, runs = job("aaaaaaaaaa", warnings=1), job("bbbbbbbbbb", status=pb.JOB_STATUS_RUNNING)
    daemon.jobs = [ended, runs]
    watch, asked = daemon.Watch, list[list[str]]()

    def breaking(request: pb.WatchRequest, context: Any) -> Any:
        asked.append(list(request.ids))
        daemon.watched = [[ended, runs]] if len(asked) == 1 else [[job("bbbbbbbbbb")]]
        yield from watch(request, context)
        if len(asked) == 1:
            daemon.jobs = [job("bbbbbbbbbb")]
            context.abort(grpc.StatusCode.UNAVAILABLE, "restarting")

    daemon.Watch = breaking  # type: ignore[method-assign]
    said = lineup("jobs", "wait", "aaa", "bbb")
    assert (said.code, said.out.splitlines()) == (0, ["aaaaaaaaaa completed", "bbbbbbbbbb completed"])
    assert asked == [["aaaaaaaaaa", "bbbbbbbbbb"], ["bbbbbbbbbb"]]


@pytest.mark.parametrize("verb", ["wait", "watch"])
def test_why_a_job_does_not_go_on_is_told_once(daemon: FakeDaemon, verb: str) -> None:
    waits = job("abcdefghij", status=pb.JOB_STATUS_QUEUED, waits_for="the disk is full")
    daemon.jobs = [waits]
    daemon.watched = [[waits], [waits], [job("abcdefghij")]]
    said = lineup("jobs", verb, "abc")
    assert said.err.splitlines().count("abcdefghij waits: the disk is full") == 1


def test_trouble_is_seen_where_one_looks(daemon: FakeDaemon) -> None:
    daemon.jobs = [job("abcdefghij", status=pb.JOB_STATUS_QUEUED, waits_for="the disk is full")]
    daemon.trouble = "the disk is full"
    assert "waits        the disk is full" in lineup("jobs", "show", "abc").out
    assert lineup("status").out == "nothing to do: the disk is full\n"
    assert "nothing to do: the disk is full" in lineup("daemon", "status").out
    assert '"trouble": "the disk is full"' in lineup("daemon", "status", "--json").out
