"""What happened to a job, told from the history and the job's log together, once or as long as it goes on."""

import asyncio
from collections.abc import AsyncIterator, Sequence

from lineupd.chronicle import Chronicle
from lineupd.log_reader import LogLine
from lineupd.parts import Parts

_LOOK_S = 0.2
"""A log that is followed is looked at so often."""


class Reports:
    """Tells what happened to jobs."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def lines(self, text: str, most: int, *, follow: bool) -> AsyncIterator[Sequence[LogLine]]:
        """The last `most` lines of the job that the user means, 0 = all; then, following, what is added until it ends."""
        report = _Report(self._parts, await self._parts.store.resolve(text))
        async for some in self._followed(report, most) if follow else report.all(most):
            yield some

    async def _followed(self, report: "_Report", most: int) -> AsyncIterator[list[LogLine]]:
        with self._parts.hub.reader([report.job_id]) as reader:
            async for some in report.added(most):
                yield some
            while not report.is_over:
                try:
                    async with asyncio.timeout(_LOOK_S):
                        news = await reader.news()
                except TimeoutError:
                    more = report.said()
                else:
                    if news is None:
                        return
                    more = report.added()
                async for some in more:
                    yield some


class _Report:
    """One job's report as far as it was told."""

    def __init__(self, parts: Parts, job_id: str) -> None:
        self.job_id = job_id
        self.is_over = False
        self._parts = parts
        self._reader = parts.logs.reader(job_id)
        self._chronicle = Chronicle()

    async def all(self, most: int) -> AsyncIterator[list[LogLine]]:
        """The last `most` lines, 0 = all; nothing will be told after them."""
        end: list[LogLine] = []
        async for some in self.added(most):
            # A job that runs may say more while its last lines are told.
            end = [*end, *some][-most:] if most else some
            if not most:
                yield end
        rest = self._chronicle.rest()
        yield [*end, *rest][-most:] if most else rest

    async def added(self, most: int = 0) -> AsyncIterator[list[LogLine]]:
        """What was not told yet, or at most the end of it, in the order in which it happened."""
        details = await self._parts.store.details(self.job_id)
        # In this order: what was written before the end of the job is read after it, so nothing is missed.
        self._chronicle.learn(details.events)
        if most:
            self._parts.logs.flush()
            lines = await asyncio.to_thread(self._reader.last, most)
            yield self._chronicle.tell(lines, is_end=True)[-most:]
        async for some in self.said():
            yield some
        self.is_over = details.job.is_final

    async def said(self) -> AsyncIterator[list[LogLine]]:
        """What was added to the job's log."""
        self._parts.logs.flush()
        while True:
            lines = await asyncio.to_thread(self._reader.some)
            if told := self._chronicle.tell(lines, is_end=not lines):
                yield told
            if not lines:
                return
