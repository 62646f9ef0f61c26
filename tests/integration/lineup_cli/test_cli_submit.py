"""How a job is asked for: once, whatever happens to the answer."""

from pathlib import Path
from typing import Any

import grpc
import pytest

from fake_service import FakeDaemon, Refusal, lineup, refuse
from lineup_cli.times import show_moment
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.errors_pb2 import ErrorDetail, Problem

GONE = grpc.StatusCode.UNAVAILABLE


@pytest.fixture
def config(tmp_path: Path) -> str:
    path = tmp_path / "config.yaml"
    path.write_text("sport: nascar\n", encoding="utf-8")
    return str(path)


def lose_the_first_answer(daemon: FakeDaemon, method: str) -> None:
    """The daemon does what it is asked and is gone before it can say so."""
    answer = getattr(daemon, method)

    def lost(request: Any, context: grpc.ServicerContext) -> Any:
        reply = answer(request, context)
        if len(daemon.asked) == 1:
            context.abort(GONE, "Socket closed")
        return reply

    setattr(daemon, method, lost)


def test_a_submission_whose_answer_is_lost_is_sent_again_under_its_key(daemon: FakeDaemon, config: str) -> None:
    """The key tells the daemon that it is the same job."""
    lose_the_first_answer(daemon, "Submit")
    said = lineup("submit", config)
    assert (said.code, said.out) == (0, "dddddddddd\n")
    first, second = daemon.asked
    assert first == second
    assert len(first.key) == 36


def test_a_rerun_whose_answer_is_lost_is_sent_again_under_its_key(daemon: FakeDaemon) -> None:
    lose_the_first_answer(daemon, "Rerun")
    assert lineup("jobs", "rerun", "abc").out == "cccccccccc\n"
    first, second = daemon.asked
    assert first == second


def test_a_refusal_is_an_answer(daemon: FakeDaemon, config: str) -> None:
    """A daemon that says that it is stopping has not taken the job."""
    daemon.refusals["Submit"] = Refusal(GONE, ErrorDetail(reason="STOPPING", message="lineupd is stopping"))
    said = lineup("submit", config)
    assert (said.code, said.out, said.err) == (3, "", "lineup: lineupd is stopping\n")


def test_a_daemon_that_answers_is_there(daemon: FakeDaemon) -> None:
    """Whatever it answers: no second one is started beside it."""
    daemon.refusals["Status"] = Refusal(GONE, ErrorDetail(reason="STOPPING", message="lineupd is stopping"))
    assert lineup("jobs", "ls").err == "lineup: lineupd is stopping\n"


def test_a_busy_history_is_no_unreachable_daemon(daemon: FakeDaemon) -> None:
    detail = ErrorDetail(reason="STORE_BUSY", message="another process keeps the history locked")
    daemon.refusals["List"] = Refusal(grpc.StatusCode.ABORTED, detail)
    said = lineup("jobs", "ls")
    assert (said.code, said.err) == (1, "lineup: another process keeps the history locked\n")


@pytest.mark.parametrize("priority", ["1000001", "-1000001", "99999999999"])
def test_a_priority_out_of_range_is_bad_usage(daemon: FakeDaemon, config: str, priority: str) -> None:
    said = lineup("submit", config, "--priority", priority)
    assert (said.code, said.out, daemon.asked) == (2, "", [])
    assert f"--priority {priority}: must be between -1000000 and 1000000" in said.err


@pytest.mark.parametrize("verb", ["check", "submit"])
def test_a_problem_in_a_file_names_it_as_the_user_can_open_it(daemon: FakeDaemon, config: str, verb: str) -> None:
    """The daemon knows it only as the configuration calls it."""
    folder = Path(config).parent
    problems = [Problem(file="slate.csv", line=3, message="no salary"), Problem(file=config, line=1, message="bad")]

    def wants(request: Any) -> bool:
        return not request.submission.files

    def check(request: pb.CheckRequest, context: grpc.ServicerContext) -> pb.CheckReply:
        slate = [pb.WantedFile(path="slate.csv")]
        return pb.CheckReply(wanted=slate) if wants(request) else pb.CheckReply(problems=problems)

    def submit(request: pb.SubmitRequest, context: grpc.ServicerContext) -> pb.SubmitReply:
        if wants(request):
            return pb.SubmitReply(wanted=[pb.WantedFile(path="slate.csv")])
        return refuse(context, Refusal(grpc.StatusCode.INVALID_ARGUMENT, ErrorDetail(problems=problems)))

    vars(daemon).update(Check=check, Submit=submit)
    said = lineup(verb, config)
    assert (said.code, said.err) == (2, f"{folder / 'slate.csv'}:3: no salary\n{config}:1: bad\n")


def interrupted(*arguments: object, **options: object) -> None:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("where", "words"),
    [
        ("lineup_cli.service.submission.read_config", "interrupted; no job was queued"),
        (
            "lineup_cli.service.connection.Connection.submit",
            "interrupted while the job was sent to lineupd (`lineup jobs ls` shows whether it is queued)",
        ),
        ("lineup_cli.submitting.live", "interrupted; the job is queued as dddddddddd"),
    ],
)
def test_ctrl_c_says_whether_the_job_is_queued(
    daemon: FakeDaemon, config: str, monkeypatch: pytest.MonkeyPatch, where: str, words: str
) -> None:
    monkeypatch.setattr(where, interrupted)
    said = lineup("submit", config, "--wait")
    assert (said.code, said.out, said.err.splitlines()[-1]) == (130, "", f"lineup: {words}")


def test_when_a_job_will_start_is_told(daemon: FakeDaemon, config: str) -> None:
    """A time of the day may be that of tomorrow."""
    said = lineup("submit", config, "--at", "2999-01-01T18:30:00+00:00")
    (request,) = [one for one in daemon.asked if isinstance(one, pb.SubmitRequest)]
    assert request.not_before == "2999-01-01T18:30:00.000000Z"
    assert f"starts at {show_moment(request.not_before)}" in said.err
    assert lineup("submit", config, "--at", "").code == 2


@pytest.mark.parametrize(
    "arguments", [["submit", "bad\udcff.yaml"], ["jobs", "show", "\udcff"], ["jobs", "ls", "--search=\udcff"]]
)
def test_what_is_no_text_is_refused_in_words(daemon: FakeDaemon, arguments: list[str]) -> None:
    said = lineup(*arguments)
    assert (said.code, "this argument is no UTF-8 text" in said.err) == (2, True)
