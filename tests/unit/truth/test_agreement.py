"""The reference and the validator were written apart; here they judge every lineup of a slate alike."""

from dataclasses import replace
from itertools import combinations

import pytest

from reference import is_allowed, seated
from reference_slate import problem_of
from salary_file import read_salary_file
from slate_sports import SPORTS
from slates import make_players, slate_text
from validator_judge import Case, Wishes, judge
from validator_tables import TABLES

SIDES = {"A": ("AAA", "AAA@BBB"), "B": ("BBB", "AAA@BBB"), "C": ("CCC", "CCC@DDD")}
PLAYS_FOR = "AAABAAAABACAABB"
PLAYERS = len(PLAYS_FOR)


def crowded(sport: str) -> bytes:
    """A slate of two games on which most play for one team, so dear that half of all lineups are over the cap.

    Fighters keep their bouts: two of them make half of a slate impossible already.
    """
    players = make_players(sport, 11, PLAYERS)
    each = 50_000 * PLAYERS // len(SPORTS[sport].slots.split())
    spent = sum(player.salary for player in players)
    dear = [replace(player, salary=player.salary * each // spent) for player in players]
    return slate_text(
        player if sport == "mma" else replace(player, team=team, game=f"{game} 01/01/2027 01:00PM ET")
        for player, (team, game) in zip(dear, (SIDES[side] for side in PLAYS_FOR), strict=True)
    ).encode()


@pytest.mark.parametrize("sport", sorted(SPORTS))
def test_both_allow_the_same_lineups(sport: str) -> None:
    """Every set of players that fits the slots is allowed by both or refused by both; both answers occur."""
    slate = crowded(sport)
    problem = problem_of(slate, sport, 1)
    case = Case(read_salary_file(slate), TABLES[sport], Wishes(1))
    answers: set[bool] = set()
    for lineup in combinations(range(PLAYERS), len(problem.slots)):
        order = seated(problem.slots, [problem.players[index] for index in lineup])
        if order is not None:
            rows = [problem.players.index(player) for player in order]
            answers.add(is_allowed(problem, lineup))
            assert is_allowed(problem, lineup) == (judge(case, [tuple(zip(problem.slots, rows, strict=True))]) == [])
    assert answers == {True, False}


def test_both_know_the_same_sports() -> None:
    """A sport that one of them lacks would be judged by nobody."""
    assert set(TABLES) >= set(SPORTS)
    assert {sport: " ".join(TABLES[sport].slots) for sport in SPORTS} == {
        sport: kind.slots for sport, kind in SPORTS.items()
    }
