"""One answer for all who ask at the same time: what is dear is done once, and not once for everybody."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Shared(Generic[Answer]):
    """Asks `ask` for whoever comes first; who comes before the answer gets the same."""

    def __init__(self, ask: Callable[[], Awaitable[Answer]]) -> None:
        self._ask = ask
        self._asking: asyncio.Task[Answer] | None = None

    async def ask(self) -> Answer:
        """The answer; whoever stops waiting for it leaves the others in peace."""
        if self._asking is None:
            self._asking = asyncio.create_task(self._answer())
        return await asyncio.shield(self._asking)

    async def _answer(self) -> Answer:
        try:
            return await self._ask()
        finally:
            self._asking = None
