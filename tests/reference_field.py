"""The law of a field without cleverness: the chance of every lineup by trying all ways to draw one.

Slots are filled one by one. Whoever may fill a slot is as likely as his weight times what is behind him: the sum, over
all ways to fill the later slots in whatever manner, of the products of weights and of the weight of the money left. A way
that cannot go on counts nothing, and the chances of the ways that end are scaled to 1. Nobody is chosen twice, and
limits are kept by looking at what is chosen so far.
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
    """Players, and slots in the order in which they are filled: `slots[s]` are who may fill it."""

    weight: tuple[int, ...]
    cost: tuple[int, ...]
    person: tuple[int, ...]
    slots: tuple[tuple[int, ...], ...]
    cap: int
    ending: tuple[int, ...]
    limits: tuple[Limit, ...] = ()


def chances(slate: Slate) -> dict[Lineup, Fraction]:
    """The chance of every lineup that can be drawn."""
    found: defaultdict[Lineup, Fraction] = defaultdict(Fraction)
    for lineup, chance in _ways(slate, (), slate.cap, Fraction(1)):
        found[tuple(sorted(lineup))] += chance
    total = sum(found.values())
    return {lineup: chance / total for lineup, chance in found.items()}


@cache
def _behind(slate: Slate, slot: int, left: int) -> int:
    """What all ways to fill the slots from one on are worth, with so much left."""
    if left < 0:
        return 0
    if slot == len(slate.slots):
        return slate.ending[left]
    return sum(
        slate.weight[player] * _behind(slate, slot + 1, left - slate.cost[player]) for player in slate.slots[slot]
    )


def _ways(slate: Slate, chosen: Lineup, left: int, chance: Fraction) -> Iterator[tuple[Lineup, Fraction]]:
    """Every way to go on, with its chance."""
    slot = len(chosen)
    if slot == len(slate.slots):
        yield chosen, chance
        return
    worth = {
        player: slate.weight[player] * _behind(slate, slot + 1, left - slate.cost[player])
        for player in slate.slots[slot]
        if _may_follow(slate, chosen, player)
    }
    for player, own in worth.items():
        if own and _is_possible(slate, (*chosen, player)):
            part = Fraction(own, sum(worth.values()))
            yield from _ways(slate, (*chosen, player), left - slate.cost[player], chance * part)


def _may_follow(slate: Slate, chosen: Sequence[int], player: int) -> bool:
    """Whether somebody may be chosen next: no form of a chosen person, nobody of a full group, no waste of a slot."""
    if slate.person[player] in {slate.person[other] for other in chosen}:
        return False
    slots = len(slate.slots) - len(chosen)
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
    slots = len(slate.slots) - len(chosen)
    for limit in slate.limits:
        groups = {limit.group[other] for other in chosen} - {-1}
        if not limit.is_most and limit.count - len(groups) > slots:
            return False
    return True
