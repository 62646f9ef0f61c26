"""From a slate and its ownership to a frozen field, and what the user should know of it."""

from dataclasses import dataclass, replace

import numpy as np

from lineup_engine.field.calibrate import calibrate
from lineup_engine.field.foresee import strange_parts
from lineup_engine.field.frame import Frame
from lineup_engine.field.guess import guess_shares
from lineup_engine.field.inputs import FieldSlate
from lineup_engine.field.ownership import read_shares
from lineup_engine.field.parameters import CLASSES, FieldParameters
from lineup_engine.field.pool import frame_with
from lineup_engine.field.report import FieldReport, Told, report_of
from lineup_engine.field.sizes import trains_of
from lineup_engine.field.tilt import Floats, Slots, Tilted, tilt
from lineup_engine.field.weights import Taste
from lineup_kernels.field_tables import FieldTables

_LEAST_LEFT, _MOST_LEFT = 0.0004, 0.02
"""Ownership whose lineups leave less or more of the cap than these parts on average is not that of a real field."""

_STEEPEST = 0.99
"""A tilt of so much is at its end: the slate has no lineups that leave what was looked for."""

_OWNED = 0.01


@dataclass(frozen=True, slots=True)
class PreparedField:
    """A frozen field, and what is to be said of it; `per_cent` is the ownership of every form that it is drawn for."""

    tables: FieldTables
    report: FieldReport
    per_cent: Floats


def prepare_field(slate: FieldSlate, parameters: FieldParameters) -> PreparedField:
    """The field of a slate.

    Raises `InputError` where ownership sums up to something far off the slots or leaves one empty, and `RulesClash`
    where the players with ownership make no lineup.
    """
    told = read_shares(slate, parameters.any_sum)
    shares = told or guess_shares(slate, parameters)
    frame = frame_with(slate, shares.share, parameters.sport)
    share = shares.share[frame.pool]
    tilted = _possible(frame, share, parameters)
    left_usd = max(frame.job.salary_cap - float(tilted.share @ frame.salary), 0.0)
    taste = Taste(parameters.sigma, CLASSES, parameters.ownership_noise, parameters.keeps_rivals)
    tables = calibrate(frame, tilted.share, left_usd, taste, parameters.seed)
    tables = tables._replace(trains=trains_of(tilted.share, parameters))
    said = _told(frame, share, tilted, (*shares.warnings, *strange_parts(slate, frame, share)))
    report = report_of(frame, tables, tilted.share, replace(said, is_guessed=told is None), parameters)
    per_cent = np.zeros(len(slate.per_cent))
    per_cent[frame.pool] = 100 * tilted.share
    return PreparedField(tables, report, per_cent)


def _possible(frame: Frame, share: Floats, parameters: FieldParameters) -> Tilted:
    """The shares, moved as little as it takes to fill the slots and to leave what a field can leave."""
    cap, slots = frame.job.salary_cap, Slots(frame.part, frame.part_slots, frame.salary)
    plain = tilt(share, slots, None)
    left = cap - float(plain.share @ frame.salary)
    if parameters.left_usd is None and _LEAST_LEFT * cap <= left <= _MOST_LEFT * cap:
        return plain
    tilted = tilt(share, slots, cap - parameters.default_left(cap))
    return plain if abs(tilted.slope) >= _STEEPEST else tilted


def _told(frame: Frame, share: Floats, tilted: Tilted, warnings: tuple[str, ...]) -> Told:
    scaled = share * frame.job.size / share.sum()
    owned = share >= min(_OWNED, float(share.max()))
    return Told(
        is_guessed=False,
        sum_per_cent=100 * float(share.sum()),
        salary_told=float(scaled @ frame.salary),
        salary_wanted=float(tilted.share @ frame.salary),
        moved=100 * float(np.abs(tilted.share - share)[owned].mean()),
        slope=tilted.slope,
        warnings=warnings,
    )
