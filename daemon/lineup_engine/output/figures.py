"""What simulated contests come to: figures for each lineup and for all together, each with its standard error.

Every figure is made from whole numbers: counts of trials, and sums of prizes and of their squares. Money is in
milli-cents (1/1000 cent) until it is shown in dollars.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import ceil, hypot, sqrt
from typing import Any

import numpy as np

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.output.errors import CENT, Fields, by_field, clustered_error, mean_error, share_error, uncertainty_of
from lineup_engine.units import to_points

MILLI_CENTS = 100_000
"""Milli-cents in one dollar."""

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
    `first` is the first prize.
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
    first: int = 0

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
        return by_field(self.field_of, None, len(self.copies))

    def unseen(self, lineups: Iterable[int]) -> float:
        """What the first prize adds to the standard error of a mean if none of these has won: it can be won, however rarely.

        As much as if one more trial had brought it.
        """
        is_won = any(int(self.counts["win"][:, number].sum()) for number in lineups)
        return 0.0 if is_won else self.first / (self.trials / self.repeats + 2)


def lineup_figures(tally: Tally, number: int) -> dict[str, Any]:
    """What the k-th lineup of a contest does there."""
    trials_of, payout = tally.trials_of, tally.payout[:, number]
    total = int(payout.sum())
    plain = mean_error(total // CENT, tally.squares[number], tally.trials) * CENT * sqrt(tally.repeats)
    plain = hypot(plain, tally.unseen([number]))
    error = clustered_error(payout, trials_of, plain)
    counts = {name: tally.counts[name][:, number] for name in SHARES}
    errors = {
        name: clustered_error(count, trials_of, share_error(int(count.sum()), tally.trials, tally.repeats))
        for name, count in counts.items()
    }
    copies = tally.copies[:, number]
    return {
        "contest": tally.name,
        **_returns(total / tally.trials, tally.fee),
        **{name: int(count.sum()) / tally.trials for name, count in counts.items()},
        "duplicates": float(copies.mean()),
        "stderr": {**_scaled(error, tally.fee), **errors, "duplicates": _error_of_copies(copies)},
    }


def _returns(mean: float, fees: int) -> dict[str, float | None]:
    """Profit in dollars and as a part of the fees; the latter is none of a free contest."""
    return _scaled(mean - fees, fees)


def _scaled(money: float, fees: int) -> dict[str, float | None]:
    """An amount in milli-cents as a part of the fees, and in dollars."""
    return {"roi": money / fees if fees else None, "profit": money / MILLI_CENTS}


def _error_of_copies(copies: IntArray) -> float | None:
    """From the differences between fields; of one field nothing can be told."""
    return None if len(copies) < 2 else float(copies.std(ddof=1)) / sqrt(len(copies))


def contest_figures(tally: Tally) -> dict[str, Any]:
    """What all lineups of one contest do together."""
    everybody = range(len(tally.lineups))
    day = Day(tally.totals, tally.fee * len(tally.lineups), (tally.field_of,), tally.repeats, tally.unseen(everybody))
    return {
        "contest": tally.name,
        "entries": len(tally.lineups),
        "fields": len(tally.copies),
        **day_figures(day),
        "cash_line": _score_quantiles(tally.cash),
        "winning_score": _score_quantiles(tally.best),
    }


def _score_quantiles(scores: IntArray | None) -> dict[str, float] | None:
    """Of scores in units, in points."""
    if scores is None:
        return None
    ordered = np.sort(scores)
    return {f"{share / 100:.2f}": to_points(_at(ordered, share)) for share in SCORE_QUANTILES}


@dataclass(frozen=True, slots=True)
class Day:
    """One contest, or all that are played together, over all trials: what is won in each, and the fees.

    Each of `turns` tells the field of trial t: one for each number of fields that contests have. Each different trial
    comes `repeats` times; `unseen` is what the first prizes that were never won add to the standard error.
    """

    totals: IntArray
    fees: int
    turns: tuple[Fields, ...]
    repeats: float = 1.0
    unseen: float = 0.0


def day_figures(day: Day) -> dict[str, Any]:
    """The distribution of the profit over all trials, in dollars; margins hold the truth 95 times of 100."""
    trials, total = len(day.totals), int(day.totals.sum())
    spread = mean_error(total, _squares(day.totals), trials)
    profit = uncertainty_of(day.totals, day.turns, hypot(spread * sqrt(day.repeats), day.unseen))
    wins = day.totals > day.fees
    chance = uncertainty_of(wins, day.turns, share_error(int(wins.sum()), trials, day.repeats))
    ordered = np.sort(day.totals)
    worst = ordered[: ceil(trials / _WORST)]
    return {
        "fees": day.fees / MILLI_CENTS,
        **_means(_returns(total / trials, day.fees), int(wins.sum()) / trials),
        "profit_sd": spread * sqrt(trials) / MILLI_CENTS,
        "quantiles": {f"{share / 100:.2f}": (_at(ordered, share) - day.fees) / MILLI_CENTS for share in QUANTILES},
        "shortfall": (int(worst.sum()) - day.fees * len(worst)) / len(worst) / MILLI_CENTS,
        "stderr": _means(_scaled(profit.error, day.fees), chance.error),
        "margin": _means(_scaled(profit.margin, day.fees), chance.margin),
    }


def _means(money: dict[str, float | None], p_profit: float) -> dict[str, float | None]:
    """The three means of a day by their names."""
    return {"roi": money["roi"], "profit_mean": money["profit"], "p_profit": p_profit}


def _squares(totals: IntArray) -> int:
    """The sum of the squares, exactly; in parts, for Python's numbers of all trials at once take much memory."""
    parts = (totals[first : first + _PART].tolist() for first in range(0, len(totals), _PART))
    return sum(total * total for part in parts for total in part)


def _at(ordered: IntArray, share: int) -> int:
    """The smallest value that at least so many per cent do not exceed."""
    return int(ordered[max(-(-share * len(ordered) // 100) - 1, 0)])
