"""The Lineup cell: slot words and names, whatever words the names are made of."""

from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.standings.lineup_cell import CellReader, Pairs

FOUND = {
    "plain": ("D D", "D Kyle Larson D Ross Chastain", "Kyle Larson|Ross Chastain"),
    "in another order": ("QB RB DST", "DST Chargers  RB Al Able QB Bo Baker", "Chargers|Al Able|Bo Baker"),
    "a defence at the end": ("QB DST", "QB Al Able DST Chargers ", "Al Able|Chargers"),
    "unseen": ("C F", "C LOCKED F Torrey Craig", "LOCKED|Torrey Craig"),
    "all unseen": ("C F", "C LOCKED F LOCKED", "LOCKED|LOCKED"),
    "an initial that is a slot": ("C F", "C Al C Able F Bo Baker", "Al C Able|Bo Baker"),
    "a name that begins with a slot": ("C F", "F C Able C Bo Baker", "C Able|Bo Baker"),
    "a name that ends with a slot": ("C F", "F Bo Baker C C Able F", "Bo Baker|C Able F"),
    "a name that is a slot": ("M F", "M F F M", "F|M"),
    "a slot within a slot": ("FLEX S-FLEX", "S-FLEX Al Able FLEX Bo Baker", "Al Able|Bo Baker"),
    "a slot of two words": ("QB Super_FLEX", "Super FLEX Al Able QB Bo Baker", "Al Able|Bo Baker"),
    "spaces in a name": ("C F", "C Al  Able F Bo Baker", "Al Able|Bo Baker"),
    "accents": ("P P", "P José Ramírez P Ed Early", "José Ramírez|Ed Early"),
    "somebody nobody knows": ("C F", "C New Man F Bo Baker", "New Man|Bo Baker"),
}
KNOWN = (
    *("Kyle Larson", "Ross Chastain", "Al Able", "Bo Baker", "Chargers", "Torrey Craig", "Al C Able", "C Able"),
    *("C Able F", "F", "M", "José Ramírez", "Ed Early"),
)
NOT_FOUND = {
    "one slot too few": ("C F UTIL", "C Al Able F Bo Baker"),
    "one slot too many": ("C F", "C Al Able F Bo Baker F Ed Early"),
    "other slots": ("C F", "P Al Able F Bo Baker"),
    "words in front": ("C F", "and C Al Able F Bo Baker"),
    "no names": ("C F", "C F"),
    "two ways": ("M F", "M F F F F"),
    "a very long cell": ("M F", "M " + "F M " * 400),
}


def reader(slots: str, names: Sequence[str] = KNOWN) -> CellReader:
    """A reader of cells with these slots; an underscore stands for a space."""
    return CellReader([slot.replace("_", " ") for slot in slots.split()], names)


@pytest.mark.parametrize("case", FOUND)
def test_a_cell_is_read(case: str) -> None:
    slots, cell, names = FOUND[case]
    pairs = reader(slots).read(cell)
    assert pairs is not None
    assert [name for _, name in pairs] == names.split("|")


@pytest.mark.parametrize("case", NOT_FOUND)
def test_a_cell_that_means_nothing_or_two_things(case: str) -> None:
    slots, cell = NOT_FOUND[case]
    names = ("M", "F", "F F") if case == "two ways" else KNOWN
    assert reader(slots, names).read(cell) is None


def every_way(words: Sequence[str], slots: Sequence[str], names: set[str]) -> set[Pairs]:
    """Every way to cut the words into slots with known names."""
    ways: set[Pairs] = set()
    for cuts in combinations(range(1, len(words)), len(slots) - 1):
        edges = [0, *cuts, len(words)]
        parts = [words[one:other] for one, other in pairwise(edges)]
        pairs = tuple((part[0], " ".join(part[1:])) for part in parts)
        if sorted(slot for slot, _ in pairs) == sorted(slots) and all(name in names for _, name in pairs):
            ways.add(pairs)
    return ways


WORDS = st.lists(st.sampled_from(["C", "F", "Al", "G"]), min_size=1, max_size=3).map(" ".join)


@settings(max_examples=examples(300))
@given(st.lists(WORDS, min_size=3, max_size=5, unique=True), st.permutations(["C", "F", "G"]))
def test_the_reading_is_the_only_one_that_there_is(names: list[str], order: list[str]) -> None:
    cell = " ".join(f"{slot} {name}" for slot, name in zip(order, names, strict=False))
    ways = every_way(cell.split(), order, set(names))
    found = CellReader(["C", "F", "G"], names).read(cell)
    assert found == (next(iter(ways)) if len(ways) == 1 else found)
    assert found is None or found in ways
    assert len(ways) != 1 or found is not None


def test_a_cell_that_leads_nowhere_ends_soon() -> None:
    """Millions of ways to begin, and none to end: each state is looked at once."""
    names = [" ".join(["D"] * count) for count in range(1, 80)]
    assert CellReader(["D"] * 9, names).read("D " * 90 + "X") is None
