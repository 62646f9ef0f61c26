"""What `lineup check` shows of many matches."""

from lineup_cli.show.checking import MOST_OF_A_KIND, match_table
from lineup_proto.v1.jobs_pb2 import CheckSummary, MatchNote


def test_many_of_a_kind_are_counted_and_so_are_those_that_did_not_come() -> None:
    notes = [MatchNote(kind="unmatched", name=str(number)) for number in range(MOST_OF_A_KIND + 5)]
    rows = match_table(CheckSummary(matches=notes, matches_left_out=7)).rows
    assert len(rows) == MOST_OF_A_KIND + 2
    assert rows[-2:] == [
        ("unmatched", "and 5 more: --json lists them", "", ""),
        ("", "and 7 more that are not listed", "", ""),
    ]
