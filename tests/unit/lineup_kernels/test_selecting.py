"""Choosing by winnings: what is chosen adds as much as anything that the rules allow, as trying everything shows."""

from math import log2

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import examples
from lineup_kernels import selecting
from lineup_kernels.choosing import Between, Chosen
from lineup_kernels.contest.cells import from_sums
from lineup_kernels.logarithm import FRACTION_BITS, SLACK, logarithm, make_logarithms
from lineup_kernels.selecting import COVER, GROWTH, SUM, Aim, Offers, Rules, Span, choose_by_winnings

_PLAYERS = 6
_TRIALS = 5


@given(st.integers(1, 2**62))
@settings(max_examples=examples(300), deadline=None)
def test_logarithms_are_right_and_not_above(number: int) -> None:
    """To 2e-7, rounded down."""
    found = int(logarithm(number, make_logarithms())) / 2**FRACTION_BITS
    assert log2(number) - 2e-7 < found <= log2(number) + 1e-12


def test_powers_of_two_are_exact() -> None:
    """What the tables begin and end with."""
    logarithms = make_logarithms()
    assert [int(logarithm(1 << power, logarithms)) for power in range(63)] == [
        power << FRACTION_BITS for power in range(63)
    ]


@given(st.integers(1, 2**44), st.integers(1, 2**20), st.integers(1, 2**32))
@settings(max_examples=examples(1_000), deadline=None)
def test_what_a_sum_adds_falls_but_for_a_little(number: int, more: int, money: int) -> None:
    """Rounded logarithms are not concave to the last part: what is allowed for is enough, and nothing is not."""
    tables = make_logarithms()
    earlier = logarithm(number + money, tables) - logarithm(number, tables)
    later = logarithm(number + more + money, tables) - logarithm(number + more, tables)
    assert later <= earlier + SLACK


def test_rounded_logarithms_do_not_always_fall() -> None:
    """The least of differences may grow by a part."""
    tables, steps = make_logarithms(), range(600_000, 602_000)
    adds = [logarithm(number + 8, tables) - logarithm(number, tables) for number in steps]
    assert max(np.diff(adds)) == 1


class Pool:
    """Sets of two of six players, with what each wins in five trials."""

    def __init__(self, members: list[tuple[int, int]], money: list[list[int]]) -> None:
        self.members = np.array(members, np.int32).reshape(-1, 2)
        self.money = np.array(money, np.int64).reshape(-1, _TRIALS)
        self.cuts, self.wealth = [0, _TRIALS], 1_000

    @property
    def spans(self) -> list[Span]:
        """What the sets win, in parts that begin and end at the cuts."""
        parts = zip(self.cuts, self.cuts[1:], strict=False)
        return [Span(first, from_sums(np.ascontiguousarray(self.money[:, first:last]))) for first, last in parts]

    def choose(self, by: int, room: int, most: int, least: int) -> list[int]:
        """The numbers of the chosen sets; everybody in `most` of them at most, player 0 in `least` at least."""
        nothing = np.zeros((0, _PLAYERS), np.bool_)
        counted = np.zeros((1, _PLAYERS), np.bool_)
        counted[0, 0] = True
        one = np.ones(1, np.int64)
        uses = np.full(_PLAYERS, most)
        between = Between(np.arange(_PLAYERS), uses, nothing, np.zeros(0, np.int64), counted, one, one * room)
        chosen = Chosen(
            np.zeros((room, 2), np.int32), np.zeros(_PLAYERS, np.int64), np.zeros(1, np.int64), np.zeros(1, np.int64)
        )
        wealth = np.full(_TRIALS, 0 if by == COVER else self.wealth)
        aim = Aim(by, make_logarithms() if by == GROWTH else np.zeros(0, np.int64))
        offers = Offers(self.members, np.arange(len(self.members)))
        return choose_by_winnings(self.spans, offers, wealth, aim, Rules(between, one * least, chosen))


def worth(by: int, money: np.ndarray) -> float:
    """What all winnings of a portfolio together are worth."""
    if by == SUM:
        return float(money.sum())
    return float((money > 0).sum()) if by == COVER else sum(log2(1_000 + won) for won in money.tolist())


sets = st.lists(
    st.tuples(st.integers(0, 4), st.integers(1, 5)).filter(lambda pair: pair[0] < pair[1]), min_size=1, max_size=8
)


@pytest.mark.parametrize("by", [SUM, GROWTH, COVER])
@given(st.data())
@settings(max_examples=examples(60), deadline=None)
def test_each_choice_adds_most(by: int, data: st.DataObject) -> None:
    """Whatever was chosen before, no allowed set would have added more."""
    members = data.draw(sets)
    rows = st.lists(st.integers(0, 3).map(lambda value: value * 700), min_size=_TRIALS, max_size=_TRIALS)
    pool = Pool(members, data.draw(st.lists(rows, min_size=len(members), max_size=len(members))))
    most, room = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 5))
    chosen = pool.choose(by, room, most, 0)
    won, uses = np.zeros(_TRIALS, np.int64), np.zeros(_PLAYERS, np.int64)
    for place in range(len(chosen) + 1):
        before = worth(by, won)
        adds = {
            number: worth(by, won + pool.money[number]) - before
            for number in range(len(members))
            if number not in chosen[:place] and (uses[pool.members[number]] < most).all()
        }
        if place == len(chosen):
            assert not adds or place == room
            break
        assert adds[chosen[place]] >= max(adds.values()) - 1e-6
        won += pool.money[chosen[place]]
        uses[pool.members[chosen[place]]] += 1


def exact(by: int, wealth: np.ndarray, money: np.ndarray) -> int:
    """What winnings add, in the whole numbers that are compared."""
    if by == SUM:
        return int(money.sum())
    if by == COVER:
        return int(((money > 0) & (wealth == 0)).sum())
    tables = make_logarithms()
    pairs = zip(wealth.tolist(), money.tolist(), strict=True)
    return sum(int(logarithm(had + won, tables) - logarithm(had, tables)) for had, won in pairs if won)


@pytest.mark.parametrize("by", [SUM, GROWTH, COVER])
@given(st.data())
@settings(max_examples=examples(60), deadline=None)
def test_the_choice_is_that_of_comparing_all_sets(by: int, data: st.DataObject) -> None:
    """To the last part of a logarithm, and of equal gains the first; however the trials are split into parts."""
    members = [(number % 5, 5) for number in range(data.draw(st.integers(1, 40)))]
    random = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    # So many sets of nearly equal worth that roundings decide.
    pool = Pool(members, (random.integers(0, 3, (len(members), _TRIALS)) * 2 + random.integers(0, 2)).tolist())
    pool.cuts = [0, *sorted(data.draw(st.sets(st.integers(1, _TRIALS - 1)))), _TRIALS]
    room, pool.wealth = data.draw(st.integers(1, 9)), data.draw(st.integers(600_000, 700_000))
    wealth, expected = np.full(_TRIALS, 0 if by == COVER else pool.wealth), list[int]()
    while len(expected) < min(room, len(members)):
        adds = [-1 if n in expected else exact(by, wealth, pool.money[n]) for n in range(len(members))]
        expected.append(int(np.argmax(adds)))
        wealth = wealth + pool.money[expected[-1]]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(selecting, "_FEW", data.draw(st.sampled_from([1, 8])))
        assert pool.choose(by, room, room, 0) == expected


def test_a_player_who_has_to_be_used_is_used_last() -> None:
    """The last two of three sets have player 0, though they win least."""
    pool = Pool([(1, 2), (3, 4), (0, 5), (0, 1)], [[9] * 5, [8] * 5, [2] * 5, [1] * 5])
    assert pool.choose(SUM, 3, 3, 2) == [0, 2, 3]
    assert pool.choose(SUM, 3, 3, 0) == [0, 1, 2]


def test_winnings_on_other_days_are_worth_more() -> None:
    """The second set of the same days adds less growth than a poorer one of other days."""
    money = [[5_000, 5_000, 0, 0, 0], [5_000, 5_000, 0, 0, 0], [0, 0, 3_000, 3_000, 0]]
    pool = Pool([(0, 1), (2, 3), (4, 5)], money)
    assert pool.choose(GROWTH, 2, 3, 0) == [0, 2]
    assert pool.choose(SUM, 2, 3, 0) == [0, 1]
    assert pool.choose(COVER, 2, 3, 0) == [0, 2]
