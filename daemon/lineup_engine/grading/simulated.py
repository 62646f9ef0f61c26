"""What a job's simulation leaves for grading; every part may be missing."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.standings.model import IntArray


@dataclass(frozen=True, slots=True)
class Simulated:
    """Simulated figures of one contest, in units of 1e-5 points.

    `fields` are the lineups of others, field by field, players by their number on the slate. `samples[p]` are simulated
    scores of the person whose main form is player `persons[p]`, in rising order. `cash_lines` and `winning` have one
    value per trial.
    """

    fields: tuple[NDArray[np.uint16], ...] = ()
    persons: tuple[int, ...] = ()
    samples: IntArray | None = None
    cash_lines: IntArray | None = None
    winning: IntArray | None = None

    def sample_of(self, main_form: int) -> IntArray | None:
        """The simulated scores of a person; None where he was not simulated."""
        if self.samples is None or main_form not in self.persons:
            return None
        sample: IntArray = self.samples[self.persons.index(main_form)]
        return sample


NOTHING = Simulated()
"""A job without a simulation."""

Simulate = Callable[[float | None], Simulated]
"""Simulates a contest once more: with `simulate.spread` as the job has it, or with another one."""


def simulate_nothing(_spread: float | None) -> Simulated:
    """A job that cannot simulate."""
    return NOTHING
