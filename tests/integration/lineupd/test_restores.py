"""Bringing a backup back: checked first, nothing is lost by it, and cut short it is seen."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from backups import AT, backed_up, contents, digest, full_history
from histories import opened
from lineupd.errors import BackupUnusable, StoreUnusable
from lineupd.store import schema
from lineupd.store.restore import Homes, Restoration


@pytest.fixture
async def backup(tmp_path: Path) -> Path:
    """A backup with a history and settings, from another machine."""
    (tmp_path / "other").mkdir()
    settings = tmp_path / "other" / "settings.toml"
    settings.write_text("[daemon]\nworkers = 3\n", encoding="utf-8")
    await full_history(tmp_path / "other" / "lineup.db")
    backed_up(tmp_path / "other" / "lineup.db", tmp_path / "b.zip", settings)
    return tmp_path / "b.zip"


@pytest.fixture
def homes(tmp_path: Path) -> Homes:
    (tmp_path / "home" / "state").mkdir(parents=True)
    home = tmp_path / "home"
    return Homes(home / "state" / "lineup.db", home / "settings.toml", home / "state" / "jobs")


def _names(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


async def test_on_a_new_machine_everything_comes_back(backup: Path, homes: Homes, tmp_path: Path) -> None:
    """History, results, contents, grades and settings; what was running waits again, and the history goes on."""
    restoration = Restoration(backup, homes)
    assert restoration.here().is_empty
    assert restoration.carry_out(AT) is None
    assert contents(homes.database) == contents(tmp_path / "other" / "lineup.db")
    assert digest(homes.settings_file) == digest(tmp_path / "other" / "settings.toml")
    async with opened(homes.database) as history:
        assert len(await history.store.requeue_all("interrupted: daemon died")) == 1
        await history.submit("a new one")
    assert _names(tmp_path / "home") == ["settings.toml", "state/lineup.db", "state/lineup.db-seen"]


async def test_what_was_here_is_moved_aside_with_its_journal(backup: Path, homes: Homes, tmp_path: Path) -> None:
    """So that it can be used again; the settings, too."""
    homes.settings_file.write_text("[daemon]\nworkers = 1\n", encoding="utf-8")
    async with opened(homes.database) as history:
        await history.submit("mine")
        shutil.copy(homes.database.with_name("lineup.db-wal"), tmp_path / "journal")
        shutil.copy(homes.database, tmp_path / "main")
    # As a daemon that was killed leaves it: the job lies in the journal.
    shutil.copy(tmp_path / "main", homes.database)
    shutil.copy(tmp_path / "journal", homes.database.with_name("lineup.db-wal"))
    restoration = Restoration(backup, homes)
    here = restoration.here()
    assert (here.jobs, here.other_settings, here.is_empty) == (1, True, False)
    aside = restoration.carry_out(AT)
    assert aside is not None
    assert aside == homes.database.parent / "replaced" / "20261123T180000Z"
    assert (aside / "settings.toml").read_text(encoding="utf-8") == "[daemon]\nworkers = 1\n"
    assert [row for row in contents(aside / "lineup.db") if row[0] == "jobs" and "mine" in row]
    assert contents(homes.database) == contents(tmp_path / "other" / "lineup.db")


async def test_what_a_job_has_finished_goes_where_its_history_goes(backup: Path, homes: Homes, tmp_path: Path) -> None:
    """The next start would remove the folders of jobs that it does not know; those of known ones stay."""
    database = tmp_path / "other" / "lineup.db"
    with closing(sqlite3.connect(database)) as db:
        (known,) = db.execute("SELECT id FROM jobs LIMIT 1").fetchone()
    for name in (known, "stranger"):
        (homes.jobs_dir / name).mkdir(parents=True)
        (homes.jobs_dir / name / "task").write_bytes(b"finished")
    aside = Restoration(backup, homes).carry_out(AT)
    assert aside is not None
    assert [path.name for path in homes.jobs_dir.iterdir()] == [known]
    assert (aside / "jobs" / "stranger" / "task").read_bytes() == b"finished"


async def test_two_restorations_in_one_second_have_two_folders(backup: Path, homes: Homes) -> None:
    folders = {Restoration(backup, homes).carry_out(AT) for _ in range(3)}
    assert folders == {None, *(homes.database.parent / "replaced" / f"20261123T180000Z{end}" for end in ("", "-2"))}


@pytest.mark.parametrize("content", [b"", b"this is no database" * 1000])
async def test_a_history_that_cannot_be_read_is_not_empty(backup: Path, homes: Homes, content: bytes) -> None:
    """It is what backups are for; it is kept all the same."""
    homes.database.write_bytes(content)
    restoration = Restoration(backup, homes)
    assert (restoration.here().jobs, restoration.here().is_empty) == (None, False)
    aside = restoration.carry_out(AT)
    assert aside is not None
    assert (aside / "lineup.db").read_bytes() == content
    async with opened(homes.database) as history:
        assert sum((await history.store.counts()).values()) == 5


async def test_a_journal_without_its_history_is_moved_aside(backup: Path, homes: Homes) -> None:
    """It must not be played into what is brought back."""
    journal = homes.database.with_name("lineup.db-wal")
    journal.write_bytes(b"somebody's journal")
    restoration = Restoration(backup, homes)
    assert not restoration.here().is_empty
    aside = restoration.carry_out(AT)
    assert aside is not None
    assert (aside / journal.name).read_bytes() == b"somebody's journal"
    schema.check(homes.database)


def test_a_backup_that_is_none_changes_nothing(homes: Homes, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(b"PK no")
    with pytest.raises(BackupUnusable, match="no backup of lineup"):
        Restoration(tmp_path / "b.zip", homes)
    with pytest.raises(BackupUnusable, match="No such file"):
        Restoration(tmp_path / "nowhere.zip", homes)
    assert _names(tmp_path / "home") == []


async def test_a_backup_of_a_newer_lineup_changes_nothing(
    backup: Path, homes: Homes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words name the backup, not the file in it that nobody knows."""
    monkeypatch.setattr(schema, "NEWEST_VERSION", schema.NEWEST_VERSION - 1)
    with pytest.raises(BackupUnusable, match="written by a newer lineup") as caught:
        Restoration(backup, homes)
    assert str(backup) in caught.value.message
    assert _names(tmp_path / "home") == []


async def test_only_a_look_changes_nothing(backup: Path, homes: Homes, tmp_path: Path) -> None:
    restoration = Restoration(backup, homes, only_look=True)
    assert restoration.manifest.jobs == 5
    # As if the looking command were killed: a new history may begin all the same.
    schema.check(homes.database)
    restoration.give_up()
    assert _names(tmp_path / "home") == []


async def test_cut_short_it_is_seen_and_can_be_done_again(
    backup: Path, homes: Homes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between what leaves and what comes: no new history is made, which would hide both."""
    async with opened(homes.database) as history:
        await history.submit("mine")

    def killed(path: Path, target: Path) -> Path:
        if target == homes.database:
            raise KeyboardInterrupt
        return real(path, target)

    real = Path.replace
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            Restoration(backup, homes).carry_out(AT)
    assert not homes.database.exists()
    with pytest.raises(StoreUnusable, match="a restoration was cut short") as caught:
        schema.prepare(homes.database)
    assert str(homes.database.parent / "replaced") in caught.value.hint
    monkeypatch.setattr(os, "getpid", lambda: 1)
    Restoration(backup, homes).carry_out(AT)
    async with opened(homes.database) as history:
        assert sum((await history.store.counts()).values()) == 5
    aside = [f"replaced/20261123T180000Z/lineup.db{end}" for end in ("", "-seen")]
    assert _names(homes.database.parent) == ["lineup.db", "lineup.db-seen", *aside]


@pytest.mark.parametrize("number", range(1, schema.NEWEST_VERSION + 1))
def test_a_backup_of_every_released_history_can_be_brought_back(homes: Homes, tmp_path: Path, number: int) -> None:
    """An older lineup made it; this one migrates it at its next start."""
    released = Path(shutil.copy(Path(__file__).parents[2] / "data" / f"history-schema-{number}.db", tmp_path))
    backed_up(released, tmp_path / "b.zip")
    restoration = Restoration(tmp_path / "b.zip", homes)
    assert restoration.manifest.schema == number
    restoration.carry_out(AT)
    schema.prepare(homes.database)
    kept = [row[1] for row in contents(released) if row[0] == "jobs"]
    assert [row[1] for row in contents(homes.database) if row[0] == "jobs"] == kept
