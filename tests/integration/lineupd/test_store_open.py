"""Opening the history: made whole or not at all, migrated step by step, never replaced."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from histories import History, opened
from lineupd.errors import StoreBusy, StoreFull, StoreUnusable
from lineupd.store import schema, sqlite


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lineup.db"


async def _make(path: Path) -> None:
    async with opened(path) as history:
        await history.submit()


def _content(path: Path) -> bytes:
    return path.read_bytes()


def _pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as db:
        return db.execute(f"PRAGMA {name}").fetchone()[0]


async def test_what_was_answered_survives_a_power_cut(path: Path) -> None:
    """The writer waits for the disk at every commit."""
    async with opened(path) as history:
        asked = ("journal_mode", "synchronous", "fullfsync", "checkpoint_fullfsync", "foreign_keys")
        found = await history.store._writer.run(
            lambda db: [db.execute(f"PRAGMA {name}").fetchone()[0] for name in asked]
        )
        assert found == ["wal", 2, 1, 1, 1]


async def test_the_reader_cannot_write(path: Path) -> None:
    async with opened(path) as history:
        with pytest.raises(Exception, match="readonly"):
            await history.store._reader.run(lambda db: db.execute("DELETE FROM jobs"))


async def test_a_new_history_is_marked_as_ours(path: Path) -> None:
    """And nothing unfinished is left beside it."""
    path.with_name("lineup.db.new").write_bytes(b"left by a daemon that was killed")
    await _make(path)
    assert _pragma(path, "application_id") == sqlite.APPLICATION_ID
    assert _pragma(path, "user_version") == schema.NEWEST_VERSION
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["lineup.db", "lineup.db-seen"]


async def test_a_history_of_a_newer_lineup_is_refused_in_words(path: Path) -> None:
    await _make(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"PRAGMA user_version = {schema.NEWEST_VERSION + 1}")
    content = _content(path)
    with pytest.raises(StoreUnusable, match="newer lineup"):
        await _make(path)
    assert _content(path) == content


async def test_a_history_that_somebody_locks_is_not_called_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to move it away."""
    await _make(path)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreBusy, match="locked") as caught:
            await _make(path)
    assert "move" not in caught.value.hint
    await _make(path)


async def test_a_folder_in_the_place_of_the_history_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreUnusable, match=str(tmp_path)):
        await _make(tmp_path)


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of migrations of which further ones are still to come."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in schema._scripts():
        (folder / script.name).write_bytes(script.read_bytes())
    monkeypatch.setattr(schema, "_FOLDER", folder)
    return folder


def _script(migrations: Path, more: int) -> Path:
    """Where the migration lies that comes so many after the newest one of ours."""
    return migrations / f"{len(schema._scripts()) + more:04}.sql"


def _raise_newest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "NEWEST_VERSION", len(schema._scripts()))


async def test_an_old_history_is_brought_to_the_newest_schema(
    path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With everything that was in it."""
    await _make(path)
    before = _pragma(path, "user_version")
    _script(migrations, 1).write_text(
        "CREATE TABLE notes (text TEXT);\nINSERT INTO notes VALUES ('a;\nb');\n", encoding="utf-8"
    )
    _raise_newest(monkeypatch)
    async with opened(path) as history:
        assert sum((await history.store.counts()).values()) == 1
    assert _pragma(path, "user_version") == schema.NEWEST_VERSION != before
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT text FROM notes").fetchall() == [("a;\nb",)]


async def test_a_migration_that_fails_leaves_the_history_as_it_was(
    path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each is a transaction of its own: what came before it stays, of itself there is nothing."""
    await _make(path)
    good, bad = _script(migrations, 1), _script(migrations, 2)
    good.write_text("CREATE TABLE kept (x TEXT);\n", encoding="utf-8")
    bad.write_text("CREATE TABLE lost (x TEXT);\nINSERT INTO nowhere VALUES (1);\n", "utf-8")
    _raise_newest(monkeypatch)
    with pytest.raises(Exception, match="nowhere"):
        await _make(path)
    assert _pragma(path, "user_version") == schema.NEWEST_VERSION - 1
    with closing(sqlite3.connect(path)) as db:
        tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert "kept" in tables
    assert "lost" not in tables


async def test_reading_does_not_wait_for_a_long_write(path: Path) -> None:
    """A listing in the middle of somebody's transaction answers with what was there before it."""
    async with opened(path) as history:
        job = await history.submit()
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("UPDATE jobs SET name = 'changed'")
            assert (await history.store.get(job.id)).name == "a job"
            other.execute("ROLLBACK")


async def test_a_history_that_stays_locked_says_so_and_recovers(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is half written meanwhile."""
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_S", 0.05)
    async with opened(path) as history:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(StoreBusy):
                await history.submit()
            other.execute("ROLLBACK")
        assert not await history.store.counts()
        await history.submit()
        assert sum((await history.store.counts()).values()) == 1


async def _full(history: History) -> None:
    """From now on there is room for a few more pages only."""
    await history.store._writer.run(
        lambda db: db.execute(f"PRAGMA max_page_count = {db.execute('PRAGMA page_count').fetchone()[0]}").fetchone()
    )


async def test_a_full_disk_refuses_new_jobs_in_words_and_recovers(path: Path) -> None:
    async with opened(path) as history:
        first = await history.submit()
        await _full(history)
        with pytest.raises(StoreFull, match="full"):
            await history.submit("x" * 50_000)
        assert (await history.store.get(first.id)).name == "a job"
        await history.store._writer.run(lambda db: db.execute("PRAGMA max_page_count = 100000").fetchone())
        assert (await history.submit("x" * 50_000)).name == "x" * 50_000
