"""A reply fits into one message, whatever the user's files are like."""

from dataclasses import replace

import pytest

from lineup_engine.seam import CheckReport, JobSummary, MatchNote
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.events import Changes, News
from lineupd.jobs import Job, JobStatus
from lineupd.submissions import Checked
from lineupd.transport import replies
from lineupd.transport.replies import from_checked, from_news
from lineupd.transport.told import Told

MESSAGE_BYTES = 4 * 1024 * 1024
SUMMARY = JobSummary("a job", "draftkings", "nascar", "classic", 7, "", 40, 39, 3, 5, ("prepare",), "fake", "{}")


def _checked(matches: int, warnings: int) -> pb.CheckReply:
    notes = tuple(MatchNote("unmatched", f"A Driver Called {number:08}", "x" * 120, 51.5) for number in range(matches))
    report = CheckReport(
        warnings=tuple(f"{number} {'ü' * 100}" for number in range(warnings)), summary=replace(SUMMARY, matches=notes)
    )
    return from_checked(Checked((), report))


def test_few_matches_and_warnings_are_all_told() -> None:
    reply = _checked(matches=500, warnings=500)
    assert (len(reply.summary.matches), len(reply.warnings), reply.summary.matches_left_out) == (500, 500, 0)


def test_more_than_a_message_carries_are_counted() -> None:
    """Projections for another slate: no row fits a player."""
    reply = _checked(matches=30_000, warnings=30_000)
    assert reply.ByteSize() < MESSAGE_BYTES
    assert len(reply.summary.matches) + reply.summary.matches_left_out == 30_000
    assert reply.warnings[-1] == f"and {30_000 - len(reply.warnings) + 1} more warnings"


def test_news_of_many_jobs_come_in_several_messages() -> None:
    """Only the first says what the whole is, and all but the last that there is more."""
    jobs = tuple(Job(f"job{number}", "x" * 1000, JobStatus.QUEUED) for number in range(10_000))
    parts = list(from_news(News(Changes(9, jobs, ("gone",)), is_all=True), "boot"))
    assert [job.id for part in parts for job in part.jobs] == [job.id for job in jobs]
    assert [(part.all, list(part.removed), part.more) for part in parts] == [
        (True, ["gone"], True),
        *[(False, [], True)] * (len(parts) - 2),
        (False, [], False),
    ]
    assert {(part.revision, part.boot_id) for part in parts} == {(9, "boot")}
    assert all(part.ByteSize() < MESSAGE_BYTES / 3 for part in parts)


def test_news_of_many_jobs_is_made_as_it_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of a long queue at once would keep everybody else waiting."""
    made: list[str] = []
    from_job = replies.from_job

    def counted(job: Job) -> pb.Job:
        made.append(job.id)
        return from_job(job)

    monkeypatch.setattr(replies, "from_job", counted)
    jobs = tuple(Job(f"job{number}", "a job", JobStatus.QUEUED) for number in range(50_000))
    sent = iter(Told("boot").written(News(Changes(9, jobs), is_all=True)))
    assert len(next(sent)) < 70_000
    assert len(made) < 5_000
    assert len(list(sent)) > 10
    assert len(made) == 50_000


def test_a_job_larger_than_its_part_comes_alone() -> None:
    jobs = tuple(Job(f"job{number}", "x" * length, JobStatus.QUEUED) for number, length in enumerate((9, 2**21, 9)))
    assert [len(part.jobs) for part in from_news(News(Changes(1, jobs)), "")] == [1, 1, 1]


def test_no_news_are_one_message() -> None:
    (reply,) = from_news(News(Changes(4)), "boot")
    assert (reply.revision, reply.more, list(reply.jobs)) == (4, False, [])
