"""The rule that every slot is filled by a player who may fill it."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from lineup_engine.optimizer.compiled import BoolArray
from lineup_engine.optimizer.model import Draft, Range, Term
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.slots import assign_slots

NOBODY: Mapping[int, int] = {}


@dataclass(frozen=True, slots=True)
class RosterSlots:
    """Every slot is filled. `eligible[i, s]`: player i may fill slot s; the same for slots of one name.

    A flow from classes of players (equal eligibility) to kinds of slots (equal eligibility): it has a whole solution
    exactly where an assignment of players to slots exists, and no variables for arrangements of the same players.
    """

    prefix: ClassVar[str] = "slots"

    slots: tuple[str, ...]
    eligible: BoolArray

    @property
    def words(self) -> str:
        """How the user would call it."""
        return "fill the slots " + " ".join(self.slots)

    def fill(self, lineup: Lineup, pinned: Mapping[int, int] = NOBODY) -> Lineup | None:
        """The players in the order of the slots, or None when they do not fill them exactly.

        `pinned` are slots, by number, that are filled already, each by one of the players.
        """
        others = [player for player in lineup if player not in pinned.values()]
        open_slots = [place for place in range(len(self.slots)) if place not in pinned]
        able = tuple(
            frozenset(name for name, may in zip(self.slots, self.eligible[player].tolist(), strict=True) if may)
            for player in others
        )
        names = tuple(self.slots[place] for place in open_slots)
        filled = assign_slots(names, able) if len(others) == len(names) else None
        if filled is None:
            return None
        places = dict(pinned) | {place: others[number] for place, number in zip(open_slots, filled, strict=True)}
        return tuple(places[place] for place in range(len(self.slots)))

    def allows(self, lineup: Lineup) -> bool:
        """Whether these players fill the slots exactly."""
        return self.fill(lineup) is not None

    def add_to(self, draft: Draft) -> None:
        """One row per kind of slot, and one per class of players that has a choice of kinds."""
        kinds = self.kinds()
        filling: dict[int, list[Term]] = {kind: [] for kind in range(len(kinds))}
        for number, (usable, players) in enumerate(self.classes(kinds).items()):
            members = draft.of_players((player, 1) for player in players)
            if len(usable) == 1:
                filling[usable[0]] += members
            elif members:
                flows = {kind: draft.add_column(f"slots_{number}_{kind}", len(kinds[kind])) for kind in usable}
                spread = tuple((flow, -1) for flow in flows.values())
                draft.add_row(f"{self.prefix}_class_{number}", members + spread, Range(0, 0))
                for kind, flow in flows.items():
                    filling[kind].append((flow, 1))
        for kind, slots in enumerate(kinds):
            draft.add_row(f"{self.prefix}_kind_{kind}", tuple(filling[kind]), Range(len(slots), len(slots)))

    def kinds(self) -> list[tuple[int, ...]]:
        """Slots that the same players may fill, together."""
        kinds: dict[bytes, list[int]] = defaultdict(list)
        for slot in range(len(self.slots)):
            kinds[self.eligible[:, slot].tobytes()].append(slot)
        return [tuple(slots) for slots in kinds.values()]

    def usable(self) -> list[tuple[int, ...]]:
        """The kinds of slots that each player may fill."""
        kinds = self.kinds()
        by_player: dict[int, tuple[int, ...]] = {}
        for usable, players in self.classes(kinds).items():
            by_player |= dict.fromkeys(players, usable)
        return [by_player[player] for player in range(len(self.eligible))]

    def classes(self, kinds: list[tuple[int, ...]]) -> dict[tuple[int, ...], list[int]]:
        """Players by the kinds of slots that they may fill; who may fill none is in the class ()."""
        classes: dict[tuple[int, ...], list[int]] = defaultdict(list)
        for player in range(len(self.eligible)):
            usable = tuple(kind for kind, slots in enumerate(kinds) if self.eligible[player, slots[0]])
            classes[usable].append(player)
        return classes
