"""How long standings of many entries take to read and to grade, on the real NBA field of Christmas 2024 many times over."""

import csv
import io
import random
import re
import statistics
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from lineup_engine.grading.grade import Contest, Job, Outlook, grade
from lineup_engine.grading.simulated import Simulated
from lineup_engine.seam import NamedFile
from lineup_engine.standings.read import StandingsReading, read_standings
from measuring import seconds_of, table
from real_standings import CONTESTS, real_slate
from small_grades import prizes, result

ROUNDS = 3
TIMES = (1, 3, 10)
HEADER = ("entries", "MB", "read, s", "read, CPU s", "grade, s", "grade, CPU s")
_SLOT = re.compile(r"(?:^|\s)(PG|SG|SF|PF|UTIL|C|G|F)(?=\s)")

pytestmark = pytest.mark.benchmark_run


def larger(content: bytes, times: int) -> bytes:
    """So many copies of every entry, the slots of each in another order, so that no cell is read from memory."""
    draw = random.Random(1)
    header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    for copy in range(times):
        for row in rows:
            parts = _SLOT.split(row[5])
            pairs = list(zip(parts[1::2], parts[2::2], strict=True))
            draw.shuffle(pairs)
            cell = " ".join(f"{slot} {name.strip()}" for slot, name in pairs)
            writer.writerow([*row[:5], cell, *(row[6:] if not copy else [])])
    return text.getvalue().encode()


def both(work: Callable[[], object]) -> tuple[float, float]:
    began = time.process_time()
    wall = seconds_of(work)
    return wall, time.process_time() - began


def median(work: Callable[[], object]) -> tuple[str, str]:
    rounds = [both(work) for _ in range(ROUNDS)]
    wall, cpu = (statistics.median(times) for times in zip(*rounds, strict=True))
    return f"{wall:.2f}", f"{cpu:.2f}"


def test_standings_of_a_large_contest(shared_data: Path) -> None:
    contest = CONTESTS["NBA 2024-12-25"]
    slate, rules = real_slate(shared_data, contest)
    content = (shared_data / contest.standings).read_bytes()
    nothing = (None,) * len(slate.players)
    rows = []
    for times in TIMES:
        text = larger(content, times)

        def read(text: bytes = text) -> StandingsReading:
            return read_standings(NamedFile("s.csv", text), slate, rules)

        found = read().standings
        assert found is not None
        field = found.entries.lineups[found.entries.is_seen].astype(np.uint16)
        told = result(slate, field[:150].tolist())
        job = Job(told, rules, Outlook(nothing, nothing, nothing), Simulated((field,)))
        played = Contest(found, prizes(*[5.0] * 3_350))
        times_of_grade = median(lambda job=job, played=played: grade(job, played))  # type: ignore[misc]
        rows.append((f"{len(found.entries):,}", f"{len(text) / 1e6:.1f}", *median(read), *times_of_grade))
    table("Standings: read, and graded with a simulated field of the same size, one core", HEADER, rows)
