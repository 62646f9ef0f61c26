"""How a job is asked for: once, whatever happens to the answer."""

from pathlib import Path
from typing import Any

import grpc
import pytest

from fake_service import FakeDaemon, Refusal, lineup
from lineup_proto.v1.errors_pb2 import ErrorDetail

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
