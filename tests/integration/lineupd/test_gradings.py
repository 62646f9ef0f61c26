"""Grades of jobs: what is wanted, what is refused, what is kept."""

import hashlib
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from histories import RESULT, SLATE, History, opened
from lineup_engine.seam import GradeOrder, GradeReport, Problem
from lineupd.errors import BadInput, NotFound, WrongState
from lineupd.events import Hub
from lineupd.executors.frames import Call, HearNote
from lineupd.executors.turns import Turn
from lineupd.folders import Folders
from lineupd.gradings import Grading, Gradings
from lineupd.job_logs import JobLogs
from lineupd.jobs import GradeRecord, InputFile
from lineupd.leftovers import Leftovers
from lineupd.parts import Parts
from lineupd.submissions import Incomplete
from lineupd.work import Work

STANDINGS, PAYOUTS = b"Rank,Points,Lineup\n", b"Place,Payout\n1,5\n"


@pytest.fixture
async def history(tmp_path: Path) -> AsyncIterator[History]:
    async with opened(tmp_path / "lineup.db") as found:
        yield found


class Grader:
    """Answers as the engine would, and notes what it is asked."""

    def __init__(self, *problems: Problem, key: str = "k") -> None:
        self.problems = problems
        self.key = key
        self.asked: list[GradeOrder] = []

    async def ask(self, call: Call, turn: Turn, hear_note: HearNote | None = None) -> object:
        if call.function == "calibrate":
            records: Any = call.arguments[0]
            return json.dumps(records)
        order: Any = call.arguments[0]
        self.asked.append(order)
        number = len(self.asked)
        if self.problems:
            return GradeReport(problems=self.problems)
        return GradeReport((), f'{{"grade": {number}}}', f'{{"record": {number}}}', self.key)


def gradings(history: History, folder: Path, engine: Grader) -> Gradings:
    work = Work(engine.ask, engine.ask)
    folders, clock = Folders(folder), history.clock.clock()
    leftovers = Leftovers(history.store, folders)
    return Gradings(Parts(history.store, work, Hub(), folders, JobLogs(folders, clock), leftovers, clock))


def named(path: str, content: bytes) -> InputFile:
    return InputFile(path, hashlib.sha256(content).hexdigest(), len(content))


async def test_the_files_are_wanted_first_and_not_kept(history: History, tmp_path: Path) -> None:
    job, engine = await history.run(), Grader()
    wanted = Grading(job.id[:4], named("s.csv", STANDINGS), named("p.csv", PAYOUTS), "4", "me", "main")
    answer = await gradings(history, tmp_path, engine).grade(wanted)
    assert isinstance(answer, Incomplete)
    assert [file.path for file in answer.wanted] == ["s.csv", "p.csv"]
    for content in (STANDINGS, PAYOUTS):
        await history.store.put_input(content)
    assert await gradings(history, tmp_path, engine).grade(wanted) == b'{"grade": 1}'
    order = engine.asked[0]
    assert order.payouts is not None
    assert (order.standings.content, order.payouts.content) == (STANDINGS, PAYOUTS)
    assert (order.fee, order.user, order.contest) == ("4", "me", "main")
    assert await history.store.grades(job.id) == ['{"grade": 1}']
    hashes = {file.sha256 for file in wanted.files}
    assert await history.store.missing(hashes) == hashes


async def test_contents_that_a_job_uses_stay(history: History, tmp_path: Path) -> None:
    await history.submit(files=("DKSalaries.csv",))
    await history.store.complete(await history.claim(), RESULT)
    wanted = Grading("latest", named("s.csv", SLATE))
    await gradings(history, tmp_path, Grader()).grade(wanted)
    assert await history.store.missing([wanted.standings.sha256]) == frozenset()


async def test_a_contest_has_one_grade_in_a_job(history: History, tmp_path: Path) -> None:
    """The newest: standings were taken during the contest and again afterwards."""
    job, engine = await history.run(), Grader()
    for content in (STANDINGS, PAYOUTS):
        await history.store.put_input(content)
        await gradings(history, tmp_path, engine).grade(Grading(job.id, named("s.csv", content)))
    assert await history.store.grades(job.id) == ['{"grade": 2}']
    engine.key = "another contest"
    await history.store.put_input(STANDINGS)
    await gradings(history, tmp_path, engine).grade(Grading(job.id, named("s.csv", STANDINGS)))
    assert await history.store.grades(job.id) == ['{"grade": 2}', '{"grade": 3}']
    record = await gradings(history, tmp_path, engine).calibration()
    assert json.loads(record) == ['{"record": 2}', '{"record": 3}']


async def test_problems_are_the_users_and_nothing_is_kept(history: History, tmp_path: Path) -> None:
    job = await history.run()
    await history.store.put_input(STANDINGS)
    engine = Grader(Problem("s.csv", 1, 0, "is of another slate", "name the right one"))
    with pytest.raises(BadInput) as refused:
        await gradings(history, tmp_path, engine).grade(Grading(job.id, named("s.csv", STANDINGS)))
    assert refused.value.problems == engine.problems
    assert await history.store.grades(job.id) == []


async def test_a_file_that_could_not_be_read_is_told(history: History, tmp_path: Path) -> None:
    job = await history.run()
    wanted = Grading(job.id, InputFile("s.csv", unreadable="no such file"))
    with pytest.raises(BadInput) as refused:
        await gradings(history, tmp_path, Grader()).grade(wanted)
    assert str(refused.value.problems[0]) == "s.csv: no such file"


async def test_a_job_without_result_cannot_be_graded(history: History, tmp_path: Path) -> None:
    job = await history.submit()
    with pytest.raises(WrongState):
        await gradings(history, tmp_path, Grader()).grade(Grading(job.id, named("s.csv", STANDINGS)))


async def test_a_job_that_goes_meanwhile_takes_no_grade(history: History) -> None:
    with pytest.raises(NotFound):
        await history.store.keep_grade(GradeRecord("gone", "k", "2026", "s.csv", "00", "{}", "{}"))


async def test_grades_go_with_their_job(history: History, tmp_path: Path) -> None:
    job = await history.run()
    await history.store.put_input(STANDINGS)
    await gradings(history, tmp_path, Grader()).grade(Grading(job.id, named("s.csv", STANDINGS)))
    await history.store.delete((job.id,))
    assert await history.store.grade_records() == []
