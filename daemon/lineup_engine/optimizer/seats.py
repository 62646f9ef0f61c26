"""Who can have a seat when everybody wants one of a few: matching, with the reason when somebody cannot."""

from collections.abc import Iterable


class Seats:
    """Guests on seats, one on each; a newcomer moves others along where that frees a seat he wants."""

    def __init__(self) -> None:
        self._wishes: dict[int, frozenset[int]] = {}
        self._guest_on: dict[int, int] = {}

    def add(self, guest: int, wishes: Iterable[int]) -> bool:
        """Give a further guest a seat; whether there was one."""
        self._wishes[guest] = frozenset(wishes)
        if self._place(guest, set()):
            return True
        del self._wishes[guest]
        return False

    def contested(self, wishes: Iterable[int]) -> tuple[frozenset[int], frozenset[int]]:
        """The seats that these wishes lead to by moving others along, and who sits there.

        After a refusal all of these seats are taken by guests who want no other: that is the reason.
        """
        seats: set[int] = set()
        waiting = list(wishes)
        while waiting:
            seat = waiting.pop()
            if seat not in seats:
                seats.add(seat)
                waiting += self._wishes.get(self._guest_on.get(seat, -1), ())
        guests = (self._guest_on[seat] for seat in seats if seat in self._guest_on)
        return frozenset(seats), frozenset(guests)

    def _place(self, guest: int, seen: set[int]) -> bool:
        for seat in sorted(self._wishes[guest] - seen):
            if seat in seen:
                continue
            seen.add(seat)
            if seat not in self._guest_on or self._place(self._guest_on[seat], seen):
                self._guest_on[seat] = guest
                return True
        return False
