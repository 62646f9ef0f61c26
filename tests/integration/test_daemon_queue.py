"""The queue from the outside: paused, put in order, explained, and what is told of its jobs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest

from daemons import CALL_S, RunningDaemon, places_of, refusal, running, wait_until
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import ReloadRequest, SetPausedRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDaemon]:
    with running(tmp_path_factory.mktemp("home")) as found:
        yield found


def _set_paused(daemon: RunningDaemon, *, paused: bool) -> bool:
    return DaemonStub(daemon.channel).SetPaused(SetPausedRequest(paused=paused), timeout=CALL_S).changed


def _codes(daemon: RunningDaemon, job_id: str) -> list[str]:
    return [one.code for one in daemon.jobs.Explain(pb.ExplainRequest(id=job_id), timeout=CALL_S).reasons]


def _log(daemon: RunningDaemon, job_id: str, *, follow: bool = False, lines: int = 0) -> list[pb.LogLine]:
    request = pb.LogsRequest(id=job_id, follow=follow, lines=lines)
    return [line for reply in daemon.jobs.Logs(request, timeout=CALL_S) for line in reply.lines]


def test_a_paused_job_keeps_what_is_finished(daemon: RunningDaemon, tmp_path: Path) -> None:
    """It goes on from there, with the same result as if nothing had happened."""
    gate, note = tmp_path / "gate", tmp_path / "note"
    job_id = daemon.submit(f"tasks: 4\nchain: yes\nhold: 2\ngate: {gate}\nnote: {note}\nheeds: yes")
    wait_until(lambda: note.exists() and len(note.read_text("utf-8").splitlines()) == 3, "the third task runs")
    workers = set(daemon.workers())
    assert list(daemon.jobs.Pause(pb.PauseRequest(ids=[job_id[:8]]), timeout=CALL_S).changed) == [job_id]
    paused = daemon.get(job_id).job
    assert (paused.status, paused.paused) == (pb.JOB_STATUS_QUEUED, True)
    assert _codes(daemon, job_id) == ["PAUSED"]
    daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
    gate.touch()
    assert list(daemon.jobs.Resume(pb.ResumeRequest(ids=[job_id]), timeout=CALL_S).changed) == [job_id]
    reply = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    assert [int(line.split()[0]) for line in note.read_text("utf-8").splitlines()] == [0, 1, 2, 2, 3]
    assert [(one.number, one.outcome, one.reason) for one in reply.attempts] == [
        (1, "interrupted", "paused on request"),
        (2, "completed", ""),
    ]
    assert set(daemon.workers()) == workers
    undisturbed = daemon.wait(daemon.submit("tasks: 4"), pb.JOB_STATUS_COMPLETED)
    assert undisturbed.job.result_hash == reply.job.result_hash


def test_a_cancelled_attempt_says_so(daemon: RunningDaemon, tmp_path: Path) -> None:
    job_id = daemon.submit(f"tasks: 1\ngate: {tmp_path / 'never'}\nheeds: yes")
    wait_until(lambda: daemon.get(job_id).job.stage == "candidates", "the task runs")
    daemon.jobs.Cancel(pb.CancelRequest(ids=[job_id]), timeout=CALL_S)
    (attempt,) = daemon.get(job_id).attempts
    assert (attempt.outcome, attempt.reason) == ("cancelled", "cancelled on request")
    assert attempt.seconds > 0


def test_a_paused_queue_survives_a_restart(tmp_path: Path) -> None:
    """Nothing starts until it is resumed; then everything does, by priority."""
    home, note = tmp_path / "home", tmp_path / "note"
    with running(home, workers=1) as daemon:
        assert _set_paused(daemon, paused=True)
        assert not _set_paused(daemon, paused=True)
        ids = [daemon.submit(f"tasks: 1\nnote: {note}\nname: {number}") for number in range(3)]
        daemon.jobs.Prioritize(pb.PrioritizeRequest(ids=[ids[2]], priority=1), timeout=CALL_S)
        assert daemon.status().paused
        daemon.kill()
    with running(home, workers=1) as daemon:
        wait_until(lambda: daemon.status().workers_ready and daemon.status().trouble, "it waits for nothing else")
        assert "the queue is paused" in daemon.status().trouble
        assert _codes(daemon, ids[0]) == ["QUEUE_PAUSED", "AHEAD"]
        assert not note.exists()
        assert _set_paused(daemon, paused=False)
        for job_id in ids:
            daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
        started = [daemon.get(job_id).job.started_at for job_id in (ids[2], ids[0], ids[1])]
        assert started == sorted(started)


def test_the_limit_changes_while_jobs_run(tmp_path: Path) -> None:
    """What needs a restart is told; settings that make no sense change nothing."""
    home, gate = tmp_path / "home", tmp_path / "gate"
    settings = places_of(home).settings_file
    home.mkdir()
    settings.write_text("[daemon]\nparallel_jobs = 1\n", encoding="utf-8")
    with running(home) as daemon:
        ids = [daemon.submit(f"tasks: 1\ngate: {gate}") for _ in range(3)]
        wait_until(lambda: daemon.status().running == 1, "one runs")
        assert "LIMIT" in _codes(daemon, ids[1])
        settings.write_text("[daemon]\nparallel_jobs = 2\nlog_level = 'debug'\n", encoding="utf-8")
        reply = DaemonStub(daemon.channel).Reload(ReloadRequest(), timeout=CALL_S)
        assert (sorted(reply.used), list(reply.on_restart)) == (["daemon.log_level", "daemon.parallel_jobs"], [])
        wait_until(lambda: daemon.status().running == 2, "two run")
        assert daemon.status().parallel_jobs == 2
        settings.write_text("[daemon]\nparallel_job = 9\n", encoding="utf-8")
        with pytest.raises(grpc.RpcError) as caught:
            DaemonStub(daemon.channel).Reload(ReloadRequest(), timeout=CALL_S)
        assert "did you mean daemon.parallel_jobs" in refusal(caught.value)[1].hint
        assert daemon.status().running == 2
        gate.touch()
        for job_id in ids:
            daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)


def test_a_small_job_is_not_stuck_behind_a_large_one(daemon: RunningDaemon, tmp_path: Path) -> None:
    """Of two workers the small job gets the first that is free, though the large one came first and wants both."""
    note = tmp_path / "note"
    large = daemon.submit(f"tasks: 200\nnote: {note}\nnap: 0.02")
    wait_until(lambda: note.exists() and len(note.read_text("utf-8").splitlines()) > 4, "the large job runs")
    small = daemon.submit("tasks: 2")
    daemon.wait(small, pb.JOB_STATUS_COMPLETED)
    assert daemon.get(large).job.status == pb.JOB_STATUS_RUNNING
    assert daemon.get(large).job.progress_percent < 50
    daemon.jobs.Cancel(pb.CancelRequest(ids=[large]), timeout=CALL_S)


@pytest.mark.parametrize("ask", [
    lambda jobs: jobs.Pause(pb.PauseRequest(), timeout=CALL_S),
    lambda jobs: jobs.Resume(pb.ResumeRequest(), timeout=CALL_S),
    lambda jobs: jobs.Prioritize(pb.PrioritizeRequest(), timeout=CALL_S),
    lambda jobs: jobs.Prioritize(pb.PrioritizeRequest(ids=["latest"], priority=2_000_000), timeout=CALL_S),
    lambda jobs: list(jobs.Logs(pb.LogsRequest(id="latest", lines=-1), timeout=CALL_S)),
])  # fmt: skip
def test_what_makes_no_sense_is_refused(daemon: RunningDaemon, ask: Callable[[object], object]) -> None:
    daemon.wait(daemon.submit("tasks: 1"), pb.JOB_STATUS_COMPLETED)
    with pytest.raises(grpc.RpcError) as caught:
        ask(daemon.jobs)
    assert refusal(caught.value)[0] == grpc.StatusCode.INVALID_ARGUMENT


def test_what_workers_say_is_kept_with_the_job(daemon: RunningDaemon) -> None:
    """And why a task lost its worker."""
    job_id = daemon.submit("tasks: 2\nsay: hello\ndie: 1\ndie_times: 1")
    daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    lines = _log(daemon, job_id)
    said = [line.text for line in lines if line.source.startswith("tasks-")]
    assert sorted(said) == ["hello", "hello", "what a cruel world"]
    lost = [line.text for line in lines if "lost its worker" in line.text]
    assert len(lost) == 1
    assert lost[0].startswith("task 2 of candidates lost its worker: worker tasks-")
    assert "SIGKILL" in lost[0]
    assert (lines[0].text, lines[-1].text) == ("submitted", "completed")
    assert [line.text for line in _log(daemon, job_id, lines=1)] == ["completed"]


def test_a_flood_of_words_hurts_nobody(daemon: RunningDaemon) -> None:
    """The job is done, its log is only so large, and the daemon answers all the time."""
    job_id = daemon.submit("tasks: 4\nflood: 64")
    while daemon.get(job_id).job.status != pb.JOB_STATUS_COMPLETED:
        assert daemon.status().pid == daemon.process.pid
    files = list((daemon.places.jobs_dir / job_id).glob("log.*"))
    assert sum(file.stat().st_size for file in files) < 10 << 20
    assert "too fast to be kept" in " ".join(line.text for line in _log(daemon, job_id))
    assert daemon.places.log_file.stat().st_size < 1 << 20


def test_who_follows_a_job_hears_its_end(daemon: RunningDaemon, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    job_id = daemon.submit(f"tasks: 3\nsay: hello\nhold: 2\ngate: {gate}")
    request = pb.LogsRequest(id=job_id, follow=True)
    texts: list[str] = []
    for reply in daemon.jobs.Logs(request, timeout=CALL_S):
        texts += [line.text for line in reply.lines]
        if texts.count("hello") == 3:
            gate.touch()
    assert texts[-1] == "completed"
    assert texts.count("hello") == 3


def test_the_command_follows_through_a_restart(tmp_path: Path) -> None:
    """Nothing is told twice, and the end is told."""
    home, gate = tmp_path / "home", tmp_path / "gate"
    program = (sys.executable, "-m", "lineup_cli", "jobs", "logs", "latest", "-f", "--json")
    with running(home) as daemon:
        job_id = daemon.submit(f"tasks: 2\nchain: yes\nsay: hello\nhold: 1\ngate: {gate}")
        wait_until(lambda: daemon.get(job_id).job.stage == "candidates", "the task hangs")
        follower = subprocess.Popen(
            program, env=_environment(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert follower.stdout is not None
        assert follower.stderr is not None
        first = follower.stdout.readline()
        daemon.kill()
    with running(home):
        gate.touch()
        # Not `communicate`, which forgets what was read ahead with the first line.
        out, err = follower.stdout.read(), follower.stderr.read()
        follower.wait(CALL_S)
        follower.stdout.close()
        follower.stderr.close()
    lines = [json.loads(line) for line in (first + out).splitlines()]
    assert (follower.returncode, lines[-1]["text"]) == (0, "completed")
    assert "lineupd is back" in err
    keys = [(line["at"], line["source"], line["text"]) for line in lines]
    assert len(set(keys)) == len(keys)
    assert [line["text"] for line in lines if line["text"].startswith(("started", "interrupted"))] == [
        "started: attempt 1",
        "interrupted: daemon died",
        "started: attempt 2",
    ]


def _environment(home: Path) -> dict[str, str]:
    return {**os.environ, "LINEUP_HOME": str(home), "LINEUP_AUTOSTART": "0"}
