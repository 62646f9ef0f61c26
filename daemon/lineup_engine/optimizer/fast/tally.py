"""Rules about how many players of each team or game there are, as small machines that count group by group.

"4 of one team, 3 of another and 2 of a third" has thousands of cases, yet little has to be remembered when the players
are read team by team: which of the numbers are left, and how many of the present team there are.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from lineup_engine.optimizer.counting import DifferentGroups, Groups, MostOfEach, NoneOrSome
from lineup_engine.optimizer.following import Following
from lineup_engine.optimizer.limits import AtLeastDifferent, AtMostOfOne
from lineup_engine.optimizer.rule import Rule
from lineup_engine.optimizer.stacks import SizesStack
from lineup_kernels.graph import NOWHERE

Counted = TypeVar("Counted", bound=Hashable)

_Capped = tuple[int, int]
_Met = tuple[int, bool]
_Sizes = tuple[tuple[int, ...], int]


@dataclass(frozen=True, slots=True)
class Tally:
    """A machine with numbered states that begins in state 0.

    `more[s]`: the state after one more player of the group, `close[s]`: the state when there are no more of it;
    `NOWHERE` = the rule is broken. `is_met[s]`: the rule is kept if no further group comes.
    """

    more: tuple[int, ...]
    close: tuple[int, ...]
    is_met: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Tallied:
    """A rule as a tally of groups that have no player in common; the excluded players are in no lineup."""

    groups: Groups
    tally: Tally
    excluded: tuple[int, ...] = ()

    def within(self, rules: Iterable[Rule]) -> "Tallied":
        """The same, with no more of a group than any of these rules allows of all groups."""
        most = _least_most(rules, self.groups)
        return self if most is None else replace(self, tally=_capped(self.tally, most))


def tallied(rule: Rule) -> Tallied | None:
    """The rule as a tally; None where it is not of that kind."""
    found: Tallied | None = None
    if isinstance(rule, SizesStack):
        found = Tallied(rule.teams, _of_sizes(rule.sizes), rule.teamless)
    elif isinstance(rule, NoneOrSome):
        found = Tallied(rule.groups, _none_or_some(rule.low))
    elif isinstance(rule, DifferentGroups | AtLeastDifferent):
        groups, low = _different_groups(rule)
        found = Tallied(groups, _different(low))
    elif isinstance(rule, Following):
        found = _with_their_own(rule)
    return found if found is not None and _are_apart(found.groups) else None


def is_kept_anyway(rule: Rule, others: Iterable[Rule], everybody: Sequence[int], size: int) -> bool:
    """Whether a roster of so many of these is of as many groups as asked for because others allow so few of each."""
    if not isinstance(rule, DifferentGroups | AtLeastDifferent):
        return False
    groups, low = _different_groups(rule)
    most = _least_most(others, groups)
    are_grouped = {player for group in groups for player in group}.issuperset(everybody)
    return most is not None and are_grouped and (low - 1) * most < size


def _different_groups(rule: DifferentGroups | AtLeastDifferent) -> tuple[Groups, int]:
    """Which groups, and players of how many of them there have to be."""
    if isinstance(rule, DifferentGroups):
        return rule.groups, rule.low
    return tuple(map(tuple, rule.grouping.members().values())), rule.count


def _least_most(rules: Iterable[Rule], groups: Groups) -> int | None:
    """How many of each group all of these rules allow; None where none limits all of them."""
    return min((most for rule in rules if (most := _most_of_each(rule, groups)) is not None), default=None)


def _most_of_each(rule: Rule, groups: Groups) -> int | None:
    """How many a rule allows of each of these groups; None where it does not tell so of all of them."""
    if isinstance(rule, MostOfEach):
        limited, most = rule.groups, rule.high
    elif isinstance(rule, AtMostOfOne):
        limited, most = tuple(map(tuple, rule.grouping.members().values())), rule.count
    else:
        return None
    limits = {player: frozenset(group) for group in limited for player in group}
    return most if all(limits.get(group[0], frozenset()).issuperset(group) for group in groups if group) else None


def _capped(tally: Tally, most: int) -> Tally:
    """The same with at most so many of each group."""

    def more(state: _Capped) -> _Capped | None:
        after = tally.more[state[0]]
        return None if after == NOWHERE or state[1] == most else (after, state[1] + 1)

    def close(state: _Capped) -> _Capped | None:
        after = tally.close[state[0]]
        return None if after == NOWHERE else (after, 0)

    return _tally((0, 0), more, close, lambda state: tally.is_met[state[0]])


def _are_apart(groups: Groups) -> bool:
    return len({player for group in groups for player in group}) == sum(map(len, groups))


def _tally(
    start: Counted,
    more: Callable[[Counted], Counted | None],
    close: Callable[[Counted], Counted | None],
    is_met: Callable[[Counted], bool],
) -> Tally:
    """The machine with every state that can be met."""
    numbers: dict[Counted, int] = {start: 0}
    met = [start]
    rows: list[tuple[int, int]] = []
    for state in met:
        row: list[int] = []
        for after in (more(state), close(state)):
            if after is not None and after not in numbers:
                numbers[after] = len(met)
                met.append(after)
            row.append(NOWHERE if after is None else numbers[after])
        rows.append((row[0], row[1]))
    return Tally(tuple(row[0] for row in rows), tuple(row[1] for row in rows), tuple(map(is_met, met)))


def _of_sizes(sizes: Sequence[int]) -> Tally:
    """The sizes that are left, and the number of the present group."""

    def more(state: _Sizes) -> _Sizes | None:
        left, here = state
        return (left, here + 1) if here < max(left, default=0) else None

    def close(state: _Sizes) -> _Sizes | None:
        left, here = state
        if here and here not in left:
            return None
        place = left.index(here) if here else len(left)
        return left[:place] + left[place + 1 :], 0

    return _tally((tuple(sorted(sizes)), 0), more, close, lambda state: not state[0])


def _none_or_some(low: int) -> Tally:
    """The number of the present group, as far as it matters."""
    return _tally(0, lambda here: min(here + 1, low), lambda here: 0 if here in (0, low) else None, lambda _: True)


def _different(low: int) -> Tally:
    """The number of groups with somebody, as far as it matters, and whether the present one has."""

    def more(state: _Met) -> _Met | None:
        return state[0], True

    def close(state: _Met) -> _Met | None:
        return min(state[0] + state[1], low), False

    return _tally((0, False), more, close, lambda state: state[0] >= low)


def _with_their_own(rule: Following) -> Tallied | None:
    """Whoever plays brings so many others of his own group: of each group nobody, or one more than that."""
    lows = {demand.low or 0 for demand in rule.demands}
    own = {demand.player: frozenset((*demand.others, demand.player)) for demand in rule.demands}
    groups = set(own.values())
    is_for_all = len(lows) == 1 and len(own) == len(rule.demands) and all(d.high is None for d in rule.demands)
    if not is_for_all or any(own.get(player) != group for group in groups for player in group):
        return None
    return Tallied(tuple(sorted(tuple(sorted(group)) for group in groups)), _none_or_some(lows.pop() + 1))
