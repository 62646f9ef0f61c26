"""The spread that a contest is simulated with once more, to tell what a correction of the forecasts would change."""

from collections.abc import Iterable
from dataclasses import dataclass

from lineup_engine.grading.calibration import Graded, calibrate, is_right
from lineup_engine.grading.model import ForecastGrade

RECORD = "record"
CONTEST = "contest"

LEAST_PLAYERS = 30
"""The results of fewer players say nothing: the standard error of their spread is above an eighth."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What the record says: a factor for all told standard deviations, None where they are right.

    `is_settled`: the record is long enough to tell.
    """

    factor: float | None = None
    is_settled: bool = False


UNSETTLED = Correction()
"""No record, or one that is too short."""


@dataclass(frozen=True, slots=True)
class Spread:
    """A value for `simulate.spread`."""

    spread: float
    source: str


def suggested_by(records: Iterable[Graded], sport: str) -> Correction:
    """What the record of a sport suggests."""
    for record in calibrate(list(records)).records:
        suggestion = record.suggestion
        if record.sport == sport and suggestion.factor is not None:
            return Correction(None if is_right(suggestion) else suggestion.factor, is_settled=True)
    return UNSETTLED


def correct_by(record: Correction, forecasts: ForecastGrade | None) -> Spread | None:
    """The spread of the record, else, where it is too short, the one that fits the results of this contest."""
    if record.is_settled:
        return None if record.factor is None else _rounded(record.factor, RECORD)
    if forecasts is None or forecasts.z is None or forecasts.z.players < LEAST_PLAYERS:
        return None
    return _rounded(forecasts.z.sd, CONTEST)


def _rounded(factor: float, source: str) -> Spread | None:
    """As people write it in a configuration; none where nothing is left."""
    spread = round(factor, 2)
    return Spread(spread, source) if spread > 0 else None
