"""All lineups of a job at once: the best that the earlier ones leave, one after the other, as the general path finds them.

Lineups are listed from the best down in growing portions and taken in that order. Uniqueness and exposure only ever
become tighter, so what is refused once stays refused.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from lineup_engine.errors import InternalError
from lineup_engine.optimizer.compiled import CompiledJob
from lineup_engine.optimizer.counting import CountOf
from lineup_engine.optimizer.fast.between import Left, begin, left_by_chosen, rules_between
from lineup_engine.optimizer.fast.instance import MOST_NODES, Work
from lineup_engine.optimizer.fast.listing import Listed, TooMuchWork, list_rosters
from lineup_engine.optimizer.fast.prospect import Prospect
from lineup_engine.optimizer.fast.search import Search, make_search
from lineup_engine.optimizer.fast.weights import fits
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.rulebook import apart, standing_rules, used_up
from lineup_kernels.choosing import choose_in_order

_TOP = 1 << 62
_LEAST_PORTION = 16
_NODES_OF_JUDGING = 200
"""In the time in which finished lineups are asked about so many nodes are looked at for each."""


def is_suited(job: CompiledJob) -> bool:
    """Whether the fast path can carry a job: its numbers are small enough to stay exact."""
    return fits(job.players.worth, job.size)


def best_portfolio(job: CompiledJob, earlier: Sequence[Lineup] = (), most_nodes: int | None = None) -> list[Lineup]:
    """The lineups of a job in order, behind those that are there; fewer than asked for when there are no more.

    Raises `TooMuchWork` when the rules leave so little of what the search lists that the general path is quicker, or
    when all lineups take more than `most_nodes` nodes.
    """
    if len(job.certain) >= job.size:
        return _only_the_locked(job, earlier)
    growing = _Growing(job, earlier, most_nodes)
    others = _behind_another(job)
    try:
        if others.wishes != job.wishes and not earlier:
            growing.grow(job, 1)
        growing.grow(others, job.lineups)
    except TooMuchWork as end:
        raise TooMuchWork(growing.lineups) from end
    return growing.lineups


def _behind_another(job: CompiledJob) -> CompiledJob:
    """The job with what its lineups keep because they are several: whom they differ by each of them has enough of."""
    players = len(job.players)
    enough = [CountOf(rule.words, rule.players, rule.by) for rule in job.apart if len(rule.players) < players]
    return replace(job, wishes=(*job.wishes, *enough))


class _Growing:
    """The lineups of a job so far."""

    def __init__(self, job: CompiledJob, earlier: Sequence[Lineup], most_nodes: int | None) -> None:
        self._job, self._earlier = job, earlier
        self._most_nodes, self._work = most_nodes, Work(most_nodes or MOST_NODES)
        self._between = rules_between(job)
        self._chosen = begin(job, self._between, earlier)

    @property
    def lineups(self) -> list[Lineup]:
        """In order."""
        return [tuple(row) for row in self._chosen.members[: self._chosen.taken[0]].tolist()]

    def grow(self, job: CompiledJob, most: int) -> None:
        """Take the best lineups of a job that those taken before leave, until there are so many or no more."""
        search = make_search(job)
        below, portion = _TOP, _first_portion(replace(job, lineups=most))
        prospects: list[Prospect] = []
        before: Left | None = None
        while len(self.lineups) < most and search.branches:
            left = left_by_chosen(self._job, self._between, self._chosen)
            if left is None:
                break
            if not left.is_same(before):
                prospects = search.prospects(left.free, left.more, prospects, self._work)
            before = left
            listed = list_rosters(prospects, portion, search.size, below)
            _check(search, listed)
            self._work.nodes -= len(listed.value) * _NODES_OF_JUDGING if search.judged else 0
            if self._work.nodes < 0:
                raise TooMuchWork
            portion = self._take(whole(search, listed.members), portion)
            if listed.rest is None:
                break
            below = listed.rest

    def _take(self, lineups: NDArray[np.int32], portion: int) -> int:
        """Take what is allowed, and answer of how many the next portion is.

        Twice as many as were of use: those behind the last one taken were listed in vain.
        """
        offered, count = _new(lineups, self._earlier), int(self._chosen.taken[0])
        choose_in_order(offered, self._between, self._chosen)
        if self._chosen.taken[0] == count:
            return 2 * portion
        if self._most_nodes is None:
            self._work.nodes = MOST_NODES
        last = self._chosen.members[self._chosen.taken[0] - 1]
        used = int(np.flatnonzero((offered == last).all(axis=1))[0]) + 1
        return min(2 * portion, max(2 * used * portion // len(offered), _LEAST_PORTION))


def _first_portion(job: CompiledJob) -> int:
    """Where nothing but the value decides, the portion is the portfolio."""
    is_plain = job.unique == 1 and not job.apart and not job.exposures
    is_free = bool(np.all(job.players.max_lineups >= job.lineups))
    return job.lineups if is_plain and is_free else 2 * job.lineups + 50


def _check(search: Search, listed: Listed) -> None:
    """Values and salaries once more, from the players alone; the slots are checked when they are filled."""
    members, budget = listed.members, search.money.budget
    spent = search.money.salary[members].sum(axis=1)
    valued = search.weight[members].sum(axis=1) == listed.value
    if not (valued & (spent >= budget.least) & (spent <= budget.most)).all():
        raise InternalError("the fast path listed a roster that is not what it says")


def _only_the_locked(job: CompiledJob, earlier: Sequence[Lineup]) -> list[Lineup]:
    """Where the locked players leave no slot open there is one lineup, or none: there may be more of them than slots."""
    lineup = tuple(sorted(job.certain))
    rules = (*standing_rules(job), *used_up(job, earlier), *apart(job, earlier))
    is_right = len(earlier) < job.lineups and all(rule.allows(lineup) for rule in rules)
    return [*earlier, lineup] if is_right else list(earlier)


def _new(lineups: NDArray[np.int32], earlier: Sequence[Lineup]) -> NDArray[np.int32]:
    """Without those that are there already."""
    if not earlier:
        return lineups
    known = frozenset(earlier)
    return lineups[np.array([tuple(row) not in known for row in lineups.tolist()], np.bool_)]


def whole(search: Search, members: NDArray[np.int32]) -> NDArray[np.int32]:
    """Rosters with the locked players as lineups, without those that break a rule which only whole lineups show."""
    locked = np.tile(np.array(search.job.certain, np.int32), (len(members), 1))
    lineups = np.sort(np.hstack((members, locked)), axis=1)
    if not search.judged:
        return lineups
    right = [all(rule.allows(tuple(row)) for rule in search.judged) for row in lineups.tolist()]
    return lineups[np.array(right, np.bool_)]
