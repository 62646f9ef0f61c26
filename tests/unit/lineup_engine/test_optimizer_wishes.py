"""Every rule of the user's means the same in all of its forms: judged, as a model, as rows over players, as text."""

from collections.abc import Iterator
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.counting import CountOf, DifferentGroups, MostOfEach, NoneOrSome
from lineup_engine.optimizer.following import Demand, Following
from lineup_engine.optimizer.model import Draft, Row
from lineup_engine.optimizer.ownership import OwnershipSum
from lineup_engine.optimizer.search import find_largest
from lineup_engine.optimizer.stacks import AnyPattern, Need, SizesStack
from lineup_engine.optimizer.written import WISHES, read_rule, write_rule

PLAYERS = 6
SIZE = 3
LINEUPS = list(combinations(range(PLAYERS), SIZE))

SOME = st.lists(st.integers(0, PLAYERS - 1), min_size=1, max_size=4, unique=True).map(lambda some: tuple(sorted(some)))
BOUND = st.one_of(st.none(), st.integers(0, SIZE))


@st.composite
def groups(draw: st.DrawFn) -> tuple[tuple[int, ...], ...]:
    """Players shared out to a few teams; who is of none is absent."""
    team_of = draw(st.lists(st.integers(0, 3), min_size=PLAYERS, max_size=PLAYERS))
    return tuple(
        tuple(player for player, of in enumerate(team_of) if of == team) for team in range(3) if team in team_of
    )


@st.composite
def demands(draw: st.DrawFn) -> Demand:
    """What one player demands of others."""
    player = draw(st.integers(0, PLAYERS - 1))
    others = tuple(other for other in draw(SOME) if other != player)
    return Demand(player, others, draw(BOUND), draw(BOUND))


@st.composite
def sizes_stacks(draw: st.DrawFn) -> SizesStack:
    """Sizes for the teams; those of no team are counted or not."""
    teams = draw(groups())
    teamless = tuple(player for player in range(PLAYERS) if not any(player in team for team in teams))
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3).map(lambda some: sorted(some, reverse=True)))
    return SizesStack("w", tuple(sizes), teams, draw(st.sampled_from([teamless, ()])))


NEEDS = st.builds(Need, SOME, st.integers(1, 3))
SHARES = st.lists(st.integers(-50, 50), min_size=PLAYERS, max_size=PLAYERS).map(tuple)


def wishes_of(kind: type[Wish]) -> st.SearchStrategy[Wish]:
    """Any rule of a class."""
    fields: dict[str, Any] = {"words": st.just("w")}
    if issubclass(kind, SizesStack):
        return sizes_stacks()
    if issubclass(kind, CountOf):
        fields |= {"players": SOME, "low": BOUND, "high": BOUND}
    elif issubclass(kind, MostOfEach):
        fields |= {"groups": groups(), "high": st.integers(0, SIZE)}
    elif issubclass(kind, NoneOrSome | DifferentGroups):
        fields |= {"groups": groups(), "low": st.integers(1, SIZE)}
    elif issubclass(kind, Following):
        fields |= {"demands": st.lists(demands(), max_size=4).map(tuple), "size": st.just(SIZE)}
    elif issubclass(kind, AnyPattern):
        fields |= {"patterns": st.lists(st.lists(NEEDS, min_size=1, max_size=2).map(tuple), max_size=4).map(tuple)}
    elif issubclass(kind, OwnershipSum):
        fields |= {"shares": SHARES, "low": st.one_of(st.none(), st.integers(-99, 99)), "high": st.integers(-99, 99)}
    return st.builds(kind, **fields)


def assignments(draft: Draft, lineup: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Every whole value of every column with exactly this lineup chosen."""
    chosen = tuple(int(player in lineup) for player in range(PLAYERS))
    for rest in product(*(range(column.high + 1) for column in draft.columns[PLAYERS:])):
        yield chosen + rest


def keeps(row: Row, values: tuple[int, ...]) -> bool:
    """Whether values keep a row."""
    return row.range.holds(sum(values[column] * weight for column, weight in row.terms))


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.__name__)
@given(drawn=st.data())
@settings(max_examples=40, deadline=None)
def test_all_forms_of_a_rule_agree(kind: type[Wish], drawn: st.DataObject) -> None:
    """Its judgement, its model, its cases; and all survive being written."""
    wish = drawn.draw(wishes_of(kind))
    draft = Draft(tuple(range(PLAYERS)))
    wish.add_to(draft)
    cases = wish.cases()
    for lineup in LINEUPS:
        allowed = wish.allows(lineup)
        assert any(case.holds(lineup) for case in cases) == allowed
        fits = any(all(keeps(row, values) for row in draft.rows) for values in assignments(draft, lineup))
        assert fits == allowed
    assert read_rule(write_rule(wish)) == wish


class Three(CountOf):
    """Lineups of three."""

    __slots__ = ()


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.__name__)
@given(drawn=st.data())
@settings(max_examples=10, deadline=None)
def test_the_solver_finds_the_best_that_a_rule_allows(kind: type[Wish], drawn: st.DataObject) -> None:
    """The same largest value as by trying every lineup; none where none is allowed."""
    wish = drawn.draw(wishes_of(kind))
    weights = drawn.draw(st.lists(st.integers(0, 50), min_size=PLAYERS, max_size=PLAYERS))
    values = [sum(weights[player] for player in lineup) for lineup in LINEUPS if wish.allows(lineup)]
    found = find_largest(weights, (Three("three", tuple(range(PLAYERS)), SIZE, SIZE), wish))
    assert (None if found is None else sum(weights[player] for player in found)) == max(values, default=None)
