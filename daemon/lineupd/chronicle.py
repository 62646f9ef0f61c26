"""The order in which things happened to a job: its changes of state from the history, and the lines of its log.

The two know of each other by attempt and by time. The attempt decides first: a clock may be set back while a job runs.
Within an attempt it is the time, but that its end comes behind all except for what a worker that was told to stop has
said in the moment after it.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import timedelta

from lineupd.clock import moment_of
from lineupd.job_logs import JOB
from lineupd.jobs import EventRecord, JobStatus
from lineupd.log_reader import LogLine

_LATE = timedelta(seconds=6)
"""A worker that is told to stop is there no longer than this."""


class Chronicle:
    """One job's story as far as it was told."""

    def __init__(self) -> None:
        self._known = 0
        self._begun = 0
        """Attempts whose beginning is known."""
        self._told = 0
        """Attempts whose beginning was told."""
        self._events: deque[EventRecord] = deque()
        self._lines: list[LogLine] = []

    def learn(self, events: Sequence[EventRecord]) -> None:
        """All events of the job so far; lines that were there before must be read after them."""
        new = events[self._known :]
        self._known = len(events)
        self._begun += sum(event.kind == "started" for event in new)
        self._events += new

    def tell(self, lines: Sequence[LogLine], *, is_end: bool) -> list[LogLine]:
        """The story up to these lines; `is_end` tells that there are no more by now. What is ahead of the events waits."""
        lines = [*self._lines, *lines]
        ready = next((place for place, line in enumerate(lines) if line.attempt > self._begun), len(lines))
        self._lines = lines[ready:]
        told = [one for line in lines[:ready] for one in (*self._before(line), line)]
        while is_end and self._events:
            told.append(self._next())
        return told

    def rest(self) -> list[LogLine]:
        """What waits, where nothing more will be learned."""
        rest, self._lines = self._lines, []
        return rest

    def _before(self, line: LogLine) -> Iterator[LogLine]:
        while self._events and self._is_before(self._events[0], line):
            yield self._next()

    def _is_before(self, event: EventRecord, line: LogLine) -> bool:
        if line.attempt > self._told:
            return True
        is_amid = event.from_status == event.to_status == JobStatus.RUNNING
        if not line.attempt or is_amid:
            return event.at <= line.at
        if event.to_status == JobStatus.COMPLETED:
            return False
        return event.at <= line.at and moment_of(line.at) - moment_of(event.at) <= _LATE

    def _next(self) -> LogLine:
        event = self._events.popleft()
        note = event.note
        if event.kind == "started":
            self._told += 1
            note = f"attempt {self._told}"
        words = note if note.startswith(event.kind) else f"{event.kind}: {note}" if note else event.kind
        return LogLine(event.at, JOB, words)
