"""Simulated fields beside real ones: the same numbers of both, and how far apart they may be."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from lineup_engine.field.distinct import distinct_lineups
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.parameters import ContestKind, FieldParameters
from lineup_engine.field.prepare import PreparedField, prepare_field
from lineup_engine.field.report import own_floor
from lineup_engine.units import POINT_UNITS
from lineup_kernels.field import draw_field, key_of
from real_contests import DU10, GPP44, MLB, MMA, NBA24, Contest, RealField, load, projected

SEED = 2026

Lineups = NDArray[np.uint16]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shape:
    """What a field looks like. Shares are parts of 1, ownership and its errors in per cent."""

    own_error: float
    salary: float
    near_cap: float
    at_cap: float
    unique: float
    in_groups_of_2: float
    in_groups_of_10: float
    largest: int
    points: float
    points_sd: float
    cash_line: float
    best: float
    pairs: float


@dataclass(frozen=True, slots=True)
class Bounds:
    """How far the mean over fields may be from the real field."""

    unique: float = 0.10
    points_sd: float = 0.05
    cash_line: float = 1.5


BOUNDS = {
    NBA24: Bounds(),
    GPP44: Bounds(),
    DU10: Bounds(unique=0.06, points_sd=0.12, cash_line=3),
    MLB: Bounds(),
    MMA: Bounds(unique=0.08, cash_line=4),
}


def parameters_of(contest: Contest, entries: int) -> FieldParameters:
    """One set for each kind of contest; of the double-up the mean entries per lineup are known."""
    if contest is DU10:
        return FieldParameters(
            contest.sport, entries, contest.most_entries, ContestKind.DOUBLE_UP, seed=SEED, mean_entries=3.29
        )
    return FieldParameters(contest.sport, entries, contest.most_entries, seed=SEED)


def real_and_prepared(folder: Path, contest: Contest) -> tuple[RealField, PreparedField]:
    """A contest, and the field that was fed with its real ownership."""
    real = load(folder, contest)
    everybody = np.ones(len(real.players), np.bool_)
    slate = FieldSlate(real.job, real.ownership, everybody, "standings.csv")
    return real, prepare_field(slate, parameters_of(contest, len(real.lineups)))


def projected_and_prepared(folder: Path) -> tuple[RealField, PreparedField, Floats]:
    """A contest, the field that was fed with a vendor's projected ownership, and that ownership, scaled to the slots."""
    real = load(folder, NBA24)
    columns = projected(folder, NBA24, real)
    told = columns["ownership"]
    slate = FieldSlate(real.job, told, columns["points"] > 0, "projections.csv")
    return real, prepare_field(slate, parameters_of(NBA24, len(real.lineups))), told * 100 * real.job.size / told.sum()


def guessed_and_prepared(folder: Path, contest: Contest) -> tuple[RealField, PreparedField]:
    """A contest, and the field that was fed with projected points alone."""
    real = load(folder, contest)
    points = projected(folder, contest, real)["points"]
    players = replace(real.job.players, points=np.rint(points * POINT_UNITS).astype(np.int64))
    unknown = np.full(len(real.players), np.nan)
    slate = FieldSlate(replace(real.job, players=players), unknown, points > 0, "projections.csv")
    return real, prepare_field(slate, parameters_of(contest, len(real.lineups)))


def drawn_lineups(field: PreparedField, entries: int, number: int) -> Lineups:
    """All entries of one field."""
    lineups = np.empty((entries, field.tables.size), np.uint16)
    draw_field(field.tables, key_of(SEED, number), 0, lineups)
    return lineups


def shape_of(real: RealField, lineups: Lineups, cash: float) -> Shape:
    """The shape of lineups in a contest; the cash line is what the last paid place has."""
    salary, totals = real.job.players.salary[lineups].sum(axis=1), real.points[lineups].sum(axis=1)
    weight = distinct_lineups(lineups)[1]
    count = len(lineups)
    return Shape(
        own_error=own_error(ownership_of(lineups, len(real.players)), real.ownership),
        salary=float(salary.mean()),
        near_cap=float((salary >= 49_500).mean()),
        at_cap=float((salary == 50_000).mean()),
        unique=float((weight == 1).sum() / count),
        in_groups_of_2=float(weight[weight >= 2].sum() / count),
        in_groups_of_10=float(weight[weight >= 10].sum() / count),
        largest=int(weight.max()),
        points=float(totals.mean()),
        points_sd=float(totals.std()),
        cash_line=float(np.quantile(totals, 1 - cash)),
        best=float(totals.max()),
        pairs=_pairs(real, lineups),
    )


def shapes(real: RealField, field: PreparedField, fields: int, cash: float) -> list[Shape]:
    """The shapes of the first so many fields."""
    count = len(real.lineups)
    return [shape_of(real, drawn_lineups(field, count, number), cash) for number in range(fields)]


def mean_of(found: Sequence[Shape], what: Callable[[Shape], float]) -> float:
    """The mean of one number over fields."""
    return float(np.mean([what(shape) for shape in found]))


def ownership_of(lineups: Lineups, players: int) -> Floats:
    """In how many of the lineups every player is, in per cent."""
    return np.asarray(100 * np.bincount(lineups.ravel(), minlength=players) / len(lineups))


def own_error(found: Floats, wanted: Floats) -> float:
    """The mean absolute error of ownership over players whom at least 1 per cent have."""
    owned = wanted >= 1
    return float(np.abs(found - wanted)[owned].mean())


def floor_of(real: RealField) -> float:
    """The error that as many independent lineups have by chance alone."""
    owned = real.ownership[real.ownership >= 1] / 100
    return 100 * float(own_floor(owned, len(real.lineups)).mean())


def _pairs(real: RealField, lineups: Lineups) -> float:
    """Pairs of hitters of one team per lineup; 0 where there are no pitchers."""
    job = real.job
    if "P" not in job.slots:
        return 0.0
    hits = ~job.players.eligible[:, job.slots.index("P")]
    team = np.where(hits, job.players.team, -1)[lineups]
    same = (team[:, :, None] == team[:, None, :]) & (team[:, :, None] >= 0)
    return float((same.sum(axis=(1, 2)) - (team >= 0).sum(axis=1)).mean() / 2)
