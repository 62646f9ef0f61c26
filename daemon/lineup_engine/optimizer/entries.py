"""Lineups for the user's entries: the free ones in the order of the file, then those with players who have to stay.

Every lineup is kept apart from those before it as the user wants. Where an entry's locked players leave no such lineup,
it is only another one; where they leave no other, entries share one; where they leave none, the entry stays as it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lineup_engine.entries.words import listed_entries
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.explain import clash_words, clashing_rules
from lineup_engine.optimizer.methods import Methods
from lineup_engine.optimizer.pinned import Pins, find_in_order, pinned_job, without_others
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.spare import find_more, still_right
from lineup_engine.optimizer.verify import verify_behind, verify_entries
from lineup_engine.specification import Entry
from lineup_engine.texts.shown import some_of

_LETTERS = 200
"""A warning names as many clashing rules as fit into so many letters."""

_EXPLAINED = 3
"""For so many kinds of entries without a lineup the reason is sought; each costs some searches."""


@dataclass(slots=True)
class Owner:
    """Which entries a lineup is for, and who in it has to stay where he is; its number where it was found before."""

    entries: list[str] = field(default_factory=list[str])
    pinned: Pins = ()
    found: int | None = None


@dataclass(slots=True)
class Filling:
    """All lineups of a job, each with its owner, what the user should know, and how those of entries were found."""

    lineups: list[Lineup]
    owners: list[Owner]
    warnings: list[str] = field(default_factory=list[str])
    methods: set[str] = field(default_factory=set[str])


def fill_entries(job: CompiledJob, entries: Sequence[Entry], found: Sequence[Lineup], methods: Methods) -> Filling:
    """The lineups that were found for free entries, more for those with pinned players, and the spare ones."""
    free = [entry.id for entry in entries if not entry.pinned]
    taken = min(len(free), len(found))
    owners = [Owner([entry], found=number) for number, entry in enumerate(free[:taken])]
    filling = Filling(list(found[:taken]), owners)
    if free[len(found) :]:
        filling.warnings.append(f"{listed_entries(free[len(found) :])}: no lineup is left, so nothing is changed")
    groups: defaultdict[Pins, list[str]] = defaultdict(list)
    for entry in entries:
        if entry.pinned:
            groups[entry.pinned].append(entry.id)
    _Pinned(job, methods, filling).fill(groups.items())
    _add_spare(job, found[taken:], filling, methods)
    verify_entries(job, filling.lineups, [owner.pinned for owner in filling.owners])
    return filling


def _add_spare(job: CompiledJob, spare: Sequence[Lineup], filling: Filling, methods: Methods) -> None:
    """The lineups beyond the entries, from the first that is too close to those of pinned players on found anew."""
    known = len(filling.lineups)
    first = sum(owner.found is not None for owner in filling.owners)
    kept = list(still_right(job, filling.lineups[:first], filling.lineups[first:], spare))
    filling.lineups += kept
    filling.owners += [Owner(found=first + number) for number in range(len(kept))]
    more = find_more(job, filling.lineups, len(spare) - len(kept), methods)
    filling.lineups += more.lineups
    filling.owners += [Owner() for _ in more.lineups]
    filling.methods.add(more.method)
    left = len(filling.lineups) - known
    if left < len(spare):
        filling.warnings.append(f"only {left} of {len(spare)} lineups that are in no entry: no more keep the rules")


class _Pinned:
    """Fills entries with pinned players, one group of equal ones after the other."""

    def __init__(self, job: CompiledJob, methods: Methods, filling: Filling) -> None:
        self._job, self._methods, self._filling = job, methods, filling
        self._explained = 0

    def fill(self, groups: Iterable[tuple[Pins, list[str]]]) -> None:
        """Give every entry a lineup that there is."""
        for pins, ids in groups:
            lineups = self._find(pins, len(ids))
            if not lineups:
                self._leave(pins, ids)
                continue
            owners = [Owner([entry], pins) for entry, _ in zip(ids, lineups, strict=False)]
            for number, entry in enumerate(ids[len(lineups) :]):
                owners[number % len(owners)].entries.append(entry)
            self._tell_shared(ids, owners)
            self._filling.lineups += lineups
            self._filling.owners += owners

    def _find(self, pins: Pins, count: int) -> list[Lineup]:
        """As many lineups as there are: apart from all others, else different from them, else at all."""
        earlier = self._filling.lineups
        strict = pinned_job(self._job, pins, len(earlier) + count)
        lineups = self._behind(strict, earlier)
        if len(lineups) < count:
            lineups += self._behind(without_others(strict), [*earlier, *lineups])
        return lineups or self._behind(without_others(pinned_job(self._job, pins, 1)), ())

    def _behind(self, job: CompiledJob, earlier: Sequence[Lineup]) -> list[Lineup]:
        found = find_in_order(job, earlier, self._methods)
        verify_behind(job, earlier, found.lineups)
        self._filling.methods.add(found.method)
        return found.lineups

    def _leave(self, pins: Pins, ids: Sequence[str]) -> None:
        reason = ""
        if self._explained < _EXPLAINED:
            self._explained += 1
            words = clash_words(clashing_rules(without_others(pinned_job(self._job, pins, 1))))
            reason = f" ({some_of(words, '; ', _LETTERS)})"
        told = f"{listed_entries(ids)}: the locked players leave no lineup{reason}, so nothing is changed"
        self._filling.warnings.append(told)

    def _tell_shared(self, ids: Sequence[str], owners: Sequence[Owner]) -> None:
        if len(owners) < len(ids):
            noun = "only 1 lineup" if len(owners) == 1 else f"only {len(owners)} lineups"
            self._filling.warnings.append(f"{listed_entries(ids)}: the locked players leave {noun} for them to share")
