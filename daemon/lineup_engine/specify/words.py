"""What the single words of a selection can mean on a slate: positions, slots, and words such as `hitters`."""

from collections.abc import Mapping
from dataclasses import dataclass

from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.model import Player, Slate

ANYBODY = "any"

_PITCHERS = frozenset({"P", "SP", "RP"})
_GOALIES = frozenset({"G"})


@dataclass(frozen=True, slots=True)
class _Kind:
    """Players of some positions, or of all others."""

    positions: frozenset[str]
    others: bool = False

    def has(self, player: Player) -> bool:
        """Whether the player is of this kind."""
        return self.positions.isdisjoint(player.positions) == self.others


_KINDS: Mapping[str, Mapping[str, _Kind]] = {
    "mlb": {"hitters": _Kind(_PITCHERS, others=True), "pitchers": _Kind(_PITCHERS)},
    "nhl": {"skaters": _Kind(_GOALIES, others=True), "goalies": _Kind(_GOALIES)},
}

_WIDE: Mapping[str, Mapping[str, frozenset[str]]] = {
    "mlb": {"P": _PITCHERS},
    "nhl": {"W": frozenset({"W", "LW", "RW"})},
}
"""Positions that a sport's full roster has one slot for: the word means them in contests without that slot too."""


def known_words(slate: Slate, rules: ContestRules) -> tuple[str, ...]:
    """Every word that stands for more than one player."""
    table = {position for slot in rules.slots for position in slot.positions}
    return (ANYBODY, *_KINDS.get(rules.sport, {}), *sorted(table.union(position_words(slate, rules))))


def position_words(slate: Slate, rules: ContestRules) -> tuple[str, ...]:
    """The positions of a slate and the slots of its contest."""
    positions = {position for player in slate.players for position in player.positions}
    return tuple(sorted(positions.union(slot.name for slot in rules.slots)))


def meant_by_word(word: str, slate: Slate, rules: ContestRules) -> tuple[int, ...] | None:
    """The players that a word stands for; None for no such word."""
    known = {other.casefold(): other for other in known_words(slate, rules)}.get(word.strip().casefold())
    if known is None:
        return None
    if known == ANYBODY:
        return tuple(range(len(slate.players)))
    kind = _KINDS.get(rules.sport, {}).get(known)
    if kind is not None:
        return tuple(number for number, player in enumerate(slate.players) if kind.has(player))
    return playing(word, slate, rules)


def playing(word: str, slate: Slate, rules: ContestRules) -> tuple[int, ...]:
    """Everybody who plays a position of this name or may fill a slot of this name.

    Files tell `SP` or `P` of the same man, and one slot may be for several positions, so one of the two is not enough.
    """
    name = word.strip().casefold()
    wide = frozenset(other.casefold() for other in _WIDE.get(rules.sport, {}).get(name.upper(), ()))
    wanted = wide | {name}
    return tuple(
        number
        for number, player in enumerate(slate.players)
        if not wanted.isdisjoint(map(str.casefold, player.positions)) or name in map(str.casefold, player.slots)
    )
