"""What the players of standings are, by reference: salaries, teams, who counts in stacks, and real points."""

from collections.abc import Iterable

import numpy as np

from lineup_engine.grading.shape import UNKNOWN, Traits
from lineup_engine.sites.model import ContestRules
from lineup_engine.slate.model import Slate
from lineup_engine.specify.words import meant_by_word
from lineup_engine.standings.model import IntArray, Standings

_STACKED = ("hitters", "skaters")
"""Who makes a stack in sports where others play for a team too."""


def traits_of(standings: Standings, rules: ContestRules) -> Traits:
    """The traits of everybody in the standings; of strangers nothing is known but their points."""
    slate = standings.slate
    strangers = standings.references - len(slate.players)
    is_stacked = np.zeros(standings.references, np.bool_)
    is_stacked[list(_stacked(slate, rules))] = True
    return Traits(
        salary=_padded((player.salary for player in slate.players), strangers),
        team=_padded(_team_numbers(slate), strangers),
        is_stacked=is_stacked,
        points=standings.listed.points,
        is_scored=standings.listed.is_scored,
        cap=rules.salary_cap,
    )


def _stacked(slate: Slate, rules: ContestRules) -> Iterable[int]:
    for word in _STACKED:
        found = meant_by_word(word, slate, rules)
        if found is not None:
            return found
    return range(len(slate.players))


def _team_numbers(slate: Slate) -> Iterable[int]:
    numbers: dict[str, int] = {}
    for player in slate.players:
        yield numbers.setdefault(player.team, len(numbers)) if player.team else UNKNOWN


def _padded(values: Iterable[int], more: int) -> IntArray:
    return np.array([*values, *[UNKNOWN] * more], np.int64)
