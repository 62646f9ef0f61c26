"""Who fills which slot of a lineup: one fixed answer out of the many that may be possible."""

from collections.abc import Sequence

EMPTY = -1
"""Stands for a slot that nobody fills."""


def assign_slots(slots: Sequence[str], eligible: Sequence[frozenset[str]]) -> tuple[int, ...] | None:
    """Which player fills each slot (`EMPTY` for none), or None when they cannot all play.

    The slots that fewest of these players may fill are filled first, each by the first player that leaves the others
    a place; so flexible slots take who is left.
    """
    may = [[name in allowed for name in slots] for allowed in eligible]
    order = sorted(range(len(slots)), key=lambda slot: sum(row[slot] for row in may))
    filled = [EMPTY] * len(slots)
    waiting = list(range(len(eligible)))
    if not _all_fit(may, waiting, order):
        return None
    for done, slot in enumerate(order, start=1):
        chosen = _first_that_fits(may, waiting, slot, order[done:])
        if chosen is not None:
            filled[slot] = chosen
            waiting.remove(chosen)
    return tuple(filled)


def _first_that_fits(may: list[list[bool]], waiting: list[int], slot: int, later: list[int]) -> int | None:
    """The first waiting player for this slot whose choice leaves all others a later one."""
    for player in waiting:
        others = [other for other in waiting if other != player]
        if may[player][slot] and _all_fit(may, others, later):
            return player
    return None


def _all_fit(may: list[list[bool]], players: list[int], slots: list[int]) -> bool:
    """Whether every one of the players gets a slot of his own (bipartite matching by augmenting paths)."""
    holder: dict[int, int] = {}
    return len(players) <= len(slots) and all(_place(player, may, slots, (holder, set())) for player in players)


def _place(player: int, may: list[list[bool]], slots: list[int], search: tuple[dict[int, int], set[int]]) -> bool:
    """Give the player a slot, moving others along where that frees one; `search` is who holds what, and slots seen."""
    holder, seen = search
    for slot in slots:
        if may[player][slot] and slot not in seen:
            seen.add(slot)
            if slot not in holder or _place(holder[slot], may, slots, search):
                holder[slot] = player
                return True
    return False
