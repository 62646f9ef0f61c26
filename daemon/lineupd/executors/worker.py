"""A worker process: does what the daemon asks, one call after the other, and ends when the daemon does.

The only module that loads the engine, and only once it runs as a process of its own.
"""

import contextlib
import faulthandler
import os
import queue
import resource
import signal
import socket
import sys
import threading
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

from lineupd.executors.compiling import compile_apart
from lineupd.executors.frames import (
    HEADER_BYTES,
    Answer,
    Asked,
    Note,
    Ready,
    Settled,
    Stop,
    Visit,
    length_in,
    packed,
    unpacked,
)
from lineupd.executors.visit import visit


@dataclass(slots=True)
class _Inbox:
    """What the daemon has sent: calls in order, and the number of the last one that it does not want any more."""

    calls: "queue.SimpleQueue[Asked]" = field(default_factory=queue.SimpleQueue)
    unwanted: int = 0


_OPEN_FILES = 4_096


def main(arguments: list[str]) -> None:
    """Serve the socket with this descriptor, at this niceness, tied to this lifeline, for this version of the daemon."""
    # A crash in compiled code leaves words, too.
    faulthandler.enable()
    _refuse_other_version(arguments[3])
    connection = socket.socket(fileno=int(arguments[0]))
    # A child of this worker must not keep the socket open after its death.
    connection.set_inheritable(False)
    os.nice(int(arguments[1]))
    _allow_open_files()
    _tie_to(int(arguments[2]))
    _offer_to_go_first()
    inbox = _Inbox()
    threading.Thread(target=_listen, args=(connection, inbox), daemon=True, name="listener").start()
    engine = _load_engine()
    connection.sendall(packed(Ready()))
    engine.prepare_fast_path(wanted=os.environ.get("LINEUP_FAST_PATH") != "0", compiler=compile_apart)
    desk = _Desk(engine, connection, inbox)
    connection.sendall(packed(Settled()))
    while True:
        connection.sendall(desk.answer(inbox.calls.get()))


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where calls are answered."""

    engine: Any
    connection: socket.socket
    inbox: _Inbox

    def answer(self, asked: Asked) -> bytes:
        """The answer to a call as it travels."""

        def is_unwanted() -> bool:
            return self.inbox.unwanted >= asked.number

        try:
            self.engine.listen(is_unwanted)
            match asked.call.arguments:
                case (Visit() as order,):
                    return packed(Answer(visit(self.engine, order, self._tell, is_unwanted)))
                case arguments:
                    return packed(Answer(getattr(self.engine, asked.call.function)(*arguments)))
        except Exception as error:  # noqa: BLE001 - whatever the engine meets is for the daemon to report
            return packed(Answer(failure=self.engine.failed(error)))

    def _tell(self, value: object) -> None:
        self.connection.sendall(packed(Note(value)))


def _refuse_other_version(daemons: str) -> None:
    """An update beside a daemon that runs: what one of them says the other may misunderstand."""
    installed = version("lineup-dfs")
    if installed != daemons:
        raise SystemExit(f"lineup {installed} was installed while lineupd {daemons} runs: `lineup daemon restart`")


def _tie_to(lifeline: int) -> None:
    """Have Linux itself end this process and whatever it started when the daemon's end of the pipe is closed.

    Compiled code may keep the interpreter, and with it the thread that listens, for a second or more. Nothing is ever
    written to the pipe: its end is all that can happen to it (fcntl(2), F_SETSIG). Elsewhere the thread has to do.
    """
    try:
        import fcntl
    except ImportError:
        return
    os.set_inheritable(lifeline, False)
    if not hasattr(fcntl, "F_SETSIG") or os.getpgrp() != os.getpid():
        return
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, -os.getpgrp())
    fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, fcntl.fcntl(lifeline, fcntl.F_GETFL) | os.O_ASYNC)


def _offer_to_go_first() -> None:
    """When the machine runs out of memory, Linux is to end a worker, and neither the daemon nor what the user works with."""
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("500", encoding="ascii")


def _allow_open_files() -> None:
    """Files that are mapped into memory are open; systems allow few unless they are asked, macOS 256."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(_OPEN_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _load_engine() -> ModuleType:
    from lineup_engine import work

    return work


def _listen(connection: socket.socket, inbox: _Inbox) -> None:
    """Hear the daemon while the main thread computes, and so notice at once when it has died."""
    try:
        while header := _received(connection, HEADER_BYTES):
            said = unpacked(_received(connection, length_in(header)))
            if isinstance(said, Stop):
                inbox.unwanted = said.number
            elif isinstance(said, Asked):
                inbox.calls.put(said)
    finally:
        _end_with_children()


def _received(connection: socket.socket, size: int) -> bytes:
    """Exactly `size` bytes; nothing when the daemon is gone."""
    content = bytearray()
    while len(content) < size:
        piece = connection.recv(min(size - len(content), 1 << 20))
        if not piece:
            return b""
        content += piece
    return bytes(content)


def _end_with_children() -> None:
    """End this process and whatever it started, at once: nobody is left to want the result."""
    if os.getpgrp() == os.getpid():
        os.killpg(os.getpgrp(), signal.SIGKILL)
    os._exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
