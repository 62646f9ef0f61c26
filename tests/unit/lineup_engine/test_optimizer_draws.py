"""Draws depend on seed, lineup and player alone, and are spread as promised."""

import numpy as np
import pytest

from lineup_engine.optimizer.draws import drawn_worth
from lineup_engine.specification import Spread

PLAYERS = 20_000
WORTH = np.full(PLAYERS, 2_000_000, dtype=np.int64)
UNITS = (500_000,) * PLAYERS


def moved(kind: str, seed: int = 7, lineup: int = 3) -> list[int]:
    """How far every player is moved."""
    moves: list[int] = (drawn_worth(WORTH, Spread(kind, UNITS), seed, lineup) - WORTH).tolist()
    return moves


@pytest.mark.parametrize(("kind", "deviation", "most"), [("normal", 1.0, 6.0), ("uniform", 3**-0.5, 1.0)])
def test_draws_are_spread_as_promised(kind: str, deviation: float, most: float) -> None:
    """Mean 0, the promised standard deviation, never beyond the promised bound."""
    moves = np.array(moved(kind)) / UNITS[0]
    assert abs(moves.mean()) < 0.03
    assert abs(moves.std() - deviation) < 0.02
    assert np.abs(moves).max() <= most


def test_another_seed_or_lineup_draws_anew() -> None:
    """And the same ones draw the same."""
    assert moved("normal") == moved("normal")
    assert moved("normal") != moved("normal", seed=8)
    assert moved("normal") != moved("normal", lineup=4)


def test_the_draws_of_a_player_do_not_depend_on_those_behind_him() -> None:
    """A longer slate begins with the same numbers."""
    few = drawn_worth(WORTH[:5], Spread("normal", UNITS[:5]), 7, 3).tolist()
    assert few == [2_000_000 + move for move in moved("normal")[:5]]


def test_draws_are_the_same_for_ever() -> None:
    """A job of last year can be run again."""
    assert moved("normal")[:3] == [332_522, 303_742, 295_283]
    assert moved("uniform")[:3] == [70_813, 250_268, 169_484]


def test_no_spread_moves_nobody() -> None:
    """Who is certain stays where he is."""
    assert drawn_worth(WORTH[:9], Spread("normal", (0,) * 9), 7, 1).tolist() == WORTH[:9].tolist()
