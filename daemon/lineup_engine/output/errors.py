"""How far figures of simulated contests may be off: standard errors, and margins where few fields tell them.

Trials of one field go together, so the means of the fields tell the error (one-stage cluster sampling: Cochran,
Sampling Techniques, 1977, 9A.2). What few fields tell is itself uncertain: a margin takes Student's t with one degree
of freedom less than there are fields ("Student", The probable error of a mean, Biometrika 6, 1908).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import isqrt, sqrt

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray

Fields = NDArray[np.integer]
"""The number of a field for each trial, in whatever width."""

Values = IntArray | NDArray[np.bool_]

_PART = 100_000

CENT = 1_000
"""Milli-cents in a cent."""

_NORMAL = 1.959964
"""So many standard deviations to both sides hold 95 per cent of a normal distribution."""

_OF_ONE, _OF_TWO = 12.706205, 4.302653
"""Student's t for 95 per cent with one and two degrees of freedom."""


@dataclass(frozen=True, slots=True)
class Uncertainty:
    """The standard error of a figure, and the `margin` to both sides that holds the truth 95 times of 100."""

    error: float
    margin: float


def share_error(count: int, trials: int, repeats: float) -> float:
    """The standard error of a share of independent trials, each of which comes `repeats` times.

    As if one more trial had been a success and one more none (the rule of succession): what was not seen in so many
    trials can be, and of none seen the plain formula would say that it never is.
    """
    different = trials / repeats
    share = (count / repeats + 1) / (different + 2)
    return sqrt(share * (1 - share) / different)


def mean_error(total: int, squares: int, trials: int) -> float:
    """The standard error of a mean of independent trials from the sums, which are exact however large they are."""
    spread = max(trials * squares - total * total, 0)
    return isqrt(spread) / trials / sqrt(max(trials, 1))


def clustered_error(sums: IntArray, trials_of: IntArray, plain: float) -> float:
    """The standard error of a mean over trials in several fields: `sums[f]` over the `trials_of[f]` of field f.

    Of one field there is only what independent trials would tell, `plain`; few fields that happen to agree do not make
    it less.
    """
    return max(_between(sums, trials_of), plain)


def uncertainty_of(values: Values, turns: Iterable[Fields], plain: float) -> Uncertainty:
    """Of the mean of a value per trial; each of `turns` tells the field of trial t, in contests with so many fields.

    What fields of different contests do to it is added up as if all erred the same way, for their ownership errs
    together. Combinations of fields are no observations of their own: there are many, but each field is in many of them.
    """
    error = margin = 0.0
    for field_of in turns:
        fields = int(field_of.max()) + 1
        sums, trials_of = by_field(field_of, values, fields), by_field(field_of, None, fields)
        between = _between(sums, trials_of)
        error += between
        margin += between * student(int((trials_of > 0).sum()) - 1)
    return Uncertainty(max(error, plain), max(margin, _NORMAL * plain))


def by_field(field_of: Fields, values: Values | None, fields: int) -> IntArray:
    """The sums of what trials have over those of each field, or their numbers; in parts, to take little memory."""
    sums = np.zeros(fields, np.int64)
    for first in range(0, len(field_of), _PART):
        here = slice(first, first + _PART)
        if values is None:
            sums += np.bincount(field_of[here], minlength=fields)
        else:
            np.add.at(sums, field_of[here], values[here].astype(np.int64))
    return sums


def student(freedom: int) -> float:
    """Student's t for 95 per cent to both sides, with so many degrees of freedom; that of the normal distribution for 0.

    By the series of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.5: 0.004 too small for three degrees
    of freedom, right to 0.0003 from five on.
    """
    if freedom in {1, 2}:
        return _OF_ONE if freedom == 1 else _OF_TWO
    z: float = _NORMAL
    if not freedom:
        return z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / float(freedom) ** power for power, term in enumerate(terms, 1))


def _between(sums: IntArray, trials_of: IntArray) -> float:
    """What the means of the fields tell; nothing of one field."""
    played = trials_of > 0
    fields, trials = int(played.sum()), int(trials_of.sum())
    if fields < 2:
        return 0.0
    means = sums[played] / trials_of[played]
    weights = trials_of[played] / trials
    squares = float(((weights * (means - float(weights @ means))) ** 2).sum())
    return sqrt(squares * fields / (fields - 1))
