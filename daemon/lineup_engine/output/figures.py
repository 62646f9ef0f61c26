"""What simulated contests come to: figures for each lineup and for all together, each with its standard error.

Every figure is made from whole numbers: counts of trials, and sums of prizes and of their squares. Money is in
milli-cents (1/1000 cent) until it is shown in dollars.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, isqrt, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.units import to_points

IntArray = NDArray[np.int64]

MILLI_CENTS = 100_000
"""Milli-cents in one dollar."""

CENT = 1_000

QUANTILES = (5, 25, 50, 75, 95, 99)
"""The per cents of the day's profit that are told."""

SCORE_QUANTILES = (5, 25, 50, 75, 95)
"""Those of the cash line and the winning score."""

_WORST = 20
"""The shortfall is the mean of the worst one in so many trials."""

SHARES = ("win", "top_0_1", "top_1", "top_10", "cash")
"""What is counted of each lineup: trials in which it wins (first, alone or tied), is in the top, is paid."""


@dataclass(frozen=True, slots=True)
class Tally:
    """One contest over all trials. `lineups[k]` is the place in the portfolio of the k-th lineup that is in it.

    `payout[k]` is the sum of its prizes in milli-cents, `squares[k]` that of the squares of their whole cents;
    `counts[name][k]` in how many trials it wins and so on; `copies[f, k]` how often others have it in field f;
    `totals[t]` what all of them win in trial t. `cash[t]` is what the entry at the last paid place scores, `best[t]` what
    the winner does, in units; None = not known, or nobody is paid.
    """

    name: str
    fee: int
    trials: int
    lineups: tuple[int, ...]
    payout: tuple[int, ...]
    squares: tuple[int, ...]
    counts: Mapping[str, tuple[int, ...]]
    copies: IntArray
    totals: IntArray
    cash: IntArray | None = None
    best: IntArray | None = None


def lineup_figures(tally: Tally, number: int) -> dict[str, Any]:
    """What the k-th lineup of a contest does there."""
    mean = tally.payout[number] / tally.trials
    error = _error(tally.payout[number] // CENT, tally.squares[number], tally.trials) * CENT
    shares = {name: tally.counts[name][number] / tally.trials for name in SHARES}
    copies = tally.copies[:, number]
    figures = _returns(mean, tally.fee, error)
    errors = {name: sqrt(share * (1 - share) / tally.trials) for name, share in shares.items()}
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
        **day_figures(tally.totals, fees),
        "cash_line": _score_quantiles(tally.cash),
        "winning_score": _score_quantiles(tally.best),
    }


def _score_quantiles(scores: IntArray | None) -> dict[str, float] | None:
    """Of scores in units, in points."""
    if scores is None:
        return None
    ordered = np.sort(scores)
    return {f"{share / 100:.2f}": to_points(_at(ordered, share)) for share in SCORE_QUANTILES}


def day_figures(totals: IntArray, fees: int) -> dict[str, Any]:
    """The distribution of the profit over all trials: of one contest, or of all that are played together."""
    trials = len(totals)
    total = int(totals.sum())
    squares = sum(int(part) * int(part) for part in totals.tolist())
    error = _error(total, squares, trials)
    returns = _returns(total / trials, fees, error)
    wins = int((totals > fees).sum()) / trials
    profits = np.sort(totals) - fees
    worst = profits[: ceil(trials / _WORST)]
    return {
        "fees": fees / MILLI_CENTS,
        "roi": returns["roi"],
        "profit_mean": returns["profit"],
        "profit_sd": error * sqrt(trials) / MILLI_CENTS,
        "p_profit": wins,
        "quantiles": {f"{share / 100:.2f}": _quantile(profits, share) for share in QUANTILES},
        "shortfall": int(worst.sum()) / len(worst) / MILLI_CENTS,
        "stderr": {
            "roi": returns["roi_stderr"],
            "profit_mean": returns["profit_stderr"],
            "p_profit": sqrt(wins * (1 - wins) / trials),
        },
    }


def _quantile(ordered: IntArray, share: int) -> float:
    """The smallest profit that at least so many per cent of the trials do not exceed, in dollars."""
    return _at(ordered, share) / MILLI_CENTS


def _at(ordered: IntArray, share: int) -> int:
    """The smallest value that at least so many per cent do not exceed."""
    return int(ordered[max(-(-share * len(ordered) // 100) - 1, 0)])
