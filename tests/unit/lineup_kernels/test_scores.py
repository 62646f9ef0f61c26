"""Scores of trials are those of the slow sampler to the last digit, however they are split; and lie where they should."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from effort import examples
from lineup_kernels.draws import Source
from lineup_kernels.normals import MOST_NORMAL, normal_table
from lineup_kernels.outcomes import Outcomes, take_scores
from lineup_kernels.scores import KNOTS, Scenarios, draw_scores
from reference_scores import Drawn, draw, normal_number

TABLE = normal_table()
LARGEST = 2**63 - 1


def scenarios_of(everybody: Sequence[Drawn], wide: Sequence[bool]) -> Scenarios:
    """The arrays that say what the slow sampler is told; a block begins with whoever depends on himself alone."""
    sizes = [len(drawn.others) for drawn in everybody]
    first = [number for number, size in enumerate(sizes) if size == 1] + [len(sizes)]

    def array(name: str) -> NDArray[np.int32]:
        return np.array([getattr(drawn, name) for drawn in everybody], np.int32)

    return Scenarios(
        normal=TABLE,
        person=array("person"),
        first=np.array(first, np.int32),
        wide=np.array(wide, np.uint8),
        start=np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64),
        weights=np.array([weight for drawn in everybody for weight in drawn.weights], np.int16),
        knots=array("knots"),
        edge=array("edge"),
        below=array("below"),
        step=array("step"),
    )


def drawn(scenarios: Scenarios, persons: int, source: Source, first: int, count: int) -> NDArray[np.int32]:
    """So many trials from the first on."""
    scores = np.full((persons, count), -99, np.int32)
    draw_scores(scenarios, source, first, scores)
    return scores


@st.composite
def anybody(draw: st.DrawFn, block: list[int]) -> Drawn:
    """The last person of a block that has these members so far."""
    weights = draw(st.lists(st.integers(-8191, 8191), min_size=len(block), max_size=len(block)))
    start, steps = draw(st.integers(-4000, 4000)), draw(st.lists(st.integers(0, 400), min_size=6, max_size=6))
    knots = np.interp(np.arange(KNOTS), np.linspace(0, KNOTS, 6), start + np.cumsum(steps)).astype(int)
    edge, below = draw(st.sampled_from([-30_000, -900, 0, 5_000])), draw(st.integers(-5, 5))
    return Drawn(block[-1], tuple(block), weights, knots.tolist(), edge, below, draw(st.sampled_from([1, 2, 25])))


@st.composite
def anything(draw: st.DrawFn) -> tuple[list[Drawn], int, list[bool]]:
    """Some persons of a slate in blocks, how many it has, and which blocks are summed up widely."""
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    persons = sum(sizes) + draw(st.integers(0, 6))
    order = draw(st.permutations(range(persons)))
    everybody: list[Drawn] = []
    for size in sizes:
        block: list[int] = []
        for _ in range(size):
            block.append(order[len(everybody)])
            everybody.append(draw(anybody(block)))
    return everybody, persons, draw(st.lists(st.booleans(), min_size=len(sizes), max_size=len(sizes)))


@given(
    slate=anything(),
    seed=st.integers(0, LARGEST),
    stream=st.integers(0, 2**32 - 1),
    first=st.sampled_from([0, 1, 63, 2**32 - 3, 10**12]),
    cuts=st.lists(st.integers(1, 69), max_size=3, unique=True),
)
@settings(max_examples=examples(25))
def test_any_split_gives_what_the_slow_sampler_gives(
    slate: tuple[list[Drawn], int, list[bool]], seed: int, stream: int, first: int, cuts: list[int]
) -> None:
    """To the last digit."""
    everybody, persons, wide = slate
    wanted = draw(everybody, persons, (seed, stream, range(first, first + 70)), TABLE.tolist())
    scenarios, source = scenarios_of(everybody, wide), Source(seed, stream)
    ends = [0, *sorted(cuts), 70]
    parts = [drawn(scenarios, persons, source, first + begin, end - begin) for begin, end in pairwise(ends)]
    assert np.array_equal(np.concatenate(parts, axis=1), wanted)


@given(
    word=st.one_of(
        st.integers(0, 2**32 - 1), st.integers(2**31 - 2**19 - 5, 2**31 + 5), st.integers(2**32 - 9, 2**32 - 1)
    )
)
@settings(max_examples=examples(100))
def test_every_word_has_its_normal_number(word: int) -> None:
    """The quantile that the word stands for, within units of the table; beyond 4.95 sd, one in 1.3 million, within 0.05 sd."""
    found = normal_number(word, TABLE.tolist())
    wanted = NormalDist().inv_cdf(0.5 + (word % 2**31 + 0.5) / 2**32) * 4096
    assert abs(abs(found) - min(wanted, MOST_NORMAL)) < (1.6 if wanted < 4096 * 4.95 else 205)
    assert (found <= 0) == (word >= 2**31) or found == 0


def straight(person: int, others: Sequence[int], weights: Sequence[int]) -> Drawn:
    """Somebody whose score is his normal number in 1/16 standard deviations."""
    return Drawn(person, others, weights, [16 * (place - 88) for place in range(KNOTS)], -30_000, 0, 1)


def test_scores_are_normal_and_correlated_as_told() -> None:
    """Over 100,000 trials: within four standard errors of mean, spread, tails and correlation."""
    pair = [straight(3, (3,), (8192,)), straight(1, (3, 1), (4915, 6554))]
    scores = drawn(scenarios_of(pair, [False]), 4, Source(7, 1), 0, 100_000) / 16
    assert (scores[[0, 2]] == 0).all()
    for person in (1, 3):
        assert abs(scores[person].mean()) < 4 / 100_000**0.5
        assert abs(scores[person].std() - 1) < 4 / 200_000**0.5
        assert abs((np.abs(scores[person]) > 3).mean() - 0.0027 * 0.86) < 0.0004
    assert abs(np.corrcoef(scores[1], scores[3])[0, 1] - 0.6) < 4 * 0.64 / 100_000**0.5


def test_the_table_of_normal_numbers_has_the_moments_of_the_bell() -> None:
    """Summed over all of it: every place is equally likely, and straight within."""
    body, tail = TABLE[:4096] / 4096, TABLE[4097:] / 4096
    places = [(body[:-1], body[1:], 1 / 4096), (tail[:-1], tail[1:], 1 / 4096**2)]
    square = sum(((a * a + a * b + b * b) / 3).sum() * share for a, b, share in places)
    fourth = sum(((a**4 + a**3 * b + a * a * b * b + a * b**3 + b**4) / 5).sum() * share for a, b, share in places)
    assert abs(square - 1) < 5e-5
    assert abs(fourth - 3) < 1e-3


@pytest.mark.parametrize(("edge", "share"), [(0, 0.5), (-2144, 0.3003)])
def test_the_mass_below_an_edge_is_exact(edge: int, share: float) -> None:
    """So many trials have the score below it, and none a score between it and the table."""
    person = Drawn(0, (0,), (8192,), [160 + 2 * place for place in range(KNOTS)], edge, 0, 5)
    scores = drawn(scenarios_of([person], [False]), 1, Source(9, 2), 0, 200_000)[0]
    assert abs((scores == 0).mean() - share) < 4 * (share * (1 - share) / 200_000) ** 0.5
    assert scores[scores > 0].min() >= 50
    assert (scores % 5 == 0).all()


def test_scores_are_the_same_for_ever() -> None:
    """A job of last year can be run again."""
    pair = [straight(3, (3,), (8192,)), straight(1, (3, 1), (4915, 6554))]
    scores = drawn(scenarios_of(pair, [False]), 4, Source(7, 1), 5, 6)
    assert scores[[1, 3]].tolist() == [[-3, -4, 14, -32, -25, 5], [19, -2, 5, -27, -18, -9]]


def outcomes_of(rows: int, spans: Sequence[Sequence[int]], stride: int = 1) -> Outcomes:
    """A table whose scores tell the row."""
    table = np.arange(rows, dtype=np.int32)[:, None] * np.array([1, 10])
    return Outcomes(table.astype(np.int32), np.array([1, -1, 0], np.int32), np.array(spans, np.int32), stride)


@given(rows=st.integers(2, 40), seed=st.integers(0, LARGEST), first=st.integers(0, 10**12), cut=st.integers(1, 29))
@settings(max_examples=examples(50))
def test_every_row_comes_as_often_as_any_other(rows: int, seed: int, first: int, cut: int) -> None:
    """And the streams of one span never see a row of the other; any split takes the same rows."""
    outcomes = outcomes_of(rows, [[0, rows // 2], [rows // 2, rows]], stride=1)
    seen = []
    for stream, own in ((4, rows // 2), (5, rows - rows // 2)):
        scores = np.empty((3, 3 * own + 30), np.int32)
        take_scores(outcomes, Source(seed, stream), first, scores)
        assert (scores[1] == 0).all()
        assert (scores[0] == 10 * scores[2]).all()
        counts = np.bincount(scores[2, : 3 * own], minlength=rows)
        assert set(counts[counts > 0].tolist()) == {3}
        assert np.count_nonzero(counts) == own
        seen.append(set(scores[2].tolist()))
        later = np.empty((3, 30 - cut), np.int32)
        take_scores(outcomes, Source(seed, stream), first + cut, later)
        assert np.array_equal(later, scores[:, cut:30])
    assert not seen[0] & seen[1]


def test_neighbours_are_taken_far_apart() -> None:
    """A table that is sorted gives no sorted trials."""
    scores = np.empty((3, 10), np.int32)
    take_scores(outcomes_of(100, [[0, 100]], stride=61), Source(7, 0), 0, scores)
    assert set(np.diff(scores[2]).tolist()) <= {61, -39}
