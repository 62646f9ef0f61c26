"""A portfolio that breaks a rule is our bug and never reaches the user."""

import pytest

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.verify import verify
from small_jobs import choices, contest, job, player

PLAYERS = [player(number, salary=4000 + 1000 * number) for number in range(5)]
JOB = compile_job(job(PLAYERS, [5, 4, 3, 2, 1], contest("A A", cap=14_000), choices(5, 3, max_lineups=(1, 3, 3, 3, 3))))


def test_right_lineups_pass() -> None:
    verify(JOB, [(0, 1), (1, 2), (1, 3)])


@pytest.mark.parametrize(
    ("lineups", "words"),
    [
        ([(0, 1), (3, 4)], "breaks: salary cap 14000"),
        ([(0, 1, 2)], "breaks: .*fill the slots A A"),
        ([(1, 2), (1, 2)], "is there twice"),
        ([(0, 1), (0, 2)], "more lineups than his exposure allows"),
    ],
)
def test_wrong_ones_do_not(lineups: list[tuple[int, ...]], words: str) -> None:
    with pytest.raises(InternalError, match=words):
        verify(JOB, lineups)
