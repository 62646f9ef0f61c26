"""The Lineup cell: slot words, each followed by a name, in any order: `PG Chris Paul F Kyle Kuzma UTIL LOCKED`.

A name may contain a word that is also a slot ("Smith C Jones"): what the cell means is then decided by the names that
the same file and the slate know, and by the slots that a lineup has.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

LOCKED = "LOCKED"
"""What the site writes for a player whose game has not begun."""

_MOST_WORDS = 100
"""Longer cells are no lineups, and looking for every way to read them would take for ever."""

Pairs = tuple[tuple[str, str], ...]
"""Slots with the names behind them."""


class CellReader:
    """Reads the cells of one file; `slots` are those of a lineup, `names` everybody who may be in one."""

    def __init__(self, slots: Sequence[str], names: Collection[str]) -> None:
        self._slots = Counter(slots)
        self._names = {" ".join(name.split()) for name in names} | {LOCKED}
        words = sorted(self._slots, key=len, reverse=True)
        self._parting = re.compile(rf"(?:^|\s)({'|'.join(map(re.escape, words))})(?=\s)")
        self._orders: dict[tuple[str, ...], bool] = {}

    def read(self, cell: str) -> Pairs | None:
        """The slots and names of a cell; None where it can be read in no way.

        Where every slot word begins a known name, it is read so; else in the only way in which all names are known.
        """
        parts = self._parting.split(cell)
        names = [part.strip() for part in parts[2::2]]
        pairs = tuple(zip(parts[1::2], names, strict=True))
        is_whole = not parts[0].strip() and self._has_slots(tuple(parts[1::2]))
        if is_whole and self._names.issuperset(names):
            return pairs
        words = cell.split()
        known = self._by_names(words) if len(words) <= _MOST_WORDS else []
        if known:
            return known[0] if len(known) == 1 else None
        return pairs if is_whole and all(names) else None

    def _has_slots(self, order: tuple[str, ...]) -> bool:
        """Whether these are the slots of a lineup; the same few orders come again and again."""
        known = self._orders.get(order)
        if known is None:
            known = self._orders[order] = sorted(order) == sorted(self._slots.elements())
        return known

    def _by_names(self, words: Sequence[str]) -> list[Pairs]:
        """At most two ways to read the words so that every name is known and every slot filled once."""
        ways: list[Pairs] = []
        for way in _Search(words, self._names).ways(0, Counter(self._slots)):
            if way not in ways:
                ways.append(way)
            if len(ways) == 2:
                break
        return ways


@dataclass(slots=True)
class _Search:
    """Looks for ways to read the words of one cell; what leads nowhere is not tried twice."""

    words: Sequence[str]
    names: Collection[str]
    dead_ends: set[tuple[int, frozenset[tuple[str, int]]]] = field(default_factory=set)

    def ways(self, start: int, left: Counter[str]) -> Iterator[Pairs]:
        """Every way to read the words from here on as the slots that are left with known names."""
        here = (start, frozenset(left.items()))
        if start == len(self.words):
            if not left:
                yield ()
            return
        if here in self.dead_ends:
            return
        found = False
        for pair, end in self._pairs(start, left):
            for others in self.ways(end, left - Counter({pair[0]: 1})):
                found = True
                yield (pair, *others)
        if not found:
            self.dead_ends.add(here)

    def _pairs(self, start: int, left: Counter[str]) -> Iterator[tuple[tuple[str, str], int]]:
        """The slots with known names that begin here, and where each ends."""
        for slot in [slot for slot in left if _begins(self.words[start:], slot)]:
            first = start + len(slot.split(" "))
            for end in range(first + 1, len(self.words) + 1):
                name = " ".join(self.words[first:end])
                if name in self.names:
                    yield (slot, name), end


def _begins(words: Sequence[str], slot: str) -> bool:
    parts = slot.split(" ")
    return list(words[: len(parts)]) == parts
