"""The log of a job: whole lines, so large and no larger, followed across its halves."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from histories import HeldClock
from lineupd import job_logs
from lineupd.folders import Folders
from lineupd.job_logs import JobLogs, LogReader

JOB = "abcdefghij"


@pytest.fixture
def logs(tmp_path: Path) -> JobLogs:
    (tmp_path / JOB).mkdir()
    return JobLogs(Folders(tmp_path), HeldClock().clock())


def _texts(reader: LogReader) -> list[str]:
    return [line.text for line in reader.lines()]


def test_what_is_written_is_read_once_in_order(logs: JobLogs) -> None:
    reader = logs.reader(JOB)
    assert reader.lines() == []
    logs.write(JOB, "job", "candidates: 3 tasks")
    logs.write(JOB, "tasks-1", "a\ttab and\nlines \U0001f3c1 \udc80")
    first, second = reader.lines()
    assert (first.at, first.source, first.text) == ("2026-11-23T18:00:00.000001Z", "job", "candidates: 3 tasks")
    assert (second.source, second.text) == ("tasks-1", "a\ttab and lines \U0001f3c1 ?")
    assert reader.lines() == []
    logs.write(JOB, "job", "more")
    assert _texts(reader) == ["more"]
    assert len(_texts(logs.reader(JOB))) == 3


def test_lines_that_are_gathered_are_written_together_when_it_is_time(tmp_path: Path) -> None:
    """Or when somebody wants to read them; those of a job that was removed meanwhile hurt no other's."""
    (tmp_path / JOB).mkdir()
    later: list[Callable[[], None]] = []
    logs = JobLogs(Folders(tmp_path), HeldClock().clock(), later.append)
    reader = logs.reader(JOB)
    for number in range(3):
        logs.write("removed", JOB, "job")
        logs.write(JOB, "job", str(number))
    assert (_texts(reader), len(later)) == ([], 1)
    later.pop()()
    assert _texts(reader) == ["0", "1", "2"]
    logs.write(JOB, "job", "3")
    assert len(later) == 1
    logs.flush()
    assert _texts(reader) == ["3"]
    later.pop()()
    assert _texts(reader) == []


def test_a_log_stays_within_its_size_and_the_newest_is_kept(
    logs: JobLogs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_logs, "HALF_BYTES", 1000)
    for number in range(500):
        logs.write(JOB, "job", str(number))
        assert sum(file.stat().st_size for file in (tmp_path / JOB).iterdir()) <= 2 * 1000 + 100
    kept = [int(text) for text in _texts(logs.reader(JOB))]
    assert kept == list(range(kept[0], 500))
    assert len(kept) > 20


@pytest.mark.parametrize("seed", range(5))
def test_a_follower_that_keeps_up_misses_nothing(logs: JobLogs, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Also when a new half begins between two looks."""
    monkeypatch.setattr(job_logs, "HALF_BYTES", 1000)
    looks, reader, found = random.Random(seed), logs.reader(JOB), list[str]()
    for number in range(500):
        logs.write(JOB, "job", str(number))
        if looks.random() < 0.3:
            found += _texts(reader)
    found += _texts(reader)
    assert found == [str(number) for number in range(500)]


def test_a_job_without_folder_has_no_log(tmp_path: Path) -> None:
    """As before it has begun, and what is no job's."""
    logs = JobLogs(Folders(tmp_path), HeldClock().clock())
    logs.write("a client", "job", "text")
    assert list(tmp_path.iterdir()) == []
    assert logs.reader(JOB).lines() == []


def test_a_line_that_is_still_being_written_waits_for_its_end(logs: JobLogs, tmp_path: Path) -> None:
    reader = logs.reader(JOB)
    with (tmp_path / JOB / "log.1").open("ab", buffering=0) as file:
        file.write(b"2026\tjob\tha")
        assert reader.lines() == []
        file.write(b"lf\n")
        assert _texts(reader) == ["half"]
