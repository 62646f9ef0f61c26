"""A branch on its way to being searched: what its rosters are worth at most is known ever more closely.

Most of hundreds of branches have nothing as good as what others have. A glance at one salary price tells it of nearly
all of them; a graph with the best price for it of some others; and only what is left pays for its conditions.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import heapify, heapreplace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compiled import IntArray
from lineup_engine.optimizer.fast.classes import Classes
from lineup_engine.optimizer.fast.conditions import joined, to_conditions
from lineup_engine.optimizer.fast.instance import BoolMask, Candidates, Instance, Work, make_instance
from lineup_engine.optimizer.fast.money import Money
from lineup_engine.optimizer.fast.rows import Rows
from lineup_kernels.bounds import IMPOSSIBLE, POSSIBLE, Pool
from lineup_kernels.glance import bound_at_price
from lineup_kernels.listing import Conditions

UNKNOWN = 1 << 61
"""More than any roster is worth."""

_LARGEST = 1 << 58
"""A price of so much for the whole budget is one at which no roster was found."""


@dataclass(frozen=True, slots=True)
class BranchSearch:
    """One branch: who may play in it and who has to, of which classes they are, and what is looked at in the end."""

    may_play: BoolMask
    forced: BoolMask
    classes: Classes
    rows: Rows

    @property
    def conditions(self) -> Conditions:
        """The rows as the kernels read them."""
        return to_conditions(self.rows)


@dataclass(slots=True)
class Field:
    """What all branches of one search share: what players are worth, who is free, what else is to be kept.

    `price` is what a salary unit cost where that was looked for last.
    """

    worth: IntArray
    money: Money
    free: BoolMask
    more: Conditions | None
    work: Work
    price: int | None = None


class Prospect:
    """One branch among the free players of a field; `at_most` bounds its rosters."""

    def __init__(self, field: Field, branch: BranchSearch, at_most: int = UNKNOWN) -> None:
        self._field, self._branch = field, branch
        self._glanced_at: int | None = None
        self._plain: Instance | None = None
        self._paid: Instance | None = None
        self._floor = POSSIBLE
        self.at_most = IMPOSSIBLE if (branch.forced & ~field.free).any() else at_most

    def instance(self, least: int) -> Instance | None:
        """The search for rosters that are worth at least so much; None as long as there is more to be known of them."""
        return None if self._paid is None or self._floor > least else self._paid

    @property
    def work(self) -> Work:
        """How much work is left for all of the field."""
        return self._field.work

    @cached_property
    def conditions(self) -> Conditions:
        """What a roster has to keep; those that are broken most often come first."""
        own, more = self._branch.conditions, self._field.more
        return own if more is None else joined(more, own)

    def look_closer(self, least: int) -> int:
        """Know more of the rosters that are worth at least so much; answers what they are worth at most."""
        if self._plain is not None:
            self._paid, self._floor = self._plain.paid(self.conditions, self._plain.bounds >= least), least
            bound = self._paid.bound
            # Without the rest of the players it is no bound on rosters that are worth less.
            self.at_most = min(self.at_most, max(bound, least - 1))
            return bound
        price = self._field.price
        if price is None or self._glanced_at == price:
            self._plain = self._laid_out()
            bound = self._plain.bound
        else:
            self._glanced_at = price
            bound = self._at_a_glance(price)
        self.at_most = min(self.at_most, bound)
        return self.at_most

    def _at_a_glance(self, price: int) -> int:
        who, money = self._who(), self._field.money
        pool = Pool(self._field.worth[who], money.salary[who])
        own = self._branch
        return bound_at_price(
            own.classes.automaton, own.classes.class_of[who], own.forced[who], pool, money.budget, price
        )

    def _laid_out(self) -> Instance:
        """The graph with the best price for it, which the others are looked at with from now on."""
        field, own = self._field, self._branch
        who = self._who()
        who = who[np.argsort(own.classes.class_of[who], kind="stable")]
        pool = Pool(field.worth[who], field.money.salary[who])
        candidates = Candidates(who, own.classes.class_of[who], own.forced[who], pool)
        made = make_instance(own.classes.automaton, candidates, field.money.budget, field.worth, field.price or 0)
        if made.bound > IMPOSSIBLE and abs(made.price) < _LARGEST // max(field.money.budget.most, 1):
            field.price = made.price
        return made

    def _who(self) -> NDArray[np.int32]:
        return np.flatnonzero(self._field.free & self._branch.may_play).astype(np.int32)


def closest_bound(prospects: Sequence[Prospect]) -> int:
    """What any roster of all of them is worth at most, known as closely as it can be."""
    order = [(-prospect.at_most, number) for number, prospect in enumerate(prospects)]
    heapify(order)
    while order:
        bound, number = order[0]
        if bound == -IMPOSSIBLE or prospects[number].instance(POSSIBLE) is not None:
            return -bound
        heapreplace(order, (-prospects[number].look_closer(POSSIBLE), number))
    return IMPOSSIBLE
