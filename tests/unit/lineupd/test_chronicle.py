"""A job's story comes in the order in which it happened, whatever the clock did meanwhile."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from effort import examples
from lineupd.chronicle import Chronicle
from lineupd.clock import moment_of, written
from lineupd.jobs import EventRecord
from lineupd.log_reader import LogLine

_BEGIN = datetime(2026, 11, 25, tzinfo=UTC)


def _at(second: float) -> str:
    return written(_BEGIN + timedelta(seconds=second))


_Happening = EventRecord | LogLine
_STEPS: dict[str, _Happening] = {
    "start": EventRecord("", "started", "queued", "running", ""),
    "amid": EventRecord("", "prioritized", "running", "running", ""),
    "pause": EventRecord("", "paused", "running", "queued", ""),
    "resume": EventRecord("", "resumed", "queued", "queued", ""),
    "complete": EventRecord("", "completed", "running", "completed", ""),
    "line": LogLine("", "tasks-1", "hello"),
}


def _story(steps: list[str], seconds: list[float]) -> list[_Happening]:
    """What happened, each with the time that the clock showed."""
    story: list[_Happening] = [EventRecord(_at(seconds[0]), "submitted", "", "queued", "")]
    attempts = 0
    for step, second in zip(steps, seconds[1:], strict=False):
        made = _STEPS[step]
        attempts += step == "start"
        if isinstance(made, LogLine):
            story.append(LogLine(_at(second), made.source, f"line {len(story)}", attempts))
        else:
            story.append(EventRecord(_at(second), made.kind, made.from_status, made.to_status, ""))
    return story


def _name(one: _Happening) -> str:
    return one.text if isinstance(one, LogLine) else one.kind


def _told(story: list[_Happening], blocks: int, cut: int) -> list[str]:
    """In blocks, and followed: first what had happened up to the cut."""
    chronicle, told, lines_before = Chronicle(), list[LogLine](), 0
    for until in (cut, len(story)):
        chronicle.learn([one for one in story[:until] if isinstance(one, EventRecord)])
        lines = [one for one in story[:until] if isinstance(one, LogLine)]
        for start in range(lines_before, len(lines), blocks):
            told += chronicle.tell(lines[start : start + blocks], is_end=False)
        told += chronicle.tell([], is_end=True)
        lines_before = len(lines)
    return [line.text.partition(":")[0] for line in (*told, *chronicle.rest())]


_ATTEMPT = st.lists(st.just("line"), max_size=4).map(lambda lines: ["start", *lines, "pause", "resume"])


@settings(max_examples=examples(200))
@given(
    attempts=st.lists(_ATTEMPT, max_size=3),
    last=st.integers(0, 4),
    jumps=st.lists(st.sampled_from([0.3, 0.3, 20.0, -3600.0, -40.0, 7200.0]), min_size=30, max_size=30),
    blocks=st.integers(1, 3),
    cut=st.integers(0, 30),
)
def test_jumps_of_the_clock_change_nothing(
    attempts: list[list[str]], last: int, jumps: list[float], blocks: int, cut: int
) -> None:
    """Nor does it matter how much is told at once."""
    seconds = [40_000.0]
    for jump in jumps:
        seconds.append(seconds[-1] + jump)
    steps = [step for attempt in attempts for step in attempt] + ["start", *["line"] * last, "complete"]
    story = _story(steps, seconds)
    assume(not any(_looks_late(one, two) for one, two in combinations(story, 2)))
    assert _told(story, blocks, min(cut, len(story))) == [_name(one) for one in story]


def _looks_late(one: _Happening, two: _Happening) -> bool:
    """Whether the clock went back so little that the first could be what a worker said after the second."""
    return isinstance(one, LogLine) and isinstance(two, EventRecord) and 0 <= _second(one) - _second(two) <= 6


def _second(one: _Happening) -> float:
    return (moment_of(one.at) - _BEGIN).total_seconds()


@pytest.mark.parametrize(
    ("steps", "seconds"),
    [
        # By time within an attempt, as long as the clock goes on.
        (["start", "line", "amid", "line", "complete"], [0, 1, 2, 3, 4, 5]),
        # A worker that is told to stop may say something after it.
        (["start", "line", "pause", "line"], [0, 1, 2, 3, 3.5]),
        # The clock went back an hour right before the end.
        (["start", "line", "line", "complete"], [4000, 4001, 7000, 7001, 3500]),
        # And right before the job is paused.
        (["start", "line", "pause", "resume", "start", "line"], [4000, 4001, 7000, 3500, 3501, 3502, 3503]),
    ],
)  # fmt: skip
def test_the_order_of_happening(steps: list[str], seconds: list[float]) -> None:
    story = _story(steps, seconds)
    assert _told(story, 1, len(story)) == [_name(one) for one in story]


def test_what_is_ahead_of_the_history_waits() -> None:
    """Lines of an attempt are not told before its beginning; where nothing more comes they are told at last."""
    chronicle = Chronicle()
    line = LogLine(_at(2), "job", "prepare: 1 task", 1)
    chronicle.learn([EventRecord(_at(0), "submitted", "", "queued", "")])
    assert [one.text for one in chronicle.tell([line], is_end=True)] == ["submitted"]
    chronicle.learn([EventRecord(_at(0), "submitted", "", "queued", ""), EventRecord(_at(1), "started", "", "", "")])
    assert [one.text for one in chronicle.tell([], is_end=True)] == ["started: attempt 1", "prepare: 1 task"]
    assert chronicle.tell([LogLine(_at(3), "job", "more", 2)], is_end=True) == []
    assert [one.text for one in chronicle.rest()] == ["more"]


def test_a_log_of_an_older_lineup_is_told_by_time() -> None:
    """Its lines do not know their attempt."""
    chronicle = Chronicle()
    chronicle.learn([one for one in _story(["start", "pause"], [0, 2, 4]) if isinstance(one, EventRecord)])
    told = chronicle.tell([LogLine(_at(second), "job", f"at {second}") for second in (1, 3, 5)], is_end=True)
    assert [one.text for one in told] == ["submitted", "at 1", "started: attempt 1", "at 3", "paused", "at 5"]
