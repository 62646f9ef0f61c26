"""A reply fits into one message, whatever the user's files are like."""

from dataclasses import replace

from lineup_engine.seam import CheckReport, JobSummary, MatchNote
from lineup_proto.v1 import jobs_pb2 as pb
from lineupd.submissions import Checked
from lineupd.transport.replies import from_checked

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
