"""A thread that owns one connection: whatever is asked of it happens in order."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from lineupd.store.sqlite import meaning_of

Answer = TypeVar("Answer")


class StoreThread:
    """One connection and its thread; SQLite's errors come out as ours."""

    def __init__(self, name: str, connect: Callable[[], sqlite3.Connection]) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._db = self._thread.submit(connect).result()

    async def run(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What `work` returns; once begun it runs to its end, whoever stops waiting for it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def _do(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        try:
            return work(self._db)
        except sqlite3.Error as error:
            raise meaning_of(error) from error

    def close(self) -> None:
        """Finish what was begun and close the connection."""
        self._thread.submit(self._db.close).result()
        self._thread.shutdown()
