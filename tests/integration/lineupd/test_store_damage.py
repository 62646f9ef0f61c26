"""A history that a disk or a person has harmed: found out, named, kept as it is, never replaced."""

import asyncio
import random
import shlex
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from histories import SLATE, History, opened
from lineupd.errors import StoreDamaged, StoreUnusable
from lineupd.jobs import Wishes
from lineupd.store import schema
from lineupd.store.shelf import BY_HAND, Shelf
from lineupd.store.soundness import way_out
from lineupd.store.sqlite import connect_reader, connect_writer
from lineupd.store.witness import commits_in, seen_beside

PAGE = 4096
ROUNDS = 100


async def _fill(path: Path) -> None:
    async with opened(path) as history:
        for number in range(40):
            await history.run(f"done {number}")
            await history.submit(f"job {number}", config="x: " + "y" * 3000 * (number % 4), files=("slate.csv",))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A history of many pages, closed."""
    path = tmp_path_factory.mktemp("sound") / "lineup.db"
    asyncio.run(_fill(path))
    return path


@pytest.fixture
def path(sound: Path, tmp_path: Path) -> Path:
    """A copy that a test may harm."""
    return Path(shutil.copy(sound, tmp_path))


def _rows(path: Path) -> list[str]:
    """Everything that the history says."""
    with closing(connect_reader(path)) as db:
        return [line for line in db.iterdump() if line.startswith("INSERT")]


def _answer(path: Path) -> str:
    """Why a history is refused; empty when it is not."""
    try:
        schema.check(path)
    except StoreUnusable as error:
        return error.message
    return ""


def _overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(content)


def test_no_random_damage_is_passed_over(path: Path, tmp_path: Path) -> None:
    """4 KiB of noise anywhere: either the start refuses, or not a row is different."""
    rows, size = _rows(path), path.stat().st_size
    dice = random.Random(20261123)
    harmed = tmp_path / "harmed.db"
    answers: list[str] = []
    for _ in range(ROUNDS):
        shutil.copyfile(path, harmed)
        _overwrite(harmed, dice.randrange(size // PAGE) * PAGE, dice.randbytes(PAGE))
        content = harmed.read_bytes()
        answers.append(_answer(harmed))
        assert harmed.read_bytes() == content
        assert answers[-1] or _rows(harmed) == rows
    refusals = [answer for answer in answers if answer]
    assert len(refusals) > ROUNDS // 2
    assert all(answer.startswith(str(harmed)) for answer in refusals)


@pytest.mark.parametrize("kept", [0, 1, 100, PAGE - 1, PAGE, 5 * PAGE, 5 * PAGE + 7])
def test_a_shortened_file_is_refused(path: Path, kept: int) -> None:
    content = path.read_bytes()[:kept]
    path.write_bytes(content)
    with pytest.raises(StoreUnusable, match=str(path)):
        schema.prepare(path)
    assert path.read_bytes() == content


def test_the_newest_backup_is_named_with_the_way_to_bring_it_back(path: Path) -> None:
    path.write_bytes(b"")
    backups = path.parent / "backups"
    backups.mkdir()
    for name in ("lineup-20261122T180000Z-daily.zip", "lineup-20261123T175959Z-schema-1.zip", "lineup-tomorrow.zip"):
        (backups / name).touch()
    with pytest.raises(StoreUnusable) as caught:
        schema.check(path)
    newest = backups / "lineup-20261123T175959Z-schema-1.zip"
    assert caught.value.hint == (
        f"the file is kept as it is; `lineup jobs restore {newest}` brings back the newest backup"
    )


def test_a_cure_can_be_typed_whatever_the_folder_is_called(tmp_path: Path) -> None:
    path = tmp_path / "Joe's Mac" / "lineup.db"
    newest = Shelf(path.parent / "backups").place(datetime.now(UTC), BY_HAND)
    newest.touch()
    command = way_out(path).split("`")[1]
    assert shlex.split(command) == ["lineup", "jobs", "restore", str(newest)]


async def test_damaged_contents_are_not_taken_for_what_they_were(path: Path) -> None:
    """SQLite does not look into a text; its hash does. Only the jobs that need it are hurt."""
    with closing(connect_writer(path)) as db:
        db.execute("UPDATE inputs SET content = zeroblob(30) WHERE size = ?", (len(SLATE),))
    async with opened(path) as history:
        newest = await history.store.resolve("latest")
        (file,) = (await history.store.draft(newest)).files
        with pytest.raises(StoreUnusable, match="damaged"):
            await history.store.contents([file.sha256])
        await history.submit("another")
        assert history.store.damage is None


async def _interrupted(path: Path, folder: Path) -> Path:
    """The files of a history whose daemon was killed: two jobs lie in the journal only."""
    async with opened(path) as history:
        await history.submit("answered")
        await history.submit("answered, too")
        for ending in ("", "-wal", "-seen"):
            shutil.copy(path.with_name(path.name + ending), folder / f"lineup.db{ending}")
    return folder / "lineup.db"


async def test_a_journal_that_was_removed_is_missed(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Without it the file is whole, and older: what was answered would be gone, and nobody told."""
    killed = await _interrupted(path, tmp_path_factory.mktemp("killed"))
    killed.with_name("lineup.db-wal").unlink()
    content = killed.read_bytes()
    with pytest.raises(StoreUnusable, match="lacks the last 2 changes") as caught:
        schema.prepare(killed)
    assert "without lineup.db-seen this one is used as it is" in caught.value.hint
    assert killed.read_bytes() == content
    killed.with_name("lineup.db-seen").unlink()
    schema.prepare(killed)


async def test_an_older_file_in_its_place_is_seen(path: Path, tmp_path: Path) -> None:
    older = tmp_path / "older.db"
    shutil.copy(path, older)
    async with opened(path) as history:
        await history.submit("answered")
    older.replace(path)
    with pytest.raises(StoreUnusable, match="lacks the last change: "):
        schema.prepare(path)


async def test_somebody_else_may_take_in_the_journal(path: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """`sqlite3 lineup.db` after a crash does: nothing is lost by that, and nothing is said."""
    killed = await _interrupted(path, tmp_path_factory.mktemp("killed"))
    with closing(sqlite3.connect(killed)) as db:
        assert db.execute("SELECT count(*) FROM jobs WHERE name LIKE 'answered%'").fetchone() == (2,)
    assert not killed.with_name("lineup.db-wal").exists()
    schema.prepare(killed)


@pytest.mark.parametrize("content", [b"", b"no number", b"\0" * 21, b"-5"])
async def test_what_a_power_cut_leaves_of_the_number_harms_nobody(path: Path, content: bytes) -> None:
    path.with_name("lineup.db-seen").write_bytes(content)
    async with opened(path) as history:
        await history.submit("one")
    with closing(connect_reader(path)) as db:
        assert seen_beside(path) == commits_in(db) > 1


def _removed(path: Path) -> None:
    path.unlink()


def _replaced(path: Path) -> None:
    other = path.with_name("other.db")
    shutil.copyfile(path, other)
    other.replace(path)


@pytest.mark.parametrize("harm", [_removed, _replaced])
async def test_nothing_is_answered_for_a_file_that_is_gone(path: Path, harm: Callable[[Path], None]) -> None:
    """A file without a name takes commits as before, and they are nowhere."""
    async with opened(path) as history:
        await history.submit("before")
        harm(path)
        with pytest.raises(StoreDamaged, match="removed or replaced"):
            await history.submit("after")
        assert history.store.damage is not None


def _wreck(path: Path) -> None:
    for page in range(1, path.stat().st_size // PAGE):
        _overwrite(path, page * PAGE, b"\xff" * PAGE)


async def _read_page_by_page(history: History) -> None:
    for job in await history.store.unfinished():
        await history.store.draft(job.id)


async def test_damage_met_while_it_is_used_is_noted(path: Path) -> None:
    """Whoever watches stops the daemon: nothing more may be written to such a file."""
    async with opened(path) as history:
        assert history.store.damage is None
        _wreck(path)
        with pytest.raises(StoreDamaged):
            await _read_page_by_page(history)
        assert history.store.damage is not None


async def test_a_key_is_known_after_all_of_it(path: Path) -> None:
    """The file of the other tests is a sound one."""
    async with opened(path) as history:
        first = await history.submit("once", wishes=Wishes("the key"))
        assert (await history.submit("twice", wishes=Wishes("the key"))).id == first.id
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
