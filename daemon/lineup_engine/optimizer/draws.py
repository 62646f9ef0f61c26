"""Random worth: numbers that depend on the seed, the trial and the person alone, so that any machine draws the same."""

from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import IntArray, PlayerTable
from lineup_kernels.draws import Source, Spreading, draw_trials
from lineup_kernels.graph import IndexArray
from lineup_kernels.quantiles import upper_quantiles

SIMS = 1
BUILDS = 2
"""Streams, which set the numbers of one use apart from others of the same seed."""


_MOST_SPREAD = 1 << 29
"""Over 5,000 points: products with more of them leave 64 bits."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """How the worth of the players is drawn; `units[i]` is the spread of player i.

    `quantiles`: those of the normal distribution, none for uniform draws. `trials` slates are simulated; 0: one for
    each lineup.
    """

    seed: int
    trials: int
    units: IntArray
    quantiles: IndexArray

    @property
    def is_sims(self) -> bool:
        """Whether lineups are taken by how often they are best; else each is the best of its own draw."""
        return self.trials > 0

    def drawn(self, players: PlayerTable, first: int, count: int) -> IntArray:
        """The worth of every player in so many trials from the first on, a row for each."""
        units = np.minimum(self.units, _MOST_SPREAD)
        # Copies, for a mapped array is of another type to a kernel.
        spreading = Spreading(np.array(players.worth), units, np.array(players.person), np.array(self.quantiles))
        drawn = np.empty((count, len(players)), np.int64)
        draw_trials(spreading, Source(self.seed, SIMS if self.is_sims else BUILDS), first, drawn)
        return drawn


def make_quantiles(kind: str) -> IndexArray:
    """The quantiles for draws of a kind."""
    return upper_quantiles() if kind == "normal" else np.zeros(0, np.int32)
