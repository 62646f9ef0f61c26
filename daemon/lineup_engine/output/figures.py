"""What simulated contests come to: figures for each lineup and for all together, each with its standard error.

Every figure is made from whole numbers: counts of trials, and sums of prizes and of their squares. Money is in
milli-cents (1/1000 cent) until it is shown in dollars.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, isqrt, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.units import to_points

IntArray = NDArray[np.int64]
Fields = NDArray[np.integer]
"""The number of a field for each trial, in whatever width."""

MILLI_CENTS = 100_000
"""Milli-cents in one dollar."""

CENT = 1_000

QUANTILES = (5, 25, 50, 75, 95, 99)
"""The per cents of the day's profit that are told."""

SCORE_QUANTILES = (5, 25, 50, 75, 95)
"""Those of the cash line and the winning score."""

_PART = 100_000

_WORST = 20
"""The shortfall is the mean of the worst one in so many trials."""

SHARES = ("win", "top_0_1", "top_1", "top_10", "cash")
"""What is counted of each lineup: trials in which it wins (first, alone or tied), is in the top, is paid."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One contest over all trials. `lineups[k]` is the place in the portfolio of the k-th lineup that is in it.

    `payout[f, k]` is the sum of its prizes in milli-cents over the trials in field f, `squares[k]` that of the squares
    of their whole cents over all trials; `counts[name][f, k]` in how many trials it wins and so on; `copies[f, k]` how
    often others have it in field f; `totals[t]` what all of them win in trial t, which is played in field
    `field_of[t]`. `cash[t]` is what the entry at the last paid place scores, `best[t]` what the winner does, in units;
    None = not known, or nobody is paid. `different` trials there are, where scores come from a table with few rows.
    """

    name: str
    fee: int
    lineups: tuple[int, ...]
    payout: IntArray
    squares: tuple[int, ...]
    counts: Mapping[str, IntArray]
    copies: IntArray
    totals: IntArray
    field_of: Fields
    cash: IntArray | None = None
    best: IntArray | None = None
    different: int | None = None

    @property
    def repeats(self) -> float:
        """How often each different trial comes."""
        return 1.0 if self.different is None else self.trials / self.different

    @property
    def trials(self) -> int:
        """How many trials there were."""
        return len(self.totals)

    @property
    def trials_of(self) -> IntArray:
        """How many trials were played in each field."""
        return _by_field(self.field_of, None, len(self.copies))


def lineup_figures(tally: Tally, number: int) -> dict[str, Any]:
    """What the k-th lineup of a contest does there."""
    trials_of, payout = tally.trials_of, tally.payout[:, number]
    total = int(payout.sum())
    plain = _error(total // CENT, tally.squares[number], tally.trials) * CENT * sqrt(tally.repeats)
    figures = _returns(total / tally.trials, tally.fee, _error_over(payout, trials_of, plain))
    counts = {name: tally.counts[name][:, number] for name in SHARES}
    shares = {name: int(count.sum()) / tally.trials for name, count in counts.items()}
    errors = {
        name: _error_over(counts[name], trials_of, sqrt(share * (1 - share) / tally.trials * tally.repeats))
        for name, share in shares.items()
    }
    copies = tally.copies[:, number]
    return {
        "contest": tally.name,
        "roi": figures["roi"],
        "profit": figures["profit"],
        **shares,
        "duplicates": float(copies.mean()),
        "stderr": {
            "roi": figures["roi_stderr"],
            "profit": figures["profit_stderr"],
            **errors,
            "duplicates": _error_of_copies(copies),
        },
    }


def _error_over(sums: IntArray, trials_of: IntArray, plain: float) -> float:
    """The standard error of a mean over trials that are played in several fields: those of one field go together.

    The means of the fields tell it (one-stage cluster sampling: Cochran, Sampling Techniques, 1977, 9A.2). Of one
    field there is only what independent trials would tell, `plain`; few fields that happen to agree do not make it less.
    """
    played = trials_of > 0
    fields, trials = int(played.sum()), int(trials_of.sum())
    if fields < 2:
        return plain
    means = sums[played] / trials_of[played]
    weights = trials_of[played] / trials
    squares = float(((weights * (means - float(weights @ means))) ** 2).sum())
    return max(sqrt(squares * fields / (fields - 1)), plain)


def _returns(mean: float, fee: int, error: float) -> dict[str, float | None]:
    """Profit in dollars and as a part of the fee; the latter is none of a free contest."""
    return {
        "roi": (mean - fee) / fee if fee else None,
        "roi_stderr": error / fee if fee else None,
        "profit": (mean - fee) / MILLI_CENTS,
        "profit_stderr": error / MILLI_CENTS,
    }


def _error(total: int, squares: int, trials: int) -> float:
    """The standard error of a mean from the sums, which are exact however large they are."""
    spread = max(trials * squares - total * total, 0)
    return isqrt(spread) / trials / sqrt(max(trials, 1))


def _error_of_copies(copies: IntArray) -> float | None:
    """From the differences between fields; of one field nothing can be told."""
    return None if len(copies) < 2 else float(copies.std(ddof=1)) / sqrt(len(copies))


def contest_figures(tally: Tally) -> dict[str, Any]:
    """What all lineups of one contest do together."""
    fees = tally.fee * len(tally.lineups)
    return {
        "contest": tally.name,
        "entries": len(tally.lineups),
        **day_figures(tally.totals, fees, [tally.field_of], tally.repeats),
        "cash_line": _score_quantiles(tally.cash),
        "winning_score": _score_quantiles(tally.best),
    }


def _score_quantiles(scores: IntArray | None) -> dict[str, float] | None:
    """Of scores in units, in points."""
    if scores is None:
        return None
    ordered = np.sort(scores)
    return {f"{share / 100:.2f}": to_points(_at(ordered, share)) for share in SCORE_QUANTILES}


def day_figures(totals: IntArray, fees: int, turns: Sequence[Fields], repeats: float = 1.0) -> dict[str, Any]:
    """The distribution of the profit over all trials: of one contest, or of all that are played together.

    Each of `turns` tells the field of trial t: one for each number of fields that contests have. Each different trial
    comes `repeats` times.
    """
    trials, total = len(totals), int(totals.sum())
    plain = _error(total, _squares(totals), trials)
    returns = _returns(total / trials, fees, _error_of_turns(totals, turns, plain * sqrt(repeats)))
    wins = totals > fees
    chance = int(wins.sum()) / trials
    ordered = np.sort(totals)
    worst = ordered[: ceil(trials / _WORST)]
    return {
        "fees": fees / MILLI_CENTS,
        "roi": returns["roi"],
        "profit_mean": returns["profit"],
        "profit_sd": plain * sqrt(trials) / MILLI_CENTS,
        "p_profit": chance,
        "quantiles": {f"{share / 100:.2f}": (_at(ordered, share) - fees) / MILLI_CENTS for share in QUANTILES},
        "shortfall": (int(worst.sum()) - fees * len(worst)) / len(worst) / MILLI_CENTS,
        "stderr": {
            "roi": returns["roi_stderr"],
            "profit_mean": returns["profit_stderr"],
            "p_profit": _error_of_turns(wins, turns, sqrt(chance * (1 - chance) / trials * repeats)),
        },
    }


def _error_of_turns(values: IntArray | NDArray[np.bool_], turns: Sequence[Fields], plain: float) -> float:
    """The standard error of the mean of a value per trial; what fields of different contests do to it adds up.

    Combinations of fields are no observations of their own: there are many, but each field is in many of them.
    """
    squares = 0.0
    for field_of in turns:
        fields = int(field_of.max()) + 1
        sums, trials_of = _by_field(field_of, values, fields), _by_field(field_of, None, fields)
        squares += _error_over(sums, trials_of, 0.0) ** 2
    return max(sqrt(squares), plain)


def _by_field(field_of: Fields, values: IntArray | NDArray[np.bool_] | None, fields: int) -> IntArray:
    """The sum of what each trial has over those of each field, or their number; in parts, to take little memory."""
    sums = np.zeros(fields, np.int64)
    for first in range(0, len(field_of), _PART):
        here = slice(first, first + _PART)
        if values is None:
            sums += np.bincount(field_of[here], minlength=fields)
        else:
            np.add.at(sums, field_of[here], values[here].astype(np.int64))
    return sums


def _squares(totals: IntArray) -> int:
    """The sum of the squares, exactly; in parts, for Python's numbers of all trials at once take much memory."""
    parts = (totals[first : first + _PART].tolist() for first in range(0, len(totals), _PART))
    return sum(total * total for part in parts for total in part)


def _at(ordered: IntArray, share: int) -> int:
    """The smallest value that at least so many per cent do not exceed."""
    return int(ordered[max(-(-share * len(ordered) // 100) - 1, 0)])
