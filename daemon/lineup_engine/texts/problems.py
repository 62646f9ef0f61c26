"""Many problems of one kind: the first ones in full, the others counted."""

from collections.abc import Sequence

from lineup_engine.seam import Problem

MOST_OF_A_FILE = 20
"""So many problems of one file are told in full: a wrong column is seen after three."""


def limited(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """The first problems of a file, and how many more there are."""
    if len(problems) <= MOST_OF_A_FILE:
        return tuple(problems)
    rest = len(problems) - MOST_OF_A_FILE
    last = Problem(problems[0].file, 0, 0, f"has {rest} more problems like these", "mend the first ones and look again")
    return (*problems[:MOST_OF_A_FILE], last)
