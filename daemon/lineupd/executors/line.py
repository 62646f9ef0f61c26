"""The daemon's end of the socket to a worker: bytes come in, values go out as they are complete."""

import asyncio
from collections.abc import Callable

from lineupd.executors.frames import HEADER_BYTES, length_in, unpacked


class Line(asyncio.Protocol):
    """Cuts what a worker says into values and hands them on."""

    def __init__(self, take: Callable[[object], None]) -> None:
        self._take = take
        self._heard = bytearray()
        self.ended: asyncio.Future[Exception | None] = asyncio.get_running_loop().create_future()
        """Done when there will be no more; with what went wrong, None where the worker has just gone."""

    def data_received(self, data: bytes) -> None:
        """More has come."""
        self._heard += data
        try:
            while self._is_complete():
                end = HEADER_BYTES + length_in(self._heard[:HEADER_BYTES])
                content = bytes(self._heard[HEADER_BYTES:end])
                del self._heard[:end]
                if not self.ended.done():
                    self._take(unpacked(content))
        except Exception as error:  # noqa: BLE001 - as after an update, when old and new code meet
            self._end(error)

    def _is_complete(self) -> bool:
        heard = len(self._heard)
        return heard >= HEADER_BYTES and heard >= HEADER_BYTES + length_in(self._heard[:HEADER_BYTES])

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's name; a death resets the connection
        """The worker has gone."""
        self._end(None)

    def _end(self, error: Exception | None) -> None:
        if not self.ended.done():
            self.ended.set_result(error)
