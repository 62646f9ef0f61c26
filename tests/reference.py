"""The truth about lineups, slow and obvious: try every set of players and keep the best.

Nothing here is clever and nothing comes from the engine, so that the two can be wrong only independently.
Good for about twenty players; the number of sets grows beyond that faster than patience.
"""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

Lineup = tuple[int, ...]
"""Indices into the players of a problem, in rising order."""


@dataclass(frozen=True, slots=True)
class Player:
    """Somebody who may be chosen. `points` are in units of 1e-5; None = not to be used. An empty team or game: none."""

    key: str
    slots: tuple[str, ...]
    salary: int
    points: int | None
    team: str = ""
    game: str = ""
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroupLimit:
    """A number of players of one group, or of groups; `positions` says which players are counted (empty = all)."""

    count: int
    positions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Which lineups are wanted. `max_uses[i]` is in how many lineups player i may be; empty = in all."""

    players: tuple[Player, ...]
    slots: tuple[str, ...]
    lineups: int
    salary_max: int = 50_000
    salary_min: int = 0
    max_per_team: tuple[GroupLimit, ...] = ()
    min_teams: tuple[GroupLimit, ...] = ()
    max_per_game: tuple[GroupLimit, ...] = ()
    min_games: tuple[GroupLimit, ...] = ()
    lock: frozenset[int] = frozenset()
    exclude: frozenset[int] = frozenset()
    unique: int = 1
    max_uses: tuple[int, ...] = field(default=())


def best_lineups(problem: Problem) -> list[Lineup]:
    """The wanted lineups in order, each the best that the earlier ones leave; fewer when there are no more."""
    ranked = sorted(allowed_lineups(problem), key=lambda lineup: rank(problem, lineup))
    chosen: list[Lineup] = []
    for lineup in ranked:
        # What an earlier lineup forbids stays forbidden, so one walk down the ranking meets every choice.
        if len(chosen) < problem.lineups and may_follow(problem, chosen, lineup):
            chosen.append(lineup)
    return chosen


def allowed_lineups(problem: Problem) -> Iterator[Lineup]:
    """Every set of players that follows all rules about a single lineup."""
    for lineup in combinations(range(len(problem.players)), len(problem.slots)):
        if is_allowed(problem, lineup):
            yield lineup


def rank(problem: Problem, lineup: Lineup) -> tuple[int, int]:
    """Smaller comes first: more points, then the smaller sum of tie keys."""
    return -value(problem, lineup), sum(tie_key(problem.players[index].key) for index in lineup)


def value(problem: Problem, lineup: Lineup) -> int:
    """The points of a lineup in units."""
    return sum(problem.players[index].points or 0 for index in lineup)


def tie_key(key: str) -> int:
    """What orders lineups of equal value: a number that follows from the player's key alone."""
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) & 0xFFFFF


def may_follow(problem: Problem, earlier: Sequence[Lineup], lineup: Lineup) -> bool:
    """Whether a lineup differs enough from each earlier one and nobody in it is used up."""
    for other in earlier:
        if len(set(lineup) - set(other)) < problem.unique:
            return False
    for index in lineup:
        uses = sum(index in other for other in earlier)
        if problem.max_uses and uses >= problem.max_uses[index]:
            return False
    return True


def is_allowed(problem: Problem, lineup: Lineup) -> bool:
    """Whether a lineup follows every rule that looks at this lineup only."""
    players = [problem.players[index] for index in lineup]
    salary = sum(player.salary for player in players)
    return (
        problem.salary_min <= salary <= problem.salary_max
        and problem.lock <= set(lineup)
        and not problem.exclude & set(lineup)
        and all(player.points is not None for player in players)
        and keeps_limits(problem, players)
        and fills(problem.slots, players)
    )


def keeps_limits(problem: Problem, players: Sequence[Player]) -> bool:
    """Whether the players keep the site's limits about teams and games."""
    everyone = problem.players
    return (
        all(most_of_one(teams(players, limit)) <= limit.count for limit in problem.max_per_team)
        and all(most_of_one(games(players, limit)) <= limit.count for limit in problem.max_per_game)
        and all(reaches(teams(players, limit), limit, teams(everyone, limit)) for limit in problem.min_teams)
        and all(reaches(games(players, limit), limit, games(everyone, limit)) for limit in problem.min_games)
    )


def counted(players: Sequence[Player], limit: GroupLimit) -> list[Player]:
    """Whom a limit looks at."""
    return [player for player in players if not limit.positions or set(limit.positions) & set(player.positions)]


def teams(players: Sequence[Player], limit: GroupLimit) -> list[str]:
    """The team of everyone counted who has one."""
    return [player.team for player in counted(players, limit) if player.team]


def games(players: Sequence[Player], limit: GroupLimit) -> list[str]:
    """The game of everyone counted who has one."""
    return [player.game for player in counted(players, limit) if player.game]


def most_of_one(groups: Sequence[str]) -> int:
    """How often the most frequent group occurs."""
    return max((groups.count(group) for group in groups), default=0)


def reaches(groups: Sequence[str], limit: GroupLimit, of_slate: Sequence[str]) -> bool:
    """Whether there are enough different groups; where the slate names none at all, nobody can tell."""
    return not of_slate or len(set(groups)) >= limit.count


def fills(slots: Sequence[str], players: Sequence[Player]) -> bool:
    """Whether each slot can get a player of its own."""
    return seated(slots, players) is not None


def seated(slots: Sequence[str], players: Sequence[Player]) -> list[Player] | None:
    """The players in the order of the slots: try every player in the first slot, then fill the rest."""
    if not slots:
        return None if players else []
    for index, player in enumerate(players):
        if slots[0] in player.slots:
            rest = seated(slots[1:], [*players[:index], *players[index + 1 :]])
            if rest is not None:
                return [player, *rest]
    return None
