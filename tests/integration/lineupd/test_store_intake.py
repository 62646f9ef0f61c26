"""What comes in is kept once, whole, and as long as a job needs it."""

import random
import sqlite3
import zlib
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from histories import SLATE, History, opened
from lineupd.errors import InputMissing, StoreFull
from lineupd.jobs import Draft, InputFile, NewJob, Wishes


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "lineup.db"


@pytest.fixture
async def history(path: Path) -> AsyncIterator[History]:
    async with opened(path) as found:
        yield found


def _inputs(path: Path) -> list[tuple[str, int, bytes]]:
    with closing(sqlite3.connect(path)) as db:
        return db.execute("SELECT sha256, size, content FROM inputs ORDER BY rowid").fetchall()


async def test_contents_are_kept_once_and_compressed(history: History, path: Path) -> None:
    content = b"Name,Salary\n" * 10_000
    assert await history.store.put_input(content) == await history.store.put_input(content)
    ((sha256, size, packed),) = _inputs(path)
    assert (size, zlib.decompress(packed)) == (len(content), content)
    assert len(packed) < size / 5
    assert await history.store.contents([sha256]) == {sha256: content}


async def test_a_job_is_kept_as_it_was_asked_for(history: History) -> None:
    """Its configuration's text, its files and its options, for a re-run after the files are gone."""
    job = await history.submit("n", config="a: 1 # comment", files=("a.csv", "b.csv"))
    draft = await history.store.draft(job.id)
    assert (draft.config, draft.config_name, draft.overrides, draft.gpu, draft.name) == (
        b"a: 1 # comment",
        "config.yaml",
        ("lineups=3",),
        "auto",
        "n",
    )
    assert [file.path for file in draft.files] == ["a.csv", "b.csv"]
    assert await history.store.contents(file.sha256 for file in draft.files) == {draft.files[0].sha256: SLATE}


async def test_a_job_without_its_contents_is_not_accepted(history: History) -> None:
    """Nothing of it is written."""
    new = NewJob(
        draft=Draft(b"", "config.yaml", files=(InputFile("a.csv", "0" * 64, 1),)),
        wishes=Wishes("key"),
        name="n",
        site="",
        sport="",
        seed=0,
        tasks_estimated=1,
        config_json="{}",
        warnings=(),
        version="",
        created_at=history.clock.clock().now(),
    )
    with pytest.raises(InputMissing, match=r"a\.csv"):
        await history.store.add(new)
    assert not await history.store.counts()
    assert await history.store.find_key("key") is None


async def test_a_deleted_job_takes_along_what_only_it_used(history: History, path: Path) -> None:
    first = await history.submit(config="one", files=("a.csv",))
    second = await history.submit(config="two", files=("a.csv",))
    await history.store.cancel(None)
    await history.store.delete((first.id,))
    assert [zlib.decompress(packed) for _, _, packed in _inputs(path)] == [SLATE, b"two"]
    await history.store.delete((second.id,))
    assert _inputs(path) == []
    with closing(sqlite3.connect(path)) as db:
        for table in ("jobs", "events", "attempts", "job_stages", "job_inputs"):
            assert db.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)


async def test_contents_of_a_submission_that_never_came_are_forgotten(history: History) -> None:
    """After a day: until then it may be on its way."""
    used = (await history.submit(files=("a.csv",))).id
    orphan = await history.store.put_input(b"brought for nothing")
    await history.store.upkeep.forget_inputs("2026-11-22T18:00:00.000000Z")
    assert not await history.store.missing([orphan])
    await history.store.upkeep.forget_inputs("2026-11-24T18:00:00.000000Z")
    assert await history.store.missing([orphan]) == {orphan}
    draft = await history.store.draft(used)
    assert not await history.store.missing(file.sha256 for file in draft.files)


async def test_hostile_names_are_text(history: History) -> None:
    """Whatever a name contains, it comes back, but for what UTF-8 cannot carry."""
    for name in ('"; DROP TABLE jobs; --', "a\nb\tc\0d", "\U0001f3c1" * 3000, "-rf", ""):
        job = await history.submit(name)
        assert (await history.store.get(job.id)).name == name
    assert (await history.submit("a\ud800b")).name == "a?b"


async def test_a_delayed_job_waits_for_its_time(history: History) -> None:
    history.clock.pass_by(60)
    due = "2026-11-23T18:05:00.000000Z"
    job = await history.submit(wishes=Wishes("later", not_before=due))
    assert await history.store.claim(history.clock.clock().now()) is None
    assert await history.store.next_not_before(history.clock.clock().now()) == due
    history.clock.pass_by(600)
    assert await history.store.next_not_before(history.clock.clock().now()) == ""
    assert (await history.claim()).id == job.id


async def test_a_full_disk_is_told_with_its_cure(history: History) -> None:
    """SQLite's own word for it, without saying it twice."""
    await history.store._writer.run(lambda db: db.execute("PRAGMA max_page_count = 1").fetchall())
    with pytest.raises(StoreFull, match="the disk is full: nothing can be written") as refused:
        await history.store.put_input(random.Random(7).randbytes(100_000))
    assert "lineup jobs rm" in refused.value.hint
    await history.store._writer.run(lambda db: db.execute("PRAGMA max_page_count = 100000").fetchall())
