"""How a job comes in while others go."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from histories import SLATE, History, opened
from lineup_engine.seam import CheckReport, JobSummary
from lineupd import submissions
from lineupd.errors import BadRequest, InputMissing, TooLarge
from lineupd.events import Hub
from lineupd.executors.frames import Call, HearNote
from lineupd.executors.turns import Turn
from lineupd.folders import Folders
from lineupd.job_logs import JobLogs
from lineupd.jobs import Draft, InputFile, Job, NewJob, Wishes
from lineupd.leftovers import Leftovers
from lineupd.parts import Parts
from lineupd.store.intake import Added
from lineupd.store.store import Store
from lineupd.submissions import Repeat, Submissions, Submitted
from lineupd.work import Work

SUMMARY = JobSummary("a job", "draftkings", "nascar", "classic", 7, "", 40, 39, 3, 5, ("prepare",), "fake", "{}")
FINE = CheckReport(summary=SUMMARY)


@pytest.fixture
async def history(tmp_path: Path) -> AsyncIterator[History]:
    async with opened(tmp_path / "lineup.db") as found:
        yield found


def _submissions(history: History, folder: Path, accepted: list[Job], report: CheckReport = FINE) -> Submissions:
    async def ask(call: Call, turn: Turn, hear_note: HearNote | None = None) -> object:
        return report

    folders, clock = Folders(folder), history.clock.clock()
    leftovers = Leftovers(history.store, folders)
    parts = Parts(history.store, Work(ask, ask), Hub(), folders, JobLogs(folders, clock), leftovers, clock)
    return Submissions(parts, accepted.append, "0.1.0")


async def test_contents_that_go_and_come_back_meanwhile_make_a_job(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deleted with another job, and brought again by another client, before anybody looked: the client is not told."""
    accepted: list[Job] = []
    sha256 = await history.store.put_input(SLATE)
    draft = Draft(b"", "config.yaml", files=(InputFile("s.csv", sha256, len(SLATE)),))
    troubles = [InputMissing("gone")]
    add = Store.add

    async def fails_at_first(store: Store, new: NewJob) -> Added:
        if troubles:
            raise troubles.pop()
        return await add(store, new)

    monkeypatch.setattr(Store, "add", fails_at_first)
    submitted = await _submissions(history, tmp_path, accepted).submit(draft, Wishes("key"))
    assert isinstance(submitted, Submitted)
    assert accepted == [submitted.job]


async def test_contents_that_are_never_there_are_an_error(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not a loop without end."""

    async def fails(store: Store, new: NewJob) -> Added:
        raise InputMissing("gone")

    monkeypatch.setattr(Store, "add", fails)
    with pytest.raises(InputMissing):
        await _submissions(history, tmp_path, []).submit(Draft(b"", "config.yaml"), Wishes("key"))


async def test_a_rerun_with_a_file_that_was_never_stored_is_bad_input(history: History, tmp_path: Path) -> None:
    """The job is there; it is the file that is not."""
    job = await history.submit(files=("s.csv",))
    submissions = _submissions(history, tmp_path, [], CheckReport(wanted=("other.csv",)))
    with pytest.raises(BadRequest) as refused:
        await submissions.rerun(Repeat("key", job.id, ("slate=other.csv",)))
    assert refused.value.message == "a re-run uses the stored files; other.csv is not among them"
    assert refused.value.hint == "edit the config and submit it"


async def test_a_full_queue_refuses_in_words_until_there_is_room(
    history: History, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What waits stays; a repeated key finds its job all the same."""
    monkeypatch.setattr(submissions, "MAX_QUEUED", 2)
    accepted: list[Job] = []
    taking = _submissions(history, tmp_path, accepted)
    draft = Draft(b"lineups: 3", "config.yaml")
    for key in ("a", "b"):
        await taking.submit(draft, Wishes(key))
    with pytest.raises(TooLarge, match="2 jobs wait already"):
        await taking.submit(draft, Wishes("c"))
    again = await taking.submit(draft, Wishes("b"))
    assert isinstance(again, Submitted)
    assert again.job.id == accepted[1].id
    await history.claim()
    await taking.submit(draft, Wishes("c"))
    with pytest.raises(TooLarge):
        await taking.submit(draft, Wishes("d"))
    assert len(accepted) == 3
