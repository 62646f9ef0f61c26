"""A checked job: everything the stages need, nothing that still has to be looked up."""

from dataclasses import dataclass

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

    @property
    def pinned_entries(self) -> int:
        """How many entries have a player who has to stay."""
        return sum(bool(entry.pinned) for entry in self.entries)
