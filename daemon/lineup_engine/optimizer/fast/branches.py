"""The rules of a job as branches of its search: in each branch they are little more than numbers of players.

A rule with several cases is a branch for each. A slot that one player fills, and nobody else may fill (a quarterback,
a captain), makes a branch for all of its players that demand the same of the others: there the demands no longer depend
on him. What can be counted is carried by the automaton, who is ruled out leaves, and the rest is a condition on whole
rosters. The rosters of all branches together are those that the rules allow, some maybe in several branches.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

from lineup_engine.optimizer.cases import Case, PlayerRow, Wish
from lineup_engine.optimizer.limits import AtLeastDifferent
from lineup_engine.optimizer.model import Draft
from lineup_engine.optimizer.rule import Rule

_MOST_BRANCHES = 2_000
_MOST_ROWS = 300
"""So many rows of one rule are looked at faster than the rule itself is asked."""

_MOST_COUNTS = 3
"""Every count multiplies the states of the automaton."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One part of a search: who leaves, what is counted on the way, and what is looked at in the end."""

    excluded: frozenset[int]
    counted: tuple[PlayerRow, ...]
    conditions: tuple[PlayerRow, ...]


@dataclass(frozen=True, slots=True)
class Branching:
    """All branches of a search; `judged` are the rules that only finished lineups show."""

    branches: tuple[Branch, ...]
    judged: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is known of every roster: who is in it, how many others are, and players of whom exactly one is.

    `open_players` are all others who may be in it.
    """

    present: frozenset[int]
    open_players: frozenset[int]
    size: int
    pivots: frozenset[int]


def make_branches(rules: Sequence[Rule], fixed: Fixed, players: int) -> Branching:
    """The branches of these rules."""
    several: list[tuple[Case, ...]] = []
    rows: list[PlayerRow] = []
    judged: list[Rule] = []
    for rule in rules:
        cases = _cases(rule, players)
        if cases is None or len(cases) * prod(map(len, several)) > _MOST_BRANCHES:
            judged.append(rule)
        elif len(cases) == 1:
            rows += cases[0].rows
        else:
            several.append(cases)
    branches = [
        branch
        for chosen in product(*several)
        for branch in _pivoted([*rows, *(row for case in chosen for row in case.rows)], _excluded(chosen), fixed)
    ]
    return Branching(tuple(branches), tuple(judged))


def _cases(rule: Rule, players: int) -> tuple[Case, ...] | None:
    """The rule as rows over players; None where it needs more than that."""
    if isinstance(rule, Wish | AtLeastDifferent):
        cases = rule.cases()
        return cases if all(len(case.rows) <= _MOST_ROWS for case in cases) else None
    draft = Draft(tuple(range(players)))
    rule.add_to(draft)
    if len(draft.columns) > players:
        return None
    return (Case(tuple(PlayerRow(row.terms, row.range) for row in draft.rows)),)


def _excluded(cases: Iterable[Case]) -> frozenset[int]:
    return frozenset[int]().union(*(case.excluded for case in cases))


def _pivoted(rows: Sequence[PlayerRow], excluded: frozenset[int], fixed: Fixed) -> list[Branch]:
    """A branch for all pivots that demand the same of the others."""
    if not excluded.isdisjoint(fixed.present):
        return []
    rows = [_beside(row, fixed.present) for row in rows]
    pivots = fixed.pivots - excluded
    mixed = [row for row in rows if _is_mixed(row, pivots, fixed)]
    if not mixed:
        return list(_branch(rows, excluded, fixed))
    plain = [row for row in rows if not _is_mixed(row, pivots, fixed)]
    branches: list[Branch] = []
    for demands, alike in _by_demands(mixed, pivots, fixed.size - 1).items():
        branches += _branch([*plain, *demands], excluded | pivots.difference(alike), fixed)
    return branches


def _beside(row: PlayerRow, present: frozenset[int]) -> PlayerRow:
    """What is left of a row for the others when some players are in anyway."""
    already = sum(weight for player, weight in row.weights if player in present)
    if not already and present.isdisjoint(player for player, _ in row.weights):
        return row
    return PlayerRow(tuple(term for term in row.weights if term[0] not in present), row.range.shifted(-already))


def _is_mixed(row: PlayerRow, pivots: frozenset[int], fixed: Fixed) -> bool:
    """Whether a row counts pivots together with some others; one with most others is hardly ever broken."""
    weighed = [player in pivots for player, _ in row.weights]
    are_counted = all(pivot or term[1] == 1 for term, pivot in zip(row.weights, weighed, strict=True))
    return any(weighed) and are_counted and 2 * weighed.count(False) < len(fixed.open_players)


def _by_demands(mixed: Sequence[PlayerRow], pivots: frozenset[int], size: int) -> dict[frozenset[PlayerRow], list[int]]:
    """Pivots by the rows that they leave for the others; who leaves something impossible is nowhere."""
    demands: dict[int, set[PlayerRow]] = {pivot: set() for pivot in pivots}
    for row in mixed:
        others = tuple(term for term in row.weights if term[0] not in pivots)
        own = {player: weight for player, weight in row.weights if player in pivots}
        without = PlayerRow(others, row.range)
        for pivot in own if without.is_sure(size) else pivots:
            left = PlayerRow(others, row.range.shifted(-own.get(pivot, 0)))
            if not left.is_sure(size):
                demands[pivot].add(left)
    alike: defaultdict[frozenset[PlayerRow], list[int]] = defaultdict(list)
    for pivot in sorted(pivots):
        alike[frozenset(demands[pivot])].append(pivot)
    return alike


def _branch(rows: Iterable[PlayerRow], excluded: frozenset[int], fixed: Fixed) -> Iterator[Branch]:
    """One branch, unless a row cannot be kept; rows that are kept anyway are left out."""
    open_players = fixed.open_players - excluded
    # A row by what of it is left here, with the whole of it, which many branches share.
    left = [(_among(row, open_players), row) for row in rows]
    left = [pair for pair in left if not pair[0].is_sure(fixed.size)]
    if any(own.is_impossible(fixed.size) for own, _ in left):
        return
    ruled_out = frozenset(player for own, _ in left if _rules_out(own) for player, _ in own.weights)
    left = [pair for pair in left if not _rules_out(pair[0])]
    countable = sorted((pair for pair in left if _is_countable(pair[0])), key=lambda pair: len(pair[0].weights))
    counted = [pair for pair in countable[:_MOST_COUNTS] if 2 * len(pair[0].weights) < len(open_players)]
    conditions = tuple(row for own, row in left if all(own is not other for other, _ in counted))
    yield Branch(excluded | ruled_out, tuple(own for own, _ in counted), conditions)


def _among(row: PlayerRow, players: frozenset[int]) -> PlayerRow:
    return PlayerRow(tuple(term for term in row.weights if term[0] in players), row.range)


def _rules_out(row: PlayerRow) -> bool:
    """Whether none of its players can be in."""
    return row.range.high == 0 and (row.range.low or 0) <= 0 and all(weight > 0 for _, weight in row.weights)


def _is_countable(row: PlayerRow) -> bool:
    """Whether a row wants some of a set: what is only not to be too many is rarely so among the best rosters."""
    return bool(row.range.low and row.range.low > 0) and all(weight == 1 for _, weight in row.weights)
