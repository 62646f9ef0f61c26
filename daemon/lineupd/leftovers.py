"""What jobs that are over leave in their folders: removed but for their logs, once nobody writes there any more.

Nothing of it is read again: the result is in the history, and a grade makes everything anew from the submission.
"""

import asyncio
import logging
from collections.abc import Callable, Collection
from itertools import islice

from lineupd.errors import StoreError
from lineupd.folders import Folders
from lineupd.store.store import Store

_LATER_S = 0.3
_TROUBLE_S = 5.0
_PORTION = 20
"""So few that a daemon which stops is not kept waiting."""

_log = logging.getLogger(__name__)


class Leftovers:
    """Empties the folders of jobs that are over, those of earlier daemons too, and removes those of no job.

    `at_work` tells for which jobs something may still be written.
    """

    def __init__(self, store: Store, folders: Folders, at_work: Callable[[], Collection[str]] = frozenset) -> None:
        self._store = store
        self._folders = folders
        self._at_work = at_work
        self._waiting: set[str] = set()
        self._wake = asyncio.Event()

    def look_at(self, job_id: str) -> None:
        """A job may be over, or nobody is at work on it any more."""
        self._waiting.add(job_id)
        self._wake.set()

    async def run(self) -> None:
        """Look at all folders that are there, and then at those that are told; for ever."""
        is_begun = False
        while True:
            try:
                if not is_begun:
                    self._waiting.update(await asyncio.to_thread(self._folders.found))
                is_begun = True
                await self.clear()
            except Exception as error:  # noqa: BLE001 - whatever it is, it must be tried again
                unforeseen = not isinstance(error, (OSError, StoreError))
                _log.warning("what jobs have left is still there: %s", error, exc_info=unforeseen)
                await asyncio.sleep(_TROUBLE_S)
            await self._pause()

    async def _pause(self) -> None:
        if not self._waiting:
            self._wake.clear()
            await self._wake.wait()
        await asyncio.sleep(_LATER_S)

    async def clear(self) -> None:
        """Look once at every job that waits for it; who is at work waits on."""
        left = len(self._waiting)
        while left > 0 and self._waiting:
            portion = set(islice(self._waiting, min(left, _PORTION)))
            left -= len(portion)
            self._waiting -= portion
            try:
                busy = await self._clear(portion)
            except BaseException:
                self._waiting |= portion
                raise
            self._waiting |= busy

    async def _clear(self, job_ids: set[str]) -> set[str]:
        """Answers those for which something may still be written."""
        known = {job.id: job for job in await self._store.upkeep.jobs(tuple(job_ids))}
        over = {job_id for job_id in job_ids if job_id not in known or known[job_id].is_final}
        # In this order: a job that is over never begins again, so who is not at work by now will never be.
        busy = over.intersection(self._at_work())
        await asyncio.to_thread(self._remove, [(job_id, job_id in known) for job_id in over - busy])
        return busy

    def _remove(self, jobs: list[tuple[str, bool]]) -> None:
        for job_id, is_known in jobs:
            if is_known:
                self._folders.empty(job_id)
            else:
                self._folders.remove(job_id)
