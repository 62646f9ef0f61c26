"""A worker process: does what the daemon asks, one call after the other, and ends when the daemon does.

The only module that loads the engine, and only once it runs as a process of its own.
"""

import contextlib
import os
import queue
import resource
import signal
import socket
import sys
import threading
from types import ModuleType

from lineupd.executors.frames import HEADER_BYTES, Answer, Call, Ready, length_in, packed, unpacked

_OPEN_FILES = 4_096


def main(arguments: list[str]) -> None:
    """Serve the socket with this descriptor, at this niceness, until the daemon is gone."""
    connection = socket.socket(fileno=int(arguments[0]))
    # A child of this worker must not keep the socket open after its death.
    connection.set_inheritable(False)
    os.nice(int(arguments[1]))
    _allow_open_files()
    calls: queue.SimpleQueue[Call] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(connection, calls), daemon=True, name="listener").start()
    engine = _load_engine()
    connection.sendall(packed(Ready()))
    engine.prepare_fast_path(wanted=os.environ.get("LINEUP_FAST_PATH") != "0")
    while True:
        connection.sendall(_answer(engine, calls.get()))


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


def _answer(engine: ModuleType, call: Call) -> bytes:
    try:
        return packed(Answer(getattr(engine, call.function)(*call.arguments)))
    except Exception as error:  # noqa: BLE001 - whatever the engine meets is for the daemon to report
        return packed(Answer(failure=engine.failed(error)))


def _listen(connection: socket.socket, calls: "queue.SimpleQueue[Call]") -> None:
    """Take calls while the main thread computes, and so notice at once when the daemon has died."""
    try:
        while header := _received(connection, HEADER_BYTES):
            call = unpacked(_received(connection, length_in(header)))
            assert isinstance(call, Call)  # noqa: S101 - nothing else is sent
            calls.put(call)
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
