"""What watchers were told last, as it is written: who watches all jobs is told the same as all others who do."""

from collections.abc import Iterable, Sequence

from lineupd.events import Changes, News
from lineupd.transport import replies


class Told:
    """Writes news; the same news is written once."""

    def __init__(self, boot_id: str) -> None:
        self._boot_id = boot_id
        self._last = Changes(-1)
        self._written: Sequence[bytes] = ()

    def written(self, news: News) -> Iterable[bytes]:
        """Replies of Watch, as many as the news needs; those of all jobs are written as they are asked for."""
        written = (reply.SerializeToString() for reply in replies.from_news(news, self._boot_id))
        if news.is_all:
            return written
        if news.changes is not self._last:
            self._last, self._written = news.changes, tuple(written)
        return self._written
