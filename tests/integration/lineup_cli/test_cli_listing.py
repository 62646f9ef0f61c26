"""What the tables tell people: what is left out, what is still to come, and long words whole."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from fake_service import FakeDaemon, job, lineup
from lineup_cli.times import as_wire
from lineup_proto.v1 import jobs_pb2 as pb


def test_a_listing_that_stops_says_so(daemon: FakeDaemon) -> None:
    daemon.jobs = [job(f"{number}bcdefghij") for number in range(4)]
    assert lineup("jobs", "ls", "--limit", "3").err == "there are more than these 3: --limit N lists more\n"
    assert lineup("jobs", "ls", "--limit", "4").err == ""


def test_a_job_that_waits_for_its_time_shows_it(daemon: FakeDaemon) -> None:
    """Not how much of it is done: nothing can be."""
    soon, over = (as_wire(datetime.now(UTC) + timedelta(days=days)) for days in (400, -1))
    queued = pb.JOB_STATUS_QUEUED
    daemon.jobs = [job("abcdefghij", status=queued, not_before=soon, progress_percent=0)]
    day = datetime.fromisoformat(soon).astimezone().strftime("%Y-%m-%d %H:%M")
    assert f"at {day}" in lineup("jobs", "ls").out
    daemon.jobs[0].lineups = 0
    daemon.watched = [daemon.jobs, [job("abcdefghij")]]
    assert lineup("jobs", "watch", "abc").err == f"abcdefghij queued: starts at {day} or later\n"
    daemon.jobs = [job("abcdefghij", status=queued, not_before=over, progress_percent=0)]
    assert "0%" in lineup("jobs", "ls").out


def test_a_job_that_never_ran_ran_nowhere(daemon: FakeDaemon) -> None:
    daemon.jobs = [job("abcdefghij", status=pb.JOB_STATUS_QUEUED, started_at="", completed_at="", attempts=0)]
    assert "ran on  " not in lineup("jobs", "show", "abc").out
    daemon.jobs = [job("abcdefghij")]
    assert "ran on       local" in lineup("jobs", "show", "abc").out


def test_explanations_are_whole_at_80_columns(home: Path) -> None:
    said = lineup("config", "show").out
    assert "…" not in said
    assert all(len(line) <= 80 for line in said.splitlines())


def test_the_doctor_shows_a_long_socket_whole(home: Path) -> None:
    lines = lineup("doctor").out.splitlines()
    begin = next(number for number, line in enumerate(lines) if line.startswith("socket "))
    column = lines[0].index("NOTE")
    note = lines[begin][column:] + "".join(line.strip() for line in lines[begin + 1 : begin + 3] if line[0] == " ")
    assert note == str(home / "state" / "lineupd.sock")
