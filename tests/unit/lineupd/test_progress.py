"""Progress and time to the end, counted from finished tasks."""

from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.seam import StagePlan
from lineupd.jobs import StageRecord
from lineupd.progress import Progress

NAMES = ("prepare", "candidates", "report")


class _Time:
    now = 0.0

    def __call__(self) -> float:
        return self.now


@given(
    estimated=st.integers(0, 60),
    stages=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=3, max_size=3),
    end_early=st.booleans(),
)
def test_progress_stays_below_100_and_ends_at_it(
    estimated: int, stages: list[tuple[int, int]], end_early: bool
) -> None:
    """100 is said only of a completed job; whatever the estimate was, nothing is left when all stages are done."""
    progress = Progress(estimated, NAMES, _Time())
    for name, (tasks, done) in zip(NAMES, stages, strict=True):
        stage = progress.open(StagePlan(name, tasks, done=tuple(range(min(done, tasks)))), None)
        while stage.finished < stage.tasks:
            stage.finish_task(ends_stage=end_early and stage.finished == 5)
            assert 0 <= progress.percent() <= 99
    total = sum(tasks for tasks, _ in stages)
    if end_early or total >= estimated:
        assert progress.eta_s() == 0.0


def test_the_end_is_told_from_the_pace_of_this_stage() -> None:
    """Four of ten tasks in eight seconds: six more take twelve, and the last stage's one task another two."""
    time = _Time()
    progress = Progress(12, NAMES, time)
    progress.open(StagePlan("prepare", 1), None).finish_task(ends_stage=False)
    time.now = 100.0
    stage = progress.open(StagePlan("candidates", 10, done=(0, 1)), None)
    assert progress.eta_s() == 9 * 100.0
    time.now = 104.0
    stage.finish_task(ends_stage=False)
    stage.finish_task(ends_stage=False)
    assert progress.eta_s() == 7 * 2.0
    assert progress.percent() == 100 * 5 // 12


def test_without_a_finished_task_nothing_is_told() -> None:
    progress = Progress(12, NAMES, _Time())
    progress.open(StagePlan("prepare", 1), None)
    assert (progress.percent(), progress.eta_s()) == (0, 0.0)


def test_a_chain_that_ends_early_has_no_tasks_left() -> None:
    """There are fewer lineups than were asked for."""
    progress = Progress(102, NAMES, _Time())
    progress.open(StagePlan("prepare", 1), None).finish_task(ends_stage=False)
    stage = progress.open(StagePlan("candidates", 100, chain=True), None)
    stage.finish_task(ends_stage=False)
    stage.finish_task(ends_stage=True)
    assert progress.percent() == 100 * 3 // 4
    assert stage.record(3.0) == StageRecord("candidates", 2, 2, 3.0, {"local": 2})


def test_the_seconds_of_earlier_attempts_count() -> None:
    time = _Time()
    progress = Progress(3, NAMES, time)
    stage = progress.open(StagePlan("candidates", 4, done=(0,)), StageRecord("candidates", 4, 1, 7.5))
    stage.finish_task(ends_stage=False)
    assert stage.record(2.0) == StageRecord("candidates", 4, 2, 9.5, {"local": 2})
