"""The best lineups under prices against looking at every lineup: what is not listed is worth less than is told."""

from dataclasses import replace
from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.joint.exposures import exposures_of
from lineup_engine.optimizer.joint.pricing import Pricing
from lineup_engine.optimizer.portfolio import ExposureOf
from small_jobs import choices, contest, job, player


def job_of(points: list[int], exposures: list[ExposureOf]) -> CompiledJob:
    """Threes of these players; lineups of equal value are told apart by nothing."""
    count = len(points)
    specification = job([player(number) for number in range(count)], points, contest("A A A"), choices(count, 4))
    compiled = compile_job(specification)
    players = replace(compiled.players, tie_key=np.zeros(count, np.int64))
    return replace(compiled, players=players, exposures=tuple(exposures))


@st.composite
def priced(draw: st.DrawFn) -> tuple[CompiledJob, list[int]]:
    """A job with exposures of sets and their prices; few different values, so that many lineups are worth the same."""
    points = draw(st.lists(st.integers(0, 3).map(lambda value: 3_000 * value), min_size=6, max_size=9))
    numbers = st.lists(st.integers(0, len(points) - 1), min_size=2, max_size=5, unique=True)
    exposures = [
        ExposureOf(f"set {number}", tuple(sorted(draw(numbers))), draw(st.sampled_from((1, 2, 2))), 0, 3)
        for number in range(draw(st.integers(1, 3)))
    ]
    prices = [3_000 * draw(st.integers(-4, 4)) for _ in exposures]
    return job_of(points, exposures), prices


def _check(compiled: CompiledJob, asked: list[int], most: int) -> None:
    exposures = exposures_of(compiled)
    pricing = Pricing(compiled, exposures)
    prices = pricing.payable(np.array(asked[: len(exposures)], np.int64))
    offer = pricing.best(prices, most)
    listed = set(map(tuple, offer.lineups.tolist()))
    missing = set(combinations(range(len(compiled.players)), 3)) - listed
    counts = np.array([[one.counts(lineup) for one in exposures] for lineup in missing], np.bool_)
    worth = [compiled.players.worth_of(lineup) for lineup in missing]
    net = prices.net(np.array(worth, np.int64), counts.reshape(len(missing), len(exposures)))
    assert offer.rest is not None or not missing
    assert offer.rest is None or not missing or net.max() < offer.rest


@given(priced(), st.integers(1, 3))
@settings(max_examples=examples(300))
def test_what_is_not_listed_is_worth_less_than_is_told(case: tuple[CompiledJob, list[int]], most: int) -> None:
    """After payment, whatever the search for more lineups of one value comes to."""
    _check(*case, most)


def test_a_longer_list_comes_to_what_other_patterns_have() -> None:
    """The second list has to go further down for many lineups of one value, past what was left aside after the first."""
    sets = [ExposureOf("of some", (3, 4), 1, 0, 3), ExposureOf("of others", (0, 3), 1, 0, 3)]
    _check(job_of([0, 3_000, 3_000, 0, 6_000, 3_000], sets), [-3_000, -3_000], 2)
