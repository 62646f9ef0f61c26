"""The `jobs` verbs against a daemon that says what the test needs."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import grpc
import pytest

from fake_service import FakeDaemon, Refusal, Said, job, lineup
from lineup_cli.text import cell_width
from lineup_proto.v1 import jobs_pb2
from lineup_proto.v1.errors_pb2 import ErrorDetail

HOSTILE = 'a\nb\x1b[2J\x9b1m"; rm -rf ~ \u202etxt 🏁 $(x) ' + "long" * 2500


def shape(repository: Path, name: str, said: Said) -> Any:
    """What was printed, after checking it against the published schema."""
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((repository / "docs" / "schemas" / f"{name}.schema.json").read_text(encoding="utf-8"))
    value = json.loads(said.out)
    jsonschema.Draft202012Validator(schema).validate(value)
    return value


def test_a_listing_is_plain_aligned_text_in_a_pipe(daemon: FakeDaemon) -> None:
    daemon.jobs = [job("abcdefghij"), job("bbbbbbbbbb", name="x", status=jobs_pb2.JOB_STATUS_RUNNING)]
    said = lineup("jobs", "ls")
    assert said.code == 0
    lines = said.out.splitlines()
    assert lines[0].split() == ["ID", "NAME", "STATUS", "DONE", "SPORT", "AGE", "TIME"]
    assert lines[1].startswith("abcdefghij  Las Vegas  completed")
    assert said.out.isprintable() is False
    assert said.out.replace("\n", "").isprintable()


def test_hostile_names_neither_act_nor_break_the_table(daemon: FakeDaemon) -> None:
    daemon.jobs = [
        job("abcdefghij", name=HOSTILE, sport=HOSTILE[:9]),
        job("bbbbbbbbbb", name="e\u0301" + "\u0301" * 999),
    ]
    said = lineup("jobs", "ls")
    lines = said.out.splitlines()
    assert len(lines) == 3
    assert all(line.isprintable() and cell_width(line) <= 80 for line in lines)
    assert "a\\nb\\x1b[2J" in lines[1]


def test_hostile_names_do_not_act_in_json_either(daemon: FakeDaemon) -> None:
    daemon.jobs = [job("abcdefghij", name=HOSTILE)]
    said = lineup("jobs", "ls", "--json")
    assert json.loads(said.out)[0]["name"] == HOSTILE
    assert said.out.replace("\n", "").isprintable()


def test_the_listing_has_its_shape(daemon: FakeDaemon, repository: Path) -> None:
    daemon.jobs = [job("abcdefghij"), jobs_pb2.Job(id="bbbbbbbbbb", status=jobs_pb2.JOB_STATUS_QUEUED, name="q")]
    completed, queued = shape(repository, "jobs", lineup("jobs", "ls", "--json"))
    assert completed["completed_at"] == "2026-11-23T18:00:04.500000Z"
    assert (queued["execution_mode"], queued["started_at"], queued["error"]) == (None, None, None)


def test_filters_reach_the_daemon(daemon: FakeDaemon) -> None:
    before = datetime.now(UTC)
    said = lineup("jobs", "ls", "--status", "failed", "--status", "queued,running", "--search", "x", "--since", "7d",
                  "--sort", "name")  # fmt: skip
    assert said.code == 0
    (request,) = daemon.asked
    assert list(request.statuses) == [4, 1, 2]
    assert (request.search, request.sort) == ("x", jobs_pb2.SORT_KEY_NAME)
    assert 6 <= (before - datetime.fromisoformat(request.since)).days <= 7


@pytest.mark.parametrize(("limit", "expected"), [("3", 3), ("7", 7), ("100", 9)])
def test_pages_are_fetched_up_to_the_limit(daemon: FakeDaemon, limit: str, expected: int) -> None:
    daemon.jobs = [job(f"{number}bcdefghij") for number in range(9)]
    daemon.page = 2
    listed = json.loads(lineup("jobs", "ls", "--limit", limit, "--json").out)
    assert [each["id"][0] for each in listed] == [str(number) for number in range(expected)]


@pytest.mark.parametrize(
    "arguments", [["--status", "dead"], ["--since", "yesterday"], ["--sort", "size"], ["--limit", "0"], ["--bad"]]
)
def test_a_bad_filter_is_bad_usage(daemon: FakeDaemon, arguments: list[str]) -> None:
    said = lineup("jobs", "ls", *arguments)
    assert (said.code, said.out, daemon.asked) == (2, "", [])
    assert "Traceback" not in said.err


def test_nothing_listed_is_said_and_not_printed(daemon: FakeDaemon) -> None:
    daemon.jobs = []
    assert lineup("jobs", "ls") == Said(0, "", "no jobs yet: `lineup demo` runs the built-in example\n")
    assert lineup("jobs", "ls", "--search", "x").err == "no jobs like that\n"
    assert lineup("jobs", "ls", "--json").out == "[]\n"


def test_show_has_its_shape_with_the_result(daemon: FakeDaemon, repository: Path) -> None:
    shown = shape(repository, "job", lineup("jobs", "show", "abc", "--json"))
    assert shown["result"]["stages"] == [
        {"name": "candidates", "tasks": 2, "seconds": 1.5, "executors": {"local": 2}}
    ]  # fmt: skip
    assert shown["result"]["hash"] == "sha256:ab"
    assert shown["config"] == {"site": "draftkings"}


def test_show_of_an_unfinished_job_has_no_result(daemon: FakeDaemon, repository: Path) -> None:
    daemon.jobs = [job("abcdefghij", status=jobs_pb2.JOB_STATUS_RUNNING, completed_at="", progress_percent=45)]
    assert shape(repository, "job", lineup("jobs", "show", "abc", "--json"))["result"] is None


def test_show_tells_people_everything(daemon: FakeDaemon) -> None:
    daemon.jobs = [
        job("abcdefghij", status=jobs_pb2.JOB_STATUS_FAILED, error="rules clash: a; b", hint="loosen", rerun_of="zz")
    ]
    said = lineup("jobs", "show", "abcdefghij")
    assert said.code == 0
    for part in ("rules clash: a; b", "loosen", "zz", "3.5 s", "candidates", "local: 2", '"site": "draftkings"'):
        assert part in said.out


def test_show_tells_people_what_a_job_made(daemon: FakeDaemon) -> None:
    lines = [line.split(maxsplit=1) for line in lineup("jobs", "show", "abc").out.splitlines() if line]
    assert ["lineups", "2, `lineup lineups abcdefghij` shows them"] in lines
    assert ["points", "best 99.50, mean 98.75"] in lines
    assert ["method", "fast"] in lines


def test_an_unknown_job_is_not_found(daemon: FakeDaemon) -> None:
    for verb in (["jobs", "show"], ["jobs", "wait"], ["jobs", "watch"], ["jobs", "rm", "--yes"]):
        assert lineup(*verb, "zzz") == Said(4, "", "lineup: no job zzz\n")


def test_rerun_prints_the_new_id(daemon: FakeDaemon) -> None:
    daemon.warnings = ("slow",)
    said = lineup("jobs", "rerun", "abc", "--set", "lineups=50", "--set", "seed=1", "--no-gpu")
    assert said == Said(0, "cccccccccc\n", "warning: slow\n")
    (request,) = daemon.asked
    assert (list(request.overrides), request.gpu) == (["lineups=50", "seed=1"], jobs_pb2.GPU_USE_NEVER)
    assert len(request.key) == 36


def test_cancel_prints_what_was_cancelled(daemon: FakeDaemon) -> None:
    assert lineup("jobs", "cancel", "a", "b") == Said(0, "abcdefghij\n", "bbbbbbbbbb had already ended\n")
    assert lineup("jobs", "cancel", "--all", "--yes").code == 0
    assert [(list(asked.ids), asked.all) for asked in daemon.asked] == [(["a", "b"], False), ([], True)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "name the jobs to cancel, or give --all"),
        (["--all", "abc"], "give either the jobs to cancel or --all, not both"),
    ],
)
def test_cancel_wants_jobs_or_all(daemon: FakeDaemon, arguments: list[str], words: str) -> None:
    assert lineup("jobs", "cancel", *arguments) == Said(2, "", f"lineup: {words}\n")
    assert daemon.asked == []


def test_rm_without_a_terminal_needs_yes(daemon: FakeDaemon) -> None:
    said = lineup("jobs", "rm", "abc")
    assert said == Said(2, "", "lineup: give --yes to remove abcdefghij (Las Vegas) for good\n")
    assert lineup("jobs", "rm", "abc", "--yes") == Said(0, "abcdefghij\n", "")
    assert [list(asked.ids) for asked in daemon.asked if isinstance(asked, jobs_pb2.DeleteRequest)] == [["abcdefghij"]]


def test_a_running_job_is_not_removed(daemon: FakeDaemon) -> None:
    detail = ErrorDetail(reason="WRONG_STATE", message="abcdefghij is running", hint="cancel it first")
    daemon.refusals["Delete"] = Refusal(grpc.StatusCode.FAILED_PRECONDITION, detail)
    assert lineup("jobs", "rm", "-y", "abc") == Said(2, "", "lineup: abcdefghij is running (cancel it first)\n")


@pytest.mark.parametrize(
    ("endings", "code"),
    [((3, 3), 0), ((3, 5), 5), ((5, 4), 1), ((4, 3), 1)],
    ids=["all done", "one cancelled", "failed counts most", "one failed"],
)
def test_wait_exits_with_the_worst_outcome(daemon: FakeDaemon, endings: tuple[int, int], code: int) -> None:
    running = jobs_pb2.JOB_STATUS_RUNNING
    daemon.jobs = [job("abcdefghij", status=running), job("bbbbbbbbbb", status=running)]
    daemon.watched = [
        daemon.jobs,
        [job("bbbbbbbbbb", status=jobs_pb2.JobStatus.ValueType(endings[1]))],
        [job("abcdefghij", status=jobs_pb2.JobStatus.ValueType(endings[0]))],
    ]
    said = lineup("jobs", "wait", "abc", "bbb")
    assert said.code == code
    assert [line.split()[0] for line in said.out.splitlines()] == ["bbbbbbbbbb", "abcdefghij"]


def test_wait_goes_on_when_the_stream_breaks(daemon: FakeDaemon) -> None:
    """A daemon that restarts ends every stream; the job goes on, and so does the wait."""
    daemon.jobs = [job("abcdefghij", status=jobs_pb2.JOB_STATUS_RUNNING)]
    rounds = [[daemon.jobs], [[job("abcdefghij")]]]
    watch = daemon.Watch

    def breaking(request: jobs_pb2.WatchRequest, context: Any) -> Any:
        daemon.watched = rounds.pop(0)
        yield from watch(request, context)
        if rounds:
            context.abort(grpc.StatusCode.UNAVAILABLE, "restarting")

    daemon.Watch = breaking  # type: ignore[method-assign]
    assert lineup("jobs", "wait", "abc").out == "abcdefghij completed\n"
    assert rounds == []


def test_watch_tells_its_way_and_ends_with_the_outcome(daemon: FakeDaemon) -> None:
    running = job("abcdefghij", status=jobs_pb2.JOB_STATUS_RUNNING, stage="candidates", progress_percent=45, eta_s=12.2)
    daemon.jobs = [running]
    daemon.watched = [
        [running],
        [running],
        [job("abcdefghij", status=jobs_pb2.JOB_STATUS_FAILED, error="no", lineups=0)],
    ]
    said = lineup("jobs", "watch", "abc")
    assert (said.code, said.out) == (1, "abcdefghij failed: no\n")
    assert said.err.splitlines()[0] == "abcdefghij running: 45 % (candidates), about 12 s left, 2 lineups"
    assert len(said.err.splitlines()) == 1


def test_watch_as_json_is_one_line_a_change(daemon: FakeDaemon) -> None:
    daemon.watched = [[job("abcdefghij", status=jobs_pb2.JOB_STATUS_QUEUED)], [job("abcdefghij")]]
    said = lineup("jobs", "watch", "abc", "--json")
    assert [json.loads(line)["status"] for line in said.out.splitlines()] == ["queued", "completed"]


def test_export_writes_the_same_shape_as_show(daemon: FakeDaemon, tmp_path: Path, repository: Path) -> None:
    target = tmp_path / "job.json"
    assert lineup("jobs", "export", "abc", "-o", str(target)).code == 0
    assert json.loads(target.read_text(encoding="utf-8")) == shape(
        repository, "job", lineup("jobs", "show", "abc", "--json")
    )


def test_export_is_binary_safe(daemon: FakeDaemon, tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfa,\x00\xff\r\nb\n"
    daemon.results[jobs_pb2.RESULT_FORMAT_DK] = content
    target = tmp_path / "upload.csv"
    assert lineup("jobs", "export", "abc", "--format", "dk", "-o", str(target)) == Said(0, "", f"wrote {target}\n")
    assert target.read_bytes() == content


def test_export_never_overwrites_unasked(daemon: FakeDaemon, tmp_path: Path) -> None:
    daemon.results[jobs_pb2.RESULT_FORMAT_CSV] = b"new"
    target = tmp_path / "lineups.csv"
    target.write_bytes(b"old")
    said = lineup("jobs", "export", "abc", "--format", "csv", "-o", str(target))
    assert said == Said(2, "", f"lineup: {target} exists; give --yes to overwrite it\n")
    assert target.read_bytes() == b"old"
    assert lineup("jobs", "export", "abc", "--format", "csv", "-o", str(target), "--yes").code == 0
    assert target.read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["lineups.csv"]


@pytest.mark.parametrize("place", ["missing/x.csv", ".", "a\x00b"])
def test_export_to_an_impossible_place_is_bad_input(
    daemon: FakeDaemon, tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = lineup("jobs", "export", "abc", "-o", place)
    assert (said.code, said.out) == (2, "")
    assert "Traceback" not in said.err


def test_lineups_are_a_table_that_fits(daemon: FakeDaemon) -> None:
    said = lineup("lineups", "abc")
    assert said.out.splitlines() == [
        "#  SALARY  POINTS  OWN%  PLAYERS",
        "1   19400   99.50  41.2  Ann Speed, Bo Brake",
        "2   19900   98.00        Ann Speed, Cy Curve",
    ]


def test_lineups_can_be_ordered(daemon: FakeDaemon) -> None:
    listed = json.loads(lineup("lineups", "abc", "--sort", "salary", "--json").out)
    assert [each["salary"] for each in listed] == [19900, 19400]


def test_exposure_is_a_table_and_json(daemon: FakeDaemon) -> None:
    assert lineup("exposure", "abc").out.splitlines()[1].split() == ["Ann", "Speed", "7", "2", "100%"]
    assert json.loads(lineup("exposure", "abc", "--json").out)[1]["share"] == 0.5
