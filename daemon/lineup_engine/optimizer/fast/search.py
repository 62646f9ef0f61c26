"""A compiled job as a search: its branches, each with classes of players, salaries in units and conditions."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lineup_engine.optimizer.choices import Lock, Removal
from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.fast.branches import Branching, Fixed, make_branches
from lineup_engine.optimizer.fast.classes import classify
from lineup_engine.optimizer.fast.instance import BoolMask, Work
from lineup_engine.optimizer.fast.money import Money, count_money
from lineup_engine.optimizer.fast.prospect import UNKNOWN, BranchSearch, Field, Prospect
from lineup_engine.optimizer.fast.weights import combined
from lineup_engine.optimizer.roster import RosterSlots
from lineup_engine.optimizer.rule import Rule
from lineup_engine.optimizer.rulebook import standing_rules
from lineup_engine.optimizer.salary import SalaryRule
from lineup_kernels.listing import Conditions

_FEW_CASES = 60
"""More branches of one rule take longer to list than one graph with a tally."""


@dataclass(frozen=True, slots=True)
class Search:
    """One job for the fast path. Its rosters are those of the players beside the locked ones.

    `judged` are the rules that only finished lineups show.
    """

    job: CompiledJob
    weight: IntArray
    money: Money
    branches: tuple[BranchSearch, ...]
    judged: tuple[Rule, ...]

    @property
    def size(self) -> int:
        """Players beside the locked ones."""
        return self.job.size - len(self.job.certain)

    def prospects(
        self, mask: BoolMask, more: Conditions | None = None, known: Sequence[Prospect] = (), work: Work | None = None
    ) -> list[Prospect]:
        """The branches among these players, under further conditions.

        `known` are those of a search that allowed all of its rosters and more: no roster is worth more than they tell.
        """
        field = Field(self.weight, self.money, mask, more, work or Work())
        at_most = [prospect.at_most for prospect in known] or [UNKNOWN] * len(self.branches)
        return [Prospect(field, branch, bound) for branch, bound in zip(self.branches, at_most, strict=True)]


def make_search(job: CompiledJob, most_untallied: int = _FEW_CASES) -> Search:
    """The search of a job, whose rules are taken from the rule book of the general path.

    A rule that has more than so many cases is tallied where that is possible.
    """
    rules = standing_rules(job)
    may_play = np.ones(len(job.players), np.bool_)
    for rule in rules:
        if isinstance(rule, Removal):
            may_play[list(rule.players)] = False
    locks_may_play = bool(may_play[list(job.certain)].all())
    may_play[list(job.certain)] = False
    money = count_money(job)
    carried = (Removal, RosterSlots, SalaryRule) if money.is_exact else (Removal, RosterSlots)
    side = [rule for rule in rules if not isinstance(rule, carried) and not _is_placed(rule)]
    usable = RosterSlots(job.slots, job.players.eligible).usable()
    # Who costs more than there is would also be too much for the prices of the bounds, whose products have 64 bits.
    may_play &= np.array([bool(kinds) for kinds in usable], np.bool_) & (money.salary <= money.budget.most)
    pivots = _pivots(job, usable, may_play)
    fixed = Fixed(job.certain, may_play, job.size - len(job.certain), pivots)
    branching = make_branches(side, fixed, most_untallied)
    branching = branching if locks_may_play else replace(branching, branches=())
    return Search(job, combined(job.players), money, _searches(job, branching), branching.judged)


def _is_placed(rule: Rule) -> bool:
    """Whether a rule locks one player, who has his place from the start; a choice of forms is a condition."""
    return isinstance(rule, Lock) and len(rule.forms) == 1


def _pivots(job: CompiledJob, usable: list[tuple[int, ...]], may_play: BoolMask) -> BoolMask:
    """The players of a slot that is filled by exactly one of them, who can play nowhere else; of the largest such set."""
    roster = RosterSlots(job.slots, job.players.eligible)
    best: list[int] = []
    for kind, slots in enumerate(roster.kinds()):
        able = [player for player in np.flatnonzero(may_play).tolist() if kind in usable[player]]
        is_only = all(len(usable[player]) == 1 for player in able)
        is_free = all(kind not in usable[player] for player in job.certain)
        if len(slots) == 1 and is_only and is_free and len(able) > len(best):
            best = able
    pivots = np.zeros(len(job.players), np.bool_)
    pivots[best] = True
    return pivots


def _searches(job: CompiledJob, branching: Branching) -> tuple[BranchSearch, ...]:
    branches = branching.branches
    classes = classify(job, branches, branching.tally)
    return tuple(
        BranchSearch(branch.may_play, branch.forced, own, branch.conditions)
        for branch, own in zip(branches, classes, strict=True)
    )
