"""Work in the history that nobody waits for: done in portions, between which everybody else has his turn."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lineupd.errors import StoreError
from lineupd.jobs import Job
from lineupd.store import pruning, removal
from lineupd.store.copying import Copies
from lineupd.store.pruning import Portion, Unwanted
from lineupd.store.sqlite import connect_keeper, meaning_of
from lineupd.store.thread import StoreThread

Answer = TypeVar("Answer")

Run = Callable[[Callable[[sqlite3.Connection], Any]], Awaitable[Any]]
"""How work reaches the writer, or the reader."""

_CHECKPOINT_S = 1.0
_INPUTS_A_PORTION = 20


class Upkeep:
    """Removes what is unwanted, and keeps file and journal small.

    `write` and `read` are the store's own ways, `changes` counts what was written.
    """

    def __init__(self, path: Path, write: Run, read: Run, changes: Callable[[], int]) -> None:
        self._path = path
        self._write = write
        self._read = read
        self._changes = changes
        self._copies = Copies(path)
        self.keeper = StoreThread("store-keeper", path, connect_keeper)

    async def keep(self) -> None:
        """Take in once a second what was written to the journal, for ever: so no commit has to."""
        taken_in = -1
        while True:
            await asyncio.sleep(_CHECKPOINT_S)
            if self._changes() != taken_in:
                taken_in = self._changes()
                await self.checkpoint()
            await asyncio.to_thread(self._copies.end_frozen)

    async def checkpoint(self) -> None:
        """Take in what is in the journal, as far as nobody reads it; on a full disk later."""
        try:
            await self.keeper.run(lambda db: db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall())
        except StoreError:
            return

    async def find(self, unwanted: Unwanted) -> list[str]:
        """The ids of all jobs that are to go, oldest first."""
        return await self._apart(lambda: pruning.find(self._path, unwanted))

    async def jobs(self, job_ids: Sequence[str]) -> list[Job]:
        """Those of these jobs that are there."""
        found: list[Job] = await self._read(lambda db: pruning.jobs(db, job_ids))
        return found

    async def delete_some(self, job_ids: Sequence[str], *, graded: bool) -> Portion:
        """Remove the first of these jobs, those with a grade only where `graded` is said."""
        portion: Portion = await self._write(lambda db: pruning.delete_some(db, job_ids, graded=graded))
        return portion

    async def shrink(self) -> None:
        """Give the room of what is gone back to the disk."""
        while await self._write(pruning.shrink):
            await self.checkpoint()

    async def forget_inputs(self, before: str) -> None:
        """Forget contents that came before this moment for a job that was never accepted."""
        hashes = await self._apart(lambda: pruning.unused_inputs(self._path, before))
        for start in range(0, len(hashes), _INPUTS_A_PORTION):
            await self._write(partial(removal.delete_inputs, hashes=hashes[start : start + _INPUTS_A_PORTION]))

    async def _apart(self, look: Callable[[], Answer]) -> Answer:
        """What a look at all of the history finds, on a connection of its own."""

        def looked() -> Answer:
            try:
                return look()
            except sqlite3.Error as error:
                raise meaning_of(error) from error

        return await asyncio.to_thread(looked)
