"""One worker process, seen from the daemon: started, asked, killed, and its last words kept."""

import asyncio
import contextlib
import logging
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence

from lineupd.errors import NoSpace, Unfinished, WorkerLost, WorkFailed
from lineupd.executors.frames import HEADER_BYTES, Answer, Call, Ready, length_in, packed, unpacked

WORKER_COMMAND: tuple[str, ...] = (sys.executable, "-P", "-m", "lineupd.executors.worker")
"""How a worker is started; its socket's descriptor and its niceness are added. -P: no module of the current folder."""

_ENVIRONMENT = {
    # One task uses one core: the pool, not each library for itself, spreads work over the cores.
    **dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1"),
    # Large arrays are given back to the system when a task is done; glibc would keep them for the next ones.
    "MALLOC_MMAP_THRESHOLD_": str(1 << 19),
}

_WORDS_CHARACTERS = 2000
_WORDS_LINES = 3
_WORDS_PATIENCE_S = 0.5
_REAP_PAUSE_S = 0.005

_log = logging.getLogger(__name__)


class WorkerProcess:
    """A worker process; one call at a time."""

    def __init__(self, name: str, process: "subprocess.Popen[bytes]") -> None:
        """Use `WorkerProcess.start`."""
        self.name = name
        self._process = process
        self._words = ""
        self._is_ending = False
        self._pending: asyncio.Future[object] = asyncio.get_running_loop().create_future()
        self._tasks: list[asyncio.Task[None]] = []
        self._writer: asyncio.StreamWriter | None = None

    @classmethod
    async def start(cls, name: str, command: Sequence[str], niceness: int) -> "WorkerProcess":
        """Start a worker; it is not ready yet. Raises `OSError` when the system has no room for one."""
        ours, theirs = socket.socketpair()
        try:
            with theirs:
                worker = cls(name, _spawn([*command, str(theirs.fileno()), str(niceness)], theirs.fileno()))
            reader, worker._writer = await asyncio.open_unix_connection(sock=ours)
        except BaseException:
            # A worker that is begun already ends by itself: its socket has no other end any more.
            ours.close()
            raise
        worker._tasks = [asyncio.create_task(worker._hear()), asyncio.create_task(worker._listen(reader))]
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
        self._writer.write(packed(call))
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

    def kill(self) -> None:
        """End the worker and all it started, at once."""
        self._is_ending = True
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if self._process.returncode is None:
                os.killpg(self._process.pid, signal.SIGKILL)

    @property
    def is_usable(self) -> bool:
        """Whether the worker can be asked again."""
        return not self._is_ending

    async def gone(self) -> None:
        """Return when the worker is dead and buried."""
        await asyncio.wait(self._tasks)

    async def _listen(self, reader: asyncio.StreamReader) -> None:
        """Hand each reply to whoever waits for it; the end of the stream is the worker's death."""
        try:
            while True:
                header = await reader.readexactly(HEADER_BYTES)
                reply = unpacked(await reader.readexactly(length_in(header)))
                if not self._pending.done():
                    self._pending.set_result(reply)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        except Exception as error:  # noqa: BLE001 - as after an update, when old and new code meet
            self._words += f"{type(error).__name__}: {error}\n"
        await self._bury()

    async def _bury(self) -> None:
        self.kill()
        if self._writer is not None:
            self._writer.close()
        while self._process.poll() is None:  # noqa: ASYNC110 - a killed process is gone in milliseconds
            await asyncio.sleep(_REAP_PAUSE_S)
        await asyncio.wait(self._tasks[:1], timeout=_WORDS_PATIENCE_S)
        self._tasks[0].cancel()
        if not self._pending.done():
            self._pending.set_exception(WorkerLost(self.last_words()))
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
            while chunk := await reader.read(8192):
                text = chunk.decode("utf-8", "replace")
                self._words = (self._words + text)[-_WORDS_CHARACTERS:]
                for line in text.splitlines():
                    _log.info("worker %s: %s", self.name, line)

    def last_words(self) -> str:
        """How the worker ended, and what it said last."""
        code = self._process.returncode
        if code is None:
            how = "is alive"
        elif code < 0:
            how = f"was ended by {signal.Signals(-code).name}"
        else:
            how = f"ended with exit code {code}"
        said = [line.strip() for line in self._words.splitlines() if line.strip()][-_WORDS_LINES:]
        return f"worker {self.name} {how}" + (f": {' | '.join(said)}" if said else "")


def _spawn(command: Sequence[str], descriptor: int) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=(descriptor,),
        start_new_session=True,
        env={**os.environ, **_ENVIRONMENT},
    )
