"""The joint portfolio of small jobs against trying every choice of lineups."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import small_jobs
from lineup_engine.errors import NoPortfolio
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.joint import relaxation
from lineup_engine.optimizer.joint.portfolio import joint_portfolio
from lineup_engine.optimizer.portfolio import ApartOf, ExposureOf
from lineup_engine.specification import Specification
from small_jobs import Lineup, choices, contest, job, player

_MOST_LINEUPS = 14


def all_lineups(specification: Specification) -> list[Lineup]:
    """Every lineup that the rules allow."""
    size = len(specification.rules.slots)
    everyone = range(len(specification.slate.players))
    return [lineup for lineup in combinations(everyone, size) if small_jobs.satisfies(specification, lineup)]


def keeps(compiled: CompiledJob, portfolio: Sequence[Lineup]) -> bool:
    """Whether a portfolio keeps every rule about several lineups."""
    uses = [sum(number in lineup for lineup in portfolio) for number in range(len(compiled.players))]
    counts = [(one, sum(len(set(one.players) & set(lineup)) >= one.at_least for lineup in portfolio)) for one in compiled.exposures]
    return (
        all(use <= most for use, most in zip(uses, compiled.players.max_lineups.tolist(), strict=True))
        and all(one.low <= count <= one.high for one, count in counts)
        and all(len(set(a) - set(b)) >= compiled.unique for a, b in combinations(portfolio, 2))
        and all(rule.from_lineup(a, 0).allows(b) for rule in compiled.apart for a, b in combinations(portfolio, 2))
    )


def best_total(specification: Specification, compiled: CompiledJob) -> int | None:
    """The largest total of any right choice of lineups."""
    totals = (
        sum(map(compiled.players.value, portfolio))
        for portfolio in combinations(all_lineups(specification), compiled.lineups)
        if keeps(compiled, portfolio)
    )
    return max(totals, default=None)


@st.composite
def joint_jobs(draw: st.DrawFn) -> tuple[Specification, CompiledJob]:
    """Any small job with exposures of single players and of sets."""
    specification = draw(small_jobs.small_jobs())
    lineups = draw(st.integers(2, 4))
    specification = replace(specification, lineups=lineups)
    compiled = compile_job(specification)
    players = st.lists(st.integers(0, len(compiled.players) - 1), min_size=1, max_size=4, unique=True)
    bounds = st.tuples(st.integers(0, lineups), st.integers(0, lineups)).map(sorted)
    exposures = [
        ExposureOf(f"exposure {number}", tuple(sorted(draw(players))), draw(st.sampled_from((1, 1, 2))), *draw(bounds))
        for number in range(draw(st.integers(1, 4)))
    ]
    apart = draw(small_jobs.rarely(st.just((ApartOf("apart", tuple(range(len(compiled.players))), 1),)), ()))
    return specification, replace(compiled, exposures=tuple(exposures), apart=apart, order="joint")


@given(joint_jobs())
@settings(max_examples=300, deadline=None)
def test_no_choice_of_lineups_is_worth_more(drawn: tuple[Specification, CompiledJob]) -> None:
    """Met with the largest total and a true bound, or refused where no choice of lineups keeps all rules."""
    specification, compiled = drawn
    lineups = all_lineups(specification)
    assume(len(lineups) <= _MOST_LINEUPS * 2)
    best = best_total(specification, compiled)
    try:
        joint = joint_portfolio(compiled)
    except NoPortfolio:
        assert best is None
        return
    if joint is None:
        assert best is None
        return
    assert best is not None
    assert keeps(compiled, joint.lineups)
    assert len(set(joint.lineups)) == len(joint.lineups) == compiled.lineups
    assert set(joint.lineups) <= set(lineups)
    assert joint.value <= best <= joint.bound
    assert (joint.bound - joint.value) >= best - joint.value
    print(best - joint.value, joint.method)


@given(joint_jobs())
@settings(max_examples=300, deadline=None)
def test_bounds_are_true_before_every_lineup_is_known(drawn: tuple[Specification, CompiledJob]) -> None:
    """With a few lineups listed at a time: whatever is found is right, and nothing is worth more than the bound."""
    specification, compiled = drawn
    assume(len(all_lineups(specification)) <= _MOST_LINEUPS * 2)
    best = best_total(specification, compiled)
    try:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(relaxation, "_FIRST_LISTED", 1)
            patched.setattr(relaxation, "_LEAST_LISTED", 1)
            patched.setattr(relaxation, "_DEPTH", 1)
            joint = joint_portfolio(compiled)
    except NoPortfolio:
        assert best is None
        return
    if joint is None:
        assert best is None
        return
    assert best is not None
    assert keeps(compiled, joint.lineups)
    assert joint.value <= best <= joint.bound
    print("ok", best-joint.value, joint.method)
