"""What the site or the user would not accept about lineups, in words; the validator's second half."""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from listed_forms import person
from salary_file import Listed
from validator_rules import broken_rules
from validator_selectors import read_pool
from validator_tables import Table

Roster = tuple[tuple[str, int], ...]
"""One lineup: each slot and the row of its player in the salary file."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for; players by name or id. `max_share` and the shares of players are parts of `lineups`.

    `rules` are those of the configuration as YAML reads them, for all that has no field of its own; columns that they
    name are those of the projections.
    """

    lineups: int
    unique: int = 1
    lock: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    salary_min: int = 0
    salary_max: int | None = None
    max_share: Fraction = Fraction(1)
    max_share_of: Mapping[str, Fraction] = field(default_factory=dict[str, Fraction])
    lock_slots: Mapping[str, str] = field(default_factory=dict[str, str])
    rules: Mapping[str, Any] = field(default_factory=dict[str, Any])
    projections: bytes = b""


@dataclass(frozen=True, slots=True)
class Case:
    """What lineups are judged by: the file's players, the site's table, the user's wishes."""

    players: Sequence[Listed]
    table: Table
    wishes: Wishes

    def main(self, row: int) -> int:
        """The row that stands for a person in all forms: the plain one if there is one."""
        if not self.table.boosts:
            return row
        who = person(self.players[row])
        rows = [other for other, player in enumerate(self.players) if person(player) == who]
        return min(rows, key=lambda other: (bool(self.players[other].form), other))


def judge(case: Case, rosters: Sequence[Roster]) -> list[str]:
    """Everything that is wrong with these lineups, each by itself and together."""
    found = [f"lineup {number}: {why}" for number, one in enumerate(rosters, start=1) for why in _refusals(case, one)]
    if len(rosters) > case.wishes.lineups:
        found.append(f"{len(rosters)} lineups, {case.wishes.lineups} were asked for")
    found += [f"lineup {number}: {why}" for number, one in enumerate(rosters, start=1) for why in _elsewhere(case, one)]
    rows = [frozenset(row for _, row in roster) for roster in rosters]
    pool = read_pool(case.players, case.wishes.projections, case.table)
    found += broken_rules(pool, case.wishes.rules, rows, case.wishes.lineups)
    return [*found, *_too_alike(case, rosters), *_overused(case, rosters)]


def may_fill(table: Table, slot: str, player: Listed) -> bool:
    """Whether the file says so or, where it tells positions only, the table."""
    fits = table.fits.get(slot, frozenset[str]())
    return slot in player.slots if player.slots else not fits.isdisjoint(player.positions)


def _refusals(case: Case, roster: Roster) -> Iterator[str]:
    """What is wrong with one lineup by itself."""
    players = [case.players[row] for _, row in roster]
    yield from _wrong_slots(case.table, [slot for slot, _ in roster], players)
    for row, times in Counter(case.main(row) for _, row in roster).items():
        if times > 1:
            yield f"{case.players[row].name} is in it {times} times"
    yield from (f"the game of {player.name} has begun" for player in players if player.locked)
    yield from _wrong_salary(case, sum(player.salary for player in players))
    yield from _broken_game_limits(case, players)
    yield from _broken_team_limits(case.table, players)
    yield from _unheeded(case.wishes, players)


def _wrong_slots(table: Table, slots: Sequence[str], players: Sequence[Listed]) -> Iterator[str]:
    if tuple(slots) != table.slots:
        yield f"its slots are {' '.join(slots)}, the site has {' '.join(table.slots)}"
    for slot, player in zip(slots, players, strict=True):
        if not may_fill(table, slot, player):
            yield f"{player.name} may not play {slot}"


def _wrong_salary(case: Case, salary: int) -> Iterator[str]:
    least, most = case.wishes.salary_min, case.wishes.salary_max or case.table.cap
    if salary > case.table.cap:
        yield f"its salary {salary} is over the cap of {case.table.cap}"
    if not least <= salary <= most:
        yield f"its salary {salary} is not between {least} and {most}"


def _broken_game_limits(case: Case, players: Sequence[Listed]) -> Iterator[str]:
    """The site's limits about games; where the file names no game at all, nobody can tell."""
    if not any(player.game for player in case.players):
        return
    games = Counter(player.game for player in players if player.game)
    most = max(games.values(), default=0)
    if len(games) < case.table.min_games:
        yield f"it has players of {len(games)} games, the site wants {case.table.min_games}"
    if case.table.max_of_game and most > case.table.max_of_game:
        yield f"it has {most} players of one game, the site allows {case.table.max_of_game}"


def _broken_team_limits(table: Table, players: Sequence[Listed]) -> Iterator[str]:
    counted = Counter(_teams(players, table.team_counts))
    most = max(counted.values(), default=0)
    if table.max_of_team and most > table.max_of_team:
        yield f"it has {most} {'hitters' if table.team_counts else 'players'} of one team, the site allows {table.max_of_team}"
    teams = set(_teams(players, table.teams_of))
    if len(teams) < table.min_teams:
        yield f"it has {'skaters' if table.teams_of else 'players'} of {len(teams)} teams, the site wants {table.min_teams}"


def _teams(players: Sequence[Listed], positions: frozenset[str]) -> Iterator[str]:
    """The team of everybody with one of the positions (none = all) who has a team."""
    able = (player for player in players if not positions or not positions.isdisjoint(player.positions))
    yield from (player.team for player in able if player.team)


def _unheeded(wishes: Wishes, players: Sequence[Listed]) -> Iterator[str]:
    called = {text for player in players for text in (player.id, player.name, f"{player.form} {player.name}")}
    yield from (f"{text} is locked and not in it" for text in wishes.lock if text not in called)
    yield from (f"{text} is excluded and in it" for text in wishes.exclude if text in called)


def _elsewhere(case: Case, roster: Roster) -> Iterator[str]:
    """Who is locked into a slot and fills another."""
    for slot, row in roster:
        player = case.players[row]
        wanted = case.wishes.lock_slots.get(player.id) or case.wishes.lock_slots.get(player.name) or slot
        if wanted != slot:
            yield f"{player.name} is in {slot}, wanted in {wanted}"


def _too_alike(case: Case, rosters: Sequence[Roster]) -> Iterator[str]:
    sets = [{row for _, row in roster} for roster in rosters]
    for later, players in enumerate(sets):
        for earlier, others in enumerate(sets[:later]):
            if len(players - others) < max(case.wishes.unique, 1):
                yield f"lineups {earlier + 1} and {later + 1} differ by {len(players - others)} players"


def _overused(case: Case, rosters: Sequence[Roster]) -> Iterator[str]:
    wishes = case.wishes
    for row, count in Counter(case.main(row) for roster in rosters for _, row in roster).items():
        player = case.players[row]
        share = wishes.max_share_of.get(player.id, wishes.max_share_of.get(player.name, wishes.max_share))
        if count > math.floor(share * wishes.lineups):
            yield f"{player.name} is in {count} lineups, {math.floor(share * wishes.lineups)} are allowed"
