"""The law of a field without cleverness: the chance of every lineup by trying all ways to draw one.

Slots are filled one by one, those of one kind in the order of their members. Whoever may fill a slot is as likely as his
weight times what is behind him: the sum, over all ways to fill the later slots whoever is chosen already, of the products
of weights and of the weight of the money left. A way that cannot go on counts nothing, and the chances of the ways that
end are scaled to 1. Nobody is chosen twice, and limits are kept by looking at what is chosen so far.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

Lineup = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Limit:
    """At most, or of at least, `count` groups or players of one; `group[p]` is -1 for who is not counted."""

    is_most: bool
    count: int
    group: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Slate:
    """Players, and slots in the order in which they are filled: slot s is of kind `kinds[s]`, for `members[kinds[s]]`."""

    weight: tuple[int, ...]
    cost: tuple[int, ...]
    person: tuple[int, ...]
    kinds: tuple[int, ...]
    members: tuple[tuple[int, ...], ...]
    cap: int
    ending: tuple[int, ...]
    limits: tuple[Limit, ...] = ()


def chances(slate: Slate) -> dict[Lineup, Fraction]:
    """The chance of every lineup that can be drawn."""
    found: defaultdict[Lineup, Fraction] = defaultdict(Fraction)
    for lineup, chance in _ways(slate, (), 0, slate.cap, Fraction(1)):
        found[tuple(sorted(lineup))] += chance
    total = sum(found.values())
    return {lineup: chance / total for lineup, chance in found.items()}


@cache
def _behind(slate: Slate, slot: int, first: int, left: int) -> int:
    """What all ways to fill the slots from one on are worth, with so much left; it takes members from `first` on."""
    if left < 0:
        return 0
    if slot == len(slate.kinds):
        return slate.ending[left]
    return sum(_worth(slate, slot, place, left) for place in range(first, len(slate.members[slate.kinds[slot]])))


def _worth(slate: Slate, slot: int, place: int, left: int) -> int:
    """A member's weight, times what is behind him."""
    player = slate.members[slate.kinds[slot]][place]
    first = _next_first(slate, slot, place)
    return slate.weight[player] * _behind(slate, slot + 1, first, left - slate.cost[player])


def _next_first(slate: Slate, slot: int, place: int) -> int:
    """From which member on the next slot is filled."""
    return place + 1 if slate.kinds[slot : slot + 1] == slate.kinds[slot + 1 : slot + 2] else 0


def _ways(slate: Slate, chosen: Lineup, first: int, left: int, chance: Fraction) -> Iterator[tuple[Lineup, Fraction]]:
    """Every way to go on, with its chance."""
    slot = len(chosen)
    if slot == len(slate.kinds):
        yield chosen, chance
        return
    members = slate.members[slate.kinds[slot]]
    worth = {
        place: _worth(slate, slot, place, left)
        for place in range(first, len(members))
        if _may_follow(slate, chosen, members[place])
    }
    for place, own in worth.items():
        player = members[place]
        if own and _is_possible(slate, (*chosen, player)):
            part, after = Fraction(own, sum(worth.values())), _next_first(slate, slot, place)
            yield from _ways(slate, (*chosen, player), after, left - slate.cost[player], chance * part)


def _may_follow(slate: Slate, chosen: Sequence[int], player: int) -> bool:
    """Whether somebody may be chosen next: no form of a chosen person, nobody of a full group, no waste of a slot."""
    if slate.person[player] in {slate.person[other] for other in chosen}:
        return False
    slots = len(slate.kinds) - len(chosen)
    for limit in slate.limits:
        group = limit.group[player]
        counted = [limit.group[other] for other in chosen if limit.group[other] >= 0]
        if limit.is_most and group >= 0 and counted.count(group) >= limit.count:
            return False
        # The very first pick is free: that it was a waste is seen after it.
        missing = limit.count - len(set(counted))
        if not limit.is_most and chosen and 0 < missing == slots and (group < 0 or group in counted):
            return False
    return True


def _is_possible(slate: Slate, chosen: Sequence[int]) -> bool:
    """Whether so many groups as there have to be can still come."""
    slots = len(slate.kinds) - len(chosen)
    for limit in slate.limits:
        groups = {limit.group[other] for other in chosen} - {-1}
        if not limit.is_most and limit.count - len(groups) > slots:
            return False
    return True
