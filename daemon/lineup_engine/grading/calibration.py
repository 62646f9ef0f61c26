"""The record of the forecasts over all graded contests, and the correction that it suggests.

How far spreads are off is told by the standard deviation of the errors in standard deviations (z): where it is 1.4,
all spreads should be 1.4 times as large. Players of one slate share its games, so the slate, not the player, is what
is counted: the standard error comes from the differences between slates (the estimator of a ratio from clusters,
W. G. Cochran, "Sampling Techniques", third edition, 1977, sections 2.11 and 9A.1).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from math import fsum, sqrt
from typing import Any

from lineup_engine.grading.exact import rounded
from lineup_engine.grading.scores import LEVELS

SCHEMA = 1

LEAST_SLATES = 5
"""With fewer slates an error between them says nothing."""

LEAST_PLAYERS = 200

ALL = "all"
"""The record over all sports."""

_SURE = 2.0
"""A factor this many standard errors from 1 is worth a correction."""

Graded = Mapping[str, Any]
"""A stored grade: its JSON."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the record suggests: a factor for all standard deviations with its standard error, and a sentence."""

    factor: float | None
    stderr: float | None
    words: str


@dataclass(frozen=True, slots=True)
class Money:
    """Fees and profits in dollars over contests with payouts; `expected` where the job simulated them."""

    contests: int
    fees: float
    profit: float
    roi: float | None
    simulated_contests: int
    simulated_profit: float | None
    expected: float | None


@dataclass(frozen=True, slots=True)
class Record:
    """All graded contests of one sport, or of all. Players are counted once per slate, however often it was graded."""

    sport: str
    contests: int
    slates: int
    players: int
    mean_error: float | None
    z_mean: float | None
    z_sd: float | None
    coverage: dict[str, float] | None
    crps: float | None
    projected_ownership_error: float | None
    simulated_ownership_error: float | None
    cash_line_percentile: float | None
    winning_percentile: float | None
    money: Money | None
    suggestion: Suggestion


@dataclass(frozen=True, slots=True)
class Calibration:
    """The record of each sport in the order of their names, and of all together; none without a graded contest."""

    schema: int
    graded: int
    records: tuple[Record, ...]


def calibrate(grades: Sequence[Graded]) -> Calibration:
    """The record of stored grades, oldest first; those of contests that were still running do not count."""
    final = [one for one in grades if one["final"]]
    sports = sorted({one["sport"] for one in final})
    records = [_record(sport, [one for one in final if one["sport"] == sport]) for sport in sports]
    everything = [_record(ALL, final)] if final else []
    return Calibration(SCHEMA, len(final), (*records, *everything))


def as_json(calibration: Calibration) -> dict[str, Any]:
    """The `calibration` object."""
    return asdict(calibration)


def _record(sport: str, grades: Sequence[Graded]) -> Record:
    slates = _newest_of_slate(grades)
    players = [player for one in slates for player in one["by_player"]]
    scores = [[player["z"] for player in one["by_player"] if player["z"] is not None] for one in slates]
    every = [z for one in scores for z in one]
    return Record(
        sport=sport,
        contests=len(grades),
        slates=len({one["slate"] for one in grades}),
        players=len(players),
        mean_error=_mean([player["points"] - player["projected"] for player in players]),
        z_mean=_mean(every),
        z_sd=_sd(every),
        coverage=_coverage(slates),
        crps=_mean([player["crps"] for player in players if player["crps"] is not None]),
        projected_ownership_error=_mean(list(_told(grades, "field", "projected_ownership", "error_of_one"))),
        simulated_ownership_error=_mean(list(_told(grades, "field", "simulated_ownership", "error_of_one"))),
        cash_line_percentile=_mean(list(_told(grades, "contest_figures", "cash_line", "percentile"))),
        winning_percentile=_mean(list(_told(grades, "contest_figures", "winning", "percentile"))),
        money=_money(grades),
        suggestion=suggest([one for one in scores if one]),
    )


def _newest_of_slate(grades: Sequence[Graded]) -> list[Mapping[str, Any]]:
    """The forecasts of each slate once: the last that were graded."""
    newest = {one["slate"]: one["forecasts"] for one in grades if one["forecasts"] is not None}
    return list(newest.values())


def _coverage(slates: Sequence[Mapping[str, Any]]) -> dict[str, float] | None:
    """Shares of all players within the intervals, from the shares of each slate."""
    told = [(one["coverage"], sum(row["pit"] is not None for row in one["by_player"])) for one in slates]
    told = [(coverage, players) for coverage, players in told if coverage is not None]
    total = sum(players for _, players in told)
    if not total:
        return None
    return {
        str(level): rounded(fsum(coverage[str(level)] * players for coverage, players in told) / total)
        for level in LEVELS
    }


def _told(grades: Sequence[Graded], *path: str) -> Iterator[float]:
    """A figure of each grade that has it."""
    for one in grades:
        value: Any = one
        for key in path:
            value = None if value is None else value[key]
        if value is not None:
            yield value


def _money(grades: Sequence[Graded]) -> Money | None:
    wallets = [one["portfolio"] for one in grades if one["portfolio"]["profit"] is not None]
    if not wallets:
        return None
    fees, profit = (fsum(wallet[key] for wallet in wallets) for key in ("fees", "profit"))
    expecting = [wallet for wallet in wallets if wallet["forecast"] is not None]
    expecting = [wallet for wallet in expecting if wallet["forecast"]["mean"] is not None]
    return Money(
        contests=len(wallets),
        fees=rounded(fees),
        profit=rounded(profit),
        roi=rounded(profit / fees) if fees else None,
        simulated_contests=len(expecting),
        simulated_profit=rounded(fsum(wallet["profit"] for wallet in expecting)) if expecting else None,
        expected=rounded(fsum(wallet["forecast"]["mean"] for wallet in expecting)) if expecting else None,
    )


def suggest(slates: Sequence[Sequence[float]]) -> Suggestion:
    """The factor for all standard deviations from the z scores of each slate."""
    players = sum(map(len, slates))
    if len(slates) < LEAST_SLATES or players < LEAST_PLAYERS:
        words = f"too few for a correction: {_counted(players, 'player')} on {_counted(len(slates), 'slate')}"
        return Suggestion(None, None, f"{words}; it takes {LEAST_PLAYERS} on {LEAST_SLATES}")
    factor, error = spread_of(slates)
    if is_right(Suggestion(factor, error, "")):
        return Suggestion(factor, error, f"std-devs are right within their error: {factor:.2f} +- {error:.2f}")
    return Suggestion(factor, error, f"std-devs times {factor:.2f} (+- {error:.2f})")


def is_right(told: Suggestion) -> bool:
    """Whether a suggested factor may as well be 1."""
    return told.factor is not None and told.stderr is not None and abs(told.factor - 1) < _SURE * told.stderr


def spread_of(slates: Sequence[Sequence[float]]) -> tuple[float, float]:
    """The standard deviation of all scores about their mean, and its standard error over the slates."""
    every = [score for slate in slates for score in slate]
    mean = fsum(every) / len(every)
    squares = [fsum((score - mean) ** 2 for score in slate) for slate in slates]
    variance = fsum(squares) / len(every)
    # How much each slate's sum of squares differs from what its number of players would give.
    apart = fsum((total - variance * len(slate)) ** 2 for total, slate in zip(squares, slates, strict=True))
    clusters = len(slates)
    error = sqrt(apart * clusters / (clusters - 1)) / len(every)
    factor = sqrt(variance)
    return rounded(factor), rounded(error / (2 * factor)) if factor else 0.0


def _mean(values: Sequence[float]) -> float | None:
    return rounded(fsum(values) / len(values)) if values else None


def _sd(values: Sequence[float]) -> float | None:
    if len(values) < 2:
        return None
    mean = fsum(values) / len(values)
    return rounded(sqrt(fsum((value - mean) ** 2 for value in values) / (len(values) - 1)))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
