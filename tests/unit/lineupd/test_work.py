"""What is asked of workers, and what happens when they die of it."""

import pytest

from lineup_engine.seam import CheckReport, StagePlan, Submission, TaskDone, TaskFailed
from lineupd.errors import NoWorkers, PoolClosed, TooMuchMemory, WorkerLost, WorkFailed
from lineupd.executors.frames import Call
from lineupd.executors.turns import Turn
from lineupd.jobs import Job, JobStatus
from lineupd.work import MAX_DEATHS, Work

JOB = Job("one", "one", JobStatus.RUNNING, priority=3)
DONE = TaskDone("candidates", 4, "00")


class _Pool:
    """Answers as told, and remembers what it was asked."""

    def __init__(self, *answers: object) -> None:
        self._answers = list(answers)
        self.asked: list[tuple[Call, Turn]] = []

    async def ask(self, call: Call, turn: Turn) -> object:
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
        await Work(pool.ask, _Pool().ask).open_stage(JOB, "/f", "prepare")
    assert len(pool.asked) == 1


async def test_clients_are_answered_by_the_worker_that_is_kept_free() -> None:
    """And before a job that begins: somebody is waiting."""
    submission = Submission(b"", "config.yaml")
    short = _Pool(("prepare",), CheckReport(), b"csv")
    work = Work(_Pool(StagePlan("prepare", 1)).ask, short.ask)
    assert await work.lay_out(JOB, "/f", submission) == ("prepare",)
    assert await work.check(submission) == CheckReport()
    assert await work.export("{}", "csv", JOB, submission) == b"csv"
    assert await work.open_stage(JOB, "/f", "prepare") == StagePlan("prepare", 1)
    laid_out, checked, exported = (turn for _, turn in short.asked)
    assert min(checked.priority, exported.priority) > laid_out.priority


async def test_an_answer_of_another_kind_is_our_mistake() -> None:
    with pytest.raises(TypeError, match="check answered str"):
        await Work(_Pool().ask, _Pool("yes").ask).check(Submission(b"", "config.yaml"))
