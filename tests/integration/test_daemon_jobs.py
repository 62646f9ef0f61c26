"""Jobs from the outside: a real daemon process, its real workers, and an engine that does what it is told."""

import hashlib
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest

from daemons import CALL_S, RunningDaemon, refusal, running, wait_until
from lineup_proto.v1 import jobs_pb2 as pb


@pytest.fixture(scope="module")
def daemon(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDaemon]:
    with running(tmp_path_factory.mktemp("home")) as found:
        yield found


def test_a_job_runs_to_its_result(daemon: RunningDaemon) -> None:
    """Submitted, run by workers, kept with everything that was said about it."""
    job_id = daemon.submit("name: first\ntasks: 4")
    reply = daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    assert (reply.job.name, reply.job.progress_percent, reply.job.lineups, reply.job.attempts) == ("first", 100, 4, 1)
    assert (reply.job.site, reply.job.sport, reply.job.seed, reply.job.execution_mode) == (
        "draftkings",
        "nascar",
        7,
        "local",
    )
    assert list(reply.warnings) == ["one is without projection", "all is well"]
    assert [(stage.name, stage.tasks, stage.finished, dict(stage.executors)) for stage in reply.stages] == [
        ("prepare", 1, 1, {"local": 1}),
        ("candidates", 4, 4, {"local": 4}),
        ("report", 1, 1, {"local": 1}),
    ]
    assert [event.kind for event in reply.events] == ["submitted", "started", "completed"]
    assert json.loads(daemon.result(job_id))["hash"] == reply.job.result_hash
    assert daemon.result(job_id, pb.RESULT_FORMAT_CSV) == b"csv of 4 lineups\r\n"
    assert daemon.result(job_id, pb.RESULT_FORMAT_DK) == b"dk of 4 lineups\r\n"
    assert daemon.result(job_id, pb.RESULT_FORMAT_FD) == b"fd of 4 lineups\r\n"
    assert reply.job.created_at <= reply.job.started_at <= reply.job.completed_at


def test_wanted_files_are_asked_for_by_path_then_by_contents(daemon: RunningDaemon) -> None:
    """The client is told what to read, then what to bring; the third time the job is queued."""
    submission = pb.Submission(config=b"slate: s.csv", config_name="c.yaml")
    request = pb.SubmitRequest(key=uuid.uuid4().hex, submission=submission)
    reply = daemon.jobs.Submit(request, timeout=CALL_S)
    assert [(file.path, file.sha256) for file in reply.wanted] == [("s.csv", "")]
    content = uuid.uuid4().bytes
    sha256 = hashlib.sha256(content).hexdigest()
    request.submission.files.append(pb.InputFile(path="s.csv", sha256=sha256, size=len(content)))
    reply = daemon.jobs.Submit(request, timeout=CALL_S)
    assert [(file.path, file.sha256) for file in reply.wanted] == [("s.csv", sha256)]
    assert daemon.put(content) == sha256
    reply = daemon.jobs.Submit(request, timeout=CALL_S)
    assert not reply.wanted
    found = daemon.wait(reply.id, pb.JOB_STATUS_COMPLETED)
    assert [(file.path, file.sha256) for file in found.inputs][1] == ("s.csv", sha256)


def test_problems_come_with_their_places_and_nothing_is_queued(daemon: RunningDaemon) -> None:
    """A refused submission leaves no trace in the history."""
    before = daemon.jobs.List(pb.ListRequest(), timeout=CALL_S)
    with pytest.raises(grpc.RpcError) as caught:
        daemon.submit("problem: no such sport")
    code, detail = refusal(caught.value)
    assert (code, detail.reason) == (grpc.StatusCode.INVALID_ARGUMENT, "BAD_INPUT")
    assert [(one.file, one.line, one.message, one.hint) for one in detail.problems] == [
        ("config.yaml", 1, "no such sport", "mend it")
    ]
    assert daemon.jobs.List(pb.ListRequest(), timeout=CALL_S) == before


def test_check_answers_problems_in_its_reply(daemon: RunningDaemon) -> None:
    """Checking is asking, so a refusal is an answer."""
    submission = pb.Submission(config=b"problem: none", config_name="c.yaml")
    reply = daemon.jobs.Check(pb.CheckRequest(submission=submission), timeout=CALL_S)
    assert [problem.message for problem in reply.problems] == ["none"]
    good = pb.Submission(config=b"tasks: 5", config_name="c.yaml")
    summary = daemon.jobs.Check(pb.CheckRequest(submission=good), timeout=CALL_S).summary
    assert (summary.lineups, summary.tasks, list(summary.stages)) == (5, 7, ["prepare", "candidates", "report"])


def test_a_key_makes_one_job(daemon: RunningDaemon) -> None:
    """A retry finds the job that the first try made."""
    assert daemon.submit("tasks: 1", key="the same") == daemon.submit("tasks: 2", key="the same")


def test_jobs_run_side_by_side(daemon: RunningDaemon, tmp_path: Path) -> None:
    """Two processes have begun one task each before either may end."""
    gate, notes = tmp_path / "gate", [tmp_path / "note 1", tmp_path / "note 2"]
    ids = [daemon.submit(f"tasks: 1\ngate: {gate}\nnote: {note}") for note in notes]
    wait_until(lambda: all(note.exists() and note.read_text("utf-8").endswith("\n") for note in notes), "both begin")
    assert len({note.read_text(encoding="utf-8").split()[1] for note in notes}) == 2
    assert daemon.status().running >= 2
    gate.touch()
    for job_id in ids:
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)


def test_a_running_job_is_cancelled_at_once(daemon: RunningDaemon, tmp_path: Path) -> None:
    """The reply comes when the state is `cancelled`; a worker that cannot be stopped gently is replaced."""
    job_id = daemon.submit(f"tasks: 2\ngate: {tmp_path / 'never'}")
    daemon.wait(job_id, pb.JOB_STATUS_RUNNING)
    wait_until(lambda: daemon.get(job_id).job.stage == "candidates", "the task hangs")
    reply = daemon.jobs.Cancel(pb.CancelRequest(ids=[job_id]), timeout=CALL_S)
    assert list(reply.cancelled) == [job_id]
    assert daemon.get(job_id).job.status == pb.JOB_STATUS_CANCELLED
    again = daemon.jobs.Cancel(pb.CancelRequest(ids=[job_id]), timeout=CALL_S)
    assert (list(again.cancelled), list(again.already_finished)) == ([], [job_id])
    assert daemon.get(job_id).attempts[0].outcome == "cancelled"
    daemon.wait(daemon.submit("tasks: 4"), pb.JOB_STATUS_COMPLETED)


def test_cancel_all_ends_what_waits_and_what_runs(daemon: RunningDaemon, tmp_path: Path) -> None:
    """More jobs than may run at once: some run, some wait, all end."""
    ids = [daemon.submit(f"tasks: 1\ngate: {tmp_path / 'never'}") for _ in range(6)]
    wait_until(lambda: daemon.status().running == 4, "four run")
    assert daemon.status().queued == 2
    reply = daemon.jobs.Cancel(pb.CancelRequest(all=True), timeout=CALL_S)
    assert sorted(reply.cancelled) == sorted(ids)
    status = daemon.status()
    assert (status.running, status.queued) == (0, 0)


def test_a_rerun_is_made_from_what_was_stored(daemon: RunningDaemon) -> None:
    """Name and lineage say where it comes from; overrides are added to the first ones."""
    first = daemon.submit("name: race\ntasks: 2", overrides=["lineups=3"])
    reply = daemon.jobs.Rerun(pb.RerunRequest(key="again", id=first, overrides=["tasks=5"]), timeout=CALL_S)
    again = daemon.wait(reply.id, pb.JOB_STATUS_COMPLETED)
    assert (again.job.name, again.job.rerun_of, again.job.lineups) == ("race (re-run)", first, 5)
    assert json.loads(again.config_json)["lineups"] == "3"
    assert list(daemon.get(first).reruns) == [reply.id]
    assert daemon.jobs.Rerun(pb.RerunRequest(key="again", id=first), timeout=CALL_S).id == reply.id


def test_a_rerun_of_a_rerun_has_the_same_name(daemon: RunningDaemon) -> None:
    """The lineage is in `rerun_of`; a name of its own wins."""
    first = daemon.submit("name: race\ntasks: 1")
    second = daemon.jobs.Rerun(pb.RerunRequest(key="r2", id=first), timeout=CALL_S)
    third = daemon.jobs.Rerun(pb.RerunRequest(key="r3", id=second.id, gpu=pb.GPU_USE_NEVER), timeout=CALL_S)
    assert (second.name, third.name) == ("race (re-run)", "race (re-run)")
    assert daemon.get(third.id).job.rerun_of == second.id
    fourth = daemon.jobs.Rerun(pb.RerunRequest(key="r4", id=third.id, overrides=["name=mine"]), timeout=CALL_S)
    assert fourth.name == "mine"


def test_a_queued_job_is_cancelled_before_it_runs(daemon: RunningDaemon, tmp_path: Path) -> None:
    """It waits for its time, and never starts."""
    submission = pb.Submission(config=f"note: {tmp_path / 'note'}".encode(), config_name="config.yaml")
    request = pb.SubmitRequest(key=uuid.uuid4().hex, submission=submission, not_before="2999-01-01T00:00:00Z")
    job_id = daemon.jobs.Submit(request, timeout=CALL_S).id
    assert list(daemon.jobs.Cancel(pb.CancelRequest(ids=[job_id[:8]]), timeout=CALL_S).cancelled) == [job_id]
    reply = daemon.get(job_id)
    assert [event.kind for event in reply.events] == ["submitted", "cancelled"]
    assert not (tmp_path / "note").exists()


def test_the_history_comes_in_pages(daemon: RunningDaemon) -> None:
    """Filtered and searched; the token continues where the page ended."""
    ids = [daemon.submit(f"name: Page {number}\ntasks: 1") for number in range(5)]
    for job_id in ids:
        daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    found: list[str] = []
    request = pb.ListRequest(statuses=[pb.JOB_STATUS_COMPLETED], search="page", limit=2)
    while True:
        reply = daemon.jobs.List(request, timeout=CALL_S)
        assert len(reply.jobs) <= 2
        found += [job.id for job in reply.jobs]
        if not reply.next_page_token:
            break
        request.page_token = reply.next_page_token
    assert found == ids[::-1]


def test_clashing_rules_end_the_job_as_failed(daemon: RunningDaemon) -> None:
    """The names of the rules are the error, the cure is the hint."""
    reply = daemon.wait(daemon.submit("clash: 1"), pb.JOB_STATUS_FAILED)
    assert reply.job.error == "no lineup satisfies these rules together: lock A; cap 100"
    assert reply.job.hint == "loosen one"
    with pytest.raises(grpc.RpcError) as caught:
        daemon.result(reply.job.id)
    code, detail = refusal(caught.value)
    assert (code, detail.reason) == (grpc.StatusCode.FAILED_PRECONDITION, "WRONG_STATE")
    assert "failed" in detail.message


def test_only_finished_jobs_are_deleted(daemon: RunningDaemon, tmp_path: Path) -> None:
    """A job takes its folder and its own inputs with it."""
    gate = tmp_path / "gate"
    job_id = daemon.submit(f"tasks: 1\ngate: {gate}")
    with pytest.raises(grpc.RpcError) as caught:
        daemon.jobs.Delete(pb.DeleteRequest(ids=[job_id]), timeout=CALL_S)
    assert refusal(caught.value)[1].reason == "WRONG_STATE"
    gate.touch()
    daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)
    assert (daemon.places.jobs_dir / job_id).is_dir()
    assert list(daemon.jobs.Delete(pb.DeleteRequest(ids=[job_id]), timeout=CALL_S).deleted) == [job_id]
    assert not (daemon.places.jobs_dir / job_id).exists()
    with pytest.raises(grpc.RpcError) as caught:
        daemon.get(job_id)
    assert refusal(caught.value)[0] == grpc.StatusCode.NOT_FOUND


def test_of_what_a_job_has_worked_with_only_its_log_stays(daemon: RunningDaemon, tmp_path: Path) -> None:
    """However it ended; what waits or runs keeps all."""
    ended = [daemon.submit("tasks: 2"), daemon.submit("clash: 1"), daemon.submit(f"tasks: 2\ngate: {tmp_path / 'no'}")]
    daemon.wait(ended[2], pb.JOB_STATUS_RUNNING)
    daemon.jobs.Cancel(pb.CancelRequest(ids=ended[2:]), timeout=CALL_S)
    gate = tmp_path / "gate"
    paused, running_id = [daemon.submit(f"tasks: 2\nhold: 1\ngate: {gate}") for _ in range(2)]
    folder = daemon.places.jobs_dir
    wait_until(lambda: all((folder / kept / "candidates-0").exists() for kept in (paused, running_id)), "they run")
    daemon.jobs.Pause(pb.PauseRequest(ids=[paused]), timeout=CALL_S)
    wait_until(lambda: all(_names(folder / job_id) == ["log.1"] for job_id in ended), "only logs are left")
    assert "completed" in [line.text for reply in _report(daemon, ended[0]) for line in reply.lines]
    for kept in (paused, running_id):
        assert {"submission", "candidates-0"} <= set(_names(folder / kept))
    gate.touch()
    daemon.jobs.Resume(pb.ResumeRequest(ids=[paused]), timeout=CALL_S)
    for kept in (paused, running_id):
        daemon.wait(kept, pb.JOB_STATUS_COMPLETED)


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _report(daemon: RunningDaemon, job_id: str) -> Iterator[pb.LogsReply]:
    return daemon.jobs.Logs(pb.LogsRequest(id=job_id), timeout=CALL_S)


def test_ids_may_be_shortened_and_latest_is_the_newest(daemon: RunningDaemon) -> None:
    """Any unique beginning names a job."""
    job_id = daemon.submit("tasks: 1")
    assert daemon.get("latest").job.id == job_id
    assert daemon.get(job_id[:9].upper()).job.id == job_id
    daemon.wait(job_id, pb.JOB_STATUS_COMPLETED)


def test_watching_ends_when_the_named_jobs_have(daemon: RunningDaemon, tmp_path: Path) -> None:
    """The last word about a job is its end; what was said first is how it stood."""
    gate = tmp_path / "gate"
    job_id = daemon.submit(f"tasks: 3\nhold: 2\ngate: {gate}")
    seen: list[pb.Job] = []
    for reply in daemon.jobs.Watch(pb.WatchRequest(ids=[job_id]), timeout=CALL_S):
        seen.extend(reply.jobs)
        if seen[-1].stage == "candidates":
            gate.touch()
    assert {job.id for job in seen} == {job_id}
    assert seen[-1].status == pb.JOB_STATUS_COMPLETED
    percents = [job.progress_percent for job in seen]
    assert percents == sorted(percents)
    assert all(percent < 100 for percent in percents[:-1])


def test_the_names_for_completion_are_current(daemon: RunningDaemon) -> None:
    """One line per job, whatever its name contains."""
    job_id = daemon.submit("name: a\\tb\\nc")
    wait_until(
        lambda: f"{job_id}\ta b c\n" in daemon.places.job_ids_file.read_text(encoding="utf-8"), "the name is listed"
    )


def test_bytes_that_are_no_message_are_refused(daemon: RunningDaemon) -> None:
    """Garbage is the client's mistake, not ours."""
    call: Any = daemon.channel.unary_unary("/lineup.v1.Jobs/Get")
    with pytest.raises(grpc.RpcError) as caught:
        call(b"\xff\xff\xff\xff", timeout=CALL_S)
    assert refusal(caught.value)[0] == grpc.StatusCode.INVALID_ARGUMENT


def test_contents_must_have_their_hash(daemon: RunningDaemon) -> None:
    """What is kept under a hash has it."""
    with pytest.raises(grpc.RpcError) as caught:
        daemon.jobs.PutInput(iter([pb.InputChunk(sha256="0" * 64, content=b"x")]), timeout=CALL_S)
    assert refusal(caught.value)[0] == grpc.StatusCode.INVALID_ARGUMENT


def test_a_file_over_the_limit_is_refused_while_it_comes(daemon: RunningDaemon) -> None:
    """The stream is not read to its end."""
    piece = bytes(1 << 20)
    chunks = (pb.InputChunk(sha256="0" * 64, content=piece) for _ in range(200))
    with pytest.raises(grpc.RpcError) as caught:
        daemon.jobs.PutInput(chunks, timeout=CALL_S)
    assert refusal(caught.value)[1].reason == "TOO_LARGE"
