"""Opponents' lineups: by seed, field and entry alone, always legal, and as likely as the slow reference says."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_engine.field.weights import Taste
from lineup_engine.sites.model import Limit, MaxPerGame, MaxPerTeam, MinGames, MinTeams, Source
from lineup_engine.specification import Specification
from lineup_kernels.field import draw_field, key_of
from lineup_kernels.field_draw import MOST_TRIES
from lineup_kernels.field_tables import SHARE_BITS, FieldTables, Trains
from reference_field import chances
from small_fields import counted, drawn, legal_lineups, plain_frame, reference_slate, tables_of, without_wishes
from small_jobs import choices, contest, job, player, small_jobs

MANY = 20_000
KNOWN = [[0, 2, 4], [0, 2, 4], [0, 2, 4], [0, 1, 5], [0, 1, 5], [1, 2, 3], [0, 2, 4], [0, 1, 5], [0, 1, 6], [1, 2, 3]]
MIXED = Taste(0.8, 3, 0.0, 0.05)
SEVERAL = Taste(0.5, 2, 0.5, 0.05)


def small(slots: str = "A B F", limits: tuple[Limit, ...] = (), cap: int = 15_000) -> Specification:
    """Eight players, two of them forms of one person, in two games."""
    eligible = [("A", "F"), ("B", "F"), ("A",), ("B",), ("A", "B", "F"), ("B", "F"), ("A", "F"), ("F",)]
    salary = [6000, 5500, 5000, 4500, 4000, 3500, 3000, 5200]
    players = [
        player(n, slots=own, positions=own, salary=cost, team="XYZW"[n % 4], game="X@Y" if n % 4 < 2 else "Z@W")
        for n, (own, cost) in enumerate(zip(eligible, salary, strict=True))
    ]
    players[7] = replace(players[7], person=players[0].person)
    return job(players, [10_000] * 8, contest(slots, cap, limits), choices(8, 1))


LOGS = (0.5, 0.2, 0.0, 1.0, 0.3, -0.6, -1.0, 0.1)


def chi_square(tables: FieldTables, specification: Specification, taste: Taste) -> tuple[float, int]:
    """How far many draws are from the reference, and the number of different lineups."""
    frame = plain_frame(specification)
    laws = [chances(reference_slate(frame, tables, one)) for one in range(taste.classes)]
    expected = {
        lineup: float(sum(law.get(lineup, 0) for law in laws)) / taste.classes for law in laws for lineup in law
    }
    found = counted(drawn(tables, MANY))
    assert found.keys() <= expected.keys()
    cells = [(found[lineup], MANY * chance) for lineup, chance in expected.items() if MANY * chance >= 5]
    return sum((seen - wanted) ** 2 / wanted for seen, wanted in cells), len(cells)


@pytest.mark.parametrize(
    ("slots", "limits"),
    [
        ("A B F", ()),
        ("A B F", (MaxPerTeam(1, Source.FILE),)),
        ("A A B F", (MinGames(2, Source.FILE), MaxPerGame(3, Source.FILE))),
        ("A B F F", (MinTeams(3, Source.FILE),)),
        ("F F F", ()),
        ("F F F B", (MaxPerTeam(1, Source.FILE),)),
    ],
    ids=["plain", "one of a team", "of two games", "of three teams", "one kind", "one kind and another"],
)
def test_draws_follow_the_law_of_the_reference(slots: str, limits: tuple[Limit, ...]) -> None:
    """Chi-square stays below a bound that the right law exceeds once in a hundred thousand times."""
    specification = small(slots, limits, cap=18_500 if len(slots) > 5 else 15_000)
    tables = tables_of(plain_frame(specification), LOGS, 300.0, MIXED)
    distance, cells = chi_square(tables, specification, MIXED)
    assert cells > 3
    assert distance < cells + 4.3 * (2 * cells) ** 0.5 + 12


def test_another_law_is_told_apart() -> None:
    """The comparison can fail: weights that are a fifth off are far off the reference."""
    specification = small()
    frame = plain_frame(specification)
    tables = tables_of(frame, LOGS, 300.0, MIXED)
    weight = tables.law.weight.copy()
    weight[:, 2] += weight[:, 2] // 5
    wrong = tables._replace(law=tables.law._replace(weight=weight))
    laws = [chances(reference_slate(frame, tables, one)) for one in range(MIXED.classes)]
    found = counted(drawn(wrong, MANY))
    expected = {lineup: float(sum(law.get(lineup, 0) for law in laws)) / MIXED.classes for lineup in laws[0]}
    distance = sum((found[lineup] - MANY * own) ** 2 / (MANY * own) for lineup, own in expected.items())
    assert distance > len(expected) + 4.3 * (2 * len(expected)) ** 0.5 + 12


@given(small_jobs(), st.lists(st.floats(-3, 3), min_size=9, max_size=9), st.floats(0, 2_000), st.integers(0, 2**62))
@settings(max_examples=examples(60))
def test_every_lineup_is_legal(specification: Specification, logs: list[float], left_usd: float, seed: int) -> None:
    """Slots, cap, persons and limits; whoever meets dead ends only takes the lineup of last resort."""
    free = without_wishes(specification)
    everyone = range(len(free.slate.players))
    legal = legal_lineups(free, everyone)
    assume(legal)
    frame = plain_frame(free)
    resort = np.array(min(legal), np.uint16)
    tables = tables_of(frame, logs[: len(everyone)], left_usd, MIXED)._replace(last_resort=resort)
    assert counted(drawn(tables, 300, seed=seed)).keys() <= legal


def with_trains(tables: FieldTables, sizes: tuple[int, ...], balanced: int) -> FieldTables:
    """The same field with trains of these sizes."""
    start = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
    share = np.full(len(tables.roster.player), tables.size * (1 << SHARE_BITS) // len(tables.roster.player), np.int64)
    return tables._replace(trains=Trains(start, balanced, 8, share))


@given(st.lists(st.integers(0, 120), max_size=6), st.sampled_from([MIXED, SEVERAL]), st.integers(0, 3))
@settings(max_examples=examples(20))
def test_entries_do_not_depend_on_the_split(cuts: list[int], taste: Taste, balanced: int) -> None:
    """However the entries are split into ranges, and in whatever order these are drawn."""
    tables = with_trains(tables_of(plain_frame(small()), LOGS, 300.0, taste), (9, 5, 5, 2, 2), balanced)
    whole = drawn(tables, 120)
    bounds = sorted({0, 120, *cuts})
    for begin, end in reversed(list(pairwise(bounds))):
        assert np.array_equal(drawn(tables, end - begin, first=begin), whole[begin:end])


def test_a_train_has_one_lineup() -> None:
    """Balanced or not; and the next train has its own."""
    plain = tables_of(plain_frame(small("A A B F", cap=19_000)), LOGS, 300.0, MIXED)
    for balanced in range(4):
        lineups = drawn(with_trains(plain, (40, 30, 20), balanced), 100)
        groups = [counted(lineups[begin:end]) for begin, end in ((0, 40), (40, 70), (70, 90))]
        assert [len(group) for group in groups] == [1, 1, 1]
        assert len(counted(lineups[90:])) > 1


def test_balanced_trains_keep_the_ownership() -> None:
    """Over forty trains of ten the largest error of ownership is less than half of that of trains drawn alone."""

    def error(balanced: int) -> float:
        tables = with_trains(tables_of(plain_frame(small("A A B F", cap=19_000)), LOGS, 300.0, MIXED), (10,) * 40, 0)
        single = np.bincount(drawn(tables, MANY, first=400).ravel(), minlength=8) / MANY
        share = np.rint(single * (1 << SHARE_BITS)).astype(np.int64)
        trained = tables._replace(trains=tables.trains._replace(share=share, balanced=balanced, candidates=48))
        return float(np.abs(np.bincount(drawn(trained, 400).ravel(), minlength=8) / 400 - single).max())

    assert error(40) < error(0) / 2


def test_fields_and_seeds_differ() -> None:
    """Another field or another seed has other lineups of the same law."""
    tables = tables_of(plain_frame(small()), LOGS, 300.0, MIXED)
    one = drawn(tables, 2_000)
    for other in (drawn(tables, 2_000, field=4), drawn(tables, 2_000, seed=8)):
        assert (one != other).any(axis=1).mean() > 0.3
        assert np.abs(np.bincount(one.ravel()) - np.bincount(other.ravel())).max() < 200


def test_ownership_differs_between_fields_only_with_noise() -> None:
    """The error of ownership is drawn once for a field."""

    def spread(taste: Taste) -> float:
        tables = tables_of(plain_frame(small()), LOGS, 300.0, taste)
        shares = [np.bincount(drawn(tables, 4_000, field=field).ravel(), minlength=8) / 4_000 for field in range(20)]
        return float(np.std(shares, axis=0).mean())

    assert spread(Taste(0.5, 3, 0.0, 0.05)) < 0.01
    assert spread(Taste(0.5, 3, 0.5, 0.05)) > 0.03


def test_the_last_resort_is_taken_after_dead_ends_alone() -> None:
    """Players of one team under a limit of one of a team: no draw ends, every entry takes what is there."""
    everybody = [player(n, team="X", salary=4_000) for n in range(4)]
    specification = job(everybody, [1] * 4, contest("A A", limits=[MaxPerTeam(1, Source.FILE)]), choices(4, 1))
    tables = tables_of(plain_frame(specification), [0.0] * 4, 300.0, MIXED)
    resort = np.array([1, 3], np.uint16)
    lineups = np.empty((3, 2), np.uint16)
    failed = draw_field(tables._replace(last_resort=resort), key_of(1, 1), 0, lineups)
    assert lineups.tolist() == [[1, 3]] * 3
    assert failed == 3 * MOST_TRIES


def test_the_numbers_stay_what_they_are() -> None:
    """A few entries for good: another order of random words would change every stored result."""
    tables = with_trains(tables_of(plain_frame(small()), LOGS, 300.0, SEVERAL), (3, 2), 1)
    assert drawn(tables, 10).tolist() == KNOWN
