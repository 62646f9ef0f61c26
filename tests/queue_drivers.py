"""Two ways to a queue that can be killed: the daemon's own parts in this process, and a real daemon."""

import asyncio
import shutil
from collections.abc import Callable, Coroutine
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path
from typing import Any, Protocol, TypeVar

import grpc

from daemons import CALL_S, RunningDaemon, places_of, refusal, running
from dispatching import Daemon
from dispatching import running as dispatching
from fault_history import check_courses
from histories import HeldClock, opened
from lineup_engine.seam import TaskFailed
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.daemon_pb2 import SetPausedRequest
from lineup_proto.v1.daemon_pb2_grpc import DaemonStub
from lineupd.dispatcher import INTERRUPTED_BY_DEATH
from lineupd.errors import RequestError, WorkFailed
from lineupd.history import History
from lineupd.jobs import Wishes
from lineupd.store.listing import Question
from queue_model import PARALLEL, Seen

Answer = TypeVar("Answer")
_PAGE = 500


class Refused(Exception):
    """The queue does not do that."""


class Driver(Protocol):
    """A queue, its clients and its killers; a call that is `Refused` changed nothing."""

    def submit(self, key: str, priority: int) -> str: ...

    def rerun(self, key: str, job_id: str) -> str: ...

    def cancel(self, job_id: str) -> None: ...

    def pause(self, job_id: str) -> None: ...

    def resume(self, job_id: str) -> None: ...

    def prioritize(self, job_id: str, priority: int) -> None: ...

    def delete(self, job_id: str) -> None: ...

    def pause_queue(self, *, paused: bool) -> None: ...

    def let_end(self, job_id: str, *, well: bool) -> None: ...

    def kill(self) -> None: ...

    def restart(self) -> None: ...

    def seen(self) -> dict[str, Seen]: ...

    def close(self) -> None: ...


class PartsDriver:
    """Store, dispatcher and steering in this process; to be killed is to go on with a copy of the file as it is."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lives = 0
        self._runner = asyncio.Runner()
        self._clock = HeldClock()
        self._ends: dict[str, asyncio.Future[bool]] = {}
        self._stack, self._daemon = self._run(self._open(folder / "lineup.db"))

    def _run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        try:
            return self._runner.run(work)
        except RequestError as error:
            raise Refused(error.message) from error

    async def _open(self, path: Path) -> tuple[AsyncExitStack, Daemon]:
        stack = AsyncExitStack()
        history = await stack.enter_async_context(opened(path, self._clock))
        await history.store.requeue_all(INTERRUPTED_BY_DEATH)
        daemon = await stack.enter_async_context(dispatching(history, path.parent, PARALLEL))
        daemon.engine.tasks, daemon.engine.on_task = 1, self._wait
        daemon.engine.gate.set()
        return stack, daemon

    async def _wait(self, job_id: str, _index: int) -> None:
        if not await asyncio.shield(self._end_of(job_id)):
            raise WorkFailed(TaskFailed("rules", "no lineup"))

    def _end_of(self, job_id: str) -> asyncio.Future[bool]:
        return self._ends.setdefault(job_id, self._runner.get_loop().create_future())

    def submit(self, key: str, priority: int) -> str:
        return self._run(self._submit(Wishes(key, priority)))

    async def _submit(self, wishes: Wishes) -> str:
        known = await self._daemon.history.store.find_key(wishes.key)
        return (known or await self._daemon.submit(wishes=wishes)).id

    def rerun(self, key: str, job_id: str) -> str:
        job = self._run(self._daemon.history.store.get(job_id))
        return self._run(self._submit(Wishes(key, job.priority, rerun_of=job_id)))

    def cancel(self, job_id: str) -> None:
        cancelled, _ = self._run(self._daemon.dispatcher.cancel((job_id,)))
        if not cancelled:
            raise Refused("it had ended")

    def pause(self, job_id: str) -> None:
        self._run(self._daemon.steering.pause((job_id,)))

    def resume(self, job_id: str) -> None:
        self._run(self._daemon.steering.resume((job_id,)))

    def prioritize(self, job_id: str, priority: int) -> None:
        self._run(self._daemon.steering.prioritize((job_id,), priority))

    def delete(self, job_id: str) -> None:
        self._run(History(self._daemon.parts, lambda: None).delete([job_id]))

    def pause_queue(self, *, paused: bool) -> None:
        self._run(self._daemon.steering.set_queue_paused(paused=paused))

    def let_end(self, job_id: str, *, well: bool) -> None:
        self._end_of(job_id).set_result(well)

    def kill(self) -> None:
        self._lives += 1
        folder = self._folder / f"life {self._lives}"
        folder.mkdir()
        dying = self._daemon.history.store.path
        for name in (dying.name, f"{dying.name}-wal"):
            shutil.copy(dying.with_name(name), folder / name)
        self._run(self._stack.aclose())
        self._stack, self._daemon = self._run(self._open(folder / dying.name))

    def restart(self) -> None:
        path = self._daemon.history.store.path
        self._run(self._stack.aclose())
        self._stack, self._daemon = self._run(self._open(path))

    def seen(self) -> dict[str, Seen]:
        page = self._run(self._daemon.history.store.page(Question(limit=_PAGE)))
        return {job.id: Seen(job.status, job.attempt, job.paused, job.priority) for job in reversed(page.jobs)}

    def close(self) -> None:
        path = self._daemon.history.store.path
        self._run(self._stack.aclose())
        self._runner.close()
        check_courses(path)


class ProcessDriver:
    """A real daemon process, killed with SIGKILL."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._home = folder / "home"
        self._stack = ExitStack()
        self._daemon = self._start()

    def _start(self) -> RunningDaemon:
        more = {"LINEUP_PARALLEL_JOBS": str(PARALLEL)}
        return self._stack.enter_context(running(self._home, workers=PARALLEL, more=more))

    def _asked(self, ask: Callable[[], Answer]) -> Answer:
        try:
            return ask()
        except grpc.RpcError as error:
            raise Refused(refusal(error)[1].message) from error

    def _gate(self, key: str) -> str:
        return str(self._folder / f"gate of {key}")

    def submit(self, key: str, priority: int) -> str:
        return self._daemon.submit(f"name: {key}\ntasks: 1\ngate: {self._gate(key)}", key=key, priority=priority)

    def rerun(self, key: str, job_id: str) -> str:
        overrides = [f"gate={self._gate(key)}", f"name={key}"]
        request = pb.RerunRequest(key=key, id=job_id, overrides=overrides)
        return self._asked(lambda: self._daemon.jobs.Rerun(request, timeout=CALL_S)).id

    def cancel(self, job_id: str) -> None:
        request = pb.CancelRequest(ids=[job_id])
        if not self._asked(lambda: self._daemon.jobs.Cancel(request, timeout=CALL_S)).cancelled:
            raise Refused("it had ended")

    def pause(self, job_id: str) -> None:
        self._asked(lambda: self._daemon.jobs.Pause(pb.PauseRequest(ids=[job_id]), timeout=CALL_S))

    def resume(self, job_id: str) -> None:
        self._asked(lambda: self._daemon.jobs.Resume(pb.ResumeRequest(ids=[job_id]), timeout=CALL_S))

    def prioritize(self, job_id: str, priority: int) -> None:
        request = pb.PrioritizeRequest(ids=[job_id], priority=priority)
        self._asked(lambda: self._daemon.jobs.Prioritize(request, timeout=CALL_S))

    def delete(self, job_id: str) -> None:
        self._asked(lambda: self._daemon.jobs.Delete(pb.DeleteRequest(ids=[job_id]), timeout=CALL_S))

    def pause_queue(self, *, paused: bool) -> None:
        DaemonStub(self._daemon.channel).SetPaused(SetPausedRequest(paused=paused), timeout=CALL_S)

    def let_end(self, job_id: str, *, well: bool) -> None:
        gate = Path(self._gate(self._daemon.get(job_id).job.name))
        unfinished = gate.with_suffix(".new")
        unfinished.write_text("" if well else "clash", encoding="utf-8")
        unfinished.replace(gate)

    def kill(self) -> None:
        self._daemon.kill()
        self._begin_anew()

    def restart(self) -> None:
        assert self._daemon.stop() == 0
        self._begin_anew()

    def _begin_anew(self) -> None:
        self._stack.close()
        self._daemon = self._start()

    def seen(self) -> dict[str, Seen]:
        jobs = self._daemon.jobs.List(pb.ListRequest(limit=_PAGE), timeout=CALL_S).jobs
        return {job.id: Seen(_status(job), job.attempts, job.paused, job.priority) for job in reversed(jobs)}

    def close(self) -> None:
        assert self._daemon.stop() == 0
        self._stack.close()
        check_courses(places_of(self._home).database)


def _status(job: pb.Job) -> str:
    return pb.JobStatus.Name(job.status).removeprefix("JOB_STATUS_").lower()
