"""The fast path under the user's own rules gives what trying every lineup gives, in the same order."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from unittest import mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import small_jobs
from effort import examples
from lineup_engine.errors import RulesClash
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.fast import branches
from lineup_engine.optimizer.fast.portfolio import best_portfolio
from lineup_engine.optimizer.methods import Methods
from lineup_engine.optimizer.portfolio import ApartOf, ExposureOf
from lineup_engine.optimizer.rulebook import apart, standing_rules, used_up
from lineup_engine.optimizer.trials import Trials
from lineup_engine.optimizer.written import WISHES
from lineup_engine.specification import Specification
from reference import tie_key
from small_jobs import contest, job, player
from small_wishes import PLAYERS, SIZE, SOME, wishes_of

Lineup = tuple[int, ...]

SHAPES = {
    "A A A": (("A",),),
    "Q W W": (("Q",), ("W",)),
    "Q W F": (("Q",), ("W", "F"), ("F",)),
    "A B F": (("A", "F"), ("B", "F"), ("A",), ("A", "B", "F")),
}


def best_chain(compiled: CompiledJob) -> list[Lineup]:
    """The lineups of a job in order, by asking every rule about every set of players."""
    players = compiled.players
    rules = standing_rules(compiled)
    everyone = combinations(range(len(players)), compiled.size)
    allowed = [lineup for lineup in everyone if all(rule.allows(lineup) for rule in rules)]
    allowed.sort(key=lambda one: (-players.value(one), sum(tie_key(players.names[member].key) for member in one)))
    chain: list[Lineup] = []
    while len(chain) < compiled.lineups:
        tight = (*apart(compiled, chain), *used_up(compiled, chain))
        left = (one for one in allowed if one not in chain and all(rule.allows(one) for rule in tight))
        following = next(left, None)
        if following is None:
            break
        chain.append(following)
    return chain


@st.composite
def plain_jobs(draw: st.DrawFn) -> Specification:
    """A job without rules of the user's; few values, so that ties are frequent."""
    slots = draw(st.sampled_from(sorted(SHAPES)))
    players = [
        player(
            number, slots=(own := draw(st.sampled_from(SHAPES[slots]))), positions=own, salary=1000 * (number % 4 + 1)
        )
        for number in range(PLAYERS)
    ]
    points = [draw(st.integers(0, 6)) * 50_000 for _ in range(PLAYERS)]
    limit = draw(st.sampled_from([7_000, 9_000, 12_000]))
    lineups = draw(st.integers(2, 8))
    chosen = small_jobs.choices(PLAYERS, lineups, lock=draw(small_jobs.rarely(st.just(((1,),)), ())))
    return replace(job(players, points, contest(slots, limit), chosen), lineups=lineups)


ANY_WISH = st.sampled_from(WISHES).flatmap(wishes_of)
APART = st.builds(ApartOf, st.just("apart"), SOME, st.integers(1, 2))
EXPOSURES = st.builds(ExposureOf, st.just("exposure"), SOME, st.integers(1, 2), st.just(0), st.integers(0, 3))


@st.composite
def wishful_jobs(draw: st.DrawFn) -> CompiledJob:
    """A job with up to three rules, and sometimes rules between lineups."""
    wishes: Sequence[Wish] = draw(st.lists(ANY_WISH, min_size=1, max_size=3))
    return replace(
        compile_job(draw(plain_jobs())),
        wishes=tuple(wishes),
        unique=draw(small_jobs.rarely(st.just(2), 1)),
        apart=tuple(draw(small_jobs.rarely(st.lists(APART, max_size=2), []))),
        exposures=tuple(draw(small_jobs.rarely(st.lists(EXPOSURES, max_size=2), []))),
    )


@given(wishful_jobs())
@settings(max_examples=examples(600))
def test_every_lineup_is_as_by_asking_every_rule(compiled: CompiledJob) -> None:
    """Whatever rules come together: in branches, in counts, in conditions, or judged in the end."""
    assert compiled.size == SIZE
    assert best_portfolio(compiled) == best_chain(compiled)


@given(wishful_jobs(), st.integers(1, 3))
@settings(max_examples=examples(400))
def test_rules_of_too_many_cases_are_tallied_or_judged(compiled: CompiledJob, most: int) -> None:
    """With so few cases at hand as if there were dozens of teams."""
    with mock.patch.object(branches, "MOST_CASES", most):
        assert best_portfolio(compiled) == best_chain(compiled)


@given(
    wishful_jobs(), st.lists(st.lists(st.integers(-2, 6), min_size=PLAYERS, max_size=PLAYERS), min_size=1, max_size=4)
)
@settings(max_examples=examples(300))
def test_the_best_lineup_of_every_trial_is_as_by_asking_every_rule(
    compiled: CompiledJob, drawn: list[list[int]]
) -> None:
    """Whatever rules come together and whatever is drawn."""
    alone = replace(compiled, lineups=1, unique=1, apart=(), exposures=())
    slates = np.array(drawn, np.int64) * 50_000
    of_each = [
        best_chain(replace(alone, players=replace(alone.players, points=worth, worth=worth)))[:1] for worth in slates
    ]
    if not all(of_each):
        with pytest.raises(RulesClash):
            Trials(alone, Methods()).best(slates)
        return
    assert [[tuple(row)] for row in Trials(alone, Methods()).best(slates).tolist()] == of_each


@given(plain_jobs(), st.lists(APART, max_size=2), st.lists(EXPOSURES, max_size=3))
@settings(max_examples=examples(200))
def test_rules_between_lineups_are_kept(
    specification: Specification, apart_of: list[ApartOf], exposures: list[ExposureOf]
) -> None:
    """Also behind lineups that are there already."""
    compiled = replace(compile_job(specification), apart=tuple(apart_of), exposures=tuple(exposures))
    whole = best_chain(compiled)
    for begun in range(len(whole) + 1):
        assert best_portfolio(compiled, whole[:begun]) == whole
