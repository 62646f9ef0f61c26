"""The first of lineups that are worth the same: the smaller sum of tie keys, then the smaller numbers of players.

Searches of whole numbers settle it, so that the general path puts lineups into the one order that the fast path lists
them in; see docs/decisions/0003-order-of-ties.md.
"""

from collections.abc import Sequence

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.cases import SumWithin
from lineup_engine.optimizer.model import Range
from lineup_engine.optimizer.rule import Lineup, Rule
from lineup_engine.optimizer.rulebook import distinct
from lineup_engine.optimizer.search import find_largest, find_smallest

_AT_ONCE = 20
"""Powers of two of so many players are told apart as surely as tie keys, which have as many bits."""


def first_of_tied(keys: Sequence[int], rules: Sequence[Rule]) -> Lineup | None:
    """Of all lineups that the rules allow the first by the sum of keys, then by its players; None where there is none."""
    lineup = find_smallest(keys, rules)
    if lineup is None:
        return None
    least = sum(keys[player] for player in lineup)
    same = (*rules, SumWithin("the same sum of keys", tuple(enumerate(keys)), Range(high=least)))
    # Nearly always there is no other one.
    if find_largest([0] * len(keys), (*same, *distinct([lineup], by=1))) is None:
        return lineup
    return _first_by_players(len(keys), same)


def _first_by_players(players: int, rules: Sequence[Rule]) -> Lineup:
    """The lineup with the smallest first player, of those the one with the smallest second, and so on: part by part."""
    lineup: Lineup | None = None
    kept = tuple(rules)
    for start in range(0, players, _AT_ONCE):
        part = range(start, min(start + _AT_ONCE, players))
        weights = [1 << (part.stop - 1 - player) if player in part else 0 for player in range(players)]
        lineup = find_largest(weights, kept)
        if lineup is None:
            raise InternalError("a lineup was found before, none now")
        best = sum(weights[player] for player in lineup)
        kept = (*kept, SumWithin("the same first players", tuple(enumerate(weights)), Range(low=best)))
    if lineup is None:
        raise InternalError("there are no players")
    return lineup
