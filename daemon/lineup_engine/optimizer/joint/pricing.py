"""The best lineups when exposures have prices, from the fast path.

The price of one player is part of his points. That of a set depends on how many of it a lineup has: the search is made
once for the lineups that the set counts and once for the others, for every combination of such sets. Where there are
too many sets, the cheapest are left out of the search: what is not listed then looks better than it is, never worse, so
every bound stays a bound.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

import numpy as np

from lineup_engine.optimizer.compiled import BoolArray, CompiledJob, IntArray
from lineup_engine.optimizer.counting import ExposureSpent
from lineup_engine.optimizer.fast.listing import Listed, TooMuchWork, list_rosters
from lineup_engine.optimizer.fast.portfolio import best_portfolio, whole
from lineup_engine.optimizer.fast.prospect import Prospect, closest_bound
from lineup_engine.optimizer.fast.rows import UNBOUNDED
from lineup_engine.optimizer.fast.search import Search, make_search
from lineup_engine.optimizer.joint.exposures import Lineups
from lineup_engine.optimizer.joint.prices import Prices
from lineup_engine.optimizer.portfolio import ExposureOf
from lineup_engine.optimizer.roster import RosterSlots
from lineup_kernels.bounds import POSSIBLE
from lineup_kernels.listing import Conditions

_KEY_BITS = 12
"""Room for a part of the tie keys: it spreads lineups that are worth the same, so that few are equal."""

_KEY_SHIFT = 8
_LARGEST_KEY = 1 << 16
"""More than the shortened keys of a lineup sum up to."""

_MOST_SPLIT = 6
_FEWEST_SPLIT = 2
"""So many sets are part of the search at most, and are tried however many branches the rules make."""

_MOST_INSTANCES = 256
_TOP = 1 << 62


@dataclass(frozen=True, slots=True)
class Offer:
    """Lineups from about the best down; any other is worth less than `rest` after payment, None = there is no other."""

    lineups: Lineups
    rest: int | None


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Which of the sets count the lineups of a search, and which do not."""

    inside: tuple[int, ...]
    outside: tuple[int, ...]


def _is_added(job: CompiledJob, exposure: ExposureOf) -> bool:
    """Whether a lineup has at most one of the players, so that a price of the set is one of each player."""
    persons = {int(job.players.person[player]) for player in exposure.players}
    if exposure.at_least > 1 or len(persons) == 1:
        return exposure.at_least == 1
    roster = RosterSlots(job.slots, job.players.eligible)
    usable = {roster.usable()[player] for player in exposure.players}
    kinds = {kind for some in usable for kind in some}
    return len(kinds) == 1 and all(len(roster.kinds()[kind]) == 1 for kind in kinds)


class Pricing:
    """The lineups of one job under any prices."""

    def __init__(self, job: CompiledJob, exposures: Sequence[ExposureOf]) -> None:
        self._job, self._exposures = job, exposures
        self._placed = list(job.certain)
        self._searches: dict[tuple[int, ...], Search] = {}
        branches = max(len(self._search(()).branches), 1)
        self._most_split = max(min(_MOST_SPLIT, (_MOST_INSTANCES // branches).bit_length() - 1), _FEWEST_SPLIT)
        self._is_added = np.array([_is_added(job, exposure) for exposure in exposures], np.bool_)
        self._free = np.ones(len(job.players), np.bool_)
        for exposure in exposures:
            if exposure.high == 0 and exposure.at_least == 1:
                self._free[list(exposure.players)] = False

    @property
    def _seats(self) -> int:
        return self._job.size - len(self._placed)

    def payable(self, prices: IntArray) -> Prices:
        """Prices as the search can add them up: those of sets are multiples of the open seats."""
        seats = max(self._seats, 1)
        return Prices(np.where(self._is_added, prices, prices // seats * seats))

    def best(self, prices: Prices, most: int) -> Offer:
        """About the `most` best lineups after payment."""
        if not self._seats:
            return self._the_only_one()
        points = self._points(prices)
        weight = (points << _KEY_BITS) - (self._job.players.tie_key >> _KEY_SHIFT)
        listed = self._list_within_reason(prices, weight, most)
        lineups = whole(self._search(()), listed.members).astype(np.int32)
        if listed.rest is None:
            return Offer(lineups, None)
        more = int(points[self._placed].sum()) + self._left_out(prices)
        return Offer(lineups, ((listed.rest + _LARGEST_KEY) >> _KEY_BITS) + 1 + more)

    def guess(self, prices: Prices, most: int) -> Lineups:
        """About the best lineups where sets are left out of the search: their prices are spread over their players."""
        left_out = self._sets(prices)[self._most_split :]
        if not left_out:
            return np.zeros((0, self._job.size), np.int32)
        spread = self._points(prices) << _KEY_BITS
        for number in left_out:
            one = self._exposures[number]
            spread[list(one.players)] -= (int(prices.of[number]) << _KEY_BITS) // one.at_least
        search = replace(self._search(()), weight=spread - (self._job.players.tie_key >> _KEY_SHIFT))
        listed = list_rosters(search.prospects(self._free), most, self._seats, _TOP)
        return whole(search, listed.members).astype(np.int32)

    def _list_within_reason(self, prices: Prices, weight: IntArray, most: int) -> Listed:
        """With fewer sets in the search from the time on when they are too much work."""
        while True:
            try:
                return self._list(prices, weight, most)
            except TooMuchWork:
                if not self._most_split:
                    raise
                self._most_split //= 2

    def _list(self, prices: Prices, weight: IntArray, most: int) -> Listed:
        """Search the most promising pattern, then all together that may have something as good as what was found.

        To make the search of a pattern takes longer than to see that it has nothing good enough. Where many lineups
        are worth the same a later list goes further down, and may come to what other patterns have.
        """
        left = [(self._at_most(pattern, prices, weight), pattern) for pattern in self._patterns(prices)]
        left.sort(key=lambda one: -one[0])
        prospects: list[Prospect] = []
        count = 1
        while True:
            prospects += [one for _, pattern in left[:count] for one in self._prospects(pattern, prices, weight)]
            left = left[count:]
            listed = list_rosters(prospects, most, self._seats, _TOP)
            least = POSSIBLE if listed.rest is None else listed.rest
            count = sum(bound >= least for bound, _ in left)
            if not count:
                return listed

    def _the_only_one(self) -> Offer:
        """Where everybody is locked."""
        lineups = best_portfolio(replace(self._job, lineups=1, exposures=()))
        return Offer(np.array(lineups, np.int32).reshape(len(lineups), self._job.size), None)

    def _points(self, prices: Prices) -> IntArray:
        points = self._job.players.worth.copy()
        for number in np.flatnonzero(self._is_added & (prices.of != 0)).tolist():
            points[list(self._exposures[number].players)] -= prices.of[number]
        return points

    def _patterns(self, prices: Prices) -> Iterator[_Pattern]:
        """Every combination of the sets that have a price, of too many of those with the largest prices."""
        split = sorted(self._sets(prices)[: self._most_split])
        for counts in product((False, True), repeat=len(split)):
            inside = tuple(number for number, is_in in zip(split, counts, strict=True) if is_in)
            yield _Pattern(inside, tuple(number for number in split if number not in inside))

    def _sets(self, prices: Prices) -> list[int]:
        """The sets that have a price, the largest first."""
        sets: list[int] = np.flatnonzero(~self._is_added & (prices.of != 0)).tolist()
        return sorted(sets, key=lambda number: -abs(int(prices.of[number])))

    def _left_out(self, prices: Prices) -> int:
        """What a lineup can get at most from the sets that the search leaves out."""
        return sum(max(-int(prices.of[number]), 0) for number in self._sets(prices)[self._most_split :])

    def _at_most(self, pattern: _Pattern, prices: Prices, weight: IntArray) -> int:
        """What a lineup of a pattern is worth at most, even if the sets did not have to count it."""
        return closest_bound(self._among(self._search(()), pattern, prices, weight))

    def _prospects(self, pattern: _Pattern, prices: Prices, weight: IntArray) -> list[Prospect]:
        """The searches of a pattern."""
        return self._among(self._search(pattern.inside), pattern, prices, weight)

    def _among(self, search: Search, pattern: _Pattern, prices: Prices, weight: IntArray) -> list[Prospect]:
        """A search among those who do not make the outer sets count; the price of the inner ones is spread over the seats."""
        outside = self._outside(pattern.outside)
        if outside is None:
            return []
        cost = sum(int(prices.of[number]) for number in pattern.inside)
        priced = replace(search, weight=weight - (cost // self._seats << _KEY_BITS))
        return priced.prospects(*outside)

    def _outside(self, sets: Sequence[int]) -> tuple[BoolArray, Conditions | None] | None:
        """Who is left, and what is to be kept, for these sets not to count a lineup; None where they cannot but count."""
        free, rows, high = self._free.copy(), [], []
        for number in sets:
            players = np.zeros(len(free), np.int64)
            players[list(self._exposures[number].players)] = 1
            most = self._exposures[number].at_least - 1 - int(players[self._placed].sum())
            if most < 0:
                return None
            if most == 0:
                free &= players == 0
            else:
                rows.append(players)
                high.append(most)
        if not rows:
            return free, None
        limits = np.array(high, np.int64)
        return free, Conditions(np.ascontiguousarray(np.array(rows).T), np.full(len(high), -UNBOUNDED), limits)

    def _search(self, inside: tuple[int, ...]) -> Search:
        """The search for lineups that these sets count."""
        if inside not in self._searches:
            counted = (self._exposures[number] for number in inside)
            wishes = tuple(ExposureSpent(one.words, one.players, low=one.at_least) for one in counted)
            self._searches[inside] = make_search(replace(self._job, wishes=(*self._job.wishes, *wishes)))
        return self._searches[inside]
