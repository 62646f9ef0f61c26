"""Every rule of the user's means the same in all of its forms: judged, as a model, as rows over players, as text."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lineup_engine.optimizer.cases import MOST_CASES, MOST_ROWS, Wish
from lineup_engine.optimizer.counting import CountOf, DifferentGroups, NoneOrSome
from lineup_engine.optimizer.model import Draft, Row
from lineup_engine.optimizer.search import find_largest
from lineup_engine.optimizer.stacks import SizesStack
from lineup_engine.optimizer.written import WISHES, read_rule, write_rule
from small_wishes import LINEUPS, PLAYERS, SIZE, wishes_of


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
@settings(max_examples=40)
def test_all_forms_of_a_rule_agree(kind: type[Wish], drawn: st.DataObject) -> None:
    """Its judgement, its model, its cases; and all survive being written."""
    wish = drawn.draw(wishes_of(kind))
    draft = Draft(tuple(range(PLAYERS)))
    wish.add_to(draft)
    cases = wish.cases()
    assert cases is not None
    cover = wish.cover(SIZE)
    for lineup in LINEUPS:
        allowed = wish.allows(lineup)
        assert any(case.holds(lineup) for case in cases) == allowed
        assert not allowed or any(case.holds(lineup) for case in cover)
        fits = any(all(keeps(row, values) for row in draft.rows) for values in assignments(draft, lineup))
        assert fits == allowed
    assert read_rule(write_rule(wish)) == wish


class Three(CountOf):
    """Lineups of three."""

    __slots__ = ()


@pytest.mark.parametrize("kind", WISHES, ids=lambda kind: kind.__name__)
@given(drawn=st.data())
@settings(max_examples=10)
def test_the_solver_finds_the_best_that_a_rule_allows(kind: type[Wish], drawn: st.DataObject) -> None:
    """The same largest value as by trying every lineup; none where none is allowed."""
    wish = drawn.draw(wishes_of(kind))
    weights = drawn.draw(st.lists(st.integers(0, 50), min_size=PLAYERS, max_size=PLAYERS))
    values = [sum(weights[player] for player in lineup) for lineup in LINEUPS if wish.allows(lineup)]
    found = find_largest(weights, (Three("three", tuple(range(PLAYERS)), SIZE, SIZE), wish))
    assert (None if found is None else sum(weights[player] for player in found)) == max(values, default=None)


def test_rules_with_millions_of_cases_are_not_written_out() -> None:
    """What is sure of their lineups is enough for a search that asks the rules themselves in the end."""
    teams = tuple((3 * number, 3 * number + 1, 3 * number + 2) for number in range(32))
    for rule in (DifferentGroups("w", teams, 8), NoneOrSome("w", teams, 2, 9), SizesStack("w", (3, 2, 2, 2), teams)):
        assert rule.cases() is None
        assert 0 < len(rule.cover(9)) <= MOST_CASES
        assert all(0 < len(case.rows) <= MOST_ROWS for case in rule.cover(9))
