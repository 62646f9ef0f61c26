"""Contests: every place, tie, duplicate and prize is that of sorting all entries, whatever the lanes and the split."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from contest_cases import LANES, Laid, Small, lay_out, smalls
from effort import examples
from lineup_kernels.contest.cells import Cells, add_cells, by_candidate, from_sums, join_cells, no_cells, used
from lineup_kernels.contest.layout import (
    entries_of,
    largest_sum,
    lay_out_field,
    pack_field,
    popularity,
    unpack_field,
    whole,
)
from lineup_kernels.contest.prizes import make_prizes, top_places
from lineup_kernels.contest.room import lanes_for, make_room
from lineup_kernels.contest.screen import enter_together, pay_cells, screen
from lineup_kernels.contest.sums import (
    CASHES,
    PAYOUT,
    TOP_HUNDREDTH,
    TOP_TENTH,
    TOP_THOUSANDTH,
    WINS,
    no_sums,
    squares_of,
)
from reference_contest import Finish, line

HARD = settings(max_examples=examples(100))


def blocks(trials: int, size: int) -> list[tuple[int, int]]:
    """First trial and number of trials of each part of a range."""
    return [(first, min(size, trials - first)) for first in range(0, trials, size)]


def screened(small: Small, laid: Laid, size: int) -> NDArray[np.int64]:
    """The sums over all trials, in blocks of a size."""
    sums = no_sums(len(small.own))
    for first, trials in blocks(small.trials, size):
        screen(laid.points(first, trials), trials, laid.field, laid.own, laid.prizes, laid.room, sums)
    return sums


def paid(small: Small, laid: Laid, size: int, within: int = 1 << 30) -> Cells:
    """The cells of all trials, in blocks of a size."""
    parts = []
    for first, trials in blocks(small.trials, size):
        cells = no_cells(trials, len(small.own))
        pay_cells(laid.points(first, trials), laid.field, laid.own, laid.prizes, laid.room, within, cells)
        parts.append(used(cells))
    return join_cells(parts)


def check_sums(small: Small, sums: NDArray[np.int64], truth: list[list[Finish]]) -> None:
    """Each column of the sums against the finishes [trial][own lineup]."""
    tops = top_places(len(small.others) + 1).tolist()
    squares = squares_of(sums)
    for number in range(len(small.own)):
        ends = [trial[number] for trial in truth]
        assert sums[number, PAYOUT] == sum(end.won for end in ends)
        assert squares[number] == sum((end.won // 1000) ** 2 for end in ends)
        assert sums[number, WINS] == sum(end.rank == 1 for end in ends)
        assert sums[number, CASHES] == sum(end.won > 0 for end in ends)
        for column, top in zip((TOP_THOUSANDTH, TOP_HUNDREDTH, TOP_TENTH), tops, strict=True):
            assert sums[number, column] == sum(end.rank <= top for end in ends)


@given(smalls(), st.integers(1, LANES))
@HARD
def test_candidates_are_ranked_and_paid_as_by_sorting(small: Small, size: int) -> None:
    """Each alone in the field, and the same for any split of the trials."""
    sums = screened(small, lay_out(small), size)
    check_sums(small, sums, [small.alone(trial) for trial in range(small.trials)])


@given(smalls(), st.integers(1, LANES))
@HARD
def test_own_entries_displace_one_another(small: Small, size: int) -> None:
    """All own entries in one field, equal ones counted as often as they are entered."""
    laid = lay_out(small)
    sums, won = no_sums(len(small.own)), np.full(small.trials, -1, np.int64)
    best, cash = [], []
    for first, trials in blocks(small.trials, size):
        part = won[first : first + trials]
        enter_together(laid.points(first, trials), laid.field, laid.own, laid.prizes, laid.room, sums, part)
        best += laid.room.most[:trials].tolist()
        cash += laid.room.cash[:trials].tolist()
    truth = [small.together(trial) for trial in range(small.trials)]
    check_sums(small, sums, truth)
    assert won.tolist() == [sum(end.won for end in trial) for trial in truth]
    totals, more = [small.totals(trial) for trial in range(small.trials)], laid.forms.shift * len(small.own[0])
    assert best == [max(some) + more for some in totals]
    assert cash == [line(some, small.paid) + more if small.paid else 0 for some in totals]


@given(smalls(), st.integers(1, LANES), st.integers(1, 30))
@HARD
def test_cells_are_the_winnings_of_each_trial(small: Small, size: int, within: int) -> None:
    """Only those of places that are wanted; the same by trial and by candidate."""
    laid = lay_out(small)
    cells = paid(small, laid, size, within)
    winnings = by_candidate(cells, len(small.own))
    truth = {
        (trial, number): end.won // 1000
        for trial in range(small.trials)
        for number, end in enumerate(small.alone(trial))
        if end.won > 0 and end.rank <= within
    }
    rows = np.repeat(np.arange(small.trials), np.diff(cells.starts)).tolist()
    found = dict(zip(zip(rows, cells.candidate.tolist(), strict=True), cells.cents.tolist(), strict=True))
    assert found == truth
    owners = np.repeat(np.arange(len(small.own)), np.diff(winnings.starts)).tolist()
    pairs = list(zip(winnings.trial.tolist(), owners, strict=True))
    assert sorted(truth, key=lambda cell: (cell[1], cell[0])) == pairs
    assert winnings.cents.tolist() == [truth[pair] for pair in pairs]


@given(smalls(), st.integers(1, LANES), st.integers(1, 5))
@HARD
def test_winnings_of_several_contests_are_added_up(small: Small, size: int, weight: int) -> None:
    """Each by its weight, rounded down, and who wins anything wins a cent."""
    cells = paid(small, lay_out(small), size, 30)
    sums = np.zeros((len(small.own), small.trials), np.int64)
    add_cells(cells, weight, 5, sums)
    add_cells(cells, 5, 5, sums)
    winnings, alone = from_sums(sums), by_candidate(cells, len(small.own))
    assert (winnings.starts == alone.starts).all()
    assert (winnings.trial == alone.trial).all()
    wanted = [max(cents * weight // 5, 1) + max(cents, 1) for cents in alone.cents.tolist()]
    assert winnings.cents.tolist() == [min(cents, 2**32 - 1) for cents in wanted]


@given(smalls(), st.lists(st.integers(0, 2**40), min_size=20, max_size=20))
@HARD
def test_the_largest_sum_is_that_of_some_lineup(small: Small, points: list[int]) -> None:
    """However lineups are divided into halves; none has the sum 0."""
    laid, worth = lay_out(small), np.array(points, np.int64)
    for lineups in (laid.field.lineups, laid.own):
        sums = worth[whole(lineups)].sum(axis=1)
        assert largest_sum(lineups, worth) == max(sums, default=0)


@given(smalls(), st.sampled_from([4, 12, 64]))
@HARD
def test_the_number_of_lanes_is_nothing_but_speed(small: Small, lanes: int) -> None:
    """A block of any width gives the sums of any other."""
    laid, wide = lay_out(small), lay_out(small, lanes)
    sums = no_sums(len(small.own))
    for first, trials in blocks(small.trials, lanes):
        points = wide.points(first, trials, lanes)
        screen(points, trials, wide.field, wide.own, wide.prizes, wide.room, sums)
    assert (sums == screened(small, laid, LANES)).all()


def small_of(others: int, scores: list[int], own: list[int], prizes: list[int], **more: int) -> Small:
    """Players that are a lineup each: the others are the first so many; one trial."""
    everybody = tuple(range(len(scores)))
    field, mine = tuple((player,) for player in range(others)), tuple((player,) for player in own)
    rows = tuple((score,) for score in scores)
    return Small(everybody, (1,) * len(scores), rows, field, mine, tuple(prizes), **more)


def test_two_first_places_share_the_first_two_prizes() -> None:
    """As the site did on 22 September 2019: 7,500 and 4,000 dollars became 5,750 twice."""
    small = small_of(2, [23204, 23134, 23204], [2], [750_000_000, 400_000_000, 300_000_000])
    assert screened(small, lay_out(small), 1)[0, PAYOUT] == 575_000_000


def test_what_cannot_be_shared_out_is_not_paid() -> None:
    """A dollar for three entries: 33,333 milli-cents for each."""
    small = small_of(2, [7, 7, 7], [2], [100_000])
    assert screened(small, lay_out(small), 1)[0, PAYOUT] == 33_333


def test_more_ties_than_places() -> None:
    """Ninety-nine others with the same points, and two prizes."""
    small = small_of(99, [7] * 99 + [7], [99], [100_000, 50_000])
    assert screened(small, lay_out(small), 1)[0].tolist() == [1_500, 0, 1, 1, 1, 1, 1, 1]


def test_a_contest_without_others() -> None:
    """Whoever is alone wins."""
    small = small_of(0, [-3], [0], [100_000])
    assert screened(small, lay_out(small), 1)[0, :2].tolist() == [100_000, 0]
    assert screened(small, lay_out(small), 1)[0, WINS] == 1


@pytest.mark.parametrize(
    ("step", "size"),
    [*((1, size) for size in (1, 2, 5, 6, 8, 9, 10)), (2_000, 6), (2_000, 9), (9_000_000, 8), (9_000_000, 10)],
)
def test_thousands_of_entries(step: int, size: int) -> None:
    """More lineups than a strip holds, with duplicates, in lanes of either width, bins of one total and of many."""
    draw = np.random.default_rng(size)
    players = 3 * size + 3
    scores = draw.integers(-5, 40, (players, 3)) * step
    lineups = np.argsort(draw.random((1_500, players)), axis=1)[:, :size]
    field = draw.integers(0, 700, 1_300)
    small = Small(
        tuple(range(players)),
        (1,) * players,
        tuple(map(tuple, scores.tolist())),
        tuple(map(tuple, lineups[field].tolist())),
        tuple(map(tuple, lineups[690:705].tolist())),
        tuple(sorted(draw.integers(1, 10**6, 300).tolist(), reverse=True)),
    )
    laid = lay_out(small)
    assert (laid.kind == np.uint16) == (step == 1)
    assert laid.room.coarse > 0 or step < 9_000_000
    check_sums(small, screened(small, laid, LANES), [small.alone(trial) for trial in range(3)])


def test_the_largest_totals_of_narrow_lanes_do_not_carry() -> None:
    """65,535 fits into 16 bits; one more is computed with 32."""
    for most, bits in ((65_535, 16), (65_536, 32)):
        small = small_of(3, [0, most, most - 1, most], [3], [1_000, 400, 200])
        laid = lay_out(small)
        assert laid.kind.itemsize * 8 == bits
        assert screened(small, laid, 1)[0, PAYOUT] == 700


def test_squares_beyond_64_bits_are_exact() -> None:
    """Thirty million dollars, won a thousand times."""
    won = 3_000_000_000_000
    small = Small((0, 1), (1, 1), ((1,) * 9, (0,) * 9), ((1,),), ((0,),), (won,))
    sums = screened(small, lay_out(small), 4)
    assert squares_of(sums) == [9 * (won // 1000) ** 2]
    assert squares_of(sums * 1000) == [9000 * (won // 1000) ** 2]
    assert 9000 * (won // 1000) ** 2 > 2**64


def test_prizes_that_rise_are_a_mistake() -> None:
    """The bands of equal prizes would be wrong."""
    for prefix in ([0, 1, 3], [0, -1], [1, 2]):
        with pytest.raises(ValueError, match="prizes"):
            make_prizes(np.array(prefix, np.int64), top_places(5))


def test_lanes_come_in_whole_words() -> None:
    """Four narrow ones, or two wide ones."""
    with pytest.raises(ValueError, match="multiple of 4"):
        make_room(3, 1, 6, 100)
    assert make_room(3, 1, 6, 100_000).most.shape == (6,)


def test_a_lineup_beyond_the_room_is_noticed() -> None:
    """Its bin would lie outside of the table."""
    small = small_of(2, [1, 2, 3], [2], [1_000])
    laid = lay_out(small)
    narrow = make_room(2, 1, LANES, 2)
    with pytest.raises(IndexError, match="made for"):
        screen(laid.points(0, 1) + np.uint16(1), 1, laid.field, laid.own, laid.prizes, narrow, no_sums(1))


@pytest.mark.parametrize(
    ("lineups", "total", "lanes"), [(1, 9, 64), (160_000, 65_535, 64), (160_000, 65_536, 32), (10**7, 9, 16)]
)
def test_large_fields_have_fewer_lanes(lineups: int, total: int, lanes: int) -> None:
    """So that a worker's memory stays small."""
    assert lanes_for(lineups, total) == lanes


@given(smalls(), st.data())
@settings(max_examples=examples(100))
def test_a_field_holds_every_entry_once(small: Small, data: st.DataObject) -> None:
    """Equal lineups merged, by weights or one by one, and the same after being kept as arrays."""
    size = len(small.own[0])
    entries = np.array(small.others, np.uint16).reshape(-1, size)
    rank = popularity(entries, len(small.person))
    times = data.draw(st.lists(st.integers(1, 3), min_size=len(entries), max_size=len(entries)))
    field = lay_out_field(entries, rank, np.array(times, np.int32))
    kept = unpack_field(pack_field(field))
    assert kept.singles == field.singles
    assert entries_of(kept) == sum(times)
    counts = [*[1] * kept.singles, *kept.weight.tolist()]
    found = {tuple(sorted(row)): count for row, count in zip(whole(kept.lineups).tolist(), counts, strict=True)}
    wanted = Counter(tuple(sorted(row)) for row in np.repeat(entries, times, axis=0).tolist())
    assert len(found) == len(counts)
    assert found == wanted
    assert (whole(lay_out(small).own).tolist() == np.array([sorted(r, key=lambda p: rank[p]) for r in small.own])).all()
