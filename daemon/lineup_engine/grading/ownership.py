"""How far ownership was from what was expected, as projected or as simulated."""

from collections.abc import Callable, Sequence
from fractions import Fraction

from lineup_engine.grading.exact import rounded
from lineup_engine.grading.model import OwnershipError, OwnershipMiss

Shares = Sequence[Fraction | None]
"""Shares of all lineups, from 0 to 1, by reference; None = not known."""

_ONE_PER_CENT = Fraction(1, 100)
_MOST_MISSES = 10


def shares_of(uses: Sequence[int], lineups: int) -> Shares:
    """Counts in so many lineups as shares."""
    return [Fraction(count, lineups) for count in uses]


def ownership_error(expected: Shares, real: Shares, called: Callable[[int], str]) -> OwnershipError | None:
    """The mean absolute error over everybody expected or used, and over those whom 1 % or more used.

    None where nothing is expected of anybody.
    """
    pairs = {
        player: (told, used)
        for player, (told, used) in enumerate(zip(expected, real, strict=True))
        if told is not None and used is not None and (told or used)
    }
    if not any(told for told, _ in pairs.values()):
        return None
    misses = {player: abs(told - used) for player, (told, used) in pairs.items()}
    of_one = [misses[player] for player, (_, used) in pairs.items() if used >= _ONE_PER_CENT]
    order = sorted(misses, key=lambda player: (-misses[player], called(player), player))
    return OwnershipError(
        players=len(misses),
        error=_per_cent(sum(misses.values(), Fraction()) / len(misses)),
        players_of_one=len(of_one),
        error_of_one=_per_cent(sum(of_one, Fraction()) / len(of_one)) if of_one else None,
        misses=tuple(
            OwnershipMiss(called(player), _per_cent(pairs[player][0]), _per_cent(pairs[player][1]))
            for player in order[:_MOST_MISSES]
        ),
    )


def _per_cent(share: Fraction) -> float:
    return rounded(100 * share)
