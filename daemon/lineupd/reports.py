"""What happened to a job, told from the history and the job's log together, once or as long as it goes on."""

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence

from lineupd.job_logs import JOB, LogLine, LogReader
from lineupd.jobs import EventRecord
from lineupd.parts import Parts

_LOOK_S = 0.2
"""A log that is followed is looked at so often."""


class Reports:
    """Tells what happened to jobs."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    async def lines(self, text: str, most: int, *, follow: bool) -> AsyncIterator[Sequence[LogLine]]:
        """The last `most` lines of the job that the user means, 0 = all; then, following, what is added until it ends."""
        job_id = await self._parts.store.resolve(text)
        report = _Report(self._parts, job_id)
        with self._parts.hub.reader([job_id]) as reader:
            found = await report.added()
            yield found[-most:] if most else found
            while follow and not report.is_over:
                try:
                    async with asyncio.timeout(_LOOK_S):
                        news = await reader.news()
                except TimeoutError:
                    yield await report.said()
                    continue
                if news is None:
                    return
                yield await report.added()


class _Report:
    """One job's report as far as it was told."""

    def __init__(self, parts: Parts, job_id: str) -> None:
        self._parts = parts
        self._job_id = job_id
        self._reader: LogReader = parts.logs.reader(job_id)
        self._events = 0
        self.is_over = False

    async def said(self) -> list[LogLine]:
        """What was added to the job's log."""
        self._parts.logs.flush()
        return await asyncio.to_thread(self._reader.lines)

    async def added(self) -> list[LogLine]:
        """What was not told yet, in the order in which it happened."""
        details = await self._parts.store.details(self._job_id)
        # In this order: what was written before the end of the job is read after it, so nothing is missed.
        lines = await self.said()
        happened = list(_told(details.events))[self._events :]
        self._events += len(happened)
        self.is_over = details.job.is_final
        return sorted([*happened, *lines], key=lambda line: line.at)


def _told(events: Sequence[EventRecord]) -> Iterator[LogLine]:
    attempts = 0
    for event in events:
        note = event.note
        if event.kind == "started":
            attempts += 1
            note = f"attempt {attempts}"
        words = note if note.startswith(event.kind) else f"{event.kind}: {note}" if note else event.kind
        yield LogLine(event.at, JOB, words)
