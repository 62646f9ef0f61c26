"""What is asked of workers, and what happens when they die of it."""

import pytest

from histories import RESULT
from lineup_engine.seam import CheckReport, StagePlan, Submission, TaskDone, TaskFailed
from lineupd.course import Course
from lineupd.errors import NoWorkers, PoolClosed, TooMuchMemory, WorkerLost, WorkFailed
from lineupd.executors.frames import Call, HearNote, Visit
from lineupd.executors.turns import Turn
from lineupd.jobs import Job, JobStatus
from lineupd.progress import Progress
from lineupd.work import MAX_DEATHS, Work

JOB = Job("one", "one", JobStatus.RUNNING, priority=3)
DONE = TaskDone("candidates", 4, "00")


class _Pool:
    """Answers as told, and remembers what it was asked."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[Call, Turn]] = []

    async def ask(self, call: Call, turn: Turn, hear_note: HearNote | None = None) -> object:
        self.asked.append((call, turn))
        answer = self._answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


async def test_a_task_whose_worker_dies_is_done_by_another() -> None:
    pool = _Pool(*[WorkerLost("gone")] * (MAX_DEATHS - 1), DONE)
    assert await Work(pool.ask, _Pool().ask).run_task(JOB, "/f", "candidates", 4) == DONE
    assert pool.asked == [(Call("run_task", ("/f", "candidates", 4)), Turn("one", 3))] * MAX_DEATHS


async def test_a_task_that_keeps_killing_is_given_up_with_the_last_words() -> None:
    pool = _Pool(*[WorkerLost(f"death {number}") for number in range(MAX_DEATHS)])
    with pytest.raises(WorkFailed) as caught:
        await Work(pool.ask, _Pool().ask).run_task(JOB, "/f", "candidates", 4)
    assert f"{MAX_DEATHS} times: death {MAX_DEATHS - 1}" in caught.value.message
    assert caught.value.failure.kind == "internal"


async def test_what_is_too_much_memory_beside_others_is_done_again_alone() -> None:
    """And that is no death: the machine had no room, which is nothing about the task."""
    pool = _Pool(TooMuchMemory(6 << 30, 8 << 30, is_alone=False), DONE)
    assert await Work(pool.ask, _Pool().ask).run_task(JOB, "/f", "candidates", 4) == DONE
    assert [turn for _, turn in pool.asked] == [Turn("one", 3), Turn("one", 3, alone=True)]


async def test_clients_share_the_workers_of_jobs_and_check_elsewhere() -> None:
    """No job has to wait until nobody wants an answer any more."""
    tasks, short = _Pool("{}"), _Pool(CheckReport())
    work = Work(tasks.ask, short.ask)
    assert await work.calibrate([]) == "{}"
    await work.check(Submission(b"", "config.yaml"))
    assert [turn for _, turn in (*tasks.asked, *short.asked)] == [Turn("a client", None)] * 2


@pytest.mark.parametrize("first_alone", [True, False])
async def test_what_is_too_much_memory_alone_fails_and_says_what_it_needed(first_alone: bool) -> None:
    needed = TooMuchMemory(9 << 30, 8 << 30, is_alone=first_alone)
    pool = _Pool(needed, needed)
    with pytest.raises(WorkFailed) as caught:
        await Work(pool.ask, _Pool().ask).run_task(JOB, "/f", "candidates", 4)
    told = "task 5 of candidates used 9.0 GiB, and all workers together may use 8.0 GiB"
    assert (caught.value.message, caught.value.failure.kind) == (told, "memory")
    assert "memory_percent" in caught.value.hint
    assert len(pool.asked) == (1 if first_alone else 2)


@pytest.mark.parametrize(
    "error", [WorkFailed(TaskFailed("rules", "clash")), PoolClosed("stopping"), NoWorkers("none can be started")]
)
async def test_what_is_no_death_is_not_tried_again(error: Exception) -> None:
    pool = _Pool(error)
    with pytest.raises(type(error)):
        await Work(pool.ask, _Pool().ask).run_task(JOB, "/f", "candidates", 4)
    assert len(pool.asked) == 1


async def test_clients_are_answered_by_the_worker_that_is_kept_free() -> None:
    submission = Submission(b"", "config.yaml")
    short, tasks = _Pool(CheckReport(), b"csv"), _Pool(RESULT)
    work = Work(tasks.ask, short.ask)
    assert await work.check(submission) == CheckReport()
    assert await work.export("{}", "csv", JOB, submission) == b"csv"
    assert await work.visit(JOB, _way(), lambda _: None) == RESULT
    assert len(short.asked) == 2
    assert len(tasks.asked) == 1


def _way() -> Course:
    """A job of which two stages are known, and one task of the first is left."""
    names = ("prepare", "report")
    course = Course("/f", Submission(b"", "config.yaml"), lambda _: Progress(2, names, lambda: 0.0), {})
    course.lay(names)
    course.open(StagePlan("prepare", 1))
    return course


async def test_deaths_in_a_visit_count_with_those_of_the_same_task_alone() -> None:
    """What was at work when the worker died, and nothing else of the visit."""
    pool = _Pool(WorkerLost("one"), WorkerLost("two"), DONE, WorkerLost("three"))
    notes = list[str]()
    work, way = Work(pool.ask, _Pool().ask, note=lambda _, words: notes.append(words)), _way()
    assert await work.visit(JOB, way, lambda _: None) is None
    await work.run_task(JOB, "/f", "prepare", 0, way.mishaps)
    way.finish(TaskDone("prepare", 0, "00"))
    assert await work.visit(JOB, way, lambda _: None) is None
    assert notes == [
        "task 1 of prepare lost its worker: one",
        "task 1 of prepare lost its worker: two",
        "the beginning of report lost its worker: three",
    ]
    assert [call.function for call, _ in pool.asked] == ["visit", "run_task", "run_task", "visit"]
    assert way.order() == Visit("/f", ("report",))


async def test_a_step_that_keeps_killing_is_given_up_in_visits_too() -> None:
    work, way = Work(_Pool(*[WorkerLost("gone")] * MAX_DEATHS).ask, _Pool().ask), _way()
    for _ in range(MAX_DEATHS - 1):
        assert await work.visit(JOB, way, lambda _: None) is None
    with pytest.raises(WorkFailed, match=f"task 1 of prepare ended its worker {MAX_DEATHS} times: gone"):
        await work.visit(JOB, way, lambda _: None)


async def test_a_visit_with_too_much_memory_is_made_again_alone() -> None:
    pool = _Pool(TooMuchMemory(6 << 30, 8 << 30, is_alone=False), RESULT)
    work, way = Work(pool.ask, _Pool().ask), _way()
    assert await work.visit(JOB, way, lambda _: None) is None
    assert await work.visit(JOB, way, lambda _: None) == RESULT
    assert [turn.alone for _, turn in pool.asked] == [False, True]


async def test_an_answer_of_another_kind_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="check answered str"):
        await Work(_Pool().ask, _Pool("yes").ask).check(Submission(b"", "config.yaml"))
