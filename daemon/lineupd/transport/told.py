"""What watchers were told last, as it is written: who watches all jobs is told the same as all others who do."""

from collections.abc import Sequence

from lineupd.events import Changes, News
from lineupd.transport import replies


class Told:
    """Writes news; the same news is written once."""

    def __init__(self, boot_id: str) -> None:
        self._boot_id = boot_id
        self._last = Changes(-1)
        self._written: Sequence[bytes] = ()

    def written(self, news: News) -> Sequence[bytes]:
        """Replies of Watch, as many as the news needs."""
        if news.is_all or news.changes is not self._last:
            written = [reply.SerializeToString() for reply in replies.from_news(news, self._boot_id)]
            if news.is_all:
                return written
            self._last, self._written = news.changes, written
        return self._written
