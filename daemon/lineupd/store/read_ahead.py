"""A file that is about to be looked through is read from its beginning to its end, beside that, into the system's memory.

A check follows the pages of a database through the file to and fro. After the machine has started none of it is in
memory yet, and most disks give so many single pages four times as slowly as the whole file in one go.
"""

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PIECE_BYTES = 1 << 20
_LEAST_BYTES = 16 << 20
"""A smaller file is there before it is worth while."""


@contextmanager
def read_ahead(path: Path) -> Iterator[None]:
    """As long as this lasts, or until it is done; what cannot be read is for the check to say."""
    over = threading.Event()
    reader = threading.Thread(target=_read, args=(path, over), name="read-ahead", daemon=True)
    reader.start()
    try:
        yield
    finally:
        over.set()
        reader.join()


def _read(path: Path, over: threading.Event) -> None:
    piece = bytearray(_PIECE_BYTES)
    with suppress(OSError), path.open("rb", buffering=0) as file:
        if os.fstat(file.fileno()).st_size < _LEAST_BYTES:
            return
        while not over.is_set() and file.readinto(piece):
            pass
