"""Work of the daemon that must never end without a word."""

import asyncio
import logging

import pytest

from lineupd import background


async def test_what_ends_badly_begins_again_and_is_written_down(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(background, "_PAUSE_S", 0.001)
    caplog.set_level(logging.ERROR)
    tries = 0

    async def work() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise MemoryError

    async with asyncio.timeout(5):
        await background.keep_going("the work", work)
    assert tries == 3
    assert [record.getMessage() for record in caplog.records] == ["the work ended badly, and begins again"] * 2


async def test_it_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "_PAUSE_S", 60.0)

    async def work() -> None:
        raise OSError

    task = asyncio.create_task(background.keep_going("the work", work))
    await asyncio.sleep(0.01)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
