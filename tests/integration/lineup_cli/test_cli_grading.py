"""`lineup grade` and `lineup calibration` against a daemon that says what the test needs."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import grpc
import numpy as np
import pytest

from fake_service import FakeDaemon, Refusal, lineup
from lineup_engine.grading import calibration as records
from lineup_engine.grading.grade import Contest, Job, Outlook, grade
from lineup_engine.grading.model import Corrected, Forecast, Grade, as_json
from lineup_engine.grading.simulated import Simulated
from lineup_proto.v1 import jobs_pb2 as pb
from lineup_proto.v1.errors_pb2 import ErrorDetail, Problem
from small_contests import NASCAR, RACE, standings
from small_grades import prizes, result
from standings_files import as_file, modern

STANDINGS = as_file(modern(RACE))
PLACE = standings(STANDINGS)
NINE = (4_000_000, 3_000_000, 2_000_000, 5_000_000, 6_000_000, 2_000_000, 1_000_000, 1_000_000, 7_000_000)
OUTLOOK = Outlook(NINE, (1_000_000,) * 9, (50.0,) * 9)


def made(simulated: bool = True) -> Grade:
    """A grade of two lineups; with a simulation it has every part."""
    field = np.array([(0, 1, 2, 3, 4, 5), (8, 1, 2, 3, 4, 5)], np.uint16)
    figures = np.array([30_000_000, 36_000_000])
    job = Job(result(PLACE.slate, [(0, 1, 2, 3, 4, 5), (0, 1, 2, 3, 4, 8)]), NASCAR, OUTLOOK)
    if simulated:
        job = replace(job, simulated=Simulated((field,), cash_lines=figures, winning=figures))
    return grade(job, Contest(PLACE, prizes(20, 10, 6, 4)))


class Grader(FakeDaemon):
    """Wants the standings first, as the daemon does, and then answers with a grade in pieces."""

    graded: Grade = made()
    uploaded: dict[str, bytes]

    def Grade(self, request: pb.GradeRequest, context: grpc.ServicerContext) -> Iterator[pb.GradeReply]:  # noqa: N802
        self.asked.append(request)
        files = [request.standings, *([request.payouts] if request.HasField("payouts") else [])]
        wanted = [file for file in files if file.sha256 not in self.uploaded]
        if wanted:
            yield pb.GradeReply(wanted=[pb.WantedFile(path=file.path, sha256=file.sha256) for file in wanted])
            return
        content = json.dumps(as_json(self.graded)).encode()
        for start in range(0, len(content), 100):
            yield pb.GradeReply(content=content[start : start + 100])

    def PutInput(self, request: Iterator[pb.InputChunk], context: grpc.ServicerContext) -> pb.PutInputReply:  # noqa: N802
        content = b"".join(chunk.content for chunk in request)
        sha256 = hashlib.sha256(content).hexdigest()
        self.uploaded[sha256] = content
        return pb.PutInputReply(sha256=sha256, size=len(content))

    def Calibration(  # noqa: N802
        self, request: pb.CalibrationRequest, context: grpc.ServicerContext
    ) -> Iterator[pb.CalibrationReply]:
        stored: list[Any] = json.loads(json.dumps([as_json(self.graded)] if self.jobs else []))
        yield pb.CalibrationReply(content=json.dumps(records.as_json(records.calibrate(stored))).encode())


@pytest.fixture
def grader(home: Path) -> Iterator[Grader]:
    from fake_service import serving

    fake = Grader()
    fake.uploaded = {}
    with serving(fake):
        yield fake


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "standings.csv"
    path.write_bytes(STANDINGS)
    return str(path)


def test_the_files_are_brought_when_they_are_wanted(grader: Grader, file: str, tmp_path: Path) -> None:
    payouts = tmp_path / "payouts.csv"
    payouts.write_bytes(b"Place,Payout\n1,5\n")
    more = ("--payouts", str(payouts), "--fee", "4", "--user", "me", "--contest", "main")
    said = lineup("grade", "abc", "--standings", file, *more, "--json")
    assert said.code == 0, said.err
    assert json.loads(said.out) == json.loads(json.dumps(as_json(grader.graded)))
    request = grader.asked[-1]
    assert (request.id, request.fee, request.user, request.contest) == ("abc", "4", "me", "main")
    assert STANDINGS in grader.uploaded.values()
    assert len(grader.asked) == 2


def test_tables_fit_eighty_columns(grader: Grader, file: str) -> None:
    said = lineup("grade", "abc", "--standings", file)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    for words in ("standings    standings.csv", "contest      6 entries, 4 paid, $4.00 each", "profit       $27.00"):
        assert any(line.startswith(words) for line in lines), words
    for title in ("lineups", "field", "projected ownership", "simulated ownership", "forecasts", "contest"):
        assert title in lines, title
    assert any("not entered" in line for line in lines)


def test_a_grade_without_a_simulation_is_shorter(grader: Grader, file: str) -> None:
    grader.graded = made(simulated=False)
    lines = lineup("grade", "abc", "--standings", file).out.splitlines()
    assert "simulated ownership" not in lines
    assert "REAL" in next(line for line in lines if "REAL" in line)
    assert not any("SIMULATED" in line for line in lines)


def test_what_was_expected_stands_beside_what_came(grader: Grader, file: str) -> None:
    expected = Forecast(6.4, -80.0, 120.0)
    grader.graded = replace(grader.graded, portfolio=replace(grader.graded.portfolio, forecast=expected))
    out = lineup("grade", "abc", "--standings", file).out
    assert "expected     $6.40, nine times in ten -$80.00 to $120.00" in out


def test_a_correction_has_rows_of_its_own(grader: Grader, file: str) -> None:
    figures = grader.graded.contest_figures
    assert figures is not None
    corrected = Corrected(1.44, "contest", None, figures.winning)
    grader.graded = replace(grader.graded, contest_figures=replace(figures, corrected=corrected))
    lines = lineup("grade", "abc", "--standings", file).out.splitlines()
    (row,) = (line for line in lines if line.startswith("winning score, spread 1.44"))
    plain = [line for line in lines if line.startswith("winning score  ")][-1]
    assert row.split()[4:] == plain.split()[2:]
    assert len(row) <= 80


def test_warnings_are_told_beside_the_data(grader: Grader, file: str) -> None:
    grader.graded = replace(grader.graded, warnings=("two are not on the slate",))
    said = lineup("grade", "abc", "--standings", file)
    assert said.err == "warning: two are not on the slate\n"


def test_a_file_that_is_not_there_is_bad_input(grader: Grader) -> None:
    said = lineup("grade", "abc", "--standings", "nowhere.csv")
    assert (said.code, said.out) == (2, "")
    assert said.err == "lineup: nowhere.csv: no such file\n"


def test_standings_must_be_named(grader: Grader) -> None:
    assert lineup("grade", "abc").code == 2


def test_problems_keep_their_place(grader: Grader, file: str) -> None:
    problem = Problem(file="s.csv", line=1, message="is of another slate", hint="name the right one")
    detail = ErrorDetail(message="1 problem", problems=[problem])
    grader.refusals["Grade"] = Refusal(grpc.StatusCode.INVALID_ARGUMENT, detail)
    said = lineup("grade", "abc", "--standings", file)
    assert said.code == 2
    assert said.err == "s.csv:1: is of another slate (name the right one)\n"


def test_the_record_fits_eighty_columns(grader: Grader) -> None:
    said = lineup("calibration")
    assert said.code == 0
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0].split() == [
        *("SPORT", "SLATES", "PLAYERS", "ERROR", "STD-DEVS", "IN", "50", "%", "IN", "80", "%", "IN", "95", "%", "CRPS")
    ]
    assert lines[-1].startswith("all         too few for a correction: 9 players on 1 slate")


def test_the_record_as_json(grader: Grader) -> None:
    found = json.loads(lineup("calibration", "--json").out)
    assert [one["sport"] for one in found["records"]] == ["nascar", "all"]


def test_no_grade_yet_is_a_sentence(grader: Grader) -> None:
    grader.jobs = []
    assert lineup("calibration").out == "no contest was graded yet: lineup grade ID --standings FILE\n"
