"""Seats: everybody gets one who can, and a refusal names why."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.optimizer.seats import Seats

WISHES = st.lists(st.frozensets(st.integers(0, 4), max_size=4), max_size=6)


def all_seated(wishes: list[frozenset[int]]) -> bool:
    """Whether some order of the seats suits everybody, tried one by one."""
    return any(
        all(seat in some for seat, some in zip(order, wishes, strict=True))
        for order in permutations(range(5), len(wishes))
    )


@given(WISHES)
def test_a_guest_is_refused_only_when_there_is_no_seat(wishes: list[frozenset[int]]) -> None:
    """Newcomers move others along wherever that helps."""
    seats = Seats()
    seated: list[frozenset[int]] = []
    for guest, some in enumerate(wishes):
        assert seats.add(guest, some) == (len(seated) < 5 and all_seated([*seated, some]))
        if all_seated([*seated, some]):
            seated.append(some)


@given(WISHES)
def test_a_refusal_names_guests_who_want_too_few_seats(wishes: list[frozenset[int]]) -> None:
    """The refused one and those named want only the seats named, which are one too few."""
    seats = Seats()
    for guest, some in enumerate(wishes):
        if not seats.add(guest, some):
            contested, rivals = seats.contested(some)
            assert len(rivals) == len(contested)
            assert frozenset[int]().union(some, *(wishes[rival] for rival in rivals)) == contested
