"""Files come in four at a time; whoever is slow makes room for those who wait."""

import asyncio
import hashlib
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from histories import opened
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.errors import BadRequest
from lineupd.transport import uploads as module
from lineupd.transport.uploads import Uploads

_NEVER = asyncio.Event


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PATIENCE_S", 0.2)


async def _trickle() -> AsyncIterator[pb.InputChunk]:
    """A byte now and then, for ever."""
    yield pb.InputChunk(sha256="0" * 64, content=b"x")
    while True:
        await asyncio.sleep(0.02)
        yield pb.InputChunk(content=b"x")


async def _silence() -> AsyncIterator[pb.InputChunk]:
    """Much at once, and then nothing."""
    yield pb.InputChunk(sha256="0" * 64, content=b"x" * 1_000_000)
    await asyncio.Event().wait()


async def _steady(content: bytes) -> AsyncIterator[pb.InputChunk]:
    """As fast as it must be, for longer than anybody's patience."""
    sha256 = hashlib.sha256(content).hexdigest()
    for start in range(0, len(content), 10_000):
        await asyncio.sleep(0.02)
        yield pb.InputChunk(sha256=sha256, content=content[start : start + 10_000])


@pytest.mark.parametrize("slow", [_trickle, _silence])
async def test_whoever_is_slow_makes_room(tmp_path: Path, slow: Callable[[], AsyncIterator[pb.InputChunk]]) -> None:
    """Four that never end hold up the fifth for a moment, and are told why they are sent away."""
    async with opened(tmp_path / "lineup.db") as history, asyncio.timeout(10):
        uploads = Uploads(history.store)
        slow_ones = [asyncio.create_task(uploads.take(slow())) for _ in range(4)]
        await asyncio.sleep(0)
        content = b"a file"
        chunk = pb.InputChunk(sha256=hashlib.sha256(content).hexdigest(), content=content)

        async def one() -> AsyncIterator[pb.InputChunk]:
            yield chunk

        assert (await uploads.take(one())).size == len(content)
        for ended in await asyncio.gather(*slow_ones, return_exceptions=True):
            assert isinstance(ended, BadRequest)
            assert "too slowly" in ended.message


async def test_a_large_file_may_take_its_time(tmp_path: Path) -> None:
    async with opened(tmp_path / "lineup.db") as history:
        content = b"x" * 300_000
        assert (await Uploads(history.store).take(_steady(content))).size == len(content)
