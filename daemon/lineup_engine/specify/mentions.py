"""Whom the rules of the configuration speak of: names and ids become players of the slate."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.config.rules import Rules
from lineup_engine.config.tree import Path, Place
from lineup_engine.slate.find import find_players, listed, propose_names
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


Mentioned = Mapping[int, Mention]
"""Players by their number on the slate."""


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
    for player in sorted(mentions.lock.keys() & mentions.exclude.keys()):
        locked, excluded = mentions.lock[player], mentions.exclude[player]
        words = f"rules.exclude: {quoted(excluded.name)} is locked too"
        findings.refuse(excluded.place, words, f"he is in rules.lock{_line(locked.place)}; keep one of the two")
    return mentions


@dataclass(frozen=True, slots=True)
class _Search:
    """Looks names up on one slate."""

    slate: Slate
    findings: Findings

    def listed(self, path: Path, names: Iterable[str]) -> Mentioned:
        """The players of a list."""
        locate = self.findings.locate
        return self._each(path, [Mention(name, locate.value(*path, n)) for n, name in enumerate(names)])

    def keyed(self, path: Path, names: Iterable[str]) -> Mentioned:
        """The players who are the keys of a block."""
        return self._each(path, [Mention(name, self.findings.locate.key(*path, name)) for name in names])

    def _each(self, path: Path, mentions: Iterable[Mention]) -> Mentioned:
        what = ".".join(map(str, path))
        found: dict[int, Mention] = {}
        for mention in mentions:
            player = self._one(what, mention)
            if player is None:
                continue
            first = found.setdefault(player, mention)
            if first is not mention:
                same = f"{quoted(first.name)}{_line(first.place)} is the same player; keep one of them"
                self.findings.refuse(mention.place, f"{what}: {quoted(mention.name)} is there twice", same)
        return found

    def _one(self, what: str, mention: Mention) -> int | None:
        """The one player that is meant; anything else is a problem."""
        found = find_players(self.slate, mention.name)
        if len(found) == 1:
            return found[0]
        words, cure = self._several(found) if found else self._nobody(mention.name)
        self.findings.refuse(mention.place, f"{what}: {quoted(mention.name)} {words}", cure)
        return None

    def _several(self, found: Sequence[int]) -> tuple[str, str]:
        players = [self.slate.players[number] for number in found]
        words = f"fits {len(players)} players: {listed(players)}"
        return words, f"write {' or '.join(quoted(player.key) for player in players[:_KEYS_SHOWN])}"

    def _nobody(self, name: str) -> tuple[str, str]:
        # What comes after so many problems is only counted, and proposals cost time.
        near = propose_names(self.slate, name) if len(self.findings.problems) < MOST_OF_A_FILE else ()
        cure = f"did you mean {' or '.join(near)}?" if near else f"names are written as in {self.slate.file}"
        return "is nobody on the slate", cure


def _line(place: Place) -> str:
    return f" in line {place.line}" if place.line else ""
