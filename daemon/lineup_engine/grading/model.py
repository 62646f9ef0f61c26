"""A grade: what became of a job's lineups, and how true its field and its forecasts were. Its JSON has the same names.

Points are in points, money in dollars, shares from 0 to 1, ownership in per cent; None = not known.
"""

from dataclasses import asdict, dataclass
from typing import Any

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class EntryGrade:
    """One entry. Without an id it is the place that the lineup would have had, had it been entered as well.

    `tied` is how many entries share the rank. `changed`: the entry has other players than the job gave it.
    """

    id: str | None
    points: float | None
    rank: int | None
    tied: int | None
    prize: float | None
    profit: float | None
    changed: bool = False


@dataclass(frozen=True, slots=True)
class LineupGrade:
    """One lineup of the job, numbered from 1; `copies` are the entries of others with the same players.

    `points` are those of its players, None where the standings do not tell somebody's: they are the `unknown`.
    """

    lineup: int
    entered: bool
    projected: float
    points: float | None
    copies: int
    entries: tuple[EntryGrade, ...]
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Forecast:
    """What the job expected of the portfolio's profit in dollars: the mean, and the 5 % and 95 % quantiles."""

    mean: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class PortfolioGrade:
    """The entries together; `entered` are the lineups that were. `roi` is profit over fees.

    `would_be`: no entry is surely the user's, so every lineup counts as if it had been entered once. `others` are the
    user's entries with lineups that the job does not have; they do not count.
    """

    found_by: str
    lineups: int
    entered: int
    would_be: bool
    entries: int
    others: int
    best_rank: int | None
    cashed: int | None
    fees: float | None
    prizes: float | None
    profit: float | None
    roi: float | None
    forecast: Forecast | None


@dataclass(frozen=True, slots=True)
class Recount:
    """How many totals, ranks and shares of the standings were counted anew, and how many came out otherwise."""

    totals: int
    totals_differ: int
    ranks: int
    ranks_differ: int
    drafted: int
    drafted_differ: int


@dataclass(frozen=True, slots=True)
class SalaryShape:
    """What lineups cost: the mean in dollars, and the shares within 500 dollars of the cap and at the cap."""

    mean: float
    near_cap: float
    at_cap: float


@dataclass(frozen=True, slots=True)
class StackShare:
    """How many players of one team lineups have, most first ("5-3"), and the share of lineups that are so."""

    pattern: str
    share: float


@dataclass(frozen=True, slots=True)
class DuplicateShape:
    """How alike lineups are: the share of entries that nobody else has, of different lineups, and of groups by size."""

    unique: float
    distinct: float
    largest: int
    groups: dict[str, float]


@dataclass(frozen=True, slots=True)
class PointsShape:
    """What lineups scored: `cash_line` at the last paid place, `winning` at the first.

    `unscored` is the share of lineups with somebody whose points are not known; they are left out.
    """

    mean: float
    sd: float
    cash_line: float | None
    winning: float
    unscored: float


@dataclass(frozen=True, slots=True)
class FieldShape:
    """A field of lineups, real or simulated; None where what it needs is not known."""

    entries: int
    salary: SalaryShape | None
    stacks: tuple[StackShare, ...]
    duplicates: DuplicateShape
    points: PointsShape | None


@dataclass(frozen=True, slots=True)
class OwnershipMiss:
    """A player's ownership as expected and as it was, in per cent."""

    player: str
    expected: float
    real: float


@dataclass(frozen=True, slots=True)
class OwnershipError:
    """How far ownership was off: the mean absolute error in percentage points, over all and over those of 1 % or more."""

    players: int
    error: float
    players_of_one: int
    error_of_one: float | None
    misses: tuple[OwnershipMiss, ...]


@dataclass(frozen=True, slots=True)
class FieldGrade:
    """The real field beside the simulated one, and ownership as projected and as simulated against the real."""

    real: FieldShape
    simulated: FieldShape | None
    projected_ownership: OwnershipError | None
    simulated_ownership: OwnershipError | None


@dataclass(frozen=True, slots=True)
class PlayerForecast:
    """A player's result against its forecast: `z` in standard deviations, `pit` the share of the forecast below it.

    `crps` is the continuous ranked probability score, in points: 0 is perfect.
    """

    player: str
    projected: float
    stddev: float | None
    points: float
    z: float | None
    pit: float | None
    crps: float | None


@dataclass(frozen=True, slots=True)
class ZScores:
    """The errors in standard deviations: a true forecast has mean 0 and sd 1."""

    players: int
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class ForecastGrade:
    """All forecasts of players together. `coverage` is the share of results within the middle 50, 80 and 95 %.

    `pit` are shares of results in ten equal parts of the forecast: a true forecast has 0.1 in each.
    """

    source: str
    players: int
    mean_error: float
    mean_absolute_error: float
    z: ZScores | None
    coverage: dict[str, float] | None
    pit: tuple[float, ...] | None
    crps: float | None
    by_player: tuple[PlayerForecast, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A real figure in its simulated distribution: the share of trials below it, and the distribution's quantiles."""

    real: float
    percentile: float
    quantiles: dict[str, float]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The same figures in a simulation with another `simulate.spread`: the one that grades suggest.

    `source`: the record of all graded contests of the sport, or, where it is too short, the results of this contest.
    """

    spread: float
    source: str
    cash_line: Placed | None
    winning: Placed | None


@dataclass(frozen=True, slots=True)
class ContestGrade:
    """Figures of the contest that the simulation told as distributions."""

    cash_line: Placed | None
    winning: Placed | None
    corrected: Corrected | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """One contest of one job, graded. `slate` is the same for all contests on one slate.

    `final`: the standings were taken after the contest.
    """

    schema: int
    site: str
    sport: str
    mode: str
    slate: str
    contest: str | None
    standings: str
    user: str | None
    final: bool
    entries: int
    filled: int
    fee: float | None
    paid_places: int | None
    recount: Recount
    lineups: tuple[LineupGrade, ...]
    portfolio: PortfolioGrade
    field: FieldGrade | None
    forecasts: ForecastGrade | None
    contest_figures: ContestGrade | None
    warnings: tuple[str, ...]


def as_json(grade: Grade) -> dict[str, Any]:
    """The `grade` object."""
    return asdict(grade)
