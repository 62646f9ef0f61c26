"""Taking in one file's contents, chunk by chunk, without trusting what is said about them."""

import asyncio
import hashlib
from collections.abc import AsyncIterator

from lineup_proto.connect import MAX_INPUT_BYTES
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.errors import BadRequest, TooLarge
from lineupd.store.store import Store
from lineupd.transport.requests import hash_of

_MAX_AT_ONCE = 4
"""Uploads beyond this wait: each may hold a whole file in memory."""

_PATIENCE_S = 10.0
"""A client that brings nothing for so long gives its place to those who wait, and so does one who is slow for longer."""

_LEAST_BYTES_A_SECOND = 256 * 1024
"""Whoever brings less is slow: the largest file takes four minutes so, and the command waits for five."""


class Uploads:
    """Brings contents into the history."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._room = asyncio.Semaphore(_MAX_AT_ONCE)

    async def take(self, chunks: AsyncIterator[pb.InputChunk]) -> pb.PutInputReply:
        """Keep what the chunks make, if it has the hash that it should have."""
        async with self._room:
            sha256, content = await _collected(chunks)
            found = await asyncio.to_thread(lambda: hashlib.sha256(content).hexdigest())
            if found != sha256:
                raise BadRequest("the contents do not have the hash that was announced", "the file changed meanwhile")
            await self._store.put_input(content)
            return pb.PutInputReply(sha256=sha256, size=len(content))


async def _collected(chunks: AsyncIterator[pb.InputChunk]) -> tuple[str, bytes]:
    sha256 = ""
    content = bytearray()
    async for chunk in _each_in_time(chunks):
        sha256 = sha256 or hash_of(chunk.sha256)
        content += chunk.content
        if len(content) > MAX_INPUT_BYTES:
            raise TooLarge(f"a file may have at most {MAX_INPUT_BYTES >> 20} MiB")
    return hash_of(sha256), bytes(content)


async def _each_in_time(chunks: AsyncIterator[pb.InputChunk]) -> AsyncIterator[pb.InputChunk]:
    """The chunks as long as they come fast enough; raises `BadRequest`."""
    loop = asyncio.get_running_loop()
    late = loop.time() + _PATIENCE_S
    while True:
        try:
            async with asyncio.timeout_at(min(late, loop.time() + _PATIENCE_S)):
                chunk = await anext(chunks, None)
        except TimeoutError as error:
            raise BadRequest("the file did not come, or too slowly", "submit again") from error
        if chunk is None:
            return
        late += len(chunk.content) / _LEAST_BYTES_A_SECOND
        yield chunk
