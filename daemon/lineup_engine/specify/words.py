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


def known_words(slate: Slate, rules: ContestRules) -> tuple[str, ...]:
    """Every word that stands for more than one player."""
    positions = {position for player in slate.players for position in player.positions}
    table = {position for slot in rules.slots for position in (slot.name, *slot.positions)}
    return (ANYBODY, *_KINDS.get(rules.sport, {}), *sorted(positions | table))


def meant_by_word(word: str, slate: Slate, rules: ContestRules) -> tuple[int, ...] | None:
    """The players that a word stands for: a position first, else a slot that they may fill; None for no such word."""
    known = {other.casefold(): other for other in known_words(slate, rules)}.get(word.strip().casefold())
    if known is None:
        return None
    players = list(enumerate(slate.players))
    if known == ANYBODY:
        return tuple(number for number, _ in players)
    kind = _KINDS.get(rules.sport, {}).get(known)
    if kind is not None:
        return tuple(number for number, player in players if kind.has(player))
    playing = tuple(number for number, player in players if known in player.positions)
    return playing or tuple(number for number, player in players if known in player.slots)
