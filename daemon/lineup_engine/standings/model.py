"""The standings of one contest: every entry with its rank, points and lineup, and what the file says of players."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.slate.model import Slate

IntArray = NDArray[np.int64]
References = NDArray[np.int32]

UNFILLED = -1
"""In the place of a player: the entry has no lineup. It scores nothing and keeps a rank."""

UNSEEN = -2
"""In the place of a player: the site does not show him yet, because his game has not begun (`LOCKED`)."""

UNREAD = -3
"""In the place of a player: the lineup is written in a way that nobody understands."""

UNTOLD = -1
"""Stands for a share that the file does not tell."""

SHARE_UNITS = 10_000
"""Units of a share of all entries: the file tells hundredths of a per cent."""


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody in the standings who is not on the slate; `form` is a captain's slot, empty for the plain form."""

    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries in the order of the file, one per place in every field.

    `users` are without the count behind them ("(8/20)"). `points` are in units of 1e-5. `lineups[i]` are the players of
    entry i by reference, in the order of the cell; a reference is a player's number on the slate, or behind these the
    number of a stranger.
    """

    ids: tuple[str, ...]
    users: tuple[str, ...]
    rank: IntArray
    points: IntArray
    lineups: References

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_filled(self) -> NDArray[np.bool_]:
        """Which entries have a lineup that can be read; some of its players may be unseen."""
        return ~np.isin(self.lineups[:, 0], (UNFILLED, UNREAD))

    @property
    def is_seen(self) -> NDArray[np.bool_]:
        """Which entries have a lineup all of whose players are known."""
        lowest: References = self.lineups.min(axis=1)
        return lowest >= 0


@dataclass(frozen=True, slots=True)
class Listed:
    """What the table of players beside the entries says, one place per reference.

    `drafted` is the share of all entries in `SHARE_UNITS`, `UNTOLD` for who is not in the table. `points` are those of
    the form, in units of 1e-5, where `is_scored`.
    """

    drafted: IntArray
    points: IntArray
    is_scored: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Standings:
    """A standings file, matched to a slate. `is_live`: it was taken during the contest."""

    file: str
    slate: Slate
    strangers: tuple[Stranger, ...]
    entries: Entries
    listed: Listed
    is_live: bool

    @property
    def references(self) -> int:
        """How many references there are: the players of the slate and the strangers."""
        return len(self.slate.players) + len(self.strangers)

    def called(self, reference: int) -> str:
        """The name of a player, behind the captain's slot where he is captain."""
        known = len(self.slate.players)
        if reference < known:
            return self.slate.players[reference].called
        stranger = self.strangers[reference - known]
        return f"{stranger.form} {stranger.name}".strip()
