"""A checked job: everything the stages need, nothing that still has to be looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.seam import MatchNote
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.model import Slate


@dataclass(frozen=True, slots=True)
class Choices:
    """The user's rules over the players of the slate, by index into `slate.players`.

    Of each group in `lock` one player is in every lineup: the forms of a person, or one of them.
    `max_lineups[i]` is in how many of the job's lineups the person of player i may be at most (0..lineups).
    `unique` is by how many players any two lineups differ at least. `lock_slots` are the locked players who have to
    fill one slot. `wishes`, `apart` and `exposures` are the rules that are classes of the optimizer, in their written
    form; `order` is how exposures are met: greedy or joint.
    """

    lock: tuple[tuple[int, ...], ...]
    exclude: tuple[int, ...]
    salary_min: int | None
    salary_max: int | None
    unique: int
    max_lineups: tuple[int, ...]
    lock_slots: tuple[tuple[int, str], ...] = ()
    wishes: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    exposures: tuple[str, ...] = ()
    order: str = "greedy"


@dataclass(frozen=True, slots=True)
class Spread:
    """How far projections are drawn from where they are: `units[i]` for player i, normally or uniformly.

    `trials` slates are simulated, and lineups are taken by how often they are best; 0: one draw for each lineup.
    """

    kind: str
    units: tuple[int, ...]
    trials: int = 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One of the user's entries that is to get a lineup. `pinned` are slots, by number, whose players have to stay."""

    id: str
    pinned: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """Where the lineups of the others come from: `opponents` [n, size] where they are known, else `fields` are drawn.

    `ownership` [players] in per cent, NaN where unknown; None = it is estimated. `error` is how wrong it is, `sigma` how
    much the others differ, `mean_entries` how often one enters a lineup (None = as usual), `kind` gpp or double-up;
    `any_sum`: ownership is scaled to the slots however far off it is.
    """

    kind: str
    fields: int = 1
    sigma: float = 0.55
    mean_entries: float | None = None
    error: float = 0.0
    any_sum: bool = False
    ownership: NDArray[np.float64] | None = None
    opponents: NDArray[np.uint16] | None = None

    @property
    def for_choice(self) -> range:
        """The fields that lineups are chosen in: others than those that are told of."""
        return range(self.fields, self.fields + (self.fields + 1) // 2)

    @property
    def drawn(self) -> int:
        """How many fields there are in all."""
        return self.for_choice.stop


@dataclass(frozen=True, slots=True)
class ContestTerms:
    """One contest: `entries` in all at `fee` milli-cents, of which `own` are the user's, at most `per_user` of anybody.

    `sums[k]` are the prizes of the first k places together, in milli-cents.
    """

    name: str
    entries: int
    fee: int
    own: int
    per_user: int
    sums: NDArray[np.int64]
    field: FieldTerms

    def others_in(self, field: int) -> int:
        """How many entries of others a field has.

        In those for the choice candidates play one by one, so that others stand for the user's further entries: prizes
        are those of a contest of its full size.
        """
        return self.entries - (1 if field in self.field.for_choice else self.own)


MOST_CANDIDATES = 1_200
_FOR_EACH_LINEUP = 4
"""So many candidates are looked at trial by trial, or so many for each lineup of a contest."""


def looked_at(candidates: int, contests: Sequence[ContestTerms], kept: int = 0) -> int:
    """How many of so many candidates are looked at trial by trial: those that win most, and all `kept` ones.

    The latter are those that keep the rules about several lineups together.
    """
    return min(candidates, max(MOST_CANDIDATES, _FOR_EACH_LINEUP * max(one.own for one in contests), kept))


def shared_out(contests: Sequence[ContestTerms], lineups: int) -> list[int]:
    """The contests of several that not all lineups go into: which ones do is decided by what they win there alone."""
    return [number for number, one in enumerate(contests) if len(contests) > 1 and one.own < lineups]


@dataclass(frozen=True, slots=True)
class Play:
    """What a job with contests has beside the others: its scenarios as arrays, the pool, and how lineups are chosen.

    `measures` are the sources of the pool, `worth` what players are worth by each of them that is no simulation;
    `bankroll` in milli-cents.
    """

    site: str
    sport: str
    contests: tuple[ContestTerms, ...]
    scenarios: Mapping[str, NDArray[np.generic]]
    trials: int
    select_trials: int
    candidates: int
    measures: tuple[str, ...]
    worth: Mapping[str, tuple[int, ...]]
    select_by: str
    bankroll: int


@dataclass(frozen=True, slots=True)
class Specification:
    """One job, checked: `points[i]` is the projection of player i in units of 1e-5, None = not to be used.

    `worth[i]` is what he adds to the value that lineups are best by, in the same units; empty = his points.
    `ownership[i]` is in per cent, None where unknown. `warnings` go into the result. `entries` are in the order of
    their file; those with pinned players get lineups of their own, beside the `lineups` that the others take from.
    """

    name: str
    site: str
    sport: str
    mode: str
    seed: int
    gpu: str
    lineups: int
    slate: Slate
    rules: ContestRules
    points: tuple[int | None, ...]
    ownership: tuple[float | None, ...]
    choices: Choices
    config_json: str
    matches: tuple[MatchNote, ...]
    warnings: tuple[str, ...]
    worth: tuple[int, ...] = ()
    spread: Spread | None = None
    entries: tuple[Entry, ...] = ()
    play: Play | None = None

    @property
    def pinned_entries(self) -> int:
        """How many entries have a player who has to stay."""
        return sum(bool(entry.pinned) for entry in self.entries)
