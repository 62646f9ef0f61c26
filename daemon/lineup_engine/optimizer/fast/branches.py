"""The rules of a job as branches of its search: in each branch they are little more than numbers of players.

A rule with several cases is a branch for each. A slot that one player fills, and nobody else may fill (a quarterback,
a captain), makes a branch for all of its players that demand the same of the others: there the demands no longer depend
on him. What can be counted is carried by the automaton, who is ruled out leaves, and the rest is a condition on whole
rosters. The rosters of all branches together are those that the rules allow, some maybe in several branches.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np

from lineup_engine.optimizer.cases import MOST_CASES, MOST_ROWS, Case, PlayerRow, Wish
from lineup_engine.optimizer.compiled import BoolArray
from lineup_engine.optimizer.fast.rows import Rows, stacked, to_rows
from lineup_engine.optimizer.fast.tally import Tallied, is_kept_anyway, tallied
from lineup_engine.optimizer.limits import AtLeastDifferent
from lineup_engine.optimizer.model import Draft
from lineup_engine.optimizer.rule import Rule

_MOST_COUNTS = 3
"""Every count multiplies the states of the automaton."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One part of a search: who may play, who has to, what is counted on the way, and what is looked at in the end."""

    may_play: BoolArray
    forced: BoolArray
    counted: Rows
    conditions: Rows


@dataclass(frozen=True, slots=True)
class Branching:
    """All branches of a search; `judged` are the rules that only finished lineups show, `tally` one that all count."""

    branches: tuple[Branch, ...]
    judged: tuple[Rule, ...]
    tally: Tallied | None


@dataclass(frozen=True, slots=True)
class Fixed:
    """What is known of every roster: who is in it, how many others are, and players of whom exactly one is.

    `may_play` are all others who may be in it.
    """

    present: tuple[int, ...]
    may_play: BoolArray
    size: int
    pivots: BoolArray


@dataclass(frozen=True, slots=True)
class _CaseRows:
    """A case as arrays."""

    rows: Rows
    excluded: BoolArray


def make_branches(rules: Sequence[Rule], fixed: Fixed, most_untallied: int) -> Branching:
    """The branches of these rules; one rule that has more than so many cases may be a tally instead."""
    choices = _Choices(fixed, most_untallied)
    everybody, size = np.flatnonzero(fixed.may_play).tolist(), fixed.size + len(fixed.present)
    everybody += fixed.present
    tallies = [(rule, tallied(rule)) for rule in rules if not is_kept_anyway(rule, rules, everybody, size)]
    # A tally needs no branches: whatever has only cases goes first.
    for rule, tally in sorted(tallies, key=lambda one: one[1] is not None):
        choices.add(rule, tally)
    players = len(fixed.may_play)
    nothing = _CaseRows(to_rows((), players), np.zeros(players, np.bool_))
    branches = [branch for chosen in product(*choices.several) for branch in _pivoted([nothing, *chosen], fixed)]
    tally = None if choices.tally is None else choices.tally.within(rules)
    return Branching(tuple(branches), tuple(choices.judged), tally)


class _Choices:
    """The cases of rule after rule, as long as they are not too many together."""

    def __init__(self, fixed: Fixed, most_untallied: int) -> None:
        self._fixed, self._most_untallied = fixed, most_untallied
        self.several: list[list[_CaseRows]] = []
        self.judged: list[Rule] = []
        self.tally: Tallied | None = None

    def add(self, rule: Rule, tally: Tallied | None) -> None:
        """One more rule: its cases, or the tally, or what is sure of lineups that finished ones are judged by it."""
        players, most = len(self._fixed.may_play), MOST_CASES // max(prod(map(len, self.several)), 1)
        cases = _cases(rule, players)
        may_tally = tally is not None and self.tally is None
        if cases is None or len(cases) > (min(most, self._most_untallied) if may_tally else most):
            cases = self._instead(rule, tally if may_tally else None, most)
        self.several.append([_as_arrays(case, players) for case in cases])

    def _instead(self, rule: Rule, tally: Tallied | None, most: int) -> tuple[Case, ...]:
        """What is sure of lineups that keep a rule of too many cases."""
        if tally is not None:
            self.tally = tally
            return (Case((), frozenset(tally.excluded)),)
        self.judged.append(rule)
        return _cover(rule, self._fixed, most)


def _cases(rule: Rule, players: int) -> tuple[Case, ...] | None:
    """The rule as rows over players; None where it needs more than that."""
    if isinstance(rule, Wish | AtLeastDifferent):
        cases = rule.cases()
        is_short = cases is not None and all(len(case.rows) <= MOST_ROWS for case in cases)
        return cases if is_short else None
    draft = Draft(tuple(range(players)))
    rule.add_to(draft)
    if len(draft.columns) > players:
        return None
    return (Case(tuple(PlayerRow(row.terms, row.range) for row in draft.rows)),)


def _cover(rule: Rule, fixed: Fixed, most: int) -> tuple[Case, ...]:
    """What is sure of lineups that keep the rule, in not too many cases."""
    if not isinstance(rule, Wish | AtLeastDifferent):
        return (Case(()),)
    cases = rule.cover(fixed.size + len(fixed.present))
    return cases if len(cases) <= max(most, 1) else (Case(()),)


def _as_arrays(case: Case, players: int) -> _CaseRows:
    excluded = np.zeros(players, np.bool_)
    excluded[list(case.excluded)] = True
    return _CaseRows(to_rows(case.rows, players), excluded)


def _pivoted(cases: Sequence[_CaseRows], fixed: Fixed) -> Iterator[Branch]:
    """A branch for all pivots that demand the same of the others."""
    excluded = np.logical_or.reduce([case.excluded for case in cases])
    if excluded[list(fixed.present)].any():
        return
    may_play = fixed.may_play & ~excluded
    rows = stacked(case.rows for case in cases).beside(fixed.present)
    pivots = fixed.pivots & may_play
    mixed = _is_mixed(rows, pivots, may_play)
    if not mixed.any():
        yield from _branch(rows, may_play, fixed.size)
        return
    demands, plain = rows.some(mixed), rows.some(~mixed)
    for alike in _by_demands(demands, pivots, may_play & ~pivots, fixed.size - 1):
        theirs = stacked([plain, demands.with_pivot(alike[0], pivots)])
        left = may_play & ~pivots
        left[alike] = True
        yield from _branch(theirs, left, fixed.size)


def _is_mixed(rows: Rows, pivots: BoolArray, may_play: BoolArray) -> BoolArray:
    """Which rows count pivots together with some others; one with most others is hardly ever broken."""
    others = rows.weight[:, may_play & ~pivots]
    are_counted = ((others == 0) | (others == 1)).all(axis=1)
    are_few: BoolArray = 2 * (others != 0).sum(axis=1) < may_play.sum()
    mixed: BoolArray = (rows.weight[:, pivots] != 0).any(axis=1) & are_counted & are_few
    return mixed


def _by_demands(demands: Rows, pivots: BoolArray, others: BoolArray, size: int) -> list[list[int]]:
    """Pivots by what they leave of the rows for the others; rows that are kept anyway do not count."""
    _, high = demands.extremes(others, size)
    kinds: dict[bytes, int] = {}
    ids = [
        kinds.setdefault(weight.tobytes() + bytes(f"{low} {top}", "ascii"), len(kinds))
        for weight, low, top in zip(demands.weight[:, others], demands.low, demands.high, strict=True)
    ]
    alike: defaultdict[frozenset[tuple[int, int]], list[int]] = defaultdict(list)
    for pivot in np.flatnonzero(pivots).tolist():
        own = demands.weight[:, pivot]
        broken = np.flatnonzero((demands.low > own) | (demands.high < own + high))
        alike[frozenset((ids[row], int(own[row])) for row in broken.tolist())].append(pivot)
    return list(alike.values())


def _branch(rows: Rows, may_play: BoolArray, size: int) -> Iterator[Branch]:
    """One branch, unless a row cannot be kept; rows that are kept anyway are left out."""
    least, most = rows.extremes(may_play, size)
    if ((most < rows.low) | (least > rows.high) | (rows.low > rows.high)).any():
        return
    rows = rows.some((least < rows.low) | (most > rows.high))
    weight = np.where(may_play, rows.weight, 0)
    are_out = (rows.high == 0) & (rows.low <= 0) & (weight >= 0).all(axis=1)
    may_play = may_play & ~(weight[are_out] > 0).any(axis=0)
    are_counted = ~are_out & (rows.low > 0) & ((weight == 0) | (weight == 1)).all(axis=1)
    ask_for_all = are_counted & (weight.sum(axis=1) == rows.low)
    forced: BoolArray = np.any(weight[ask_for_all] > 0, axis=0)
    if (forced & ~may_play).any():
        return
    counts = np.flatnonzero(are_counted & ~ask_for_all)
    numbers = weight[counts].sum(axis=1)
    few = counts[2 * numbers < may_play.sum()]
    counted = few[np.argsort(numbers[2 * numbers < may_play.sum()], kind="stable")][:_MOST_COUNTS]
    is_condition = ~are_out & ~ask_for_all
    is_condition[counted] = False
    yield Branch(may_play, forced, rows.some(counted), rows.some(is_condition))
