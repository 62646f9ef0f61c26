"""Rules as linear conditions on finished rosters: the very rows that the general path gives to its solver."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.model import Draft, Row
from lineup_engine.optimizer.rule import Rule
from lineup_kernels.listing import Conditions

_UNBOUNDED = 1 << 62


@dataclass(frozen=True, slots=True)
class Sorted:
    """Rules by what can be made of them: rows over players alone, or only a judgement of finished lineups."""

    rows: tuple[Row, ...]
    judged: tuple[Rule, ...]


def sort_rules(rules: Sequence[Rule], players: int) -> Sorted:
    """The rows of the rules that need no further variables; the other rules as they are."""
    rows: list[Row] = []
    judged: list[Rule] = []
    for rule in rules:
        draft = Draft(tuple(range(players)))
        rule.add_to(draft)
        if len(draft.columns) > players:
            judged.append(rule)
        else:
            rows += draft.rows
    return Sorted(tuple(rows), tuple(judged))


def to_conditions(rows: Sequence[Row], players: int, present: Sequence[int]) -> Conditions:
    """The rows as arrays for rosters that are completed by `present`, who are in all of them."""
    coefficient = np.zeros((players, len(rows)), np.int64)
    for number, row in enumerate(rows):
        for player, weight in row.terms:
            coefficient[player, number] = weight
    already = coefficient[list(present)].sum(axis=0)
    low = np.array([-_UNBOUNDED if row.range.low is None else row.range.low for row in rows], np.int64)
    high = np.array([_UNBOUNDED if row.range.high is None else row.range.high for row in rows], np.int64)
    return Conditions(coefficient, low - already, high - already)
