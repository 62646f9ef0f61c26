"""Whom a selection of the configuration means on this slate; whoever cannot be found is a problem at his place."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

from lineup_engine.config.nearest import nearest
from lineup_engine.config.selection import Selection
from lineup_engine.config.tree import Path
from lineup_engine.optimizer.seats import Seats
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.find import find_players, is_one_person, propose_names
from lineup_engine.slate.model import Slate
from lineup_engine.specify.attributes import Attributes, as_number
from lineup_engine.specify.findings import Findings
from lineup_engine.specify.words import known_words, meant_by_word, playing, position_words
from lineup_engine.texts.shown import quoted

Players = tuple[int, ...]
"""Players by their number on the slate, ascending."""

_SHOWN = 12
_PLAYER, _NOT, _POSITION = "player", "not", "position"


class Worded(Protocol):
    """A rule that is called something."""

    @property
    def words(self) -> str:
        """How the user would call it."""
        ...


SomeRule = TypeVar("SomeRule", bound=Worded)


@dataclass(frozen=True, slots=True)
class Selector:
    """Selects players of one slate. A problem is noted once, where the selection is written."""

    slate: Slate
    rules: ContestRules
    attributes: Attributes
    findings: Findings

    def select(self, path: Path, selection: Selection) -> Players:
        """The players that are meant; nobody, with the problem noted, where that cannot be told."""
        before = len(self.findings.problems)
        found = self._by_conditions(path, selection) if isinstance(selection, dict) else self._by_words(path, selection)
        if not found and len(self.findings.problems) == before and self.attributes.expected is not None:
            self.refuse(path, "is nobody on the slate", "write a position, a name, or wider conditions")
        return tuple(sorted(found))

    def having(self, path: Path, attribute: str, word: str) -> Players:
        """Everybody whose attribute is the word; the path is where the word is written, as a key or a value.

        A position may be a slot as well.
        """
        if attribute.strip().casefold() == _POSITION:
            found, known = playing(word, self.slate, self.rules), position_words(self.slate, self.rules)
        else:
            texts = self.attributes.texts(attribute) or ()
            found = tuple(player for player, own in enumerate(texts) if any(_same(text, word) for text in own))
            known = tuple(sorted({text for own in texts for text in own}))
        if not found:
            self.refuse(path, f"nobody has the {attribute} {quoted(word)}", _proposal(word, known))
        return found

    def refuse(self, path: Path, message: str, hint: str) -> None:
        """Note a problem with what is written there."""
        locate = self.findings.locate
        self.findings.refuse(locate.value(*path), f"{said(locate.written(path))}: {message}", hint)

    def placed(self, path: Path, rules: Iterable[SomeRule]) -> Iterator[SomeRule]:
        """The same rules; where they are written is noted."""
        for rule in rules:
            self.findings.places.setdefault(rule.words, self.findings.locate.value(*path))
            yield rule

    def most(self, players: Iterable[int]) -> int:
        """How many of the players a lineup can have when only its slots count."""
        seats, taken = Seats(), 0
        for player in players:
            own = self.slate.players[player].slots
            taken += seats.add(player, (n for n, slot in enumerate(self.rules.slots) if slot.name in own))
            if taken == self.size:
                break
        return taken

    @property
    def size(self) -> int:
        """Players in a lineup."""
        return len(self.rules.slots)

    def _by_words(self, path: Path, words: Iterable[str]) -> set[int]:
        found: set[int] = set()
        for number, word in enumerate(words):
            meant = meant_by_word(word, self.slate, self.rules)
            found.update(self._player((*path, number), word) if meant is None else meant)
        return found

    def _player(self, path: Path, name: str) -> Players:
        found = find_players(self.slate, name)
        if not found:
            self.refuse(path, f"{quoted(name)} is no position and nobody on the slate", self._nearest(name))
        elif not is_one_person(self.slate, found):
            keys = " or ".join(quoted(self.slate.players[number].key) for number in found)
            self.refuse(path, f"{quoted(name)} fits {len(found)} players", f"write {keys}")
        return found if is_one_person(self.slate, found) else ()

    def _nearest(self, name: str) -> str:
        words = known_words(self.slate, self.rules)
        near = [word for word in (nearest(name, words), *propose_names(self.slate, name)) if word]
        return f"did you mean {' or '.join(near)}?" if near else f"a name, or one of: {', '.join(words)}"

    def _by_conditions(self, path: Path, conditions: Mapping[str, object]) -> set[int]:
        found = set(range(len(self.slate.players)))
        for key, wanted in conditions.items():
            found &= self._condition((*path, key), key, wanted)
        return found

    def _condition(self, path: Path, key: str, wanted: object) -> set[int]:
        if isinstance(wanted, dict):
            return self._in_range(path, key, wanted)
        words: tuple[str, ...] = wanted if isinstance(wanted, tuple) else ()
        if key in {_PLAYER, _NOT}:
            meant = self._by_words(path, words)
            return meant if key == _PLAYER else set(range(len(self.slate.players))) - meant
        if self.attributes.texts(key) is None:
            return self._no_attribute(path, key)
        return {player for number, word in enumerate(words) for player in self.having((*path, number), key, word)}

    def _in_range(self, path: Path, key: str, bounds: Mapping[str, str]) -> set[int]:
        texts = self.attributes.texts(key)
        if texts is None:
            return self._no_attribute(path, key)
        low, high = (as_number(bounds[side]) if side in bounds else None for side in ("min", "max"))
        for side in bounds:
            if as_number(bounds[side]) is None:
                self.refuse((*path, side), f"has to be a number, not {quoted(bounds[side])}", "write it like 4000")
        if low is not None and high is not None and low > high:
            self.refuse(path, f"min, {low}, is above max, {high}", "swap them or change one")
        numbers = [as_number(own[0]) if own else None for own in texts]
        return {
            player
            for player, number in enumerate(numbers)
            if number is not None and (low is None or number >= low) and (high is None or number <= high)
        }

    def _no_attribute(self, path: Path, key: str) -> set[int]:
        if self.attributes.expected is not None:
            names = (*self.attributes.names, _PLAYER, _NOT)
            self.refuse(path, "is nothing that is known of players", _proposal(key, names))
        return set()


def said(path: Path) -> str:
    """`rules.stacks, item 2, with.of`: where something stands, as messages call it."""
    words, joint = "", ""
    for step in path:
        if isinstance(step, int):
            words, joint = f"{words}, item {step + 1}", ", "
        else:
            words, joint = f"{words}{joint}{quoted(step) if ' ' in step else step}", "."
    return words


def _same(text: str, word: str) -> bool:
    """Whether two texts are the same to a person: without case; as numbers where both are."""
    if text.strip().casefold() == word.strip().casefold():
        return True
    number = as_number(text)
    return number is not None and number == as_number(word)


def _proposal(word: str, known: Iterable[str]) -> str:
    words = list(dict.fromkeys(known))
    near = nearest(word, words)
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return f"did you mean {near}?" if near else f"known: {', '.join(words[:_SHOWN])}{more}"
