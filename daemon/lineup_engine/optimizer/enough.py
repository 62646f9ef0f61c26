"""How much looser the rules between lineups would have to be to give as many lineups as were asked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob

Gives = Callable[[CompiledJob], int | None]
"""How many lineups a job gives; None where that takes long to tell."""

_LOOKS = 12
"""So many numbers are tried one after the other; between the others the best one is looked for by halves."""


@dataclass(frozen=True, slots=True)
class _Enough:
    """A number that is enough; `is_nearest`: none that is nearer to the user's own is."""

    words: str
    is_nearest: bool


def enough_for_all(job: CompiledJob, gives: Gives) -> str:
    """What would give all: a smaller `unique`, or a larger exposure that all players share; nothing where none is.

    Where a nearer number may be enough too it is only told that this one is.
    """
    ways = [way for way in (_unique(job, gives), _exposure(job, gives)) if way is not None]
    nearest = " or ".join(way.words for way in ways if way.is_nearest)
    others = " or ".join(way.words for way in ways if not way.is_nearest)
    parts = [f"{nearest} would give all"] * bool(nearest) + [f"{others} is enough"] * bool(others)
    return "; ".join(parts)


def _unique(job: CompiledJob, gives: Gives) -> _Enough | None:
    """The largest that is enough."""
    return _nearest(range(job.unique - 1, 0, -1), lambda by: gives(replace(job, unique=by)), job.lineups, "unique: {}")


def _exposure(job: CompiledJob, gives: Gives) -> _Enough | None:
    """The smallest that is enough."""
    limits = {int(most) for most in job.players.max_lineups}
    if len(limits) > 1:
        return None

    def with_most(most: int) -> int | None:
        exposed = replace(job.players, max_lineups=np.full(len(job.players), most))
        return gives(replace(job, players=exposed))

    larger = range(min(limits, default=job.lineups) + 1, job.lineups + 1)
    return _nearest(larger, with_most, job.lineups, f"exposure of at most {{}} of {job.lineups} lineups")


def _nearest(numbers: Sequence[int], given: Callable[[int], int | None], wanted: int, words: str) -> _Enough | None:
    """The first of the numbers that is enough; of many maybe a later one, and only where the last one is enough.

    A looser rule may give fewer: the best lineups use up what the next ones need.
    """

    def is_enough(number: int) -> bool | None:
        found = given(number)
        return None if found is None else found >= wanted

    if len(numbers) > _LOOKS and not is_enough(numbers[-1]):
        return None
    answers: list[bool | None] = []
    for number in numbers[:_LOOKS]:
        answers.append(is_enough(number))
        if answers[-1]:
            return _Enough(words.format(number), None not in answers)
    if len(numbers) <= _LOOKS:
        return None
    low, high = len(answers) - 1, len(numbers) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_enough(numbers[middle]) else (middle, high)
    return _Enough(words.format(numbers[high]), is_nearest=False)
