"""Scenarios ready to be drawn, and their form as named arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_kernels.draws import Source
from lineup_kernels.outcomes import Outcomes, take_scores
from lineup_kernels.scores import Scenarios, draw_scores

Array = NDArray[Any]

_PREFIX = "scenarios."
_PLAIN = ("person", "multiplier", "lowest", "highest")


@dataclass(frozen=True, slots=True)
class Compiled:
    """The scores of a slate's persons in quanta of `quantum` units, drawn or taken from a table.

    Form i of the slate is one of `person[i]`, and scores `multiplier[i]` parts for each quantum of his; a quantum has
    `parts` of them: two where a captain counts one and a half times, else one. `lowest` and `highest` bound each
    person's quanta.
    """

    provider: Scenarios | Outcomes
    quantum: int
    parts: int
    person: NDArray[np.int32]
    multiplier: NDArray[np.int32]
    lowest: NDArray[np.int32]
    highest: NDArray[np.int32]

    @property
    def part_units(self) -> int:
        """What one part is worth in units of 1e-5 points."""
        return self.quantum // self.parts

    def draw(self, source: Source, first: int, count: int) -> NDArray[np.int32]:
        """The quanta of every person in so many trials from the first on: shape (persons, count)."""
        scores = np.empty((len(self.lowest), count), np.int32)
        if isinstance(self.provider, Scenarios):
            draw_scores(self.provider, source, first, scores)
        else:
            take_scores(self.provider, source, first, scores)
        return scores

    def different_trials(self, stream: int, trials: int) -> int:
        """How many of so many trials are different ones: a table has only so many rows for a stream."""
        if isinstance(self.provider, Scenarios):
            return trials
        first, last = self.provider.spans[stream % len(self.provider.spans)].tolist()
        return int(min(trials, last - first))


def pack(compiled: Compiled) -> dict[str, Array]:
    """The arrays that say everything."""
    provider = compiled.provider
    arrays = {f"provider.{name}": np.atleast_1d(np.asarray(value)) for name, value in provider._asdict().items()}
    arrays |= {name: getattr(compiled, name) for name in _PLAIN}
    arrays["numbers"] = np.array([int(isinstance(provider, Outcomes)), compiled.quantum, compiled.parts], np.int64)
    return {f"{_PREFIX}{name}": array for name, array in arrays.items()}


def unpack(arrays: Mapping[str, Array]) -> Compiled:
    """What was packed, in the memory that its arrays are in."""
    own = {name.removeprefix(_PREFIX): array for name, array in arrays.items() if name.startswith(_PREFIX)}
    kind, quantum, parts = own["numbers"].tolist()
    plain = {name: own[name] for name in _PLAIN}
    drawn = {name.removeprefix("provider."): array for name, array in own.items() if name.startswith("provider.")}
    provider = _outcomes(drawn) if kind else Scenarios(**drawn)
    return Compiled(provider, quantum, parts, **plain)


def _outcomes(drawn: Mapping[str, Array]) -> Outcomes:
    return Outcomes(drawn["rows"], drawn["column"], drawn["spans"], int(drawn["stride"][0]))
