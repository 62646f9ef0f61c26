"""One worker process, seen from the daemon: started, asked, killed, and its last words kept."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version

from lineupd.errors import NoSpace, Unfinished, WorkerLost, WorkError, WorkFailed
from lineupd.executors.frames import Answer, Asked, Call, HearNote, Note, Ready, Settled, Stop, packed
from lineupd.executors.line import Line
from lineupd.executors.words import Words
from lineupd.text import in_gib

WORKER_COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "lineupd.executors.worker")
"""How a worker is started; descriptors, niceness and version are added (`_spawn`). -P: no module of the current folder."""

_VERSION = version("lineup-dfs")
"""What this lineupd is, as long as it runs: another one may be installed meanwhile."""

_ENVIRONMENT = {
    # One task uses one core: the pool, not each library for itself, spreads work over the cores.
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    # Large arrays are given back to the system when a task is done; glibc would keep them for the next ones.
    "MALLOC_MMAP_THRESHOLD_": str(1 << 19),
}

_CHUNK_BYTES = 64 * 1024
_WORDS_PATIENCE_S = 0.5
_REAP_PAUSE_S = 0.005

_log = logging.getLogger(__name__)


class WorkerProcess:
    """A worker process; one call at a time."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        """Use `WorkerProcess.start`."""
        self.name = name
        self.hear: Callable[[str], None] | None = None
        """Told of every line that the worker says; as long as there is nobody to tell, the daemon's log is."""
        self.hear_note: HearNote | None = None
        """Told what a call tells before its answer."""
        self.is_settled = False
        """Whether it has got through all that comes before its first call."""
        self.is_unwanted = False
        """Whether it was told to end because nobody wants its answer any more."""
        self.memory = 0
        """Bytes that the worker used when it was last looked at."""
        self._process = process
        self._words = Words(self._say, time.monotonic)
        self._cause: WorkError | None = None
        self._lifeline = -1
        self._calls = 0
        self._is_ending = False
        self._left = asyncio.Event()
        self._pending: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._tasks: list[asyncio.Task[None]] = []
        self._writer: asyncio.WriteTransport | None = None

    @classmethod
    async def start(cls, name: str, command: Sequence[str], niceness: int) -> "WorkerProcess":
        """Start a worker; it is not ready yet. Raises `OSError` when the system has no room for one."""
        ours, theirs = socket.socketpair()
        tied, lifeline = os.pipe()
        try:
            with theirs:
                worker = cls(name, _spawn(command, niceness, (theirs.fileno(), tied)))
            line = Line(worker._take)
            worker._writer, _ = await asyncio.get_running_loop().create_unix_connection(lambda: line, sock=ours)
        except BaseException:
            # A worker that is begun already ends by itself: its socket has no other end any more.
            ours.close()
            os.close(lifeline)
            raise
        finally:
            os.close(tied)
        worker._lifeline = lifeline
        worker._tasks = [asyncio.create_task(worker._hear()), asyncio.create_task(worker._listen(line))]
        return worker

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    async def ready(self) -> None:
        """Return when the worker has loaded the engine; raises `WorkerLost` when it dies before."""
        reply = await asyncio.shield(self._pending)
        if not isinstance(reply, Ready):
            raise self._misunderstood(reply)

    async def ask(self, call: Call) -> object:
        """What the call returns; raises `WorkFailed`, `Unfinished`, `NoSpace` or `WorkerLost`. Not to be cancelled: kill the worker instead."""
        if self._writer is None or self._is_ending:
            raise WorkerLost(f"worker {self.name} is gone")
        self._pending = asyncio.get_running_loop().create_future()
        self._calls += 1
        self._writer.write(packed(Asked(self._calls, call)))
        reply = await self._pending
        if not isinstance(reply, Answer):
            raise self._misunderstood(reply)
        if reply.failure is not None and reply.failure.kind == "space":
            raise NoSpace(reply.failure.message, reply.failure.hint)
        if reply.failure is not None and reply.failure.kind == "unfinished":
            raise Unfinished(reply.failure.message, "see `lineup daemon logs`")
        if reply.failure is not None:
            raise WorkFailed(reply.failure)
        return reply.value

    def _misunderstood(self, reply: object) -> WorkerLost:
        self.kill()
        return WorkerLost(f"worker {self.name} said {type(reply).__name__} out of turn")

    def stop_call(self) -> None:
        """Tell the worker that nobody wants its answer any more: it may stop between two pieces of its work."""
        if self._writer is not None and not self._is_ending:
            self._writer.write(packed(Stop(self._calls)))

    def dismiss(self) -> None:
        """Ask the worker and all it started to end; it is never asked for work again."""
        self.is_unwanted = True
        self._send("SIGTERM")

    def kill(self) -> None:
        """End the worker and all it started, at once."""
        self._send("SIGKILL")

    def end_with(self, cause: WorkError) -> None:
        """End the worker and all it started, at once; whoever waits for its answer is told the cause."""
        self._cause = cause
        self.kill()

    def _send(self, name: str) -> None:
        self._is_ending = True
        self._left.set()
        if self._process.returncode is None:
            _send_to_group(self._process, name)

    @property
    def is_usable(self) -> bool:
        """Whether the worker can be asked again."""
        return not self._is_ending

    @property
    def was_asked(self) -> bool:
        """Whether it ever got a call."""
        return self._calls > 0

    async def left(self) -> None:
        """Return when the worker is dead or about to be."""
        await self._left.wait()

    async def gone(self) -> None:
        """Return when the worker is dead and buried."""
        await asyncio.wait(self._tasks)

    def _take(self, said: object) -> None:
        """Hand each reply to whoever waits for it."""
        if isinstance(said, Note):
            if self.hear_note is not None:
                self.hear_note(said.value)
        elif isinstance(said, Settled):
            self.is_settled = True
        elif not self._pending.done():
            self._pending.set_result(said)

    async def _listen(self, line: Line) -> None:
        """The end of the stream is the worker's death."""
        error = await line.ended
        if error is not None:
            self._words.hear(f"{type(error).__name__}: {error}\n".encode())
        await self._bury()

    async def _bury(self) -> None:
        self.kill()
        if self._writer is not None:
            self._writer.close()
        while self._process.poll() is None:  # noqa: ASYNC110 - a killed process is gone in milliseconds
            await asyncio.sleep(_REAP_PAUSE_S)
        os.close(self._lifeline)
        await asyncio.wait(self._tasks[:1], timeout=_WORDS_PATIENCE_S)
        self._tasks[0].cancel()
        self._words.end()
        if not self._pending.done():
            self._pending.set_exception(self._cause or WorkerLost(self.last_words()))
            # Somebody may have given up waiting: that is no mistake to be reported.
            self._pending.exception()

    async def _hear(self) -> None:
        """Keep the end of what the worker writes, and put it into the log."""
        assert self._process.stdout is not None  # noqa: S101 - it was asked for
        reader = asyncio.StreamReader()
        loop = asyncio.get_running_loop()
        pipe = self._process.stdout
        transport, _ = await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), pipe)
        with contextlib.closing(transport):
            while chunk := await reader.read(_CHUNK_BYTES):
                self._words.hear(chunk)

    def _say(self, line: str) -> None:
        if self.hear is None:
            _log.info("worker %s: %s", self.name, line)
        else:
            self.hear(line)

    def last_words(self) -> str:
        """How the worker ended, and what it said last."""
        code = self._process.returncode
        if code is None:
            how = "was told to end" if self._is_ending else "is alive"
        elif code < 0:
            how = f"was ended by {signal.Signals(-code).name}" + (
                f" using {in_gib(self.memory)}" if self.memory else ""
            )
        else:
            how = f"ended with exit code {code}"
        said = self._words.last()
        return f"worker {self.name} {how}" + (f": {said}" if said else "")


def _send_to_group(process: "subprocess.Popen[bytes]", name: str) -> None:
    """Send a signal to a process that leads a group, and to all in it; where there are no groups the process is ended."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, getattr(signal, name))


def _spawn(command: Sequence[str], niceness: int, descriptors: tuple[int, int]) -> "subprocess.Popen[bytes]":
    """A worker with these descriptors: its end of the socket, and the end of its lifeline. It ends if it is of another version."""
    return subprocess.Popen(
        [*command, *map(str, (descriptors[0], niceness, descriptors[1])), _VERSION],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=descriptors,
        start_new_session=True,
        env={**os.environ, **_ENVIRONMENT},
    )
