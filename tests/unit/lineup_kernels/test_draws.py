"""Draws are whole numbers that depend on seed, stream, trial and player alone, and are spread as promised."""

import hashlib
from decimal import Decimal, localcontext

import numpy as np
import pytest
from numba import njit
from numpy.typing import NDArray

from lineup_kernels.draws import NORMAL_BITS, Source, Spreading, draw_trials
from lineup_kernels.philox import four_words
from lineup_kernels.quantiles import COUNT, upper_quantiles

QUANTILES = upper_quantiles()
PLAYERS = 10
KNOWN = {
    (0, 0, 0, 0): "6627e8d5 e169c58d bc57ac4c 9b00dbd8",
    (2**64 - 1, 2**64 - 1, 2**32 - 1, 2**32 - 1): "408f276d 41c83b0e a20bc7c6 6d5451fd",
    (0x299F31D0A4093822, 0x85A308D3243F6A88, 0x13198A2E, 0x03707344): "d16cfe09 94fdcceb 5001e420 24126ea1",
}
"""The answers that the authors of Philox publish for philox4x32-10, by key, trial, block and stream."""


@njit(cache=False)
def word_of(count: NDArray[np.uint64], lane: int) -> int:
    """One of the four words."""
    return int(four_words(count[0], count[1], count[2], count[3])[lane])


@pytest.mark.parametrize("count", KNOWN, ids=str)
def test_the_words_are_those_of_philox(count: tuple[int, int, int, int]) -> None:
    """Anybody's Philox gives them."""
    words = [word_of(np.array(count, np.uint64), lane) for lane in range(4)]
    assert " ".join(f"{word:08x}" for word in words) == KNOWN[count]


def drawn(
    trials: int, first: int = 0, seed: int = 7, stream: int = 1, quantiles: NDArray[np.int32] = QUANTILES
) -> NDArray[np.int64]:
    """Players around 20 points with a spread of 5, in units."""
    points = np.empty((trials, PLAYERS), np.int64)
    spreading = Spreading(np.full(PLAYERS, 2_000_000), np.full(PLAYERS, 500_000), np.arange(PLAYERS), quantiles)
    draw_trials(spreading, Source(seed, stream), first, points)
    return points


@pytest.mark.parametrize(
    ("quantiles", "deviation", "most"),
    [(QUANTILES, 1.0, 4.33), (QUANTILES[:0], 3**-0.5, 1.0)],
    ids=["normal", "uniform"],
)
def test_draws_are_spread_as_promised(quantiles: NDArray[np.int32], deviation: float, most: float) -> None:
    """Mean 0, the promised standard deviation, never beyond the promised bound."""
    moves = (drawn(20_000, quantiles=quantiles) - 2_000_000) / 500_000
    assert abs(moves.mean()) < 0.01
    assert abs(moves.std() - deviation) < 0.01
    assert np.abs(moves).max() <= most


def test_any_split_draws_the_same() -> None:
    """A trial needs none of those before it."""
    whole = drawn(40)
    for size in (1, 7, 40):
        parts = [drawn(min(size, 40 - first), first) for first in range(0, 40, size)]
        assert (np.concatenate(parts) == whole).all()


def test_seeds_streams_trials_and_players_draw_apart() -> None:
    """No number comes back under another name."""
    rows = [drawn(1), drawn(1, first=1), drawn(1, seed=8), drawn(1, stream=2), drawn(1, first=1 << 32)]
    assert len(np.unique(np.concatenate(rows))) == 5 * PLAYERS


def test_draws_are_the_same_for_ever() -> None:
    """A job of last year can be run again."""
    assert drawn(1)[0, :4].tolist() == [2494111, 1200973, 1694142, 1782855]
    assert drawn(1, quantiles=QUANTILES[:0])[0, :4].tolist() == [2338473, 1944990, 1729636, 1667966]


def test_nobody_scores_less_than_nothing() -> None:
    """But who is expected below zero may be as bad as expected."""
    centre, units = np.array([100, -100, 0]), np.array([10**6, 10**6, 10**6])
    points = np.empty((200, 3), np.int64)
    draw_trials(Spreading(centre, units, np.arange(3), QUANTILES), Source(7, 1), 0, points)
    assert points.min(axis=0).tolist() == [0, -100, 0]


def test_all_forms_of_a_person_move_together() -> None:
    """A captain has his own points, one and a half times as many; whoever stands between them draws for himself."""
    centre, units = np.array([300, 150, 200, 100, 100]) * 10**4, np.array([90, 90, 60, 60, 60]) * 10**4
    points = np.empty((500, 5), np.int64)
    draw_trials(Spreading(centre, units, np.array([5, 1, 5, 0, 1]), QUANTILES), Source(7, 1), 0, points)
    assert np.abs(2 * points[:, 0] - 3 * points[:, 2]).max() <= 3
    assert np.abs(2 * points[:, 1] - 3 * points[:, 4]).max() <= 3
    assert len(np.unique(points[:, 3])) > 450


def test_no_spread_moves_nobody() -> None:
    """Who is certain stays where he is."""
    centre = np.array([5, -5, 0, 10**6])
    points = np.empty((3, 4), np.int64)
    draw_trials(Spreading(centre, np.zeros(4, np.int64), np.arange(4), QUANTILES), Source(7, 1), 0, points)
    assert (points == centre).all()


def area_up_to(quantile: Decimal) -> Decimal:
    """The probability between 0 and a quantile, by the series of the normal distribution."""
    term = total = quantile
    number = 1
    while abs(term) > Decimal(10) ** -30:
        number += 2
        term = term * quantile * quantile / number
        total += term
    pi = Decimal("3.14159265358979323846264338327950288")
    return total * (-quantile * quantile / 2).exp() / (2 * pi).sqrt()


@pytest.mark.parametrize("number", [0, 1, 77, 5_000, 20_000, 32_000, COUNT - 2, COUNT - 1])
def test_a_quantile_is_the_nearest_whole_number(number: int) -> None:
    """Compared with forty decimal digits."""
    with localcontext() as context:
        context.prec = 40
        wanted = (Decimal(number) + Decimal("0.5")) / (2 * COUNT)
        part = Decimal(1) / (1 << NORMAL_BITS)
        found = int(QUANTILES[number]) * part
        assert area_up_to(found - part / 2) <= wanted <= area_up_to(found + part / 2)


def test_the_quantiles_are_the_same_on_every_machine() -> None:
    """The results of all drawn jobs follow from them."""
    assert (
        hashlib.sha256(QUANTILES.astype("<i4").tobytes()).hexdigest()
        == "ca56ec68238bebbb63ebc52cce8760a3c2941c938606d9e1ce60deeb40c3617e"
    )
