"""What the lineups of a job won: the place, prize and profit of every entry, and of all together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lineup_engine.grading.exact import as_dollars, as_points, ratio
from lineup_engine.grading.mine import Copies, FoundBy, JobLineup, Owned, find_copies, find_mine
from lineup_engine.grading.model import EntryGrade, Forecast, LineupGrade, PortfolioGrade
from lineup_engine.grading.placing import Places, place_among, place_with
from lineup_engine.grading.prizes import Prizes
from lineup_engine.standings.model import Standings


@dataclass(frozen=True, slots=True)
class Winnings:
    """The lineups, and the portfolio; `own` are the entries that are surely the user's, by their number."""

    lineups: tuple[LineupGrade, ...]
    portfolio: PortfolioGrade
    own: tuple[int, ...] = ()


def grade_lineups(
    lineups: Sequence[JobLineup], standings: Standings, prizes: Prizes | None, user: str, expected: Forecast | None
) -> Winnings:
    """The real result of every lineup; those that were not entered are all set among the field together."""
    copies = find_copies(standings.entries.lineups, {one.players for one in lineups})
    owned = find_mine(lineups, standings, copies, user)
    wallet = _Wallet(prizes)
    grades = _Lineups(lineups, standings, copies, owned, wallet)
    every = tuple(grades.grade(number) for number in range(len(lineups)))
    return Winnings(every, _portfolio(every, owned, prizes, expected), owned.surely)


class _Wallet:
    """Money of entries: nothing is known without a payout table."""

    def __init__(self, prizes: Prizes | None) -> None:
        self._prizes = prizes

    def graded(self, name: str | None, points: int, places: Places, *, changed: bool) -> EntryGrade:
        """An entry with its place, its prize and its profit."""
        prize = None if self._prizes is None else int(self._prizes.share(places.place, places.tied)[0])
        profit = None if prize is None or self._prizes is None else as_dollars(prize - self._prizes.fee)
        return EntryGrade(
            name,
            as_points(points),
            int(places.place[0]),
            int(places.tied[0]),
            None if prize is None else as_dollars(prize),
            profit,
            changed,
        )


class _Lineups:
    """The lineups of one job in one field."""

    def __init__(
        self, lineups: Sequence[JobLineup], standings: Standings, copies: Copies, owned: Owned, wallet: _Wallet
    ) -> None:
        self._lineups, self._standings = lineups, standings
        self._copies, self._owned, self._wallet = copies, owned, wallet
        listed = standings.listed
        self._unknown = [[player for player in one.players if not listed.is_scored[player]] for one in lineups]
        self._points = [int(listed.points[list(one.players)].sum()) for one in lineups]
        self._real = self._place_own()
        self._would_be = self._place_others()

    def _place_own(self) -> dict[int, Places]:
        """The places of the entries of all lineups."""
        own = sorted({entry for entries in self._owned.entries for entry in entries})
        points = self._standings.entries.points
        places = place_among(points, points[own])
        return {entry: _one(places, position) for position, entry in enumerate(own)}

    def _place_others(self) -> dict[int, Places]:
        """The places that lineups without an entry would have."""
        others = [n for n, own in enumerate(self._owned.entries) if not own and not self._unknown[n]]
        points = np.array([self._points[number] for number in others], np.int64)
        places = place_with(self._standings.entries.points, points)
        return {n: _one(places, position) for position, n in enumerate(others)}

    def grade(self, number: int) -> LineupGrade:
        """What became of one lineup."""
        one, own, unknown = self._lineups[number], self._owned.entries[number], self._unknown[number]
        return LineupGrade(
            lineup=number + 1,
            entered=bool(own),
            projected=as_points(one.projected),
            points=None if unknown else as_points(self._points[number]),
            copies=len(set(self._copies.of(one.players)) - set(own)),
            entries=tuple(self._entry(entry, one) for entry in own) or (self._not_entered(number),),
            unknown=tuple(self._standings.called(player) for player in unknown),
        )

    def _entry(self, entry: int, lineup: JobLineup) -> EntryGrade:
        entries = self._standings.entries
        changed = tuple(sorted(entries.lineups[entry].tolist())) != lineup.players
        points = int(entries.points[entry])
        return self._wallet.graded(entries.ids[entry], points, self._real[entry], changed=changed)

    def _not_entered(self, number: int) -> EntryGrade:
        if number not in self._would_be:
            return EntryGrade(None, None, None, None, None, None)
        return self._wallet.graded(None, self._points[number], self._would_be[number], changed=False)


def _one(places: Places, position: int) -> Places:
    return Places(places.place[position : position + 1], places.tied[position : position + 1])


def _portfolio(
    lineups: Sequence[LineupGrade], owned: Owned, prizes: Prizes | None, expected: Forecast | None
) -> PortfolioGrade:
    """Sums over the entries that are surely the user's, else over those that all lineups are or would have been."""
    entered = sum(one.entered for one in lineups)
    is_sure = entered and owned.found_by is not FoundBy.PLAYERS
    counted = [one for one in lineups if one.entered or not is_sure]
    entries = [entry for one in counted for entry in one.entries if entry.rank is not None]
    won = None if prizes is None else sum(_milli_cents(entry.prize) for entry in entries)
    fees = None if prizes is None else prizes.fee * len(entries)
    profit = None if won is None or fees is None else won - fees
    return PortfolioGrade(
        found_by=owned.found_by.value,
        lineups=len(lineups),
        entered=entered,
        would_be=not is_sure,
        entries=len(entries),
        others=len(owned.others),
        best_rank=min((entry.rank for entry in entries if entry.rank is not None), default=None),
        cashed=None if prizes is None else sum(bool(entry.prize) for entry in entries),
        fees=None if fees is None else as_dollars(fees),
        prizes=None if won is None else as_dollars(won),
        profit=None if profit is None else as_dollars(profit),
        roi=ratio(profit, fees) if profit is not None and fees else None,
        forecast=expected,
    )


def _milli_cents(dollars: float | None) -> int:
    return round((dollars or 0) * 100_000)


def expected_profit(result: Mapping[str, Any], contest: str | None) -> Forecast | None:
    """What a result says of the profit in a contest: of the portfolio, else of its lineups added up."""
    portfolio = result.get("portfolio") or {}
    of_contest = (told for told in portfolio.get("contests") or () if told["contest"] == contest)
    told = next(of_contest, portfolio)
    if told.get("profit_mean") is not None:
        quantiles = told.get("quantiles") or {}
        return Forecast(told["profit_mean"], quantiles.get("0.05"), quantiles.get("0.95"))
    means = [
        told["profit"]
        for one in result["lineups"]
        for told in one["contests"]
        if contest is None or told["contest"] == contest
    ]
    return Forecast(sum(means)) if means else None
