"""The joint portfolio of small jobs against trying every choice of lineups."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import small_jobs
from effort import examples
from lineup_engine.errors import NoPortfolio
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.joint import pricing, relaxation
from lineup_engine.optimizer.joint.portfolio import joint_portfolio
from lineup_engine.optimizer.methods import find_joint
from lineup_engine.optimizer.portfolio import ApartOf, ExposureOf
from lineup_engine.specification import Specification
from small_jobs import Lineup, choices, contest, job, player

_MOST_LINEUPS = 28


def all_lineups(specification: Specification) -> list[Lineup]:
    """Every lineup that the rules allow."""
    size = len(specification.rules.slots)
    everyone = range(len(specification.slate.players))
    return [lineup for lineup in combinations(everyone, size) if small_jobs.satisfies(specification, lineup)]


def keeps(compiled: CompiledJob, portfolio: Sequence[Lineup]) -> bool:
    """Whether a portfolio keeps every rule about several lineups."""
    persons = compiled.players.person
    uses = [sum(person in persons[list(lineup)] for lineup in portfolio) for person in persons.tolist()]
    counts = [
        (one, sum(len(set(one.players) & set(lineup)) >= one.at_least for lineup in portfolio))
        for one in compiled.exposures
    ]
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


def one_limit_for_a_person(compiled: CompiledJob) -> CompiledJob:
    """As configurations come to it: all forms of a person have the same limit."""
    persons, most = compiled.players.person.tolist(), compiled.players.max_lineups
    least = [min(int(high) for high, other in zip(most, persons, strict=True) if other == own) for own in persons]
    return replace(compiled, players=replace(compiled.players, max_lineups=np.array(least)))


@st.composite
def joint_jobs(draw: st.DrawFn) -> tuple[Specification, CompiledJob]:
    """Any small job with exposures of single players and of sets."""
    specification = draw(small_jobs.small_jobs())
    lineups = draw(st.integers(2, 4))
    specification = replace(specification, lineups=lineups)
    compiled = one_limit_for_a_person(compile_job(specification))
    players = st.lists(st.integers(0, len(compiled.players) - 1), min_size=1, max_size=4, unique=True)
    bounds = st.tuples(st.integers(0, lineups), st.integers(0, lineups)).map(sorted)
    exposures = [
        ExposureOf(f"exposure {number}", tuple(sorted(draw(players))), draw(st.sampled_from((1, 1, 2))), *draw(bounds))
        for number in range(draw(st.integers(1, 4)))
    ]
    apart = draw(small_jobs.rarely(st.just((ApartOf("apart", tuple(range(len(compiled.players))), 1),)), ()))
    return specification, replace(compiled, exposures=tuple(exposures), apart=apart, order="joint")


@given(joint_jobs())
@settings(max_examples=examples(80))
def test_no_choice_of_lineups_is_worth_more(drawn: tuple[Specification, CompiledJob]) -> None:
    """Met with the largest total and a true bound, or refused where no choice of lineups keeps all rules."""
    specification, compiled = drawn
    lineups = all_lineups(specification)
    assume(len(lineups) <= _MOST_LINEUPS)
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


@given(joint_jobs())
@settings(max_examples=examples(80))
def test_bounds_are_true_before_every_lineup_is_known(drawn: tuple[Specification, CompiledJob]) -> None:
    """With a few lineups listed at a time: whatever is found is right, and nothing is worth more than the bound."""
    specification, compiled = drawn
    assume(len(all_lineups(specification)) <= _MOST_LINEUPS)
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


def six_players(lineups: int, *exposures: ExposureOf, **changes: object) -> CompiledJob:
    """Two of six players, each worth less than the one before."""
    wanted = choices(6, lineups, **changes)
    points = [600_000 - 100_000 * number for number in range(6)]
    compiled = compile_job(job([player(number) for number in range(6)], points, contest("A A"), wanted))
    return replace(compiled, lineups=lineups, exposures=exposures, order="joint")


def exposure(player: int, low: int, high: int) -> ExposureOf:
    """In how many lineups one player is to be."""
    return ExposureOf(f"exposure of Player {player}", (player,), 1, low, high)


def test_greedy_would_be_worth_less() -> None:
    """The best lineup is not always part of the best portfolio."""
    joint = joint_portfolio(six_players(3, max_lineups=(1,) * 6))
    assert joint is not None
    assert sorted(number for lineup in joint.lineups for number in lineup) == list(range(6))
    assert joint.method == "joint: gap 0 %"
    assert [len(lineup) for lineup in joint.lineups] == [2, 2, 2]


def test_minima_that_exclude_each_other_are_named_with_what_they_can_be() -> None:
    """Two of three players in every lineup of two."""
    clashing = six_players(4, exposure(3, 4, 4), exposure(4, 4, 4))
    with pytest.raises(NoPortfolio, match=r"no 4 lineups keep all exposures: exposure of Player . can be at most 1"):
        joint_portfolio(clashing)


def test_a_maximum_that_is_in_the_way_is_named() -> None:
    """A team's maximum against the minimum of its player."""
    team = ExposureOf("exposure of HMS", (2, 3), 1, 0, 1)
    with pytest.raises(NoPortfolio, match=r"exposure of (HMS has to be at least|Player 2 can be at most) \d, together"):
        joint_portfolio(six_players(3, exposure(2, 2, 3), team))


def test_more_lineups_than_exist_are_refused_in_words() -> None:
    """Two of six make fifteen."""
    with pytest.raises(NoPortfolio, match="15 of 16 lineups are possible"):
        joint_portfolio(six_players(16))
    joint = joint_portfolio(six_players(15))
    assert joint is not None
    assert len(set(joint.lineups)) == 15


def test_without_any_lineup_there_is_nothing() -> None:
    """The rules about single lineups allow none: that is explained elsewhere."""
    assert joint_portfolio(six_players(2, salary_min=20_001)) is None


def test_everybody_locked() -> None:
    """One lineup, or none."""
    joint = joint_portfolio(six_players(1, exposure(0, 1, 1), lock=((0,), (1,))))
    assert joint is not None
    assert joint.lineups == ((0, 1),)
    with pytest.raises(NoPortfolio, match="1 of 2 lineups are possible"):
        joint_portfolio(six_players(2, lock=((0,), (1,))))


def test_points_that_are_too_large_are_refused() -> None:
    """The search could not add them up."""
    large = six_players(2)
    with pytest.raises(NoPortfolio, match="larger than it can count"):
        find_joint(replace(large, players=replace(large.players, worth=large.players.worth << 20)))


def test_sets_that_are_too_many_for_the_search_leave_a_true_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some prices are left out of the search and spread over the players instead."""
    monkeypatch.setattr(relaxation, "_FIRST_LISTED", 1)
    monkeypatch.setattr(relaxation, "_LEAST_LISTED", 1)
    monkeypatch.setattr(pricing, "_MOST_INSTANCES", 1)
    monkeypatch.setattr(pricing, "_FEWEST_SPLIT", 0)
    sets = [ExposureOf(f"exposure {n}", (n, n + 1, n + 2), 1 + n % 2, n % 2, 2) for n in range(4)]
    compiled = six_players(3, *sets)
    joint = joint_portfolio(compiled)
    lineups = list(combinations(range(6), 2))
    right = [some for some in combinations(lineups, 3) if keeps(compiled, some)]
    assert joint is not None
    assert keeps(compiled, joint.lineups)
    assert joint.value <= max(sum(map(compiled.players.value, some)) for some in right) <= joint.bound
