"""The forecasts of players against their results."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import fsum, sqrt

import numpy as np

from lineup_engine.grading.exact import as_points, ratio, rounded
from lineup_engine.grading.model import ForecastGrade, PlayerForecast, ZScores
from lineup_engine.grading.scores import LEVELS, Rank, crps, histogram, rank_in
from lineup_engine.standings.model import IntArray
from lineup_engine.units import POINT_UNITS

SAMPLE = 1024
"""Quantiles that stand for a normal forecast."""


@dataclass(frozen=True, slots=True)
class PlayerOutlook:
    """What was expected of one person and what he scored, in units; `sample` is his forecast in rising order.

    `spread` is his standard deviation, None or 0 where none is known.
    """

    name: str
    projected: int
    spread: int | None
    scored: int
    sample: IntArray | None = None


def normal_sample(mean: int, spread: int) -> IntArray:
    """The normal forecast with this mean and standard deviation as `SAMPLE` quantiles, in rising order."""
    from lineup_kernels.draws import NORMAL_BITS

    return mean + ((_normal_quantiles() * spread + (1 << (NORMAL_BITS - 1))) >> NORMAL_BITS)


@lru_cache(maxsize=1)
def _normal_quantiles() -> IntArray:
    from lineup_kernels.quantiles import upper_quantiles

    upper = upper_quantiles(SAMPLE // 2).astype(np.int64)
    return np.concatenate([-upper[::-1], upper])


def grade_forecasts(outlooks: Sequence[PlayerOutlook], source: str) -> ForecastGrade | None:
    """The scores of all forecasts; None without any. `source` says what the samples are."""
    if not outlooks:
        return None
    graded = [_Graded(outlook) for outlook in outlooks]
    errors = [outlook.scored - outlook.projected for outlook in outlooks]
    ranks = [one.rank for one in graded if one.rank is not None]
    scores = [one.crps for one in graded if one.crps is not None]
    return ForecastGrade(
        source=source,
        players=len(outlooks),
        mean_error=ratio(sum(errors), len(errors) * POINT_UNITS),
        mean_absolute_error=ratio(sum(map(abs, errors)), len(errors) * POINT_UNITS),
        z=z_scores([one.z for one in graded if one.z is not None]),
        coverage={str(level): _covered(ranks, level) for level in LEVELS} if ranks else None,
        pit=tuple(map(rounded, histogram(ranks))) if ranks else None,
        crps=rounded(sum(scores, Fraction()) / len(scores) / POINT_UNITS) if scores else None,
        by_player=tuple(one.as_row() for one in graded),
    )


class _Graded:
    """One forecast with its scores; None without a spread."""

    def __init__(self, outlook: PlayerOutlook) -> None:
        self._outlook = outlook
        error, sample = outlook.scored - outlook.projected, outlook.sample
        self.z = rounded(Fraction(error, outlook.spread)) if outlook.spread else None
        self.rank = None if sample is None else rank_in(sample, outlook.scored)
        self.crps = None if sample is None else crps(sample, outlook.scored)

    def as_row(self) -> PlayerForecast:
        """The player in the list of all."""
        spread = self._outlook.spread
        return PlayerForecast(
            self._outlook.name,
            as_points(self._outlook.projected),
            None if spread is None else as_points(spread),
            as_points(self._outlook.scored),
            self.z,
            None if self.rank is None else rounded(self.rank.pit),
            None if self.crps is None else rounded(self.crps / POINT_UNITS),
        )


def z_scores(scores: Sequence[float]) -> ZScores | None:
    """The mean and the standard deviation about it, with one less in the divisor; None for fewer than two."""
    if len(scores) < 2:
        return None
    mean = fsum(scores) / len(scores)
    squares = fsum((score - mean) ** 2 for score in scores)
    return ZScores(len(scores), rounded(mean), rounded(sqrt(squares / (len(scores) - 1))))


def _covered(ranks: Sequence[Rank], level: int) -> float:
    return ratio(sum(rank.is_within(level) for rank in ranks), len(ranks))
