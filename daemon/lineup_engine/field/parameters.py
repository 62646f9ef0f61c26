"""What the user may say of the field of a contest, and what is taken where nothing is said.

The defaults were chosen on five real contests (docs/truth.md): one set for each kind of contest, none for one contest.
"""

from dataclasses import dataclass
from enum import StrEnum

SIGMA = 0.55
"""Standard deviation, over the field's users, of the logarithm of how strongly they follow the others' taste."""

CLASSES = 7
"""So many equally frequent strengths of taste stand for all."""

_MEAN_ENTRIES = {"gpp": 1.03, "double-up": 3.3}

_LEFT_PER_CAP = {"nba": 0.002, "mlb": 0.0047, "mma": 0.0064}
_LEFT_OF_OTHERS = 0.004

_KEEPS_RIVALS = 0.05


class ContestKind(StrEnum):
    """What a field plays for: a few large prizes, or to be in the better half."""

    GPP = "gpp"
    DOUBLE_UP = "double-up"


@dataclass(frozen=True, slots=True)
class FieldParameters:
    """A field of `entries` lineups, of which one user may have `most_entries`; `None` takes the default of the kind.

    `sigma`: how much users differ in how strongly they follow the others' taste; 0 = all alike. `mean_entries`: in how
    many entries a user puts one lineup on average. `left_usd`: what a lineup leaves of the cap on average, where the
    ownership cannot tell. `ownership_noise`: the standard deviation of the error of the ownership, on the scale of
    log odds; drawn anew for each field. `keeps_rivals`: the chance of an entry to have no regard for rivals.
    `any_sum`: ownership is scaled to the slots however far off it is.
    """

    sport: str
    entries: int
    most_entries: int = 150
    kind: ContestKind = ContestKind.GPP
    seed: int = 1
    sigma: float = SIGMA
    mean_entries: float | None = None
    left_usd: float | None = None
    ownership_noise: float = 0.0
    keeps_rivals: float = _KEEPS_RIVALS
    any_sum: bool = False

    @property
    def entries_of_a_lineup(self) -> float:
        """How many entries of one user share a lineup, on average."""
        said = _MEAN_ENTRIES[self.kind] if self.mean_entries is None else self.mean_entries
        return min(max(said, 1.0), float(self.most_entries), float(self.entries))

    def default_left(self, cap: int) -> float:
        """What lineups leave of the cap on average where the ownership cannot tell, in dollars."""
        return _LEFT_PER_CAP.get(self.sport, _LEFT_OF_OTHERS) * cap if self.left_usd is None else self.left_usd
