"""The portfolio from candidates by what they win over many trials, under the rules about all lineups together.

Greedy choice of what adds most: for concave utility and for coverage it is at least 63 % of the best possible choice
(Nemhauser, Wolsey and Fisher, 1978); the coverage of top places is the criterion of Hunter, Vielma and Zaman (2016),
growth of a bankroll that of Kelly (1956).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from lineup_engine.optimizer.compiled import CompiledJob, IntArray
from lineup_engine.optimizer.fast.between import begin, rules_between
from lineup_engine.optimizer.trials import Lineups
from lineup_kernels.choosing import Between, Chosen, choose_in_order
from lineup_kernels.contest.prizes import CENT
from lineup_kernels.logarithm import make_logarithms
from lineup_kernels.selecting import COVER, GROWTH, SUM, Aim, Offers, Rules, Span, choose_by_winnings

UTILITY, ROI, TOP, POINTS = "utility", "roi", "top", "points"
_AIMS = {UTILITY: GROWTH, ROI: SUM, TOP: COVER}


@dataclass(frozen=True, slots=True)
class Stake:
    """What candidates win in one contest, all its trials in spans, for `own` entries at `fee` milli-cents each.

    There are no spans where all lineups go into the contest.
    """

    spans: Sequence[Span]
    own: int
    fee: int


@dataclass(frozen=True, slots=True)
class Bank:
    """What is chosen by, what there is to play with in milli-cents, and the number of trials."""

    by: str
    bankroll: int
    trials: int


def choose(
    job: CompiledJob, candidates: Lineups, stakes: Sequence[Stake], bank: Bank, together: Sequence[Span]
) -> list[int]:
    """The numbers of the chosen candidates, the most valuable first; fewer than wanted where the rules allow no more.

    `together` is what each candidate wins in all contests, those that fewer lineups are in counting less.
    """
    between, chosen = _room(job)
    if bank.by == POINTS:
        return _by_points(job, candidates, between, chosen)
    fees = sum(stake.own * stake.fee for stake in stakes)
    least = np.array([exposure.low for exposure in job.exposures], np.int64)
    offers = Offers(candidates, np.arange(len(candidates)))
    return choose_by_winnings(together, offers, _wealth(bank, fees), _aim(bank), Rules(between, least, chosen))


def share_out(candidates: Lineups, portfolio: Sequence[int], stakes: Sequence[Stake], bank: Bank) -> list[list[int]]:
    """For each contest which places of the portfolio go into it: all, or those that are worth most there."""
    return [_shared(candidates, portfolio, stake, bank) for stake in stakes]


def _shared(candidates: Lineups, portfolio: Sequence[int], stake: Stake, bank: Bank) -> list[int]:
    if stake.own >= len(portfolio) or bank.by == POINTS:
        return list(range(min(stake.own, len(portfolio))))
    nothing = np.zeros((0, int(candidates.max()) + 1), np.bool_)
    none = np.zeros(0, np.int64)
    players = np.arange(nothing.shape[1])
    between = Between(players, np.full(len(players), stake.own), nothing, none, nothing, none, none)
    offers = Offers(candidates[list(portfolio)], np.array(portfolio, np.int64))
    room = np.zeros((stake.own, candidates.shape[1]), np.int32)
    chosen = Chosen(room, np.zeros(len(players), np.int64), none, np.zeros(1, np.int64))
    wealth = _wealth(bank, stake.own * stake.fee)
    return sorted(choose_by_winnings(stake.spans, offers, wealth, _aim(bank), Rules(between, none, chosen)))


def _room(job: CompiledJob) -> tuple[Between, Chosen]:
    between = rules_between(job)
    return between, begin(job, between, ())


def _aim(bank: Bank) -> Aim:
    return Aim(_AIMS[bank.by], make_logarithms() if bank.by == UTILITY else np.zeros(0, np.int64))


def _wealth(bank: Bank, fees: int) -> IntArray:
    """What is there in each trial before anything is won, in cents: all fees are paid."""
    return np.full(bank.trials, max((bank.bankroll - fees) // CENT, 1) if bank.by == UTILITY else 0)


def _by_points(job: CompiledJob, candidates: Lineups, between: Between, chosen: Chosen) -> list[int]:
    worth = job.players.worth[candidates].sum(axis=1)
    key = job.players.tie_key[candidates].sum(axis=1)
    order = np.lexsort((key, -worth))
    choose_in_order(np.ascontiguousarray(candidates[order]), between, chosen)
    place = {tuple(row): number for number, row in enumerate(candidates.tolist())}
    return [place[tuple(row)] for row in chosen.members[: chosen.taken[0]].tolist()]
