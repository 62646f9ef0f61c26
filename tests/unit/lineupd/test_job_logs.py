"""The log of a job: whole lines, so large and no larger, followed across its halves."""

import random
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from histories import HeldClock
from lineupd import job_logs, log_reader
from lineupd.folders import Folders
from lineupd.job_logs import JobLogs
from lineupd.log_reader import LogLine, LogReader

JOB = "abcdefghij"


@pytest.fixture
def logs(tmp_path: Path) -> JobLogs:
    (tmp_path / JOB).mkdir()
    return JobLogs(Folders(tmp_path), HeldClock().clock())


def _texts(reader: LogReader) -> list[str]:
    return [line.text for line in _lines(reader)]


def _lines(reader: LogReader) -> list[LogLine]:
    """All that is there by now."""
    return [line for some in iter(reader.some, []) for line in some]


def test_what_is_written_is_read_once_in_order(logs: JobLogs) -> None:
    reader = logs.reader(JOB)
    assert _lines(reader) == []
    logs.write(JOB, "job", "candidates: 3 tasks")
    logs.write(JOB, "tasks-1", "a\ttab and\nlines \U0001f3c1 \udc80")
    first, second = _lines(reader)
    assert (first.at, first.source, first.text) == ("2026-11-23T18:00:00.000001Z", "job", "candidates: 3 tasks")
    assert (second.source, second.text) == ("tasks-1", "a\ttab and lines \U0001f3c1 ?")
    assert _lines(reader) == []
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
    assert _lines(logs.reader(JOB)) == []


def test_a_line_that_is_still_being_written_waits_for_its_end(logs: JobLogs, tmp_path: Path) -> None:
    reader = logs.reader(JOB)
    with (tmp_path / JOB / "log.1").open("ab", buffering=0) as file:
        file.write(b"2026\tjob\tha")
        assert _lines(reader) == []
        file.write(b"lf\n")
        assert _texts(reader) == ["half"]


@pytest.mark.parametrize("most", [1, 2, 7, 30, 499, 1000])
def test_the_end_is_read_from_the_end_and_on_from_there(
    logs: JobLogs, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    """Over both halves, however the blocks lie; what comes next comes once."""
    monkeypatch.setattr(job_logs, "HALF_BYTES", 5000)
    monkeypatch.setattr(log_reader, "BLOCK_BYTES", 64)
    for number in range(200):
        logs.write(JOB, "job", str(number) * (number % 9))
    every, reader = _texts(logs.reader(JOB)), logs.reader(JOB)
    assert [line.text for line in reader.last(most)] == every[-most:]
    assert reader.some() == []
    logs.write(JOB, "job", "next")
    assert _texts(reader) == ["next"]


def test_the_end_of_a_long_log_is_a_small_part_of_it(logs: JobLogs, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so much is read as the lines need."""
    for number in range(40_000):
        logs.write(JOB, "tasks-1", f"{number} {'x' * 60}")
    parsed: list[bytes] = []
    real = log_reader._read

    def read(line: bytes) -> LogLine:
        parsed.append(line)
        return real(line)

    monkeypatch.setattr(log_reader, "_read", read)
    tracemalloc.start()
    found = logs.reader(JOB).last(5)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [line.text.partition(" ")[0] for line in found] == [str(number) for number in range(39_995, 40_000)]
    assert (len(parsed), most < 4 * log_reader.BLOCK_BYTES) == (5, True)


def test_a_line_knows_its_attempt(logs: JobLogs) -> None:
    """Those of older lineups do not."""
    logs.write(JOB, "job", "before")
    logs.begin(JOB, 3)
    logs.write(JOB, "tasks-1", "in it")
    assert [(line.source, line.attempt) for line in _lines(logs.reader(JOB))] == [("job", 0), ("tasks-1", 3)]
