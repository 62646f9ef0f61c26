"""A portfolio that breaks a rule is our bug and never reaches the user."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.portfolio import ApartOf, ExposureOf
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.verify import verify, verify_behind, verify_entries
from small_jobs import choices, contest, job, player

PLAYERS = [player(number, salary=4000 + 1000 * number) for number in range(5)]
JOB = compile_job(job(PLAYERS, [5, 4, 3, 2, 1], contest("A A", cap=14_000), choices(5, 3, max_lineups=(1, 3, 3, 3, 3))))
THREE = compile_job(job([player(n) for n in range(6)], [6, 5, 4, 3, 2, 1], contest("A A A"), choices(6, 3)))


def three(**changes: Any) -> CompiledJob:
    """Three lineups of three of six players."""
    return replace(THREE, **changes)


def test_right_lineups_pass() -> None:
    verify(JOB, [(0, 1), (1, 2), (1, 3)])
    verify(three(unique=2), [(0, 1, 2), (0, 3, 4), (1, 3, 5)])
    verify(three(apart=(ApartOf("a", (2, 3, 4), 1),)), [(0, 1, 2), (0, 1, 3), (0, 1, 4)])
    verify(three(order="joint", exposures=(ExposureOf("e", (0, 1), 2, 1, 1),)), [(0, 1, 2), (0, 3, 4)])


@pytest.mark.parametrize(
    ("lineups", "words"),
    [
        ([(0, 1), (3, 4)], "breaks: salary cap 14000"),
        ([(1, 2), (1, 2)], "is there twice"),
        ([(0, 1), (0, 2)], "more lineups than his exposure allows"),
        ([(1, 0)], "ascending order"),
        ([(1, 1)], "ascending order"),
        ([(0, 1, 2)], "is not 2 players"),
        ([(0, 1), (1, 2), (1, 3), (2, 3)], "4 lineups were found, and 3 are wanted"),
    ],
)
def test_wrong_ones_do_not(lineups: list[Lineup], words: str) -> None:
    with pytest.raises(InternalError, match=words):
        verify(JOB, lineups)


@pytest.mark.parametrize(
    ("wanted", "lineups", "words"),
    [
        ({"unique": 2}, [(0, 1, 2), (3, 4, 5), (0, 1, 3)], r"unique: \(0, 1, 3\) and \(0, 1, 2\) are not apart by 2"),
        ({"apart": (ApartOf("of some", (1, 2, 3), 2),)}, [(0, 1, 2), (0, 1, 3)], "of some: .* not apart by 2"),
        ({"apart": (ApartOf("of some", (4,), 1),)}, [(0, 1, 2), (0, 1, 4)], "of some: .* not apart by 1"),
        ({"exposures": (ExposureOf("of a set", (0, 1), 1, 0, 0),)}, [(0, 1, 2)], "of a set: 1 lineups, at most 0"),
        ({"exposures": (ExposureOf("of a set", (0, 1), 2, 0, 1),)}, [(0, 1, 2), (0, 1, 3)], "2 lineups, at most 1"),
        (
            {"order": "joint", "exposures": (ExposureOf("of a set", (5,), 1, 3, 3),)},
            [(0, 1, 5), (0, 2, 5), (0, 1, 4)],
            "of a set: 2 lineups, at least 3",
        ),
    ],
)
def test_rules_about_several_lineups_are_counted_anew(
    wanted: dict[str, Any], lineups: list[Lineup], words: str
) -> None:
    """Whatever chose the lineups is not asked."""
    with pytest.raises(InternalError, match=words):
        verify(three(**wanted), lineups)


def test_what_came_before_is_not_judged_again() -> None:
    """Locked players may have left no choice; what comes behind them keeps apart from them all the same."""
    wanted = three(unique=2, exposures=(ExposureOf("of a set", (0,), 1, 0, 1),))
    earlier = [(0, 1, 2), (0, 1, 3)]
    verify_behind(wanted, earlier, [(2, 3, 4)])
    for behind, words in (((0, 4, 5), "of a set: 3 lineups"), ((1, 2, 5), "not apart"), ((0, 1, 2), "twice")):
        with pytest.raises(InternalError, match=words):
            verify_behind(wanted, earlier, [behind])


def test_players_who_stay_are_in_their_very_slots() -> None:
    """Others than theirs are no lineups for the entry; two entries may share one, and lineups for others may not."""
    pins = ((1, 5),)
    wanted = three(unique=2)
    verify_entries(wanted, [(0, 1, 2), (0, 1, 5)], [(), pins])
    verify_entries(wanted, [(0, 1, 5), (0, 2, 5)], [pins, pins])
    verify_entries(wanted, [(0, 1, 5), (0, 1, 5)], [((1, 5),), ((2, 5),)])
    for lineups, whose, words in (
        ([(0, 1, 2)], [pins], "breaks: lock"),
        ([(0, 1, 5), (0, 1, 5)], [pins, pins], "twice"),
        ([(0, 1, 2), (0, 1, 3)], [(), ()], "not apart"),
    ):
        with pytest.raises(InternalError, match=words):
            verify_entries(wanted, lineups, whose)


def test_a_player_who_stays_takes_a_slot_that_another_one_needs() -> None:
    """The lineup would fill the slots, and does not beside him where he is."""
    players = [player(0, slots=("A", "B")), player(1, slots=("A",)), player(2, slots=("B",))]
    wanted = compile_job(job(players, [3, 2, 1], contest("A B"), choices(3, 1)))
    verify_entries(wanted, [(0, 1)], [((1, 0),)])
    with pytest.raises(InternalError, match="not in their slots"):
        verify_entries(wanted, [(0, 1)], [((0, 0),)])


def test_lineups_of_different_blocks_are_compared() -> None:
    """Pairs are counted in blocks: here the last of a thousand lineups is too close to one in the middle."""
    far = _far_apart(30)[:1_000]
    wanted = compile_job(
        job([player(n) for n in range(30)], [1] * 30, contest("A A A A A"), choices(30, 1_001, unique=2))
    )
    verify(wanted, far)
    *others, last = far[500]
    with pytest.raises(InternalError, match="not apart"):
        verify(wanted, [*far, (*others, last + 1 if last < 29 else last - 1)])


def _far_apart(players: int) -> Sequence[Lineup]:
    """Fives of which any two differ by two players: their numbers sum up to a multiple of the number of players."""
    return [five for five in combinations(range(players), 5) if sum(five) % players == 0]
