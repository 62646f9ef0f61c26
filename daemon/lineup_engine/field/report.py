"""How well a field has become what it was to be."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.field.calibrate import draw, places_of
from lineup_engine.field.distinct import distinct_lineups
from lineup_engine.field.frame import Frame
from lineup_engine.field.parameters import FieldParameters
from lineup_engine.field.tilt import Floats
from lineup_kernels.field_tables import FieldTables

_OWNED = 0.01
"""Errors of ownership are told over the players whom at least so many lineups have."""

_MOST_DRAWN = 200_000


@dataclass(frozen=True, slots=True)
class Told:
    """What was made of the ownership that was told. Salaries are means of a lineup, in dollars.

    `moved` is by how many per cent points players of at least 1 per cent were moved on average, `slope` the tilt in log
    odds per 1,000 dollars.
    """

    is_guessed: bool
    sum_per_cent: float
    salary_told: float
    salary_wanted: float
    moved: float
    slope: float
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FieldReport:
    """The first field of a job against what was wanted, in per cent points and dollars.

    `own_floor` is the error that a field of so many lineups has by chance alone; `largest` the largest number of equal
    lineups; `unique` the share of the lineups that nobody else has; `tries` how many draws a lineup took.
    """

    told: Told
    entries: int
    players: int
    own_error: float
    own_floor: float
    largest_error: float
    salary: float
    unique: float
    largest: int
    tries: float


def report_of(frame: Frame, tables: FieldTables, share: Floats, told: Told, parameters: FieldParameters) -> FieldReport:
    """The report of a field that was to have these shares."""
    lineups, failed = draw(tables, parameters.seed, 0, min(parameters.entries, _MOST_DRAWN))
    places = places_of(frame, lineups)
    found = np.bincount(places.ravel(), minlength=len(share)) / len(lineups)
    weight: NDArray[np.int32] = distinct_lineups(lineups)[1]
    owned = share >= min(_OWNED, float(share.max()))
    return FieldReport(
        told=told,
        entries=parameters.entries,
        players=len(share),
        own_error=100 * float(np.abs(found - share)[owned].mean()),
        own_floor=100 * float(own_floor(share[owned], len(lineups)).mean()),
        largest_error=100 * float(np.abs(found - share).max()),
        salary=float(frame.salary[places].sum(axis=1).mean()),
        unique=float((weight == 1).sum() / len(lineups)),
        largest=int(weight.max()),
        tries=1 + failed / len(lineups),
    )


def own_floor(share: Floats, lineups: int) -> Floats:
    """The mean absolute error of a share that is counted on so many independent lineups: 0.8 standard deviations."""
    return np.asarray(0.8 * np.sqrt(share * (1 - share) / lineups))
