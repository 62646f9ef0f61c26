"""An outside witness: what was asked of a daemon and what it acknowledged, in a file of its own that no daemon touches."""

import json
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import grpc

from daemons import CALL_S, RunningDaemon, refusal
from lineup_proto.v1 import jobs_pb2 as pb

Reply = TypeVar("Reply")

LOST = frozenset({grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.CANCELLED})
"""What a client is told when the daemon dies, or takes too long: it does not know whether it was heard."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A call that was made: `verb` and what it named; `answer` is what was acknowledged, None when nothing was.

    `refused` is the reason of a refusal: then nothing may have been done.
    """

    verb: str
    words: Mapping[str, Any]
    answer: Mapping[str, Any] | None = None
    refused: str = ""

    @property
    def is_unknown(self) -> bool:
        """Whether the client cannot know if it was done."""
        return self.answer is None and not self.refused


@dataclass(slots=True)
class Recorder:
    """Makes calls and writes down both ends of each; may be used by several threads."""

    file: Path
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _count: int = 0

    def submit(
        self,
        daemon: RunningDaemon,
        config: str,
        key: str = "",
        limit_s: float = CALL_S,
        files: Sequence[pb.InputFile] = (),
    ) -> str | None:
        """The id that was acknowledged; None when none was. The files must have been brought."""
        key = key or uuid.uuid4().hex
        submission = pb.Submission(config=config.encode(), config_name="config.yaml", files=files)
        request = pb.SubmitRequest(key=key, submission=submission)
        reply = self._call(
            Asked("submit", {"key": key, "config": config}),
            lambda: daemon.jobs.Submit(request, timeout=limit_s),
            lambda reply: {"id": reply.id},
        )
        return None if reply is None else reply.id

    def abandon(self, daemon: RunningDaemon, config: str, after_s: float) -> None:
        """Submit, and stop waiting for the answer after a while, as a client does that is interrupted."""
        submission = pb.Submission(config=config.encode(), config_name="config.yaml")
        request = pb.SubmitRequest(key=uuid.uuid4().hex, submission=submission)

        def call() -> pb.SubmitReply:
            waiting = daemon.jobs.Submit.future(request, timeout=CALL_S)
            time.sleep(after_s)
            waiting.cancel()
            return waiting.result()

        self._call(Asked("submit", {"key": request.key, "config": config}), call, lambda reply: {"id": reply.id})

    def rerun(self, daemon: RunningDaemon, job_id: str, key: str = "") -> str | None:
        """Run a job again; the id that was acknowledged."""
        key = key or uuid.uuid4().hex
        request = pb.RerunRequest(key=key, id=job_id)
        reply = self._call(
            Asked("rerun", {"key": key, "of": job_id}),
            lambda: daemon.jobs.Rerun(request, timeout=CALL_S),
            lambda reply: {"id": reply.id},
        )
        return None if reply is None else reply.id

    def cancel(self, daemon: RunningDaemon, job_ids: Sequence[str]) -> None:
        """Cancel jobs."""
        self._call(
            Asked("cancel", {"ids": list(job_ids)}),
            lambda: daemon.jobs.Cancel(pb.CancelRequest(ids=job_ids), timeout=CALL_S),
            lambda reply: {"cancelled": list(reply.cancelled), "finished": list(reply.already_finished)},
        )

    def delete(self, daemon: RunningDaemon, job_ids: Sequence[str]) -> None:
        """Remove finished jobs."""
        self._call(
            Asked("delete", {"ids": list(job_ids)}),
            lambda: daemon.jobs.Delete(pb.DeleteRequest(ids=job_ids), timeout=CALL_S),
            lambda reply: {"deleted": list(reply.deleted)},
        )

    def pause(self, daemon: RunningDaemon, job_id: str) -> None:
        """Pause a job."""
        request = pb.PauseRequest(ids=[job_id])
        self._call(Asked("pause", {"id": job_id}), lambda: daemon.jobs.Pause(request, timeout=CALL_S), _changed)

    def resume(self, daemon: RunningDaemon, job_id: str) -> None:
        """Let a job run again."""
        request = pb.ResumeRequest(ids=[job_id])
        self._call(Asked("resume", {"id": job_id}), lambda: daemon.jobs.Resume(request, timeout=CALL_S), _changed)

    def prioritize(self, daemon: RunningDaemon, job_id: str, priority: int) -> None:
        """Change a job's priority."""
        asked = Asked("prioritize", {"id": job_id, "priority": priority})
        request = pb.PrioritizeRequest(ids=[job_id], priority=priority)
        self._call(asked, lambda: daemon.jobs.Prioritize(request, timeout=CALL_S), _changed)

    def retry(self, daemon: RunningDaemon) -> None:
        """Ask again, with the same keys, whatever of submissions and re-runs was not answered."""
        for one in self.unanswered():
            if one.verb == "submit":
                self.submit(daemon, one.words["config"], one.words["key"])
            else:
                self.rerun(daemon, one.words["of"], one.words["key"])

    def unanswered(self) -> list[Asked]:
        """The submissions and re-runs whose keys have no answer yet."""
        seen = self.read()
        known = {one.words["key"] for one in seen if one.verb in ("submit", "rerun") and not one.is_unknown}
        waiting = {one.words["key"]: one for one in seen if one.verb in ("submit", "rerun")}
        return [one for key, one in waiting.items() if key not in known]

    def ids(self) -> list[str]:
        """The ids of all jobs that were acknowledged."""
        return [one.answer["id"] for one in self.read() if one.verb in ("submit", "rerun") and one.answer]

    def _call(
        self, asked: Asked, call: Callable[[], Reply], told: Callable[[Reply], Mapping[str, Any]]
    ) -> Reply | None:
        number = self._write({"asked": asked.verb, "words": dict(asked.words)})
        try:
            reply = call()
        except grpc.FutureCancelledError:
            return None
        except grpc.RpcError as error:
            code = error.code()
            if code not in LOST:
                self._write({"number": number, "refused": refusal(error)[1].reason})
            return None
        self._write({"number": number, "answer": dict(told(reply))})
        return reply

    def _write(self, line: dict[str, Any]) -> int:
        with self._lock:
            if "asked" in line:
                self._count += 1
                line["number"] = self._count
            with self.file.open("a", encoding="utf-8") as file:
                file.write(json.dumps(line) + "\n")
            return int(line["number"])

    def read(self) -> list[Asked]:
        """Every call so far, in the order in which they were made."""
        with self._lock:
            lines = [json.loads(line) for line in self.file.read_text(encoding="utf-8").splitlines()]
        return list(_calls(lines))


def _changed(reply: pb.ChangedReply) -> Mapping[str, Any]:
    return {"ids": list(reply.ids)}


def _calls(lines: Iterable[dict[str, Any]]) -> Iterable[Asked]:
    ends = {}
    begun = []
    for line in lines:
        if "asked" in line:
            begun.append(line)
        else:
            ends[line["number"]] = line
    for line in begun:
        end = ends.get(line["number"], {})
        yield Asked(line["asked"], line["words"], end.get("answer"), end.get("refused", ""))
