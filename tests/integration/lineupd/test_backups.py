"""Backups: of one moment, whole or not there, and made before anything is migrated."""

import random
import sqlite3
import threading
import zipfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from backups import AT, backed_up, contents, digest, full_history
from histories import opened
from lineupd.errors import BackupUnusable, StoreError, StoreFull, StoreUnusable
from lineupd.store import archive, backup, schema
from lineupd.store.archive import HISTORY, SETTINGS, read_manifest, unpack
from lineupd.store.shelf import BY_HAND, DAILY, Shelf, made_at
from lineupd.store.sqlite import connect_writer


@pytest.fixture
async def database(tmp_path: Path) -> Path:
    path = tmp_path / "lineup.db"
    await full_history(path)
    return path


def test_a_backup_has_everything_and_says_what(database: Path, tmp_path: Path) -> None:
    """History and settings; one file, and nothing else is left."""
    settings = tmp_path / "settings.toml"
    settings.write_text("[daemon]\nworkers = 3\n", encoding="utf-8")
    target = tmp_path / "there" / "b.zip"
    target.parent.mkdir()
    made = backed_up(database, target, settings)
    told = read_manifest(target)
    assert (told.jobs, told.schema, told.made_at) == (5, schema.NEWEST_VERSION, "2026-11-23T18:00:00.000000Z")
    assert made.jobs == 5
    unpack(target, HISTORY, tmp_path / "back.db")
    unpack(target, SETTINGS, tmp_path / "back.toml")
    assert contents(tmp_path / "back.db") == contents(database)
    assert digest(tmp_path / "back.toml") == digest(settings)
    assert [entry.name for entry in target.parent.iterdir()] == ["b.zip"]


async def test_a_backup_is_of_one_moment_while_jobs_come_in(tmp_path: Path) -> None:
    """Jobs have their events, or are not there at all; nobody waits for the backup."""
    database, target = tmp_path / "lineup.db", tmp_path / "b.zip"
    async with opened(database) as history:
        for number in range(30):
            await history.submit(f"before {number}", config="x" * 20_000)
        thread = threading.Thread(target=backed_up, args=(database, target))
        thread.start()
        count = 0
        while thread.is_alive():
            await history.submit(f"meanwhile {count}", config="y" * 20_000)
            count += 1
    assert count > 0
    unpack(target, HISTORY, tmp_path / "back.db")
    with closing(sqlite3.connect(tmp_path / "back.db")) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        jobs, events = (db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("jobs", "events"))
    assert 30 <= jobs == events


def _read(path: Path, folder: Path) -> str:
    """The hash of the history in a backup, or empty where the backup is refused."""
    try:
        read_manifest(path)
        unpack(path, HISTORY, folder / "read.db")
    except BackupUnusable as error:
        assert str(path) in error.message  # noqa: PT017 - the refusal is what is looked at
        return ""
    return digest(folder / "read.db")


def test_no_harm_to_a_backup_is_passed_over(database: Path, tmp_path: Path) -> None:
    """Whatever byte of it is another one: it is refused, or the history in it is the same."""
    target, harmed = tmp_path / "b.zip", tmp_path / "harmed.zip"
    backed_up(database, target)
    sound, content, dice = _read(target, tmp_path), target.read_bytes(), random.Random(20261123)
    refused = 0
    for _ in range(300):
        place = dice.randrange(len(content))
        other = bytes([content[place] ^ dice.randrange(1, 256)])
        harmed.write_bytes(content[:place] + other + content[place + 1 :])
        found = _read(harmed, tmp_path)
        assert found in ("", sound)
        refused += not found
    assert refused > 200
    for kept in range(0, len(content), 97):
        harmed.write_bytes(content[:kept])
        assert _read(harmed, tmp_path) == ""


def _rewritten(path: Path, changes: dict[str, bytes]) -> Path:
    """The backup with other members."""
    other = path.with_name("other.zip")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in {*old.namelist(), *changes}:
            new.writestr(name, changes.get(name) or old.read(name))
    return other


def test_what_only_looks_like_a_backup_is_refused(database: Path, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    backed_up(database, target)
    with zipfile.ZipFile(target) as whole:
        manifest = whole.read(archive.MANIFEST)
    newer = _rewritten(target, {archive.MANIFEST: manifest.replace(b'"format": 1', b'"format": 2')})
    with pytest.raises(BackupUnusable, match="newer lineup"):
        read_manifest(newer)
    swapped = _rewritten(target, {HISTORY: b"SQLite format 3\0 but no history"})
    with pytest.raises(BackupUnusable, match="hash"):
        unpack(swapped, HISTORY, tmp_path / "x")
    escaping = _rewritten(target, {archive.MANIFEST: manifest.replace(b'"lineup.db"', b'"../lineup.db"')})
    with pytest.raises(BackupUnusable, match="other files"):
        read_manifest(escaping)
    for junk in (b"", b"{}", b"[]", b"null", b'{"format": 1}', b"\xff", b"[" * 100_000):
        with pytest.raises(BackupUnusable, match="no backup of lineup"):
            read_manifest(_rewritten(target, {archive.MANIFEST: junk or b" "}))


def test_a_damaged_history_is_not_backed_up(database: Path, tmp_path: Path) -> None:
    """And the older backup in that place stays."""
    target = tmp_path / "b.zip"
    backed_up(database, target)
    before = digest(target)
    with database.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 8192)
    with pytest.raises(StoreError):
        backed_up(database, target)
    assert digest(target) == before
    assert not list(tmp_path.glob(".lineup-backup-*"))


def test_without_room_no_backup_is_begun(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_SPARE_BYTES", 1 << 60)
    with pytest.raises(StoreFull, match="are free"):
        backed_up(database, tmp_path / "b.zip")
    assert not list(tmp_path.glob(".lineup-backup-*"))


@pytest.fixture
def old(database: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """The history, for a lineup that has one migration more."""
    folder = tmp_path / "migrations"
    folder.mkdir()
    for script in schema._scripts():
        (folder / script.name).write_bytes(script.read_bytes())
    (folder / f"{schema.NEWEST_VERSION + 1:04}.sql").write_text("CREATE TABLE notes (text TEXT);\n", encoding="utf-8")
    monkeypatch.setattr(schema, "_FOLDER", folder)
    monkeypatch.setattr(schema, "NEWEST_VERSION", len(schema._scripts()))
    return database


def test_before_a_migration_there_is_a_backup(old: Path, tmp_path: Path) -> None:
    """Of the history as the older lineup left it, by whose number it is called."""
    before = contents(old)
    schema.prepare(old)
    (made,) = (tmp_path / "backups").iterdir()
    assert made.name.endswith(f"-schema-{schema.NEWEST_VERSION - 1}.zip")
    unpack(made, HISTORY, tmp_path / "back.db")
    assert contents(tmp_path / "back.db") == before
    schema.prepare(old)
    assert len(list((tmp_path / "backups").iterdir())) == 1


def test_without_a_backup_nothing_is_migrated(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_SPARE_BYTES", 1 << 60)
    before = contents(old)
    with pytest.raises(StoreFull, match="a backup needs"):
        schema.prepare(old)
    assert contents(old) == before


def test_a_history_that_older_lineups_made_can_shrink_too(database: Path) -> None:
    """Once it is made anew; everything is as it was."""
    before = contents(database)
    with closing(connect_writer(database)) as db:
        db.execute("PRAGMA auto_vacuum = NONE")
        db.execute("VACUUM")
    schema.prepare(database)
    with closing(connect_writer(database)) as db:
        assert db.execute("PRAGMA auto_vacuum").fetchone() == (2,)
    assert contents(database) == before


def test_the_shelf_keeps_the_newest(tmp_path: Path) -> None:
    """Of each kind; those made by hand all, and what is no backup is let alone."""
    shelf = Shelf(tmp_path / "backups")
    assert (shelf.newest(AT), shelf.age(AT)) == (None, None)
    for day in range(9):
        at = AT + timedelta(days=day)
        for why in (DAILY, BY_HAND, f"schema-{day}"):
            shelf.place(at, why).touch()
    other = shelf.folder / "lineup-holiday-daily.zip"
    other.touch()
    shelf.tidy(3, AT + timedelta(days=9))
    left = sorted(path.name for path in shelf.folder.iterdir())
    assert [name for name in left if DAILY in name] == [
        "lineup-20261129T180000Z-daily.zip",
        "lineup-20261130T180000Z-daily.zip",
        "lineup-20261201T180000Z-daily.zip",
        other.name,
    ]
    assert len([name for name in left if BY_HAND in name]) == 9
    assert [name for name in left if "schema" in name] == [
        "lineup-20261130T180000Z-schema-7.zip",
        "lineup-20261201T180000Z-schema-8.zip",
    ]
    newest = shelf.newest(AT + timedelta(days=9), DAILY)
    assert newest is not None
    assert made_at(newest) == AT + timedelta(days=8)
    assert shelf.age(AT + timedelta(days=10), DAILY) == timedelta(days=2)


def test_backups_of_a_clock_that_was_ahead_push_out_no_new_ones(tmp_path: Path) -> None:
    """They are the first to go, and none of them is called the newest; but they are better than none."""
    shelf = Shelf(tmp_path / "backups")
    ahead = [shelf.place(AT + timedelta(days=3650 + day), DAILY) for day in range(3)]
    for path in ahead:
        path.touch()
    assert shelf.newest(AT) == ahead[-1]
    for day in range(3):
        now = AT + timedelta(days=day)
        new = shelf.place(now, DAILY)
        new.touch()
        shelf.tidy(3, now)
        assert new.exists()
        assert shelf.newest(now) == new
        assert [path.exists() for path in ahead] == [number > day for number in range(3)]


async def test_a_backup_of_a_history_of_a_newer_lineup_is_refused(database: Path) -> None:
    with closing(connect_writer(database)) as db:
        db.execute(f"PRAGMA user_version = {schema.NEWEST_VERSION + 1}")
    with pytest.raises(StoreUnusable, match="newer lineup"):
        schema.check(database)
