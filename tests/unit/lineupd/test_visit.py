"""Several steps of a job in one visit: which, in which order, and where a visit ends."""

import asyncio
from dataclasses import dataclass, field

import pytest

from histories import RESULT
from lineup_engine.seam import JobResult, StagePlan, Submission, TaskDone
from lineupd.executors import visit as module
from lineupd.executors.frames import Answer, Note, Visit, packed
from lineupd.executors.line import Line
from lineupd.executors.visit import visit

NAMES = ("prepare", "candidates", "report")
SUBMISSION = Submission(b"", "config.yaml")


@dataclass(slots=True)
class _Engine:
    """Three stages; writes down what it is asked."""

    plan: StagePlan = field(default_factory=lambda: StagePlan("candidates", 1))
    ends_at: int = -1
    asked: list[str] = field(default_factory=list[str])

    def lay_out(self, folder: str, submission: Submission) -> tuple[str, ...]:
        self.asked.append("lay out")
        return NAMES

    def open_stage(self, folder: str, stage: str) -> StagePlan:
        self.asked.append(stage)
        return self.plan if stage == "candidates" else StagePlan(stage, 1)

    def run_task(self, folder: str, stage: str, index: int) -> TaskDone:
        self.asked.append(f"{stage} {index}")
        return TaskDone(stage, index, "00", ends_chain=stage == "candidates" and index == self.ends_at)

    def read_result(self, folder: str) -> JobResult:
        self.asked.append("result")
        return RESULT


def _visit(
    engine: _Engine, order: Visit, told: list[object] | None = None, unwanted_after: int = 1000
) -> JobResult | None:
    told = [] if told is None else told
    return visit(engine, order, told.append, lambda: len(engine.asked) >= unwanted_after)


def test_a_small_job_is_one_visit_and_each_step_is_told() -> None:
    engine, told = _Engine(), list[object]()
    assert _visit(engine, Visit("/f", submission=SUBMISSION), told) == RESULT
    assert engine.asked == [
        "lay out", "prepare", "prepare 0", "candidates", "candidates 0", "report", "report 0", "result",
    ]  # fmt: skip
    done = [TaskDone(name, 0, "00") for name in NAMES]
    plans = [StagePlan(name, 1) for name in NAMES]
    assert told == [NAMES, *(note for pair in zip(plans, done, strict=True) for note in pair)]


def test_what_is_finished_is_passed_over() -> None:
    engine = _Engine(StagePlan("candidates", 5, done=(0, 1, 2, 3, 4)))
    assert _visit(engine, Visit("/f", ("candidates", "report"))) == RESULT
    assert engine.asked == ["candidates", "report", "report 0", "result"]


def test_tasks_that_can_be_done_side_by_side_are_left_to_others() -> None:
    engine = _Engine(StagePlan("candidates", 5, done=(0, 3)))
    assert _visit(engine, Visit("/f", ("candidates", "report"))) is None
    assert engine.asked == ["candidates"]


def test_a_chain_is_gone_through_to_where_it_ends() -> None:
    engine = _Engine(StagePlan("candidates", 50, chain=True, done=(0, 1)), ends_at=4)
    assert _visit(engine, Visit("/f", ("candidates", "report"))) == RESULT
    assert engine.asked[:5] == ["candidates", "candidates 2", "candidates 3", "candidates 4", "report"]


@pytest.mark.parametrize("steps", range(1, 8))
def test_a_visit_ends_between_two_steps_when_it_is_not_wanted_any_more(steps: int) -> None:
    """What was told is where another one goes on."""
    engine = _Engine()
    assert _visit(engine, Visit("/f", submission=SUBMISSION), unwanted_after=steps) == (RESULT if steps == 7 else None)
    assert len(engine.asked) == (8 if steps == 7 else steps)


def test_a_visit_ends_when_its_time_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "VISIT_S", 0.0)
    engine = _Engine()
    assert _visit(engine, Visit("/f", submission=SUBMISSION)) is None
    assert engine.asked == ["lay out"]


async def test_values_are_whole_however_the_bytes_come() -> None:
    said: list[Note | Answer] = [Note(NAMES), Note("x" * 100_000), Answer(RESULT)]
    content = b"".join(packed(value) for value in said)
    for size in (1, 7, 8, 9, 4096, len(content)):
        heard = list[object]()
        line = Line(heard.append)
        for start in range(0, len(content), size):
            line.data_received(content[start : start + size])
        assert heard == said
        line.connection_lost(None)
        assert await line.ended is None


async def test_what_cannot_be_read_ends_the_line() -> None:
    heard = list[object]()
    line = Line(heard.append)
    line.data_received(packed(Note(1)) + (3).to_bytes(8, "big") + b"abc" + packed(Note(2)))
    async with asyncio.timeout(1.0):
        assert isinstance(await line.ended, Exception)
    line.data_received(packed(Note(3)))
    assert heard == [Note(1)]
