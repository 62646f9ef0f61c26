"""Whom the rules of the configuration speak of: names and ids become players of the slate."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.config.rules import Rules
from lineup_engine.config.tree import Path, Place
from lineup_engine.slate.find import find_players, is_one_person, listed, propose_names
from lineup_engine.slate.forms import forms_of
from lineup_engine.slate.model import Slate
from lineup_engine.specify.findings import Findings
from lineup_engine.texts.problems import MOST_OF_A_FILE
from lineup_engine.texts.shown import quoted

_LOCK: Path = ("rules", "lock")
_EXCLUDE: Path = ("rules", "exclude")
_PLAYERS: Path = ("rules", "exposure", "players")
_KEYS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Mention:
    """What the configuration calls a player, and where."""

    name: str
    place: Place


Forms = tuple[int, ...]
"""Forms of one person by their number on the slate: all of them, or the one that is meant."""

Mentioned = Mapping[Forms, Mention]
"""Whom the configuration speaks of."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """The players that the rules name; `exposed` are those with a number of their own."""

    lock: Mentioned
    exclude: Mentioned
    exposed: Mentioned


def find_mentions(rules: Rules, slate: Slate, findings: Findings) -> Mentions:
    """Everybody that the rules name; who cannot be found, or is named twice, is a problem."""
    search = _Search(slate, findings)
    mentions = Mentions(
        lock=search.listed(_LOCK, [lock.player for lock in rules.lock]),
        exclude=search.listed(_EXCLUDE, rules.exclude),
        exposed=search.keyed(_PLAYERS, rules.exposure.players),
    )
    for locked, excluded in _at_odds(mentions):
        words = f"rules.exclude: {quoted(excluded.name)} is locked too"
        findings.refuse(excluded.place, words, f"he is in rules.lock{line_words(locked.place)}; keep one of the two")
    return mentions


def _at_odds(mentions: Mentions) -> Iterator[tuple[Mention, Mention]]:
    """Locks and excludes that contradict each other: an exclude that leaves the lock no form."""
    for locked, mention in sorted(mentions.lock.items(), key=lambda item: item[0]):
        for excluded, other in mentions.exclude.items():
            if set(locked) <= set(excluded):
                yield mention, other


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks names up on one slate."""

    slate: Slate
    findings: Findings

    def listed(self, path: Path, names: Iterable[str]) -> Mentioned:
        """The players of a list."""
        locate = self.findings.locate
        return self._each(path, [Mention(name, locate.value(*path, n)) for n, name in enumerate(names)], self._one)

    def keyed(self, path: Path, names: Iterable[str]) -> Mentioned:
        """The players who are the keys of a block, each in all his forms."""
        return self._each(path, [Mention(name, self.findings.locate.key(*path, name)) for name in names], self._whole)

    def _each(self, path: Path, mentions: Iterable[Mention], meaning: Callable[[str, Mention], Forms]) -> Mentioned:
        what = ".".join(map(str, path))
        found: dict[Forms, Mention] = {}
        for mention in mentions:
            forms = meaning(what, mention)
            if not forms:
                continue
            first = found.setdefault(forms, mention)
            if first is not mention:
                same = f"{quoted(first.name)}{line_words(first.place)} is the same player; keep one of them"
                self.findings.refuse(mention.place, f"{what}: {quoted(mention.name)} is there twice", same)
        return found

    def _one(self, what: str, mention: Mention) -> Forms:
        """The one player that is meant; anything else is a problem."""
        found = find_players(self.slate, mention.name)
        if is_one_person(self.slate, found):
            return found
        words, cure = self._several(found) if found else self._nobody(mention.name)
        self.findings.refuse(mention.place, f"{what}: {quoted(mention.name)} {words}", cure)
        return ()

    def _whole(self, what: str, mention: Mention) -> Forms:
        """All forms of the one player that is meant; as captain alone he cannot be counted."""
        found = self._one(what, mention)
        forms = forms_of(self.slate, found[0]) if found else ()
        if len(forms) > len(found) and self.slate.players[found[0]].form:
            words, cure = "is a player in one slot only", "a player is counted in every slot: write his name alone"
            self.findings.refuse(mention.place, f"{what}: {quoted(mention.name)} {words}", cure)
        return forms

    def _several(self, found: Sequence[int]) -> tuple[str, str]:
        players = [self.slate.players[number] for number in found]
        words = f"fits {len(players)} players: {listed(players)}"
        return words, f"write {' or '.join(quoted(player.key) for player in players[:_KEYS_SHOWN])}"

    def _nobody(self, name: str) -> tuple[str, str]:
        # What comes after so many problems is only counted, and proposals cost time.
        near = propose_names(self.slate, name) if len(self.findings.problems) < MOST_OF_A_FILE else ()
        cure = f"did you mean {' or '.join(near)}?" if near else f"names are written as in {self.slate.file}"
        return "is nobody on the slate", cure


def line_words(place: Place) -> str:
    """` in line 6`; nothing where the place has no line."""
    return f" in line {place.line}" if place.line else ""
