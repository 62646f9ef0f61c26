"""Lineups for entries: those with locked players are the best that keep them, apart from all others where possible."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.optimizer.entries import Filling, fill_entries
from lineup_engine.optimizer.methods import Methods
from lineup_engine.output.result import build_result
from lineup_engine.sites.model import MinGames, Source
from lineup_engine.specification import Entry, Specification
from small_jobs import SHAPES, Shape, broken_rules, choices, contest, job, player

PLAYERS = [player(number, slots=("A", "F") if number % 2 else ("B", "F"), salary=5000) for number in range(7)]
POINTS = [700, 600, 500, 400, 300, 200, 100]
SMALL = job(PLAYERS, POINTS, contest("A B F"), choices(7, 7))


def both() -> list[Methods]:
    """The fast path and the general one."""
    general = Methods()
    general.leave_out_fast()
    return [Methods(), general]


@pytest.fixture(params=both(), ids=["fast", "general"])
def methods(request: pytest.FixtureRequest) -> Methods:
    found: Methods = request.param
    return found


def filled(
    specification: Specification, entries: Sequence[Entry], methods: Methods, found: Sequence[tuple[int, ...]] = ()
) -> Filling:
    return fill_entries(compile_job(specification), entries, found, methods)


def test_free_entries_take_the_lineups_in_order(methods: Methods) -> None:
    """The best for the first row; a lineup more is in no entry, an entry more is told."""
    found = [(0, 1, 2), (0, 1, 4)]
    some = filled(SMALL, [Entry("a")], methods, found)
    assert [owner.entries for owner in some.owners] == [["a"], []]
    short = filled(SMALL, [Entry("a"), Entry("b"), Entry("c"), Entry("d")], methods, found)
    assert [owner.entries for owner in short.owners] == [["a"], ["b"]]
    assert short.warnings == ["entries c, d: no lineup is left, so nothing is changed"]


def test_lineups_that_are_in_no_entry_come_last(methods: Methods) -> None:
    """Behind those of locked players too."""
    players = [replace(one, locked=number == 6) for number, one in enumerate(PLAYERS)]
    specification = job(players, POINTS, contest("A B F"), choices(7, 7))
    entries = [Entry("a"), Entry("x", ((2, 6),))]
    done = filled(specification, entries, methods, [(0, 1, 2), (0, 1, 4), (0, 2, 3)])
    assert done.lineups == [(0, 1, 2), (0, 1, 6), (0, 1, 4), (0, 2, 3)]
    assert [(owner.entries, owner.found) for owner in done.owners] == [(["a"], 0), (["x"], None), ([], 1), ([], 2)]


def test_lineups_that_are_in_no_entry_take_nothing_from_those_that_are(methods: Methods) -> None:
    """Where one is too close to that of locked players it is another one; where there is no other, that is said."""
    players = [replace(one, locked=number == 6) for number, one in enumerate(PLAYERS)]
    specification = job(players, POINTS, contest("A B F"), choices(7, 7, unique=2))
    found = [(0, 1, 2), (0, 3, 4), (1, 3, 5), (2, 4, 5), (0, 2, 5)]
    done = filled(specification, [Entry("x", ((1, 6),))], methods, found)
    assert done.lineups == [(0, 1, 6), (0, 2, 3), (1, 2, 4), (0, 4, 5)]
    assert [owner.entries for owner in done.owners] == [["x"], [], [], []]
    assert done.warnings == ["only 3 of 5 lineups that are in no entry: no more keep the rules"]


def test_who_is_used_up_by_entries_is_in_no_spare_lineup(methods: Methods) -> None:
    """His exposure counts them all; others may be in as many lineups as before."""
    players = [replace(one, locked=number == 6) for number, one in enumerate(PLAYERS)]
    limits = replace(choices(7, 7), max_lineups=(1, *[7] * 6))
    specification = replace(job(players, POINTS, contest("A B F"), limits), lineups=3)
    done = filled(specification, [Entry("x", ((1, 6),))], methods, [(1, 2, 3), (0, 1, 4), (1, 2, 5)])
    assert done.lineups == [(0, 1, 6), (1, 2, 3), (1, 2, 4), (1, 2, 5)]
    assert [owner.found for owner in done.owners] == [None, 0, None, None]


def test_pinned_players_stay_in_their_very_slots(methods: Methods) -> None:
    """Even one whose game has begun, who has no projection, and whom the user excludes; nobody else who has begun."""
    begun = [replace(one, locked=number in {0, 6}) for number, one in enumerate(PLAYERS)]
    points: list[int | None] = [*POINTS[:6], None]
    wanted = choices(7, 7, exclude=(6,))
    specification = job(begun, points, contest("A B F"), wanted)
    entries = [Entry("x", ((2, 6),)), Entry("y", ((2, 6),))]
    done = filled(specification, entries, methods)
    result = build_result(compile_job(specification), done.lineups, "fast", owners=done.owners)
    ids = [[one["id"] for one in lineup["players"]] for lineup in result["lineups"]]
    assert ids == [["1001", "1002", "1006"], ["1001", "1004", "1006"]]
    assert [lineup["entries"] for lineup in result["lineups"]] == [["x"], ["y"]]
    assert [lineup["points"] for lineup in result["lineups"]] == [0.011, 0.009]


def test_of_two_slots_of_one_name_the_very_one_stays(methods: Methods) -> None:
    """The site locks a cell, not a position."""
    specification = job([player(number) for number in range(4)], [4, 3, 2, 1], contest("A A A"), choices(4, 4))
    done = filled(specification, [Entry("x", ((1, 0), (2, 3)))], methods)
    result = build_result(compile_job(specification), done.lineups, "fast", owners=done.owners)
    assert [one["id"] for one in result["lineups"][0]["players"]] == ["1001", "1000", "1003"]


def test_lineups_are_apart_where_that_is_possible_and_different_where_it_is_not(methods: Methods) -> None:
    """Two entries with two of three players locked can differ by one only; a third then shares one."""
    specification = job(PLAYERS[:5], POINTS[:5], contest("A B F"), choices(5, 9, unique=2))
    pins = ((0, 1), (1, 0))
    entries = [Entry(name, pins) for name in "abcd"]
    done = filled(specification, entries, methods)
    assert done.lineups == [(0, 1, 2), (0, 1, 3), (0, 1, 4)]
    assert [owner.entries for owner in done.owners] == [["a", "d"], ["b"], ["c"]]
    assert done.warnings == ["entries a, b, c, d: the locked players leave only 3 lineups for them to share"]


def test_exposure_does_not_count_who_cannot_be_changed(methods: Methods) -> None:
    """The locked player is in every entry; all others keep their share where they can."""
    limits = choices(7, 1)
    specification = replace(job(PLAYERS, POINTS, contest("A B F"), limits), lineups=3)
    done = filled(specification, [Entry("a", ((0, 1),)), Entry("b", ((0, 1), (2, 3)))], methods)
    assert done.lineups == [(0, 1, 2), (1, 3, 4)]


def test_an_entry_that_cannot_be_filled_is_named_with_the_reason(methods: Methods) -> None:
    """The others are filled all the same."""
    players = [replace(PLAYERS[0], salary=49_000), *PLAYERS[1:]]
    specification = job(players, POINTS, contest("A B F"), choices(7, 7))
    done = filled(specification, [Entry("a", ((1, 0),)), Entry("b", ((0, 1),))], methods)
    assert [owner.entries for owner in done.owners] == [["b"]]
    (told,) = done.warnings
    assert told.startswith("entry a: the locked players leave no lineup (")
    assert "Player 0" in told
    assert told.endswith("), so nothing is changed")


def test_more_locked_players_than_slots_leave_the_entry_alone(methods: Methods) -> None:
    """Those of the entry and those of the user are too many for it, and just enough for another entry."""
    specification = job(PLAYERS, POINTS, contest("A B F"), choices(7, 7, lock=((0,), (1,))))
    done = filled(specification, [Entry("a", ((0, 3), (1, 2))), Entry("b", ((2, 3),))], methods)
    assert [(owner.entries, lineup) for owner, lineup in zip(done.owners, done.lineups, strict=True)] == [
        (["b"], (0, 1, 3))
    ]
    assert [told.partition(" (")[0] for told in done.warnings] == ["entry a: the locked players leave no lineup"]


def test_a_begun_game_whose_name_is_lost_counts_beside_an_open_one(methods: Methods) -> None:
    """`In Progress` in place of the teams: with somebody who has not begun there are two games for certain."""
    players = [replace(one, game="G1", locked=False) for one in PLAYERS]
    players[:2] = [replace(one, game=None, locked=True) for one in players[:2]]
    specification = job(players, POINTS, contest("A B F", limits=[MinGames(2, Source.FILE)]), choices(7, 7))
    done = filled(specification, [Entry("a", ((0, 1), (1, 0)))], methods)
    assert done.lineups == [(0, 1, 2)]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Specification, list[Entry]]:
    """A small job, and entries each with some players in slots that they may fill."""
    shape: Shape = draw(st.sampled_from(SHAPES))
    slots = shape.slots.split()
    count = draw(st.integers(len(slots) + 1, 7))
    players = [
        player(
            number,
            slots=draw(st.sampled_from(shape.eligible)),
            salary=draw(st.integers(3, 20)) * 1000,
            locked=draw(st.booleans()),
        )
        for number in range(count)
    ]
    points = draw(st.lists(st.none() | st.integers(-50, 50), min_size=count, max_size=count))
    specification = job(players, points, contest(shape.slots, cap=40_000), choices(count, count))
    entries: list[Entry] = []
    for name in range(draw(st.integers(1, 3))):
        pinned: dict[int, int] = {}
        for place in draw(st.sets(st.integers(0, len(slots) - 1), min_size=1, max_size=len(slots) - 1)):
            able = [n for n, one in enumerate(players) if slots[place] in one.slots and n not in pinned.values()]
            if able:
                pinned[place] = draw(st.sampled_from(able))
        if pinned:
            entries.append(Entry(str(name), tuple(sorted(pinned.items()))))
    return specification, entries


def completions(specification: Specification, entry: Entry) -> list[tuple[int, ...]]:
    """Every lineup that keeps an entry's players in their slots, by looking at all."""
    slots = [slot.name for slot in specification.rules.slots]
    pinned = dict(entry.pinned)
    players = specification.slate.players
    others = [n for n in range(len(players)) if n not in pinned.values()]
    open_slots = [place for place in range(len(slots)) if place not in pinned]
    known = {n: 0 if specification.points[n] is None else specification.points[n] for n in pinned.values()}
    points = tuple(known.get(n, value) for n, value in enumerate(specification.points))
    freed = tuple(replace(one, locked=one.locked and n not in pinned.values()) for n, one in enumerate(players))
    eased = replace(specification, points=points, slate=replace(specification.slate, players=freed))
    found = []
    for chosen in combinations(others, len(open_slots)):
        seated = any(
            all(slots[place] in players[n].slots for place, n in zip(open_slots, order, strict=True))
            for order in permutations(chosen)
        )
        lineup = tuple(sorted((*chosen, *pinned.values())))
        if seated and not list(broken_rules(eased, lineup)):
            found.append(lineup)
    return sorted(set(found), key=lambda lineup: -sum(eased.points[n] or 0 for n in lineup))


@given(cases())
def test_every_entry_gets_the_best_that_is_left(case: tuple[Specification, list[Entry]]) -> None:
    """By both paths, against every possible lineup; only an entry without any is left."""
    specification, entries = case
    table = compile_job(specification).players
    for methods in both():
        done = filled(specification, entries, methods)
        given_to = {
            one: lineup for owner, lineup in zip(done.owners, done.lineups, strict=True) for one in owner.entries
        }
        assert len(set(given_to)) == sum(len(owner.entries) for owner in done.owners)
        for entry in entries:
            possible = completions(specification, entry)
            assert (entry.id in given_to) == bool(possible)
            if possible:
                assert given_to[entry.id] in possible
        first = next(iter(entries), None)
        if first is not None and first.id in given_to:
            best = completions(specification, first)[0]
            assert table.value(given_to[first.id]) == table.value(best)
