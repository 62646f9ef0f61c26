"""Work that goes on when the client that asked for it has stopped waiting: half of a change is no change."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Answer = TypeVar("Answer")


class Unstoppable:
    """Keeps such work alive to its end."""

    def __init__(self) -> None:
        self._begun: set[asyncio.Task[Any]] = set()

    async def run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        """What `work` answers; cancelling the wait does not cancel the work."""
        task = asyncio.create_task(work)
        self._begun.add(task)
        task.add_done_callback(self._begun.discard)
        return await asyncio.shield(task)
