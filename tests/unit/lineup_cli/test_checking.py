"""What `lineup check` shows of many matches."""

from lineup_cli.show.checking import MOST_OF_A_KIND, match_table, summary_lines
from lineup_proto.v1.jobs_pb2 import CheckSummary, MatchNote


def test_many_of_a_kind_are_counted_and_so_are_those_that_did_not_come() -> None:
    notes = [MatchNote(kind="unmatched", name=str(number)) for number in range(MOST_OF_A_KIND + 5)]
    rows = match_table(CheckSummary(matches=notes, matches_left_out=7)).rows
    assert len(rows) == MOST_OF_A_KIND + 2
    assert rows[-2:] == [
        ("unmatched", "and 5 more: --json lists them", "", ""),
        ("", "and 7 more that are not listed", "", ""),
    ]


def test_only_the_work_that_is_certain_is_told_as_certain() -> None:
    """All lineups may be found in one task, or each in its own."""
    stages = ("prepare", "candidates", "report")
    work = [summary_lines(CheckSummary(tasks=tasks, stages=stages))[-2] for tasks in (152, 3)]
    assert work == [
        "work         3 to 152 tasks in prepare, candidates, report",
        "work         3 tasks in prepare, candidates, report",
    ]
