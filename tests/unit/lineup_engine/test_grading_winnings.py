"""Places, prizes and profits of lineups, entered or not."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reference_grading as slow
from effort import examples
from lineup_engine.grading.mine import FoundBy
from lineup_engine.grading.model import EntryGrade
from lineup_engine.grading.placing import place_among, place_with
from lineup_engine.grading.winnings import expected_profit
from small_contests import RACE, standings
from small_grades import FEE, field_of, graded, prizes, without_players
from standings_files import as_file, modern

POINTS = st.lists(st.sampled_from([0, 100_000, 200_000, 250_000, 300_000]), min_size=1, max_size=30)
MONEY = st.lists(st.integers(0, 5_000), max_size=10).map(lambda cents: sorted(cents, reverse=True))


@settings(max_examples=examples(200))
@given(POINTS, MONEY)
def test_places_and_prizes_of_a_field(points: list[int], cents: list[int]) -> None:
    table = prizes(*(amount / 100 for amount in cents))
    places = place_among(np.array(points), np.array(points))
    assert places.place.tolist() == slow.ranks(points)
    shares = table.share(places.place, places.tied).tolist()
    handed = [1_000 * amount for amount in cents]
    exact = [slow.pool(handed, points, entry) for entry in range(len(points))]
    assert shares == [share.numerator // share.denominator for share in exact]


@settings(max_examples=examples(200))
@given(POINTS, POINTS, MONEY)
def test_lineups_that_were_not_entered_are_set_among_the_field(
    field: list[int], mine: list[int], cents: list[int]
) -> None:
    everybody = [*field, *mine]
    places = place_with(np.array(field), np.array(mine))
    assert places.place.tolist() == slow.ranks(everybody)[len(field) :]
    table = prizes(*(amount / 100 for amount in cents))
    exact = [slow.pool([1_000 * a for a in cents], everybody, len(field) + number) for number in range(len(mine))]
    assert table.share(places.place, places.tied).tolist() == [part.numerator // part.denominator for part in exact]


def test_two_that_tie_for_first_share_the_first_two_prizes() -> None:
    """As in a real contest: 7,500 and 4,000 made 5,750 each."""
    places = place_among(np.array([9, 9, 5]), np.array([9, 9, 5]))
    assert prizes(7500, 4000, 3000).share(places.place, places.tied).tolist() == [575_000_000] * 2 + [300_000_000]


CONTEST = standings(as_file(modern(RACE)))
PAID = prizes(20, 10, 6, 4)
# In the order of the file: 0 and 1 tie for first with one lineup, 2 is third, 3 fourth, 4 fifth, 5 has no lineup.
FIRST, THIRD, OTHER = (0, 1, 2, 3, 4, 5), (0, 8, 2, 3, 4, 5), (0, 1, 2, 3, 4, 8)


def test_a_lineup_that_somebody_entered_has_his_place() -> None:
    done = graded(CONTEST, [FIRST, THIRD], PAID)
    first, third = done.lineups
    assert first.entries == (EntryGrade("4000000000", 340.2, 1, 2, 15.0, 11.0),)
    assert third.entries == (EntryGrade("4000000005", 322.95, 3, 1, 6.0, 2.0),)
    assert (first.entered, first.copies, third.copies) == (True, 1, 0)
    assert done.portfolio.found_by == FoundBy.PLAYERS
    assert (done.portfolio.prizes, done.portfolio.fees, done.portfolio.profit) == (21.0, 8.0, 13.0)
    assert (done.portfolio.roi, done.portfolio.best_rank, done.portfolio.cashed) == (1.625, 1, 2)


def test_a_lineup_that_nobody_entered_has_the_place_that_it_would_have() -> None:
    """398.8 points would win alone."""
    done = graded(CONTEST, [OTHER], PAID)
    assert done.lineups[0].entries == (EntryGrade(None, 398.8, 1, 1, 20.0, 16.0),)
    assert not done.lineups[0].entered
    assert done.portfolio.would_be


def test_own_lineups_that_were_not_entered_displace_one_another() -> None:
    done = graded(CONTEST, [OTHER, OTHER], PAID)
    assert [one.entries[0].prize for one in done.lineups] == [15.0, 15.0]
    assert [one.entries[0].tied for one in done.lineups] == [2, 2]


def test_the_entries_of_a_user_are_his_by_name() -> None:
    """Two entries of `one`, the lineup of `two` is the same as his first."""
    done = graded(CONTEST, [FIRST, OTHER], PAID, user="ONE")
    assert [entry.id for entry in done.lineups[0].entries] == ["4000000000"]
    assert done.lineups[0].copies == 1
    assert (done.portfolio.found_by, done.portfolio.others, done.portfolio.would_be) == (FoundBy.USER, 1, False)
    assert (done.portfolio.entries, done.portfolio.profit) == (1, 11.0)


def test_a_lineup_twice_in_a_job_does_not_count_an_entry_twice() -> None:
    done = graded(CONTEST, [FIRST, FIRST], PAID, user="one")
    assert [one.entered for one in done.lineups] == [True, False]


def test_a_user_who_is_not_there_is_told() -> None:
    done = graded(CONTEST, [FIRST], PAID, user="nobody")
    assert done.warnings == ("standings.csv: no lineup of the job was entered by nobody",)
    assert done.portfolio.would_be


def test_entries_are_known_by_their_id_whatever_is_in_them() -> None:
    """The job filled entries 2 and 4; somebody changed the lineup of entry 4 later."""
    done = graded(CONTEST, [FIRST, OTHER], PAID, entries={0: ["4000000002"], 1: ["4000000003", "999"]})
    assert done.portfolio.found_by == FoundBy.ENTRY_ID
    assert done.lineups[0].entries == (EntryGrade("4000000002", 340.2, 1, 2, 15.0, 11.0, changed=False),)
    assert done.lineups[1].entries[0].id == "4000000003"
    assert done.lineups[1].entries[0].changed
    assert done.portfolio.entries == 2


def test_without_payouts_there_are_places_and_no_money() -> None:
    done = graded(CONTEST, [FIRST])
    assert done.lineups[0].entries == (EntryGrade("4000000000", 340.2, 1, 2, None, None),)
    assert (done.portfolio.profit, done.portfolio.fees, done.portfolio.cashed, done.fee) == (None, None, None, None)


def test_a_player_whose_points_are_not_told_makes_no_zero() -> None:
    """Nobody drafted him, so the standings do not list him."""
    done = graded(without_players(CONTEST, 8), [OTHER, FIRST], PAID)
    assert done.lineups[0].points is None
    assert done.lineups[0].unknown == ("Ivo Ibáñez",)
    assert done.lineups[0].entries == (EntryGrade(None, None, None, None, None, None),)
    assert done.portfolio.entries == 1


def test_an_entry_keeps_its_points_where_a_player_is_not_told() -> None:
    done = graded(without_players(CONTEST, 8), [THIRD], PAID)
    assert done.lineups[0].points is None
    assert done.lineups[0].entries[0].points == 322.95


@settings(max_examples=examples(50))
@given(st.lists(st.permutations(range(9)).map(lambda p: tuple(sorted(p[:6]))), min_size=1, max_size=12), st.data())
def test_money_adds_up(lineups: list[tuple[int, ...]], data: st.DataObject) -> None:
    """The prizes of all entries are what the table pays, but for milli-cents that do not divide."""
    field = field_of([100_000 * sum(lineup) for lineup in lineups], lineups)
    cents = data.draw(MONEY)
    paid = prizes(*(amount / 100 for amount in cents))
    ids = {number: [str(number)] for number in range(len(lineups))}
    done = graded(field, lineups, paid, entries=ids)
    total = sum(cents[: len(lineups)]) / 100
    assert done.portfolio.prizes is not None
    assert total - 1e-5 * len(lineups) <= done.portfolio.prizes <= total + 1e-9
    assert done.portfolio.fees == FEE * len(lineups) / 100_000


def test_standings_that_do_not_add_up_are_told() -> None:
    entries = CONTEST.entries
    wrong = replace(CONTEST, entries=replace(entries, rank=entries.rank + 1))
    assert "does not add up in 6 places" in graded(wrong, [FIRST]).warnings[0]


EXPECTED: dict[str, tuple[dict[str, Any], float, float | None]] = {
    "of the portfolio": ({"portfolio": {"profit_mean": 6.4, "quantiles": {"0.05": -80.0, "0.95": 90.0}}}, 6.4, -80.0),
    "of its contest": (
        {"portfolio": {"profit_mean": 9.0, "contests": [{"contest": "main", "profit_mean": 5.0, "quantiles": {}}]}},
        5.0,
        None,
    ),
    "of its lineups": ({"portfolio": None}, 0.75, None),
}


@pytest.mark.parametrize("case", EXPECTED)
def test_what_the_job_expected(case: str) -> None:
    more, mean, low = EXPECTED[case]
    told = [{"contest": "main", "profit": 0.5}, {"contest": "other", "profit": 7.0}]
    result: dict[str, Any] = {
        "lineups": [{"contests": told}, {"contests": [{"contest": "main", "profit": 0.25}]}],
        **more,
    }
    expected = expected_profit(result, "main")
    assert expected is not None
    assert (expected.mean, expected.low) == (mean, low)


def test_a_job_without_contest_expects_nothing() -> None:
    assert expected_profit({"lineups": [{"contests": []}], "portfolio": None}, None) is None
