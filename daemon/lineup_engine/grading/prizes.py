"""What a place pays: the prizes of tied places are pooled and divided equally.

Seen in a real contest: two entries tied for first won 5,750 dollars each, the mean of 7,500 and 4,000. How sites round
shares to cents is not known; here they are rounded down to whole milli-cents.
"""

from dataclasses import dataclass

import numpy as np

from lineup_engine.standings.model import IntArray


@dataclass(frozen=True, slots=True)
class Prizes:
    """Money in milli-cents: the fee of an entry, and `prefix[k]` = what places 1 to k pay together."""

    fee: int
    prefix: IntArray

    @property
    def places(self) -> int:
        """How many places are paid."""
        return len(self.prefix) - 1

    def share(self, place: IntArray, tied: IntArray) -> IntArray:
        """The prize of each of `tied` entries that share this place (from 1) and those behind it."""
        first = np.minimum(place - 1, self.places)
        last = np.minimum(place - 1 + tied, self.places)
        share: IntArray = (self.prefix[last] - self.prefix[first]) // tied
        return share
