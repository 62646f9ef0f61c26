"""The user's rules in the chain of lineups, compared with looking at every lineup there is."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

import small_jobs
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.chain import Ahead, next_lineup
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.counting import GroupOf, MostOfEach
from lineup_engine.optimizer.following import Demand, IfThen
from lineup_engine.optimizer.portfolio import ApartOf, ExposureOf
from lineup_engine.optimizer.written import write_rule
from lineup_engine.specification import Specification
from small_jobs import Lineup, fits_behind, rank, rarely, satisfies

PLAYERS = 6
SOME = st.lists(st.integers(0, PLAYERS - 1), min_size=2, max_size=4, unique=True).map(lambda some: tuple(sorted(some)))

WISHES: st.SearchStrategy[Wish] = st.one_of(
    st.builds(GroupOf, st.just("w"), SOME, st.integers(0, 1), st.integers(1, 2)),
    st.builds(MostOfEach, st.just("w"), SOME.map(lambda some: (some,)), st.just(1)),
    SOME.map(lambda some: IfThen("w", (Demand(some[0], some[1:], 1),), 4)),
)
APART = st.builds(ApartOf, st.just("w"), SOME, st.just(1))
EXPOSURES = st.builds(ExposureOf, st.just("w"), SOME, st.integers(1, 2), st.just(0), st.integers(0, 3))


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[Specification, list[Wish], list[ApartOf], list[ExposureOf]]:
    """A small job with rules about single lineups, about pairs and about all."""
    job = draw(small_jobs.small_jobs())
    wishes = draw(st.lists(WISHES, max_size=2))
    apart, exposures = draw(rarely(st.lists(APART, max_size=2), [])), draw(st.lists(EXPOSURES, max_size=2))
    choices = replace(
        job.choices,
        wishes=tuple(map(write_rule, wishes)),
        apart=tuple(map(write_rule, apart)),
        exposures=tuple(map(write_rule, exposures)),
    )
    return replace(job, choices=choices), wishes, apart, exposures


@given(portfolios())
@settings(max_examples=150, deadline=None)
def test_a_chain_under_rules_is_as_by_trying_all(
    drawn: tuple[Specification, list[Wish], list[ApartOf], list[ExposureOf]],
) -> None:
    """The same lineups in the same order, until none is left."""
    job, wishes, apart, exposures = drawn
    everyone = combinations(range(len(job.slate.players)), len(job.rules.slots))
    allowed = [one for one in everyone if satisfies(job, one) and all(wish.allows(one) for wish in wishes)]
    expected: list[Lineup] = []
    for lineup in sorted(allowed, key=lambda lineup: rank(job, lineup)):
        new = [*expected, lineup]
        if fits_behind(job, expected, lineup) and all(_differs(rule, expected, lineup) for rule in apart):
            expected += [lineup] * all(_count(rule, new) <= rule.high for rule in exposures)
    assert _chain_of(job) == expected[: job.lineups]


def _differs(rule: ApartOf, earlier: Sequence[Lineup], lineup: Lineup) -> bool:
    own = set(lineup) & set(rule.players)
    others = [set(other) & set(rule.players) for other in earlier]
    return all(len(own - other) >= rule.by and len(other - own) >= rule.by for other in others)


def _count(rule: ExposureOf, lineups: Sequence[Lineup]) -> int:
    return sum(len(set(lineup) & set(rule.players)) >= rule.at_least for lineup in lineups)


def _chain_of(job: Specification) -> list[Lineup]:
    compiled = compile_job(job)
    lineups: list[Lineup] = []
    ahead = Ahead()
    while len(lineups) < compiled.lineups and (step := next_lineup(compiled, lineups, ahead)):
        lineups.append(step.lineup)
        ahead = step.ahead
    return lineups
