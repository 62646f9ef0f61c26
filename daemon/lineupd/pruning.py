"""Removing finished jobs in bulk, a few at a time: nobody else is kept waiting, and what is done is done."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import suppress

from lineupd.errors import StoreError, StoreFull
from lineupd.jobs import Job
from lineupd.parts import Parts
from lineupd.store.pruning import Portion, Unwanted
from lineupd.unstoppable import Unstoppable

_PORTION = 200


class Pruning:
    """Removes jobs, their results, folders and contents; `removed` is told when some are gone."""

    def __init__(self, parts: Parts, removed: Callable[[], None]) -> None:
        self._parts = parts
        self._removed = removed
        self._deletions = Unstoppable()
        self._shrinking: set[asyncio.Task[None]] = set()

    async def find(self, unwanted: Unwanted) -> AsyncIterator[list[Job]]:
        """The jobs that would go, oldest first, a page at a time."""
        upkeep = self._parts.store.upkeep
        job_ids = await upkeep.find(unwanted)
        for start in range(0, len(job_ids), _PORTION):
            yield await upkeep.jobs(job_ids[start : start + _PORTION])

    async def prune(self, unwanted: Unwanted) -> AsyncIterator[list[str]]:
        """Remove the jobs, oldest first; answers a portion when it is gone. Stopped in the middle, the rest stays."""
        upkeep = self._parts.store.upkeep
        left = await upkeep.find(unwanted)
        is_some = bool(left)
        while left:
            portion = await self._deletions.run(self._remove(left[:_PORTION], graded=unwanted.graded))
            left = left[portion.dealt_with :]
            # While the disk takes in much at once, nobody else's change is kept.
            await upkeep.checkpoint()
            yield list(portion.gone)
        if is_some:
            self._begin_to_shrink()

    def _begin_to_shrink(self) -> None:
        """Nobody waits for the file to become smaller."""
        task = asyncio.create_task(self._shrink())
        self._shrinking.add(task)
        task.add_done_callback(self._shrinking.discard)

    async def _shrink(self) -> None:
        with suppress(StoreError):
            await self._parts.store.upkeep.shrink()

    async def _remove(self, job_ids: Sequence[str], *, graded: bool) -> Portion:
        upkeep = self._parts.store.upkeep
        try:
            portion = await upkeep.delete_some(job_ids, graded=graded)
        except StoreFull:
            # Even to forget takes a little space: the folders of jobs that are over are given up first.
            await self._remove_folders(job_ids)
            portion = await upkeep.delete_some(job_ids, graded=graded)
        self._parts.hub.remove(portion.gone)
        self._removed()
        await self._remove_folders(portion.gone)
        return portion

    async def _remove_folders(self, job_ids: Sequence[str]) -> None:
        def remove() -> None:
            for job_id in job_ids:
                self._parts.folders.remove(job_id)

        await asyncio.to_thread(remove)
