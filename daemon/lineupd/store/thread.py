"""A thread that owns one connection: whatever is asked of it happens in order.

What is asked of the writer while it is at work is done together afterwards, in one transaction: a disk takes as long to
keep one change as twenty. Nobody is answered before the disk has it, and where one spoils it for the others each is done
again by itself.
"""

import asyncio
import queue
import sqlite3
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from lineupd.errors import StoreBusy, StoreDamaged, StoreError
from lineupd.identity import identity, is_same
from lineupd.store.sqlite import BUSY_TIMEOUT_S, meaning_of, uncounted_transaction
from lineupd.store.witness import Witness, commits_in

Answer = TypeVar("Answer")

_SHORT_TIMEOUT_S = 0.2
"""Once the file was found locked, the next calls do not wait in a row: each is refused as fast as that."""

_MOST_TOGETHER = 50


@dataclass(frozen=True, slots=True)
class _Errand:
    """What somebody waits for; one that does not have to outlast a power cut is not synced for its own sake."""

    work: Callable[[sqlite3.Connection], Any]
    lasts: bool
    answer: "asyncio.Future[Any]"


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What came of an errand."""

    errand: _Errand
    answer: Any = None
    error: BaseException | None = None

    def tell(self) -> None:
        """Tell whoever still waits."""
        if self.errand.answer.done():
            return
        if self.error is None:
            self.errand.answer.set_result(self.answer)
        else:
            self.errand.answer.set_exception(self.error)


class StoreThread:
    """One connection to one file and its thread; SQLite's errors come out as ours. The one with a witness writes."""

    def __init__(
        self, name: str, file: Path, connect: Callable[[Path], sqlite3.Connection], witness: Witness | None = None
    ) -> None:
        self._file = file
        self._connect = connect
        self._witness = witness
        self._is_patient = True
        self._is_syncing = True
        self._errands: queue.SimpleQueue[_Errand | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self.changes = 0
        """How many rows this connection has changed."""
        self.damage: StoreDamaged | None = None
        """Why the file must not be used any more; None = it may."""
        self._opened: Future[sqlite3.Connection] = Future()
        self._thread.start()
        self._db = self._opened.result()
        self._identity = identity(file)
        self._journal = file.with_name(f"{file.name}-wal")
        self._journal_identity = identity(self._journal)

    async def run(self, work: Callable[[sqlite3.Connection], Answer], *, lasts: bool = True) -> Answer:
        """What `work` returns; once begun it runs to its end, whoever stops waiting for it.

        It may be done twice, the first time in a transaction that is undone. What need not outlast a power cut, `lasts`
        says, is not waited for until the disk has it; the next change that does takes it along.
        """
        if not self._thread.is_alive():
            raise StoreError("the history is closed")
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._errands.put(_Errand(work, lasts, answer))
        return await answer

    def _serve(self) -> None:
        try:
            self._opened.set_result(self._connect(self._file))
        except BaseException as error:  # noqa: BLE001 - raised where the connection is wanted
            self._opened.set_exception(error)
            return
        while (errand := self._errands.get()) is not None:
            some, is_last = self._more(errand)
            self._do_all(some)
            if is_last:
                break
        self._db.close()

    def _more(self, first: _Errand) -> tuple[list[_Errand], bool]:
        """What was asked meanwhile, and whether that was all for ever."""
        some = [first]
        with suppress(queue.Empty):
            while self._witness is not None and len(some) < _MOST_TOGETHER:
                errand = self._errands.get_nowait()
                if errand is None:
                    return some, True
                some.append(errand)
        return some, False

    def _do_all(self, some: Sequence[_Errand]) -> None:
        wanted = [errand for errand in some if not errand.answer.cancelled()]
        together = self._together(wanted) if len(wanted) > 1 else None
        if together is not None:
            _tell(together)
            return
        for errand in wanted:
            _tell([_outcome(errand, partial(self._kept, errand.work, lasts=errand.lasts))])

    def _together(self, some: Sequence[_Errand]) -> list[_Outcome] | None:
        """What came of them in one transaction; None when each must be tried by itself, and nothing has happened."""

        def work(db: sqlite3.Connection) -> list[_Outcome]:
            with uncounted_transaction(db):
                return [_outcome(errand, partial(errand.work, db)) for errand in some]

        try:
            return self._kept(work, lasts=any(errand.lasts for errand in some))
        except (StoreBusy, StoreDamaged) as error:
            # Neither is better for one alone.
            return [_Outcome(errand, error=error) for errand in some]
        except StoreError:
            return None
        except Exception as error:  # noqa: BLE001 - for whoever waits, whatever it is: this thread must not end of it
            return [_Outcome(errand, error=error) for errand in some]

    def _kept(self, work: Callable[[sqlite3.Connection], Answer], *, lasts: bool) -> Answer:
        """What `work` returns, once that is kept."""
        try:
            self._sync(lasts=lasts)
            answer = work(self._db)
            self._refuse_ghost()
            self._bear_witness(lasts=lasts)
        except sqlite3.Error as error:
            meaning = meaning_of(error)
            self._note(meaning)
            raise meaning from error
        except StoreDamaged as error:
            self._note(error)
            raise
        self._be_patient(patient=True)
        return answer

    def look(self) -> None:
        """See whether the file is still there, also while nothing is written; `damage` says so then."""
        try:
            self._refuse_ghost()
        except StoreDamaged as error:
            self._note_damage(error)

    def _sync(self, *, lasts: bool) -> None:
        if self._witness is not None and lasts is not self._is_syncing:
            self._db.execute(f"PRAGMA synchronous = {'FULL' if lasts else 'NORMAL'}")
            self._is_syncing = lasts

    def _refuse_ghost(self) -> None:
        """A file that was removed takes commits as before, and they are nowhere: nothing of it may be answered."""
        # As long as it is open SQLite keeps the journal; it is made with the first change.
        self._journal_identity = self._journal_identity or identity(self._journal)
        for file, known in ((self._file, self._identity), (self._journal, self._journal_identity)):
            if not is_same(file, known):
                raise StoreDamaged(f"{file} was removed or replaced while lineupd ran")

    def _bear_witness(self, *, lasts: bool) -> None:
        """What a power cut may take back is not witnessed: the next start would miss it."""
        if self._db.total_changes == self.changes:
            return
        self.changes = self._db.total_changes
        if self._witness is not None and lasts:
            self._witness.note(commits_in(self._db))

    def _note(self, error: StoreError) -> None:
        self._be_patient(patient=not isinstance(error, StoreBusy))
        if isinstance(error, StoreDamaged):
            self._note_damage(error)

    def _note_damage(self, error: StoreDamaged) -> None:
        self.damage = self.damage or error

    def _be_patient(self, *, patient: bool) -> None:
        if patient is not self._is_patient:
            self._is_patient = patient
            self._db.execute(f"PRAGMA busy_timeout = {int(1000 * (BUSY_TIMEOUT_S if patient else _SHORT_TIMEOUT_S))}")

    def close(self) -> None:
        """Finish what was begun and close the connection."""
        self._errands.put(None)
        self._thread.join()
        if self._witness is not None:
            self._witness.close()


def _outcome(errand: _Errand, do: Callable[[], Any]) -> _Outcome:
    """What came of it; an error of SQLite's is not its own but that of all that is done together."""
    try:
        return _Outcome(errand, do())
    except sqlite3.Error:
        raise
    except Exception as error:  # noqa: BLE001 - for whoever waits, whatever it is
        return _Outcome(errand, error=error)


def _tell(outcomes: Sequence[_Outcome]) -> None:
    if not outcomes:
        return

    def tell() -> None:
        for outcome in outcomes:
            outcome.tell()

    # Nobody waits any more when the loop is closed.
    with suppress(RuntimeError):
        outcomes[0].errand.answer.get_loop().call_soon_threadsafe(tell)
