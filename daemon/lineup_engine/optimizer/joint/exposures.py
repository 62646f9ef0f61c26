"""What a joint portfolio has to keep: every exposure that can matter, each set of players once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import BoolArray, CompiledJob, IntArray
from lineup_engine.optimizer.portfolio import ExposureOf

Lineups = NDArray[np.int32]
"""One row per lineup, its players in ascending order."""


def exposures_of(job: CompiledJob) -> tuple[ExposureOf, ...]:
    """The exposures of the job's rules and of its single players."""
    kept: list[ExposureOf] = []
    for one in (*job.exposures, *_of_players(job)):
        alike = [n for n, other in enumerate(kept) if _is_alike(one, other)]
        if alike:
            kept[alike[0]] = _both(kept[alike[0]], one)
        else:
            kept.append(one)
    return tuple(one for one in kept if one.low > 0 or one.high < job.lineups)


def _is_alike(one: ExposureOf, other: ExposureOf) -> bool:
    """Whether two count the same lineups and can be kept together; what contradicts itself stays two exposures."""
    counts = one.players == other.players and one.at_least == other.at_least
    return counts and max(one.low, other.low) <= min(one.high, other.high)


def _of_players(job: CompiledJob) -> list[ExposureOf]:
    """One for each person whose lineups are limited, whatever forms he has."""
    persons = tuple(job.players.persons().values())
    most = [int(job.players.max_lineups[list(forms)].min()) for forms in persons]
    called = job.players.called(forms[0] for forms in persons)
    return [
        ExposureOf(f"exposure of {name} (at most {high} of {job.lineups} lineups)", forms, 1, 0, high)
        for forms, high, name in zip(persons, most, called, strict=True)
        if high < job.lineups
    ]


def _both(first: ExposureOf, second: ExposureOf) -> ExposureOf:
    """The narrower range of two, in the words of the first."""
    low, high = max(first.low, second.low), min(first.high, second.high)
    return ExposureOf(first.words, first.players, first.at_least, low, high)


class Counted:
    """Which lineups each exposure counts."""

    def __init__(self, exposures: Sequence[ExposureOf], players: int) -> None:
        self._mask = np.zeros((players, len(exposures)), np.int8)
        for number, exposure in enumerate(exposures):
            self._mask[list(exposure.players), number] = 1
        self._at_least = np.array([exposure.at_least for exposure in exposures], np.int8)

    def __call__(self, lineups: Lineups) -> BoolArray:
        """A row per lineup, a column per exposure."""
        total = np.zeros((len(lineups), len(self._at_least)), np.int8)
        for column in lineups.T:
            total += self._mask[column]
        counts: BoolArray = total >= self._at_least
        return counts


def values_of(job: CompiledJob, lineups: Lineups) -> IntArray:
    """What each lineup is worth in units."""
    values: IntArray = job.players.worth[lineups].sum(axis=1)
    return values
