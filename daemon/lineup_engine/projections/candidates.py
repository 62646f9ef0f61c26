"""Which players of a slate a row of projections could mean: ever looser comparisons, each only if the last found none."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from lineup_engine.projections.read import ProjectionRow
from lineup_engine.projections.teams import Teams
from lineup_engine.slate.model import Player, Slate
from lineup_engine.slate.names import (
    defense_name,
    familiar_name,
    is_called_defense,
    plain_name,
    read_name,
    suffixes_agree,
)

_DEFENSE = "DST"
_DEFENSES = frozenset({"DST", "DEF", "D/ST", "D"})
_APART = re.compile(r"[^A-Z0-9]+")


class Likeness(IntEnum):
    """How a row was found to mean a player; the smaller, the surer.

    `SAID`: by id, or the user's correction; `OTHER_NAME`: by the id of somebody who is called quite differently.
    """

    SAID = 0
    OTHER_NAME = 1
    SURE = 2
    SUFFIX_LEFT_OUT = 3
    OTHER_TEAM = 4
    DEFENSE = 5
    NICKNAME = 6


@dataclass(frozen=True, slots=True)
class Candidates:
    """The players that a row could mean, by their number on the slate; several when nothing tells them apart."""

    players: tuple[int, ...] = ()
    likeness: Likeness = Likeness.SURE


class Directory:
    """The players of a slate by everything that a row could name them with."""

    def __init__(self, slate: Slate, teams: Teams) -> None:
        self._players = slate.players
        self._teams = teams
        self._by_id = {player.id: number for number, player in enumerate(slate.players) if player.id}
        self._by_name = self._index(name_key)
        self._by_familiar_name = self._index(familiar_name)
        teams_of_defenses = Counter(player.team for player in slate.players if _is_defense(player))
        self._defenses = {
            number: (player.team.casefold(), defense_name(player.name))
            for number, player in enumerate(slate.players)
            if _is_defense(player) and teams_of_defenses[player.team] == 1
        }

    def _index(self, key: Callable[[str], str]) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, player in enumerate(self._players):
            index[key(player.name)].append(number)
        index.pop("", None)
        return index

    def candidates(self, row: ProjectionRow) -> Candidates:
        """The players that fit a row best."""
        if row.id in self._by_id:
            player = self._by_id[row.id]
            return Candidates((player,), self._likeness_by_id(row, player))
        name = row.name or ""
        if namesakes := self._possible(row, self._by_name.get(name_key(name), ())):
            found = self._told_apart(row, namesakes)
            return Candidates(found, self._likeness_by_name(row, self._players[found[0]]))
        if defenses := self._find_defenses(row, name):
            return Candidates(self._told_apart(row, defenses), Likeness.DEFENSE)
        familiar = self._possible(row, self._by_familiar_name.get(familiar_name(name), ()))
        return Candidates(familiar, Likeness.NICKNAME) if len(familiar) == 1 else Candidates()

    def _likeness_by_id(self, row: ProjectionRow, number: int) -> Likeness:
        """An id is followed; but a name without a word or initial of the player's is told: columns get out of step."""
        words, own = read_name(row.name or "").words, read_name(self._players[number].name).words
        alike = any(one.startswith(other) or other.startswith(one) for one in words for other in own)
        is_strange = bool(words) and not alike and number not in self._defenses
        return Likeness.OTHER_NAME if is_strange else Likeness.SAID

    def _likeness_by_name(self, row: ProjectionRow, player: Player) -> Likeness:
        if self._teams.tell and row.team and player.team and not self._is_of_team(row, player):
            return Likeness.OTHER_TEAM
        same = read_name(player.name).suffix == read_name(row.name or "").suffix
        return Likeness.SURE if same else Likeness.SUFFIX_LEFT_OUT

    def _find_defenses(self, row: ProjectionRow, name: str) -> tuple[int, ...]:
        """A defence is called by its team in many ways; a row is one by its position or by the word in its name."""
        if not self._defenses or not ((row.position or "").upper() in _DEFENSES or is_called_defense(name)):
            return ()
        called = defense_name(name)
        teams = {self._teams.called(row.team), called} - {""}
        return tuple(number for number, (team, own) in self._defenses.items() if team in teams or own == called)

    def _possible(self, row: ProjectionRow, found: Iterable[int]) -> tuple[int, ...]:
        """Without fathers and sons of other suffixes, and without namesakes who differ in team and in position."""
        suffix = read_name(row.name or "").suffix
        return tuple(
            number
            for number in found
            if suffixes_agree(suffix, read_name(self._players[number].name).suffix)
            and not self._is_somebody_else(row, self._players[number])
        )

    def _is_somebody_else(self, row: ProjectionRow, player: Player) -> bool:
        known = bool(row.team and row.position and player.team)
        return known and not self._is_of_team(row, player) and not self._has_position(row, player)

    def _told_apart(self, row: ProjectionRow, found: Sequence[int]) -> tuple[int, ...]:
        """Of several namesakes those whose team, position, salary and spelling are the row's, as far as these tell."""
        for agrees in (*self._agreements, _is_spelled_alike):
            nearer = tuple(number for number in found if agrees(row, self._players[number]))
            found = nearer or tuple(found)
        return tuple(found)

    def nearest_rows(self, rows: Sequence[ProjectionRow], player: int) -> Sequence[ProjectionRow]:
        """Of several rows for one player those whose team, position and salary are his, as far as these tell."""
        for agrees in self._agreements:
            rows = [row for row in rows if agrees(row, self._players[player])] or rows
        return rows

    @property
    def _agreements(self) -> tuple[Callable[[ProjectionRow, Player], bool], ...]:
        return (self._is_of_team, self._has_position, lambda row, player: row.salary == player.salary)

    def _is_of_team(self, row: ProjectionRow, player: Player) -> bool:
        return self._teams.called(row.team) == player.team.casefold()

    def _has_position(self, row: ProjectionRow, player: Player) -> bool:
        said = (row.position or "").upper()
        if said in _DEFENSES and _is_defense(player):
            return True
        return not set(_APART.split(said)).isdisjoint((*player.positions, *player.slots))


def _is_defense(player: Player) -> bool:
    """Whether this is a team's defence, or on FanDuel may be: in soccer single players fill that slot too."""
    return _DEFENSE in player.positions or ("D" in player.positions and "DEF" in player.slots)


def name_key(name: str) -> str:
    """The name in plain letters; as it stands where it has none, so that even a sign is a name."""
    return plain_name(name) or name.strip()


def _is_spelled_alike(row: ProjectionRow, player: Player) -> bool:
    return read_name(row.name or "") == read_name(player.name)
