"""An old command and a new lineupd, and the reverse: a sentence and its cure, on both sides."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import grpc
import pytest

from daemons import CALL_S, RunningDaemon, refusal, running
from fake_service import lineup
from lineup_cli.service import client
from lineup_proto import connect
from lineup_proto.connect import API_VERSION, CHANNEL_OPTIONS, major, socket_address
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import StatusRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub
from lineup_proto.v1.jobs_pb2_grpc import JobsStub

OLDER, NEWER = f"{major(API_VERSION) - 1}.9", f"{major(API_VERSION) + 1}.0"


@pytest.fixture
def daemon(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RunningDaemon]:
    monkeypatch.setenv("LINEUP_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LINEUP_AUTOSTART", "0")
    with running(tmp_path / "home") as daemon:
        yield daemon


def _speaking(daemon: RunningDaemon, agent: str) -> grpc.Channel:
    options = (*CHANNEL_OPTIONS, ("grpc.primary_user_agent", agent), ("grpc.use_local_subchannel_pool", 1))
    return grpc.insecure_channel(socket_address(daemon.places.socket), options=options)


@pytest.mark.parametrize(
    ("api", "words", "cure"),
    [(OLDER, "the command is older", "install the newer lineup"), (NEWER, "lineupd is older", "restart")],
)
def test_a_command_of_another_language_is_refused(daemon: RunningDaemon, api: str, words: str, cure: str) -> None:
    """Whatever it asks, but for who is there."""
    with closing(_speaking(daemon, f"lineup/9 api/{api}")) as channel:
        assert DaemonStub(channel).Status(StatusRequest(), timeout=CALL_S).api == API_VERSION
        jobs = JobsStub(channel)
        for ask in (
            lambda: jobs.List(pb.ListRequest(), timeout=CALL_S),
            lambda: list(jobs.Watch(pb.WatchRequest(), timeout=CALL_S)),
            lambda: jobs.PutInput(iter([pb.InputChunk(sha256="0" * 64)]), timeout=CALL_S),
        ):
            with pytest.raises(grpc.RpcError) as caught:
                ask()
            detail = refusal(caught.value)[1]
            assert (detail.reason, words in detail.message, cure in detail.hint) == ("OTHER_API", True, True)


@pytest.mark.parametrize(
    "agent", [f"lineup/0.1 api/{API_VERSION}", f"x api/{major(API_VERSION)}.99", "grpcurl", "api/"]
)
def test_the_same_language_is_understood(daemon: RunningDaemon, agent: str) -> None:
    """Whatever its minor number is; who does not say is believed."""
    with closing(_speaking(daemon, agent)) as channel:
        assert list(JobsStub(channel).List(pb.ListRequest(), timeout=CALL_S).jobs) == []


@pytest.mark.parametrize(("theirs", "words"), [(OLDER, "this command is older"), (NEWER, "lineupd is older")])
def test_a_command_notices_by_itself(
    daemon: RunningDaemon, monkeypatch: pytest.MonkeyPatch, theirs: str, words: str
) -> None:
    """One sentence, exit code 3; and such a lineupd can be stopped all the same."""
    monkeypatch.setattr(client, "API_VERSION", theirs)
    said = lineup("jobs", "ls")
    assert (said.code, said.out, len(said.err.splitlines())) == (3, "", 1)
    assert words in said.err
    assert lineup("daemon", "stop").code == 0
    assert daemon.process.wait(CALL_S) == 0


def test_a_refusal_by_the_daemon_is_the_same_sentence_and_code(
    daemon: RunningDaemon, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If a command does not look before it asks."""
    monkeypatch.setattr(connect, "API_VERSION", NEWER)
    monkeypatch.setattr(client, "_OPTIONS", (*CHANNEL_OPTIONS, connect.user_agent("lineup", "9")))
    said = lineup("jobs", "ls")
    assert said.code == 3
    assert f"this command speaks API {NEWER}, lineupd {API_VERSION}: lineupd is older" in said.err


@pytest.mark.parametrize(("api", "number"), [("1.0", 1), ("12", 12), ("", 0), ("x.1", 0), ("9" * 50, 0), ("-1.0", 0)])
def test_a_version_without_sense_has_no_number(api: str, number: int) -> None:
    assert major(api) == number
