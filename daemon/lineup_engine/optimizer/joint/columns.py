"""The lineups that a joint search knows, each once, with what they are worth and which exposures count them."""

import numpy as np

from lineup_engine.optimizer.compiled import BoolArray, CompiledJob, IntArray
from lineup_engine.optimizer.joint.exposures import Counted, Lineups, values_of


class Columns:
    """A growing table of different lineups."""

    def __init__(self, job: CompiledJob, counted: Counted) -> None:
        nothing = np.zeros((0, job.size), np.int32)
        self._job, self.counted = job, counted
        self._known: dict[bytes, int] = {}
        self.lineups: Lineups = nothing
        self.value: IntArray = values_of(job, nothing)
        self.counts: BoolArray = counted(nothing)

    def __len__(self) -> int:
        return len(self.value)

    def add(self, lineups: Lineups) -> list[int]:
        """Add those that are new; answers the numbers of all of them."""
        known = len(self)
        numbers = [self._known.setdefault(row.tobytes(), len(self._known)) for row in lineups]
        _, first = np.unique(np.array(numbers, np.int64), return_index=True)
        new = lineups[[place for place in sorted(first.tolist()) if numbers[place] >= known]]
        self.lineups = np.vstack((self.lineups, new))
        self.value = np.concatenate((self.value, values_of(self._job, new)))
        self.counts = np.vstack((self.counts, self.counted(new)))
        return numbers
