"""The chain of lineups: by value, ties by key, compared with looking at every lineup there is."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

import small_jobs
from lineup_engine.optimizer.cases import SumWithin
from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compile import compile_job, tie_key
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.fast.portfolio import best_portfolio
from lineup_engine.optimizer.model import Range
from lineup_engine.optimizer.rulebook import standing_rules
from lineup_engine.optimizer.ties import first_of_tied
from lineup_engine.specification import Specification
from small_jobs import best_chain, choices, contest, job, player

Lineup = tuple[int, ...]


def chain_of(compiled: CompiledJob, *, forget: bool = False) -> list[Lineup]:
    """The optimizer's lineups; `forget` drops what each search has seen ahead."""
    lineups: list[Lineup] = []
    ahead = Ahead()
    while len(lineups) < compiled.lineups and (step := next_lineup(compiled, lineups, ahead)):
        lineups.append(step.lineup)
        ahead = Ahead() if forget else step.ahead
    return lineups


@given(small_jobs.small_jobs())
@settings(max_examples=150)
def test_every_lineup_and_every_tie_is_as_by_trying_all(specification: Specification) -> None:
    """The whole sequence is the same, under any rules, until no lineup is left."""
    assert chain_of(compile_job(specification)) == best_chain(specification)


@given(small_jobs.small_jobs())
@settings(max_examples=40)
def test_what_was_seen_ahead_changes_nothing(specification: Specification) -> None:
    """A chain that starts each search from nothing finds the same lineups."""
    compiled = compile_job(specification)
    assert chain_of(compiled, forget=True) == chain_of(compiled)


def test_ties_are_ordered_by_the_sum_of_keys() -> None:
    """With all values equal, every pair comes, the smallest sum of keys first."""
    players = [player(number) for number in range(5)]
    compiled = compile_job(job(players, [500_000] * 5, contest("A A"), choices(5, 10)))
    lineups = chain_of(compiled)
    sums = [sum(tie_key(players[member]) for member in lineup) for lineup in lineups]
    assert len(set(lineups)) == 10
    assert sums == sorted(sums)


def test_equal_values_and_equal_sums_of_keys_are_ordered_by_players() -> None:
    """Of ids in a row many pairs have the same sum of keys: both paths put them in the order of the slate.

    The sum of two checksums is the same where two bits of the ids are spread otherwise.
    """
    ids = ["11896030", "11896037", "11896042", "11896045"]
    players = [player(number, key=one, id=one, person=one) for number, one in enumerate(ids)]
    keys = [tie_key(one) for one in players]
    assert len({sum(pair) for pair in combinations(keys, 2)}) < 6
    compiled = compile_job(job(players, [1000] * 4, contest("A A"), choices(4, 6)))
    in_order = sorted(combinations(range(4), 2), key=lambda pair: (sum(keys[one] for one in pair), pair))
    assert chain_of(compiled) == chain_of(compiled, forget=True) == in_order
    assert best_portfolio(compiled) == in_order


@given(st.lists(st.integers(0, 2), min_size=24, max_size=24), st.permutations(range(24)), st.integers(0, 40))
@settings(max_examples=40)
def test_keys_that_hardly_differ_leave_the_order_to_the_players(keys: list[int], points: list[int], least: int) -> None:
    """More players than are told apart at once, and nearly all sums of keys are equal; three of them are in a lineup."""
    compiled = compile_job(job([player(n) for n in range(24)], [1] * 24, contest("A A A"), choices(24, 1)))
    worth = SumWithin("worth", tuple(enumerate(points)), Range(low=least))
    rules = (*standing_rules(compiled), worth)
    allowed = [three for three in combinations(range(24), 3) if sum(points[one] for one in three) >= least]
    assert first_of_tied(keys, rules) == min(allowed, key=lambda three: (sum(keys[one] for one in three), three))


def test_a_single_unit_decides() -> None:
    """A lineup that is better by 1e-5 point among millions of units comes first."""
    players = [player(number) for number in range(4)]
    points = [20_000_000, 30_000_001, 30_000_000, 9_999_999]
    compiled = compile_job(job(players, points, contest("A A"), choices(4, 3)))
    assert chain_of(compiled) == [(1, 2), (0, 1), (0, 2)]


def test_a_used_up_player_leaves() -> None:
    """The best player is in no more lineups than his exposure allows."""
    players = [player(number) for number in range(4)]
    wishes = choices(4, 3, max_lineups=(1, 3, 3, 3))
    compiled = compile_job(job(players, [9, 5, 4, 3], contest("A A"), wishes))
    assert chain_of(compiled) == [(0, 1), (1, 2), (1, 3)]
