"""A thread that owns one connection: whatever is asked of it happens in order."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from lineupd.errors import StoreBusy, StoreDamaged, StoreError
from lineupd.identity import identity, is_same
from lineupd.store.sqlite import BUSY_TIMEOUT_S, meaning_of
from lineupd.store.witness import Witness, commits_in

Answer = TypeVar("Answer")

_SHORT_TIMEOUT_S = 0.2
"""Once the file was found locked, the next calls do not wait in a row: each is refused as fast as that."""


class StoreThread:
    """One connection to one file and its thread; SQLite's errors come out as ours."""

    def __init__(
        self, name: str, file: Path, connect: Callable[[Path], sqlite3.Connection], witness: Witness | None = None
    ) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._db = self._thread.submit(connect, file).result()
        self._file = file
        self._identity = identity(file)
        self._is_patient = True
        self._witness = witness
        self.changes = 0
        """How many rows this connection has changed."""
        self.damage: StoreDamaged | None = None
        """Why the file must not be used any more; None = it may."""

    async def run(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        """What `work` returns; once begun it runs to its end, whoever stops waiting for it."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def _do(self, work: Callable[[sqlite3.Connection], Answer]) -> Answer:
        try:
            answer = work(self._db)
            self._refuse_ghost()
            self._bear_witness()
        except sqlite3.Error as error:
            meaning = meaning_of(error)
            self._note(meaning)
            raise meaning from error
        except StoreDamaged as error:
            self._note(error)
            raise
        self._be_patient(patient=True)
        return answer

    def _refuse_ghost(self) -> None:
        """A file that was removed takes commits as before, and they are nowhere: nothing of it may be answered."""
        if not is_same(self._file, self._identity):
            raise StoreDamaged(f"{self._file} was removed or replaced while lineupd ran")

    def _bear_witness(self) -> None:
        if self._db.total_changes == self.changes:
            return
        self.changes = self._db.total_changes
        if self._witness is not None:
            self._witness.note(commits_in(self._db))

    def _note(self, error: StoreError) -> None:
        self._be_patient(patient=not isinstance(error, StoreBusy))
        if isinstance(error, StoreDamaged):
            self.damage = self.damage or error

    def _be_patient(self, *, patient: bool) -> None:
        if patient is not self._is_patient:
            self._is_patient = patient
            self._db.execute(f"PRAGMA busy_timeout = {int(1000 * (BUSY_TIMEOUT_S if patient else _SHORT_TIMEOUT_S))}")

    def close(self) -> None:
        """Finish what was begun and close the connection."""
        self._thread.submit(self._db.close).result()
        self._thread.shutdown()
        if self._witness is not None:
            self._witness.close()
