"""When those who watch everything are told: all together, so that what they are told is made once."""

import asyncio

PACE_S = 0.1
"""As long as there is always news they are told about so often; the first after a pause at once."""


class Beat:
    """Wakes all who wait."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self._due: asyncio.TimerHandle | None = None
        self._last = float("-inf")

    def note(self) -> None:
        """There is news."""
        if not self._waiting or self._due is not None:
            return
        loop = asyncio.get_running_loop()
        self._due = loop.call_at(max(loop.time(), self._last + PACE_S), self._wake)

    async def wait(self, *, is_news: bool) -> None:
        """Return when it is time to be told; `is_news` = there is something to tell already."""
        waiting: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.add(waiting)
        if is_news:
            self.note()
        try:
            await waiting
        finally:
            self._waiting.discard(waiting)

    def end(self) -> None:
        """There will be no more news."""
        if self._due is not None:
            self._due.cancel()
        if self._waiting:
            self._wake()

    def _wake(self) -> None:
        self._due = None
        self._last = asyncio.get_running_loop().time()
        waiting, self._waiting = self._waiting, set()
        for each in waiting:
            if not each.done():
                each.set_result(None)
