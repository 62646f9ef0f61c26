"""Limits on teams, games and positions."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lineup_engine.config.limits import GameLimit, TeamLimit
from lineup_engine.config.numbers import CountRange
from lineup_engine.config.selection import Selection
from lineup_engine.config.tree import Path
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.counting import DifferentGroups, MostOfEach, NoneOrSome, PositionCount, range_words
from lineup_engine.specify.select import Players, Selector
from lineup_engine.texts.shown import shown

ANYBODY: Selection = ("any",)

_WORDS_SHOWN = 4


def by_team(selector: Selector, players: Iterable[int]) -> dict[str, Players]:
    """The players of each team; who has none is absent."""
    return _grouped((player, selector.slate.players[player].team) for player in players)


def by_game(selector: Selector, players: Iterable[int]) -> dict[str, Players]:
    """The players of each game; who has none is absent."""
    return _grouped((player, selector.slate.players[player].game) for player in players)


def _grouped(named: Iterable[tuple[int, str | None]]) -> dict[str, Players]:
    groups: dict[str, list[int]] = defaultdict(list)
    for player, name in named:
        if name:
            groups[name].append(player)
    return {name: tuple(players) for name, players in groups.items()}


def limit_teams(limits: Sequence[TeamLimit], selector: Selector) -> Iterator[Wish]:
    """`rules.team`."""
    for number, limit in enumerate(limits):
        path: Path = ("rules", "team", number)
        yield from selector.placed(path, _of_teams(path, limit, selector))


def _of_teams(path: Path, limit: TeamLimit, selector: Selector) -> Iterator[Wish]:
    players = selector.select((*path, "of"), limit.of)
    if not players:
        return
    who = who_words(limit.of)
    teams = by_team(selector, players)
    yield from _each("team", path, limit, teams, selector)
    if limit.min_teams is not None:
        words = f"{who} of at least {limit.min_teams} teams"
        yield from _different((*path, "min_teams"), limit.min_teams, teams, words, selector)
    if limit.min_games is not None:
        words = f"{who} of at least {limit.min_games} games"
        games = by_game(selector, players)
        yield from _different((*path, "min_games"), limit.min_games, games, words, selector)


def limit_games(limits: Sequence[GameLimit], selector: Selector) -> Iterator[Wish]:
    """`rules.game`."""
    for number, limit in enumerate(limits):
        path: Path = ("rules", "game", number)
        players = selector.select((*path, "of"), limit.of)
        if players:
            yield from selector.placed(path, _each("game", path, limit, by_game(selector, players), selector))


def limit_positions(limits: Mapping[str, CountRange], selector: Selector) -> Iterator[Wish]:
    """`rules.positions`."""
    for position, limit in limits.items():
        path: Path = ("rules", "positions", position)
        players = selector.having(path, "position", position)
        require_room(selector, (*path, "min"), limit.min, players)
        words = f"{range_words(limit.min, limit.max)} {shown(position)}"
        yield from selector.placed(path, [PositionCount(words, players, limit.min, limit.max)])


def require_room(selector: Selector, path: Path, wanted: int | None, players: Players) -> bool:
    """Whether a lineup can have so many of the players; a problem where not."""
    if not wanted or not players:
        return bool(players)
    most = selector.most(players)
    if wanted > most:
        selector.refuse(path, f"{wanted} are wanted, and a lineup can have {most} of them", f"write {most} or less")
    return wanted <= most


def who_words(selection: Selection) -> str:
    """What a selection is called in a rule's words: `WR or TE`, `players with salary max 4000`."""
    if selection == ANYBODY:
        return "players"
    if isinstance(selection, dict):
        listed = [shown(f"{key} {_condition_words(wanted)}") for key, wanted in selection.items()]
        return f"players with {' and '.join(listed)}"
    more = len(selection) - _WORDS_SHOWN
    return " or ".join([*map(shown, selection[:_WORDS_SHOWN]), *([f"{more} more"] if more > 0 else [])])


def _condition_words(wanted: object) -> str:
    if isinstance(wanted, dict):
        return " ".join(f"{side} {bound}" for side, bound in wanted.items())
    return "/".join(wanted) if isinstance(wanted, tuple) else ""


def _each(
    noun: str, path: Path, limit: TeamLimit | GameLimit, groups: Mapping[str, Players], selector: Selector
) -> Iterator[Wish]:
    """The bounds on every single team or game."""
    who = who_words(limit.of)
    if (limit.max is not None or limit.min is not None) and not _told(noun, path, groups, selector):
        return
    if limit.max is not None:
        yield MostOfEach(f"at most {limit.max} {who} of one {noun}", tuple(groups.values()), limit.max)
    largest = max(groups.values(), key=selector.most, default=())
    if limit.min is not None and require_room(selector, (*path, "min"), limit.min, largest):
        words = f"no or at least {limit.min} {who} of a {noun}"
        yield NoneOrSome(words, tuple(groups.values()), limit.min, selector.size)


def _told(noun: str, path: Path, groups: Mapping[str, Players], selector: Selector) -> bool:
    if not groups:
        selector.refuse(path, f"the slate tells no {noun} of these players", "take the rule out")
    return bool(groups)


def _different(
    path: Path, wanted: int, groups: Mapping[str, Players], words: str, selector: Selector
) -> Iterator[Wish]:
    most = min(len(groups), selector.size)
    if wanted > most:
        selector.refuse(path, f"{wanted} are wanted, and a lineup can have {most}", f"write {most} or less")
    else:
        yield DifferentGroups(words, tuple(groups.values()), wanted)
