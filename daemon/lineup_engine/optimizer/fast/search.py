"""A compiled job as a search: classes of players, salary in units, and the conditions on whole lineups."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.choices import Lock, Removal
from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.fast.automaton import Kind, Roster, Slots, build_automaton
from lineup_engine.optimizer.fast.conditions import sort_rules, to_conditions
from lineup_engine.optimizer.fast.instance import BoolMask, Candidates, Instance, make_instance
from lineup_engine.optimizer.fast.weights import combined
from lineup_engine.optimizer.roster import RosterSlots
from lineup_engine.optimizer.rule import Rule
from lineup_engine.optimizer.rulebook import standing_rules
from lineup_engine.optimizer.salary import SalaryRule
from lineup_kernels.bounds import Budget, Pool
from lineup_kernels.graph import NOWHERE
from lineup_kernels.listing import Conditions

_MOST_UNITS = 2_000
"""Finer salaries are rounded down for the search, and the exact sum is a condition."""


@dataclass(frozen=True, slots=True)
class Money:
    """Salaries in whole units and what the players beside the locked ones may cost.

    `is_exact`: the units are exact; else they allow more than the limits do.
    """

    salary: IntArray
    budget: Budget
    is_exact: bool


@dataclass(frozen=True, slots=True)
class Classes:
    """Which players are the same to the roster, and what is to be filled. `class_of` is `NOWHERE` without a slot."""

    roster: Roster
    kinds: tuple[Kind, ...]
    class_of: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Search:
    """One job for the fast path. `may_play` are the players beside the locked ones.

    Rosters are those of the players beside the locked ones; `judged` are the rules that only finished lineups show.
    `locks_may_play`: no locked player is one of those who may not be used.
    """

    job: CompiledJob
    weight: IntArray
    may_play: BoolMask
    locks_may_play: bool
    classes: Classes
    money: Money
    conditions: Conditions
    judged: tuple[Rule, ...]

    @property
    def size(self) -> int:
        """Players beside the locked ones."""
        return self.job.size - len(self.job.certain)

    def instance(self, mask: BoolMask) -> Instance:
        """The search among these players."""
        class_of = self.classes.class_of
        players = np.flatnonzero(mask & self.may_play).astype(np.int32)
        players = players[np.argsort(class_of[players], kind="stable")]
        pool = Pool(self.weight[players], self.money.salary[players])
        automaton = build_automaton(self.classes.roster, self.classes.kinds)
        return make_instance(automaton, Candidates(players, class_of[players], pool), self.money.budget)


def make_search(job: CompiledJob) -> Search:
    """The search of a job, whose rules are taken from the rule book of the general path."""
    rules = standing_rules(job)
    certain = list(job.certain)
    may_play = np.ones(len(job.players), np.bool_)
    for rule in rules:
        if isinstance(rule, Removal):
            may_play[list(rule.players)] = False
    locks_may_play = bool(may_play[certain].all())
    may_play[certain] = False
    money = _money(job)
    carried = (Removal, RosterSlots, SalaryRule) if money.is_exact else (Removal, RosterSlots)
    plain = [rule for rule in rules if not isinstance(rule, carried) and not _is_placed(rule)]
    side = sort_rules(plain, len(job.players))
    classes = _classes(job, may_play)
    return Search(
        job=job,
        weight=combined(job.players),
        may_play=may_play & (classes.class_of >= 0),
        locks_may_play=locks_may_play,
        classes=classes,
        money=money,
        conditions=to_conditions(side.rows, len(job.players), certain),
        judged=side.judged,
    )


def _is_placed(rule: Rule) -> bool:
    """Whether a rule locks one player, who has his place from the start; a choice of forms is a condition."""
    return isinstance(rule, Lock) and len(rule.forms) == 1


def _money(job: CompiledJob) -> Money:
    """Salaries in the largest unit that they and the limits are multiples of, or in a coarser one, rounded down."""
    most = job.salary_cap if job.salary_max is None else min(job.salary_cap, job.salary_max)
    least = job.salary_min or 0
    unit = int(np.gcd.reduce([most, least, *job.players.salary.tolist()]))
    is_exact = most <= _MOST_UNITS * unit
    if not is_exact:
        unit, least = -(-most // _MOST_UNITS), 0
    salary = job.players.salary // unit
    paid = int(salary[list(job.certain)].sum())
    return Money(salary, Budget(max(-(-least // unit) - paid, 0), most // unit - paid), is_exact)


def _classes(job: CompiledJob, may_play: BoolMask) -> Classes:
    """Players by the kinds of slots that they may fill; the order makes small automata of the usual rosters."""
    roster = RosterSlots(job.slots, job.players.eligible)
    slots = roster.kinds()
    by_slots = roster.classes(slots)
    used = sorted(
        (usable for usable, players in by_slots.items() if usable and may_play[players].any()),
        key=lambda usable: (usable[-1], usable),
    )
    class_of = np.full(len(job.players), NOWHERE, np.int32)
    for number, usable in enumerate(used):
        class_of[by_slots[usable]] = number
    usable_of = {player: usable for usable, players in by_slots.items() for player in players if player in job.certain}
    placed = tuple(usable_of[player] for player in job.certain)
    capacity = tuple(len(alike) for alike in slots)
    return Classes(Roster(Slots(capacity), placed), tuple(Kind(usable) for usable in used), class_of)
