"""Following what happens to a job, through restarts of the daemon."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from lineup_cli import oneshot, output
from lineup_cli.errors import AnswerLost, Interrupted
from lineup_cli.service.connection import Connection
from lineup_cli.service.follow import come_back
from lineup_cli.statuses import is_over
from lineup_proto.v1.jobs_pb2 import LogLine

_REMEMBERED = 300_000
"""So many lines at least a full log has."""


class _Told:
    """The lines that were told: after a restart of the daemon all come once more, those before the first told one too.

    Their times tell nothing: a clock may be set back.
    """

    def __init__(self) -> None:
        self._lines: dict[int, None] = {}
        self._is_there = True

    def __bool__(self) -> bool:
        return bool(self._lines)

    def begin_again(self) -> None:
        """All lines will come once more."""
        self._is_there = not self._lines

    def new(self, lines: Iterable[LogLine]) -> Iterator[LogLine]:
        """Those of these lines that were not told yet."""
        for line in lines:
            known = hash((line.at, line.source, line.text))
            if known in self._lines:
                self._is_there = True
            elif self._is_there:
                self._lines[known] = None
                if len(self._lines) > _REMEMBERED:
                    del self._lines[next(iter(self._lines))]
                yield line


def follow_report(connection: Connection, text: str, most: int) -> Iterator[LogLine]:
    """The last `most` lines of a job, 0 = all, and whatever is added, until it has ended or nobody reads any more."""
    oneshot.last_longer()
    job_id = connection.get(text).job.id
    told = _Told()
    try:
        while True:
            with suppress(AnswerLost):
                for some in connection.logs(job_id, 0 if told else most, follow=True):
                    yield from told.new(some)
                    if output.reader_is_gone():
                        return
            if _has_ended(connection, job_id):
                return
            told.begin_again()
            connection = come_back(connection, [job_id])
    except KeyboardInterrupt as error:
        raise Interrupted(f"interrupted; `lineup jobs logs {job_id} -f` comes back") from error


def _has_ended(connection: Connection, job_id: str) -> bool:
    """Whether the job is over, and not only the daemon."""
    try:
        return is_over(connection.get(job_id).job.status)
    except AnswerLost:
        return False
