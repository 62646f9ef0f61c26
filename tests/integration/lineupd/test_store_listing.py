"""Pages of the history: filtered, sorted, continued, and made without reading the large texts."""

import asyncio
import base64
import sqlite3
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from histories import RESULT, History, opened
from lineupd.errors import AmbiguousId, BadRequest, NotFound
from lineupd.jobs import JobStatus, Ran
from lineupd.store import listing, queries
from lineupd.store.listing import Order, Question


@pytest.fixture
async def history(tmp_path: Path) -> AsyncIterator[History]:
    async with opened(tmp_path / "lineup.db") as found:
        yield found


async def _all(history: History, question: Question) -> list[str]:
    """The names on all pages."""
    names: list[str] = []
    token = ""
    while True:
        page = await history.store.page(replace(question, page_token=token))
        names += [job.name for job in page.jobs]
        token = page.next_page_token
        if not token:
            return names


async def test_the_newest_come_first_on_every_page(history: History) -> None:
    """A page continues after the last row of the page before, also when jobs come in meanwhile."""
    for number in range(7):
        await history.submit(f"job {number}")
    first = await history.store.page(Question(limit=3))
    assert [job.name for job in first.jobs] == ["job 6", "job 5", "job 4"]
    await history.submit("job 7")
    second = await history.store.page(Question(limit=3, page_token=first.next_page_token))
    assert [job.name for job in second.jobs] == ["job 3", "job 2", "job 1"]
    third = await history.store.page(Question(limit=3, page_token=second.next_page_token))
    assert ([job.name for job in third.jobs], third.next_page_token) == (["job 0"], "")


async def test_the_newest_come_first_though_the_clock_goes_back(history: History) -> None:
    """What came last is what came last, whatever the clock says."""
    for number in range(5):
        await history.submit(f"job {number}")
        history.clock.pass_by(-3600)
    assert await _all(history, Question(limit=2)) == [f"job {number}" for number in (4, 3, 2, 1, 0)]


@pytest.mark.parametrize("limit", [1, 2, 3, 100])
@pytest.mark.parametrize("order", Order)
async def test_pages_of_any_size_make_the_whole_list(history: History, order: Order, limit: int) -> None:
    """Every job once, whatever is equal to what."""
    for name in ("b", "a", "B", "a", "c"):
        await history.submit(name)
    completed, failed = await history.claim(), await history.claim()
    history.clock.pass_by(5)
    await history.store.complete(completed, RESULT)
    history.clock.pass_by(2)
    await history.store.fail(failed, "no", "")
    whole = await _all(history, Question(order=order, limit=500))
    assert await _all(history, Question(order=order, limit=limit)) == whole
    assert (
        whole
        == {
            Order.CREATED: ["c", "a", "B", "a", "b"],
            Order.NAME: ["a", "a", "B", "b", "c"],
            Order.STATUS: ["b", "a", "c", "a", "B"],
            Order.DURATION: ["a", "b", "c", "a", "B"],
        }[order]
    )


async def test_the_duration_is_what_all_attempts_took_by_a_clock_that_does_not_jump(history: History) -> None:
    """Also of a cancelled job, of one that was interrupted, and of one that runs; whatever the time of day does."""
    for name in ("completed", "cancelled", "interrupted", "runs", "waits"):
        await history.submit(name)
    completed, cancelled = await history.claim(), await history.claim()
    history.clock.at += timedelta(days=-1)
    await history.store.complete(completed, RESULT, Ran(10.0))
    await history.store.cancel((cancelled.id,), {cancelled.id: Ran(20.0)})
    await history.store.save_progress(await history.claim(), Ran(5.0))
    history.clock.pass_by(3600)
    await history.store.requeue_all("interrupted: daemon died")
    again = await history.claim()
    assert again.seconds == 5.0
    assert (await history.store.complete(again, RESULT, Ran(10.0))).seconds == 15.0
    assert [one.seconds for one in (await history.store.details(again.id)).attempts] == [5.0, 10.0]
    await history.store.save_progress(await history.claim(), Ran(12.0))
    assert await _all(history, Question(order=Order.DURATION, limit=2)) == [
        "cancelled",
        "interrupted",
        "runs",
        "completed",
        "waits",
    ]


async def test_states_times_and_words_narrow_the_list(history: History) -> None:
    await history.run("Daytona 500")
    history.clock.pass_by(3600)
    since = history.clock.clock().now()
    failed = await history.submit("Las Vegas 100%")
    await history.store.fail(await history.claim(), "no lineup satisfies these rules", "")
    await history.submit("Ümläut_race")
    assert await _all(history, Question(statuses=(JobStatus.QUEUED,))) == ["Ümläut_race"]
    assert await _all(history, Question(statuses=(JobStatus.FAILED, JobStatus.COMPLETED), limit=1)) == [
        "Las Vegas 100%",
        "Daytona 500",
    ]
    assert await _all(history, Question(since=since)) == ["Ümläut_race", "Las Vegas 100%"]
    for words, names in {
        "DAYTONA": ["Daytona 500"],
        "ÜMLÄUT": ["Ümläut_race"],
        "satisfies": ["Las Vegas 100%"],
        failed.id[2:8]: ["Las Vegas 100%"],
        "0%": ["Las Vegas 100%"],
        "t_r": ["Ümläut_race"],
        "'; DROP TABLE jobs": [],
    }.items():
        assert await _all(history, Question(search=words)) == names


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("STRAßE", ["Straße", "strasse"]),
        ("\N{KELVIN SIGN}ELVIN", ["Kelvin"]),
        ("ÉTÉ", ["Été"]),
        ("no lineup für", ["Été"]),
    ],
)
async def test_a_search_folds_the_case_of_every_letter(history: History, words: str, names: list[str]) -> None:
    """Names in ASCII are found by words that are not, and errors are looked at, too."""
    await history.submit("Été")
    await history.store.fail(await history.claim(), "No lineup FÜR you", "")
    for name in ("strasse", "Straße", "Kelvin"):
        await history.submit(name)
    assert await _all(history, Question(search=words)) == names


async def test_a_search_holds_up_nobody(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever looks through all jobs has a reader of his own: submissions, claims and looks at one job go on."""
    go_on, begun = threading.Event(), threading.Event()
    read_page = listing.read_page

    def slow(db: sqlite3.Connection, question: Question) -> listing.Page:
        begun.set()
        go_on.wait()
        return read_page(db, question)

    monkeypatch.setattr(listing, "read_page", slow)
    search = asyncio.create_task(history.store.page(Question(search="é")))
    await asyncio.to_thread(begun.wait)
    try:
        async with asyncio.timeout(10):
            job = await history.submit("é", files=("slate.csv",))
            now = history.clock.clock().now()
            assert (await history.store.claim(now)) is not None
            assert await history.store.next_not_before(now) == ""
            assert (await history.store.details(await history.store.resolve("latest"))).job.id == job.id
            assert sum((await history.store.counts()).values()) == 1
            assert not search.done()
    finally:
        go_on.set()
    assert len((await search).jobs) == 1


@pytest.mark.parametrize("token", ["x", "%%%", "bm8=", "WzEsMiwzXQ==", "W251bGwsIG51bGwsIG51bGxd"])
async def test_a_page_token_that_is_none_is_refused(history: History, token: str) -> None:
    with pytest.raises(BadRequest):
        await history.store.page(Question(page_token=token))


@pytest.mark.parametrize(
    ("order", "text"),
    [
        (Order.CREATED, "[" * 40_000),
        (Order.CREATED, f'["created", 1{"0" * 5_000}, 5]'),
        (Order.STATUS, f'["status", 1{"0" * 40}, 5]'),
        (Order.DURATION, f'["duration", 1{"0" * 40}, 5]'),
        (Order.DURATION, '["duration", NaN, 5]'),
        (Order.DURATION, '["duration", true, 5]'),
        (Order.NAME, '["name", "\\ud800", 5]'),
        (Order.NAME, f'["name", "a", 1{"0" * 40}]'),
    ],
)
async def test_a_page_token_that_no_list_can_have_is_refused(history: History, order: Order, text: str) -> None:
    """Whatever it is made of: what Python or SQLite would choke on never reaches them."""
    token = base64.urlsafe_b64encode(text.encode()).decode()
    with pytest.raises(BadRequest, match="page token"):
        await history.store.page(Question(order=order, page_token=token))


async def test_a_page_token_of_another_order_is_refused(history: History) -> None:
    for name in "ab":
        await history.submit(name)
    token = (await history.store.page(Question(limit=1))).next_page_token
    with pytest.raises(BadRequest, match="another list"):
        await history.store.page(Question(order=Order.NAME, page_token=token))


async def test_a_page_of_endless_names_ends_early(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    """One message carries it, and the next page goes on."""
    monkeypatch.setattr(listing, "MAX_PAGE_CHARACTERS", 25_000)
    for letter in "abcde":
        await history.submit(letter * 10_000)
    page = await history.store.page(Question())
    assert [job.name[0] for job in page.jobs] == ["e", "d"]
    assert [name[0] for name in await _all(history, Question())] == ["e", "d", "c", "b", "a"]


async def test_a_listing_never_reads_the_large_texts(history: History, tmp_path: Path) -> None:
    """They are the last columns: SQLite reads a row only as far as it must."""
    await history.run()
    with closing(sqlite3.connect(tmp_path / "lineup.db")) as db:
        columns = [row[1] for row in db.execute("PRAGMA table_info(jobs)")]
    large = ["overrides_json", "warnings_json", "config_json", "result_json"]
    assert columns[-4:] == large
    assert not any(name in queries.JOB_COLUMNS for name in large)


@pytest.mark.parametrize(
    ("sql", "index"),
    [
        (queries.NEXT_NOT_BEFORE, "idx_jobs_delayed"),
        ("SELECT id FROM jobs WHERE status = 'failed' ORDER BY rowid DESC LIMIT 50", "idx_jobs_status"),
        ("SELECT id FROM jobs WHERE created_at >= '2026'", "idx_jobs_created_at"),
        (queries.COUNTS, "idx_jobs_status"),
    ],
)
async def test_what_is_asked_all_the_time_is_answered_by_an_index(
    history: History, tmp_path: Path, sql: str, index: str
) -> None:
    """So the history may grow."""
    await history.submit()
    with closing(sqlite3.connect(tmp_path / "lineup.db")) as db:
        plan = " ".join(row[3] for row in db.execute("EXPLAIN QUERY PLAN " + sql, {"now": ""}))
    assert index in plan
    assert "TEMP B-TREE" not in plan


async def test_a_job_is_meant_by_the_beginning_of_its_id(history: History) -> None:
    with pytest.raises(NotFound, match="no jobs yet"):
        await history.store.resolve("latest")
    ids = [(await history.submit()).id for _ in range(40)]
    assert await history.store.resolve("latest") == ids[-1]
    assert await history.store.resolve(" " + ids[7].upper()) == ids[7]
    shared = next(first for first in "abcdefghijklmnopqrstuvwxyz234567" if sum(one[0] == first for one in ids) > 1)
    with pytest.raises(AmbiguousId, match="several jobs begin with"):
        await history.store.resolve(shared)
    for nobody in ("1", "%", "' OR 1=1", "ü", ids[0] + "a", "x" * 5000):
        with pytest.raises(NotFound):
            await history.store.resolve(nobody)
    with pytest.raises(BadRequest):
        await history.store.resolve("  ")
