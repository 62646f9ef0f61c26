"""Who fills which slot of a lineup: one fixed answer out of the many that may be possible."""

from functools import lru_cache

from lineup_engine.optimizer.seats import Seats

EMPTY = -1
"""Stands for a slot that nobody fills."""


@lru_cache(maxsize=1 << 16)
def assign_slots(slots: tuple[str, ...], eligible: tuple[frozenset[str], ...]) -> tuple[int, ...] | None:
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
    """Whether every one of the players gets a slot of his own."""
    seats = Seats()
    return all(seats.add(player, (slot for slot in slots if may[player][slot])) for player in players)
