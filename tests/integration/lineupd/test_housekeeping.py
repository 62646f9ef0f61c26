"""What lineupd does by itself: a backup a day, of what has changed."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from backups import contents
from dispatching import parts_of
from histories import History, opened
from lineup_proto.settings import HistorySettings, SettingsError
from lineupd import housekeeping
from lineupd.housekeeping import Housekeeping
from lineupd.pruning import Pruning
from lineupd.store import backup
from lineupd.store.archive import HISTORY, read_manifest, unpack
from lineupd.store.listing import Question
from lineupd.store.shelf import Shelf

_A_DAY_S = 86_400.0


class Kept:
    """Housekeeping over a history whose clock a test moves."""

    def __init__(self, history: History, folder: Path) -> None:
        self.history = history
        self.settings = HistorySettings()
        self.shelf = Shelf(folder / "backups")
        parts = parts_of(history, folder)
        pruning = Pruning(parts, lambda: None)
        self.house = Housekeeping(parts, pruning, self.shelf, folder / "settings.toml", lambda: self.settings)

    async def after(self, days: float) -> int:
        """How many backups there are when so many days have gone by, with a job in them."""
        self.history.clock.pass_by(days * _A_DAY_S)
        await self.history.submit("one more")
        return await self.done()

    async def done(self) -> int:
        """How many backups there are when it was looked what is due."""
        await self.house.do()
        return len(list(self.shelf.folder.glob("*")))


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    async with opened(tmp_path / "lineup.db") as history:
        yield Kept(history, tmp_path)


async def test_there_is_a_backup_a_day(kept: Kept) -> None:
    counts = [await kept.after(days) for days in (0.0, 0.1, 0.5, 0.5, 0.5, 0.6)]
    assert counts == [1, 1, 1, 2, 2, 3]


async def test_the_newest_are_kept(kept: Kept) -> None:
    kept.settings = HistorySettings(backups=2)
    assert [await kept.after(1.5) for _ in range(4)] == [1, 2, 2, 2]


async def test_none_is_made_where_none_is_wished(kept: Kept) -> None:
    kept.settings = HistorySettings(backups=0)
    assert await kept.after(2.0) == 0


async def test_what_has_not_changed_is_not_backed_up_again(kept: Kept) -> None:
    assert await kept.after(0.0) == 1
    kept.history.clock.pass_by(3 * _A_DAY_S)
    assert await kept.done() == 1
    assert await kept.after(0.0) == 2


async def test_a_backup_of_the_future_does_not_count(kept: Kept) -> None:
    """A clock that was wrong for a while must not keep the history without backups for years."""
    assert await kept.after(400.0) == 1
    assert await kept.after(-400.0) == 2


async def test_a_backup_can_be_unpacked(kept: Kept, tmp_path: Path) -> None:
    await kept.after(0.0)
    newest = kept.shelf.newest(kept.history.clock.utc())
    assert newest is not None
    unpack(newest, HISTORY, tmp_path / "back.db")
    assert contents(tmp_path / "back.db") == contents(kept.history.store.path)


async def test_what_fails_is_said_and_tried_again(
    kept: Kept, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(backup, "_SPARE_BYTES", 1 << 60)
        assert await kept.after(0.0) == 0
    assert "a backup needs" in caplog.text
    assert await kept.after(0.0) == 1


async def test_settings_that_cannot_be_read_stop_nothing(kept: Kept, caplog: pytest.LogCaptureFixture) -> None:
    def unreadable() -> HistorySettings:
        raise SettingsError("settings.toml is not a TOML file")

    kept.house._settings = unreadable
    await kept.house.do()
    assert "not a TOML file" in caplog.text


async def test_a_stop_does_not_wait_for_a_backup(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up between two pages, and nothing of it is left."""
    begun = asyncio.Event()
    loop = asyncio.get_running_loop()

    def slowly() -> None:
        loop.call_soon_threadsafe(begun.set)
        assert kept.house._stopped.wait(30)
        raise housekeeping._Stopped

    monkeypatch.setattr(housekeeping, "_FIRST_S", 0.0)
    monkeypatch.setattr(kept.house, "_check", slowly)
    await kept.history.submit("one")
    task = asyncio.create_task(kept.house.run())
    await begun.wait()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    kept.house._thread.shutdown(wait=True)
    assert list(kept.shelf.folder.iterdir()) == []


async def _finished(kept: Kept, name: str) -> None:
    job = await kept.history.submit(name)
    await kept.history.store.cancel((job.id,))


async def _names(kept: Kept) -> list[str]:
    return [job.name for job in reversed((await kept.history.store.page(Question())).jobs)]


async def _an_hour(kept: Kept) -> None:
    kept.history.clock.pass_by(3600)
    await kept.house.do()


async def test_jobs_go_when_they_are_old_enough_or_too_many(kept: Kept) -> None:
    """By the settings as they are at that moment; nothing goes unless the user wishes it."""
    for day in range(4):
        await _finished(kept, f"{day}")
        kept.history.clock.pass_by(_A_DAY_S)
    await _an_hour(kept)
    await _an_hour(kept)
    assert await _names(kept) == ["0", "1", "2", "3"]
    kept.settings = HistorySettings(keep_days=3)
    await _an_hour(kept)
    assert await _names(kept) == ["2", "3"]
    kept.settings = HistorySettings(keep_jobs=1)
    await _an_hour(kept)
    assert await _names(kept) == ["3"]


async def test_a_clock_that_jumps_removes_nothing(kept: Kept) -> None:
    """A year ahead, by mistake: it is not believed until it has gone on for an hour."""
    kept.settings = HistorySettings(keep_days=30)
    await _finished(kept, "precious")
    await kept.house.do()
    kept.history.clock.at += timedelta(days=400)
    await _an_hour(kept)
    kept.history.clock.at -= timedelta(days=400)
    await _an_hour(kept)
    await _an_hour(kept)
    assert await _names(kept) == ["precious"]
    kept.history.clock.at += timedelta(days=400)
    await _an_hour(kept)
    await _an_hour(kept)
    assert await _names(kept) == []


async def test_what_goes_is_in_a_backup_first(kept: Kept) -> None:
    kept.settings = HistorySettings(keep_jobs=1)
    for name in ("old", "new"):
        await _finished(kept, name)
    await kept.house.do()
    await _an_hour(kept)
    assert await _names(kept) == ["new"]
    newest = kept.shelf.newest(kept.history.clock.utc())
    assert newest is not None
    assert read_manifest(newest).jobs == 2


async def test_contents_that_nobody_used_go(kept: Kept) -> None:
    orphan = await kept.history.store.put_input(b"brought for nothing")
    await _an_hour(kept)
    assert not await kept.history.store.missing([orphan])
    kept.history.clock.pass_by(2 * _A_DAY_S)
    await _an_hour(kept)
    assert await kept.history.store.missing([orphan]) == {orphan}
