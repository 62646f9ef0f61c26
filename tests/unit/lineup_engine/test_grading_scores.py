"""Scores of forecasts against their definitions."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_grading as slow
from effort import examples
from lineup_engine.grading.forecasts import SAMPLE, PlayerOutlook, grade_forecasts, normal_sample, z_scores
from lineup_engine.grading.scores import BINS, LEVELS, crps, histogram, rank_in

SAMPLES = st.lists(st.integers(-3_000_000, 9_000_000) | st.sampled_from([0, 100_000]), min_size=1, max_size=40)
RESULTS = st.integers(-4_000_000, 10_000_000) | st.sampled_from([0, 100_000])


def rising(sample: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(sorted(sample), np.int64)


@settings(max_examples=examples(200))
@given(SAMPLES, RESULTS)
def test_crps_is_the_double_sum_and_the_area(sample: list[int], result: int) -> None:
    assert crps(rising(sample), result) == slow.crps(sample, result) == slow.crps_by_area(sample, result)


@settings(max_examples=examples(200))
@given(SAMPLES, RESULTS)
def test_the_place_in_a_forecast(sample: list[int], result: int) -> None:
    rank = rank_in(rising(sample), result)
    assert rank.pit == slow.pit(sample, result)
    for level in LEVELS:
        assert rank.is_within(level) == slow.is_covered(sample, result, level)


@settings(max_examples=examples(200))
@given(SAMPLES, RESULTS)
def test_the_weight_of_a_result_is_one_and_lies_where_it_is(sample: list[int], result: int) -> None:
    rank = rank_in(rising(sample), result)
    weights = rank.bins()
    assert sum(weights) == 1
    assert min(weights) >= 0
    low, high = rank.below / rank.size, rank.up_to / rank.size
    for number, weight in enumerate(weights):
        if weight:
            assert number / BINS <= high
            assert (number + 1) / BINS >= low


def test_a_certain_forecast_that_is_right_costs_nothing() -> None:
    assert crps(np.array([7, 7, 7]), 7) == 0


def test_a_point_forecast_costs_its_error() -> None:
    """With one value the score is the absolute error."""
    assert crps(np.array([700_000]), 250_000) == 450_000


def test_a_point_mass_is_spread_over_the_bins_that_it_fills() -> None:
    """Three of ten do not play: a zero says nothing of where among these three tenths it lies."""
    sample = np.array([0, 0, 0, 1, 2, 3, 4, 5, 6, 7])
    assert [float(weight) for weight in rank_in(sample, 0).bins()[:4]] == pytest.approx([1 / 3, 1 / 3, 1 / 3, 0])


def test_the_normal_sample_is_normal() -> None:
    sample = normal_sample(3_000_000, 1_000_000)
    assert len(sample) == SAMPLE
    assert np.all(np.diff(sample) > 0)
    assert float(sample.mean()) == pytest.approx(3_000_000, abs=1)
    assert float(sample.std()) == pytest.approx(1_000_000, rel=0.005)
    assert int(sample[SAMPLE * 3 // 4]) == pytest.approx(3_000_000 + 674_490, abs=3_000)


def test_the_crps_of_a_normal_forecast_is_the_known_one() -> None:
    """At the mean it is (sqrt(2) - 1) / sqrt(pi) standard deviations (Gneiting and Raftery, equation 5)."""
    assert float(crps(normal_sample(0, 1_000_000), 0)) == pytest.approx(233_695, rel=0.002)


def outlooks(spread_told: float, count: int = 4_000) -> list[PlayerOutlook]:
    """Players whose results are normal around 30 points with a standard deviation of 10, told as something else."""
    draw = random.Random(5)
    told = round(1_000_000 * spread_told)
    sample = normal_sample(3_000_000, told)
    return [
        PlayerOutlook(f"P{number}", 3_000_000, told, 3_000_000 + round(draw.gauss(0, 1_000_000)), sample)
        for number in range(count)
    ]


def test_a_true_forecast_is_found_true() -> None:
    graded = grade_forecasts(outlooks(1.0), "test")
    assert graded is not None
    assert graded.z is not None
    assert graded.z.sd == pytest.approx(1, abs=0.04)
    assert graded.coverage == pytest.approx({"50": 0.5, "80": 0.8, "95": 0.95}, abs=0.03)
    assert graded.pit == pytest.approx([0.1] * BINS, abs=0.02)


def test_spreads_that_are_too_small_are_found() -> None:
    graded = grade_forecasts(outlooks(0.7), "test")
    assert graded is not None
    assert graded.z is not None
    assert graded.coverage is not None
    assert graded.pit is not None
    assert graded.z.sd == pytest.approx(1 / 0.7, abs=0.06)
    assert graded.coverage["80"] < 0.7
    assert graded.pit[0] > 0.13
    assert graded.pit[-1] > 0.13


def test_the_true_spread_has_the_best_score() -> None:
    """The score is proper: telling what one believes is best."""
    scores = {spread: grade_forecasts(outlooks(spread), "test") for spread in (0.6, 0.8, 1.0, 1.25, 1.6)}
    best = min(scores, key=lambda spread: scores[spread].crps)  # type: ignore[union-attr, return-value, arg-type]
    assert best == 1.0


def test_players_without_spread_are_graded_by_their_error_alone() -> None:
    graded = grade_forecasts([PlayerOutlook("A", 1_000_000, None, 1_500_000)], "test")
    assert graded is not None
    assert (graded.mean_error, graded.mean_absolute_error) == (5.0, 5.0)
    assert (graded.z, graded.coverage, graded.pit, graded.crps) == (None, None, None, None)


def test_nobody_is_no_grade() -> None:
    assert grade_forecasts([], "test") is None


def test_equal_inputs_give_equal_numbers_in_any_order() -> None:
    some = outlooks(0.9, 300)
    one, other = grade_forecasts(some, "t"), grade_forecasts(some[::-1], "t")
    assert one is not None
    assert other is not None
    assert (one.crps, one.pit, one.z, one.coverage) == (other.crps, other.pit, other.z, other.coverage)
    assert one.by_player == other.by_player[::-1]


@settings(max_examples=examples(100))
@given(st.lists(st.floats(-9, 9), min_size=2, max_size=50))
def test_z_scores_are_those_of_the_textbook(scores: list[float]) -> None:
    found = z_scores(scores)
    assert found is not None
    assert found.sd == pytest.approx(float(np.std(scores, ddof=1)), abs=1e-5)
    assert found.mean == pytest.approx(float(np.mean(scores)), abs=1e-5)


def test_the_histogram_adds_up() -> None:
    ranks = [rank_in(np.arange(100), result) for result in (-5, 0, 17, 99, 200)]
    assert sum(histogram(ranks)) == 1
