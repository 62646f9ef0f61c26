"""What can be wrong with a payout table as a whole, each with the line that is to blame."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lineup_engine.contest.lines import Line
from lineup_engine.contest.money import dollars
from lineup_engine.contest.places import said
from lineup_engine.seam import Problem


def table_problems(file: str, lines: Sequence[Line], entries: int | None) -> Iterator[Problem]:
    """Places that come twice, are missing, pay more than a better one, or are none; `lines` are by first place."""
    if lines and lines[0].first > 1:
        yield _missing(file, lines[0], 1)
    for better, worse in pairwise(lines):
        if worse.first <= better.last:
            both = said(worse.first, min(worse.last, better.last))
            yield Problem(file, worse.line, 0, f"{both}: stands in line {better.line} too", "remove one of them")
        elif worse.first > better.last + 1 and worse.prize:
            yield _missing(file, worse, better.last + 1)
        if worse.prize > better.prize:
            words = (
                f"{said(worse.first, worse.last)}: {dollars(worse.prize)} is more than the {dollars(better.prize)} of "
            )
            yield Problem(file, worse.line, 0, f"{words}{said(better.first, better.last)}", "prizes fall: correct one")
    if entries is not None:
        yield from _beyond(file, lines, entries)


def _missing(file: str, line: Line, first: int) -> Problem:
    return Problem(file, line.line, 0, f"{said(first, line.first - 1)}: no prize before this row", "add the row")


def _beyond(file: str, lines: Sequence[Line], entries: int) -> Iterator[Problem]:
    over = next((line for line in lines if line.prize and line.last > entries), None)
    if over is not None:
        words = f"{said(over.first, over.last)}: the contest has only {entries:,} entries"
        yield Problem(file, over.line, 0, words, "correct the number of entries, or take this contest's table")
