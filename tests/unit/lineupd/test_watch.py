"""Who is ended for using too much, or for doing nothing."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from lineupd.errors import TooMuchMemory, WorkerLost, WorkError
from lineupd.executors.usage import Usage
from lineupd.executors.watch import PERIOD_S, STILL_S, Watch

GIB = 1 << 30


@dataclass(eq=False)
class _Worker:
    """A worker whose use a test sets."""

    pid: int
    usage: Usage | None = field(default_factory=lambda: Usage(0, 0))
    ended: WorkError | None = None
    memory: int = 0

    @property
    def name(self) -> str:
        return f"test-{self.pid}"

    @property
    def is_usable(self) -> bool:
        return self.ended is None

    def end_with(self, cause: WorkError) -> None:
        self.ended = cause


def _watching(limit: int, *workers: Any) -> Watch:
    by_pid = {worker.pid: worker for worker in workers}
    watch = Watch(limit, lambda pid: by_pid[pid].usage)
    for worker in workers:
        watch.add(worker)
        watch.begin(worker)
    return watch


def test_the_largest_is_ended_when_all_together_use_too_much() -> None:
    """And nobody else, though it takes a moment until the memory is free."""
    small, large = _Worker(1, Usage(3 * GIB, 1)), _Worker(2, Usage(5 * GIB, 1))
    watch = _watching(8 * GIB - 1, small, large)
    watch.look()
    assert isinstance(large.ended, TooMuchMemory)
    assert (large.ended.used, large.ended.is_alone) == (5 * GIB, False)
    assert (small.memory, large.memory) == (3 * GIB, 5 * GIB)
    watch.look()
    assert small.ended is None


def test_who_is_alone_at_work_is_told_so() -> None:
    """What idle workers hold counts, too."""
    idle, busy = _Worker(1, Usage(1 * GIB, 1)), _Worker(2, Usage(8 * GIB, 1))
    watch = _watching(8 * GIB, idle, busy)
    watch.end(idle)  # type: ignore[arg-type]
    watch.look()
    assert isinstance(busy.ended, TooMuchMemory)
    assert busy.ended.is_alone


@pytest.mark.parametrize("limit", [0, 8 * GIB])
def test_what_is_within_the_limit_is_left_alone(limit: int) -> None:
    workers = [_Worker(1, Usage(4 * GIB, 1)), _Worker(2, Usage(4 * GIB, 1)), _Worker(3, None)]
    _watching(limit, *workers).look()
    assert [worker.ended for worker in workers] == [None] * 3


def test_who_does_nothing_for_long_hangs() -> None:
    """One that computes from time to time does not, nor one without work."""
    hangs, works, idle = _Worker(1), _Worker(2), _Worker(3)
    watch = _watching(0, hangs, works, idle)
    watch.end(idle)  # type: ignore[arg-type]
    looks = round(STILL_S / PERIOD_S) + 1
    for number in range(looks):
        assert hangs.ended is None
        works.usage = Usage(0, number // 100)
        watch.look()
    assert isinstance(hangs.ended, WorkerLost)
    assert "did nothing for 120 s" in hangs.ended.message
    assert (works.ended, idle.ended) == (None, None)


def test_a_new_call_is_watched_from_its_beginning() -> None:
    worker = _Worker(1)
    watch = _watching(0, worker)
    for _ in range(round(STILL_S / PERIOD_S)):
        watch.look()
    watch.end(worker)  # type: ignore[arg-type]
    watch.begin(worker)  # type: ignore[arg-type]
    watch.look()
    watch.look()
    assert worker.ended is None


def test_who_has_left_is_not_looked_at() -> None:
    worker = _Worker(1, Usage(9 * GIB, 1))
    watch = _watching(8 * GIB, worker)
    watch.remove(worker)  # type: ignore[arg-type]
    for change in (watch.begin, watch.end, watch.remove):
        change(worker)  # type: ignore[arg-type]
    watch.look()
    assert worker.ended is None
