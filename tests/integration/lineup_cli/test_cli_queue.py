"""The verbs that put the queue in order, against a daemon that says what the test needs."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import grpc
import jsonschema
import pytest

from fake_service import FakeDaemon, Refusal, Said, job, lineup
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import ReloadReply
from lineup_proto.v1.errors_pb2 import ErrorDetail

WAITS = {"status": pb.JOB_STATUS_QUEUED, "started_at": "", "completed_at": "", "progress_percent": 0}


def checked(repository: Path, name: str, value: Any) -> Any:
    """The value, which has its published shape."""
    schema = json.loads((repository / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(value)
    return value


@pytest.mark.parametrize("number", ["7", "-7"])
def test_a_priority_may_be_below_zero(daemon: FakeDaemon, number: str) -> None:
    assert lineup("jobs", "prio", "abc", number) == Said(0, "abc\n", "")
    assert daemon.asked == [pb.PrioritizeRequest(ids=["abc"], priority=int(number))]


def test_a_priority_out_of_bounds_is_refused(daemon: FakeDaemon) -> None:
    said = lineup("jobs", "prio", "abc", "99999999999")
    assert (said.code, said.out) == (2, "")
    assert "priority 99999999999: must be between -1000000 and 1000000" in said.err


@pytest.mark.parametrize(("verb", "words"), [("pause", "was paused already"), ("resume", "was not paused")])
def test_jobs_are_paused_and_resumed(daemon: FakeDaemon, repository: Path, verb: str, words: str) -> None:
    assert lineup("jobs", verb, "abc", "def") == Said(0, "abc\n", f"def {words}\n")
    value = checked(repository, "changed", json.loads(lineup("jobs", verb, "abc", "def", "--json").out))
    assert value == {"ids": ["abc", "def"], "changed": ["abc"]}


@pytest.mark.parametrize(
    ("verb", "words"),
    [
        ("pause", ["the queue is paused: no job starts", "the queue was paused already"]),
        ("resume", ["the queue goes on", "the queue was not paused"]),
    ],
)
def test_the_queue_is_paused_and_resumed(daemon: FakeDaemon, verb: str, words: list[str]) -> None:
    assert [lineup("daemon", verb).err for _ in words] == [f"{one}\n" for one in words]
    assert [request.paused for request in daemon.asked] == [verb == "pause"] * 2


@pytest.mark.parametrize("verb", ["pause", "resume"])
def test_the_queue_of_no_daemon_is_not_paused(home: Path, verb: str) -> None:
    """And none is started for it."""
    said = lineup("daemon", verb)
    assert (said.code, said.out) == (3, "")
    assert "lineup daemon start" in said.err


def test_every_reason_stands_on_a_line_with_its_cure(daemon: FakeDaemon, repository: Path) -> None:
    """Times on this machine's clock, hostile words harmless."""
    start = datetime.now(UTC) + timedelta(days=2)
    daemon.jobs = [job("abcdefghij", **WAITS, not_before=start.strftime("%Y-%m-%dT%H:%M:%S.%fZ"))]
    daemon.ahead = 2
    daemon.reasons = [
        pb.Reason(code="PAUSED", message="it is paused", hint="do so"),
        pb.Reason(code="NOT_BEFORE", message="it is to start at 2026-..Z, not before"),
        pb.Reason(code="TROUBLE", message="the\x1b[2J disk"),
    ]
    local = start.astimezone().strftime("%Y-%m-%d %H:%M")
    assert lineup("jobs", "explain", "abc").out.splitlines() == [
        "abcdefghij  Las Vegas  queued, 2 jobs before it",
        "- it is paused (do so)",
        f"- it is to start at {local}, not before",
        "- the\\x1b[2J disk",
    ]
    value = checked(repository, "explanation", json.loads(lineup("jobs", "explain", "abc", "--json").out))
    assert (value["ahead"], [one["code"] for one in value["reasons"]]) == (2, ["PAUSED", "NOT_BEFORE", "TROUBLE"])


def test_a_job_that_has_ended_is_explained_too(daemon: FakeDaemon, repository: Path) -> None:
    daemon.reasons = [pb.Reason(code="FINISHED", message="it is completed")]
    assert lineup("jobs", "explain", "abc").out == "abcdefghij  Las Vegas  completed\n- it is completed\n"
    value = checked(repository, "explanation", json.loads(lineup("jobs", "explain", "abc", "--json").out))
    assert value["ahead"] is None


LOG = [
    [pb.LogLine(at="2026-11-23T18:00:00.000000Z", source="job", text="submitted")],
    [pb.LogLine(at="2026-11-23T18:00:01.000000Z", source="tasks-1", text="a\x1b[2J\tword")],
]


def test_the_log_is_a_line_each(daemon: FakeDaemon, repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    daemon.log = LOG
    first, second = lineup("jobs", "logs", "abc", "-n", "5").out.splitlines()
    assert first.endswith("  job       submitted")
    assert " ".join(second.split()[2:]) == "tasks-1 a\\x1b[2J word"
    assert daemon.asked == [pb.LogsRequest(id="abc", lines=5)]
    value = checked(repository, "job-log", json.loads(lineup("jobs", "logs", "abc", "--json").out))
    assert [line["source"] for line in value] == ["job", "tasks-1"]
    assert lineup("jobs", "logs", "abc", "-n", "-1").code == 2


def test_who_follows_gets_each_line_as_it_comes(daemon: FakeDaemon, repository: Path) -> None:
    """The id is settled once; when the job has ended the command ends."""
    daemon.log = LOG
    said = lineup("jobs", "logs", "abc", "-f", "--json")
    lines = [json.loads(line) for line in said.out.splitlines()]
    assert (said.code, [line["text"] for line in checked(repository, "job-log", lines)]) == (
        0,
        ["submitted", "a\x1b[2J\tword"],
    )
    assert daemon.asked == [pb.LogsRequest(id="abcdefghij", follow=True)]


def test_a_paused_job_says_so_in_listings(daemon: FakeDaemon, repository: Path) -> None:
    daemon.jobs = [job("abcdefghij", **WAITS, paused=True, priority=3, waits_for="paused (`lineup` ...)")]
    assert " queued  paused " in lineup("jobs", "ls").out
    (listed,) = checked(repository, "jobs", json.loads(lineup("jobs", "ls", "--json").out))
    assert (listed["paused"], listed["priority"], listed["not_before"]) == (True, 3, None)
    assert "waits        paused (`lineup` ...)" in lineup("jobs", "show", "abc").out


def test_how_long_a_job_ran_is_not_how_long_it_was_there(daemon: FakeDaemon) -> None:
    """It was paused, or the machine slept."""
    daemon.jobs = [job("abcdefghij", seconds=1.25)]
    assert lineup("jobs", "ls").out.splitlines()[1].endswith("1.2 s")
    daemon.jobs = [job("abcdefghij")]
    assert lineup("jobs", "ls").out.splitlines()[1].endswith("3.5 s")


@pytest.mark.parametrize(
    ("reloaded", "words"),
    [
        (ReloadReply(used=["daemon.workers"]), "lineupd uses it from now on"),
        (ReloadReply(on_restart=["daemon.workers"]), "`lineup daemon restart` makes lineupd use it"),
        (ReloadReply(), "for the lineupd that runs this changes nothing"),
    ],
)
def test_a_daemon_that_runs_uses_a_setting_at_once_if_it_can(
    daemon: FakeDaemon, reloaded: ReloadReply, words: str
) -> None:
    daemon.reloaded = reloaded
    assert lineup("config", "set", "daemon.workers", "3") == Said(0, "", f"daemon.workers is now 3\n{words}\n")


def test_a_daemon_that_cannot_read_its_settings_anew_needs_a_restart(daemon: FakeDaemon) -> None:
    """As an older one, which does not know the request."""
    daemon.refusals["Reload"] = Refusal(grpc.StatusCode.UNIMPLEMENTED, ErrorDetail(message="no"))
    assert "lineup daemon restart" in lineup("config", "set", "daemon.workers", "3").err
