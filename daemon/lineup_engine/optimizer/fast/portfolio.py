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
from lineup_engine.optimizer.fast.between import Left, begin, left_by_chosen, rules_between
from lineup_engine.optimizer.fast.listing import Listed, list_rosters
from lineup_engine.optimizer.fast.prospect import Prospect
from lineup_engine.optimizer.fast.search import Search, make_search
from lineup_engine.optimizer.fast.weights import fits
from lineup_engine.optimizer.rule import Lineup
from lineup_engine.optimizer.rulebook import apart, standing_rules, used_up
from lineup_kernels.choosing import choose_in_order

_TOP = 1 << 62
_LEAST_PORTION = 16


def is_suited(job: CompiledJob) -> bool:
    """Whether the fast path can carry a job: its numbers are small enough to stay exact."""
    return fits(job.players.worth, job.size)


def best_portfolio(job: CompiledJob, earlier: Sequence[Lineup] = (), most_nodes: int | None = None) -> list[Lineup]:
    """The lineups of a job in order, behind those that are there; fewer than asked for when there are no more.

    Raises `TooMuchWork` when the rules leave so little of what the search lists that the general path is quicker, or
    when one listing takes more than `most_nodes` nodes.
    """
    if len(job.certain) >= job.size:
        return _only_the_locked(job, earlier)
    search, between = make_search(job), rules_between(job)
    search = search if most_nodes is None else replace(search, most_nodes=most_nodes)
    chosen = begin(job, between, earlier)
    below, portion = _TOP, _first_portion(job)
    prospects: list[Prospect] = []
    before: Left | None = None
    while chosen.taken[0] < job.lineups and search.branches:
        left = left_by_chosen(job, between, chosen)
        if left is None:
            break
        if not left.is_same(before):
            prospects = search.prospects(left.free, left.more, prospects)
        before = left
        listed = list_rosters(prospects, portion, search.size, below)
        _check(search, listed)
        offered = _new(whole(search, listed.members), earlier)
        count = int(chosen.taken[0])
        choose_in_order(offered, between, chosen)
        if listed.rest is None:
            break
        below, portion = listed.rest, _next_portion(portion, offered, chosen.members[count : chosen.taken[0]])
    return [tuple(row) for row in chosen.members[: chosen.taken[0]].tolist()]


def _first_portion(job: CompiledJob) -> int:
    """Where nothing but the value decides, the portion is the portfolio."""
    is_plain = job.unique == 1 and not job.apart and not job.exposures
    is_free = bool(np.all(job.players.max_lineups >= job.lineups))
    return job.lineups if is_plain and is_free else 2 * job.lineups + 50


def _next_portion(portion: int, offered: NDArray[np.int32], taken: NDArray[np.int32]) -> int:
    """Twice as many as were of use: those behind the last one taken were listed in vain."""
    if not len(taken):
        return 2 * portion
    last = int(np.flatnonzero((offered == taken[-1]).all(axis=1))[0])
    return min(2 * portion, max(2 * (last + 1) * portion // len(offered), _LEAST_PORTION))


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
