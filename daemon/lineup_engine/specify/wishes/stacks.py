"""Stacks: each form becomes one rule over the players of the slate, and says what an exposure of it counts."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lineup_engine.config.stacks import Stack
from lineup_engine.config.tree import Path
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.following import AnchorStack, Demand
from lineup_engine.optimizer.stacks import (
    AnyPattern,
    GameStack,
    LineStack,
    Need,
    OrderStack,
    Pattern,
    SizesStack,
    TeamStack,
)
from lineup_engine.specify.attributes import as_number
from lineup_engine.specify.select import Players, Selector
from lineup_engine.specify.wishes.groups import plays_against, refuse_namesakes
from lineup_engine.specify.wishes.limits import ANYBODY, by_game, by_team, who_words
from lineup_engine.texts.shown import quoted

_WHICHEVER = "any"
_NO_WORDS = frozenset({"0", "-", "na", "n/a"})
_PLACES = 9
"""Places in a batting order."""


@dataclass(frozen=True, slots=True)
class Instance:
    """One way to have a stack, for exposures: what it is called, and at least how many of which players."""

    name: str
    players: Players
    at_least: int


@dataclass(frozen=True, slots=True)
class Stacked:
    """A stack of the configuration: where it stands, its rules, and the ways to have it."""

    name: str
    path: Path
    wishes: tuple[Wish, ...]
    instances: tuple[Instance, ...]


@dataclass(frozen=True, slots=True)
class _Builder:
    """Makes one stack."""

    stack: Stack
    path: Path
    selector: Selector

    @property
    def called(self) -> str:
        """How messages call the stack."""
        return f"stack {quoted(self.stack.name) if self.stack.name else int(self.path[-1]) + 1}"

    def counted(self) -> Players:
        """The players that the stack counts."""
        return self.selector.select((*self.path, "of"), self.stack.of or ANYBODY)

    def impossible(self, key: str, message: str, hint: str) -> None:
        """Note that no lineup of this slate can have the stack."""
        self.selector.refuse((*self.path, key), message, hint)

    def pattern_stack(self, kind: type[AnyPattern], ways: Mapping[str, Pattern], words: str) -> Iterator[Stacked]:
        """A stack of whichever of these ways; one of them has to be possible when only the slots count."""
        most = self.selector.most
        possible = {
            name: pattern for name, pattern in ways.items() if all(most(need.players) >= need.low for need in pattern)
        }
        if not possible:
            if ways:
                best = max(most(pattern[0].players) for pattern in ways.values())
                cure = f"the most that a lineup can have is {best}" if best else "write another stack"
                self.impossible("count" if self.stack.count else self.stack.form, "is impossible in this slate", cure)
            return
        instances = [
            Instance(name, tuple(sorted({p for need in pattern for p in need.players})), sum(n.low for n in pattern))
            if kind is OrderStack
            else Instance(name, *pattern[0])
            for name, pattern in possible.items()
        ]
        # Those that are left out may be possible once the rule is loosened.
        wish = kind(f"{self.called}: {words}", tuple(ways.values()))
        yield Stacked(self.stack.name, self.path, (wish,), tuple(instances))


def make_stacks(stacks: Sequence[Stack], selector: Selector) -> Iterator[Stacked]:
    """`rules.stacks`."""
    refuse_namesakes(("rules", "stacks"), [stack.name for stack in stacks], selector)
    for number, stack in enumerate(stacks):
        yield from _FORMS[stack.form](_Builder(stack, ("rules", "stacks", number), selector))


def _anchor(build: _Builder) -> Iterator[Stacked]:
    stack, selector = build.stack, build.selector
    anchors = selector.select((*build.path, "anchor"), stack.anchor or ANYBODY)
    wishes: list[Wish] = []
    anchor = f"{build.called}: with {who_words(stack.anchor or ANYBODY)} come"
    for key, partners in (("with", stack.with_), ("bring_back", stack.bring_back)):
        if partners is None:
            continue
        chosen = selector.select((*build.path, key, "of"), partners.of)
        found = tuple(
            Demand(player, _partners(selector, player, chosen, key), partners.count, partners.max) for player in anchors
        )
        side = "of his team" if key == "with" else "against him"
        if anchors and chosen and not any(selector.most(demand.others) >= partners.count for demand in found):
            message = f"no anchor has {partners.count} of these players {side} in this slate"
            build.impossible(key, message, "write fewer, or others")
        most = "" if partners.max is None else f" and at most {partners.max}"
        words = f"{anchor} {partners.count}{most} {who_words(partners.of)} {side}"
        wishes.append(AnchorStack(words, found, selector.size))
    teams = by_team(selector, anchors)
    instances = tuple(Instance(team, players, 1) for team, players in teams.items())
    yield Stacked(stack.name, build.path, tuple(wishes), instances)


def _partners(selector: Selector, anchor: int, chosen: Players, key: str) -> Players:
    """Who of the chosen is on the anchor's team, or plays against him."""
    if key == "bring_back":
        return tuple(player for player in chosen if plays_against(selector, anchor, player))
    team = selector.slate.players[anchor].team
    return tuple(p for p in chosen if team and p != anchor and selector.slate.players[p].team == team)


def _sizes(build: _Builder) -> Iterator[Stacked]:
    sizes = tuple(sorted(build.stack.sizes or (), reverse=True))
    players = build.counted()
    selector, total = build.selector, sum(sizes)
    others = [player for player in range(len(selector.slate.players)) if player not in set(players)]
    most, least = selector.most(players), selector.size - selector.most(others)
    if players and not least <= total <= most:
        number = f"{most}" if least == most else f"{least} to {most}"
        build.impossible("sizes", f"add up to {total}, and a lineup has {number} of these players", "change the sizes")
        return
    teams = by_team(selector, players)
    fitting = [sum(selector.most(team) >= size for team in teams.values()) for size in sizes]
    if players and any(fits < place for place, fits in enumerate(fitting, start=1)):
        build.impossible("sizes", "are impossible in this slate: too few teams have so many", "write smaller sizes")
        return
    teamless = tuple(player for player in players if not selector.slate.players[player].team)
    words = f"{build.called}: {'-'.join(map(str, sizes))} of {who_words(build.stack.of or ANYBODY)}"
    instances = tuple(Instance(name, team, sizes[0]) for name, team in teams.items() if len(team) >= sizes[0])
    wish = SizesStack(words, sizes, tuple(teams.values()), teamless)
    yield Stacked(build.stack.name, build.path, (wish,), instances)


def _team(build: _Builder) -> Iterator[Stacked]:
    yield from _named_groups(build, "team", by_team(build.selector, build.counted()), TeamStack)


def _game(build: _Builder) -> Iterator[Stacked]:
    yield from _named_groups(build, "game", by_game(build.selector, build.counted()), GameStack)


def _named_groups(
    build: _Builder, noun: str, groups: Mapping[str, Players], kind: type[AnyPattern]
) -> Iterator[Stacked]:
    """So many of one team or game: a named one, or whichever."""
    wanted, count = (build.stack.team or build.stack.game or "").strip(), build.stack.count or 1
    chosen = {name: players for name, players in groups.items() if wanted.casefold() in {_WHICHEVER, name.casefold()}}
    if not chosen:
        known = ", ".join(sorted(groups)[:12]) or f"the slate tells no {noun}"
        build.impossible(noun, f"{quoted(wanted)} is no {noun} of these players", known)
    sides = build.stack.each_side
    ways: dict[str, Pattern] = {}
    for name, players in chosen.items():
        both = [Need(side, sides) for side in by_team(build.selector, players).values()] if sides else []
        if not sides or len(both) > 1:
            ways[name] = (Need(players, count), *both)
    which = f"any {noun}" if wanted.casefold() == _WHICHEVER else wanted
    words = f"{count} {who_words(build.stack.of or ANYBODY)} of {which}"
    yield from build.pattern_stack(kind, ways, words + (f", {sides} of each side" if sides else ""))


def _group(build: _Builder) -> Iterator[Stacked]:
    """Players of one team with the same word in a column; 0 and nothing are no word."""
    column, count = build.stack.group or "", build.stack.count or 1
    lines = _teams_by_word(build, "group", column, build.counted())
    ways: dict[str, Pattern] = {
        f"{team} {word}".strip(): (Need(players, count),) for (team, word), players in lines.items()
    }
    words = f"{count} {who_words(build.stack.of or ANYBODY)} of one {column}"
    yield from build.pattern_stack(LineStack, ways, words)


def _consecutive(build: _Builder) -> Iterator[Stacked]:
    column = build.stack.of[0] if isinstance(build.stack.of, tuple) and build.stack.of else ""
    places = _teams_by_word(build, "of", column, range(len(build.selector.slate.players)))
    count = build.stack.consecutive or 1
    ways: dict[str, Pattern] = {}
    for team in dict.fromkeys(team for team, _ in places if team):
        for first in range(_PLACES):
            window = [str((first + step) % _PLACES + 1) for step in range(count)]
            if all((team, place) in places for place in window):
                ways[f"{team} {'-'.join(window)}"] = tuple(Need(places[team, place], 1) for place in window)
    if places and not ways:
        build.impossible("consecutive", f"no team has {count} batters in a row", "write fewer")
    yield from build.pattern_stack(OrderStack, ways, f"{count} in a row in the {column}")


def _teams_by_word(build: _Builder, key: str, column: str, players: Sequence[int]) -> dict[tuple[str, str], Players]:
    """The players of each team by their word in a column; a problem where there is no such column."""
    attributes = build.selector.attributes
    cells = attributes.column(column)
    if cells is None:
        if attributes.expected is not None:
            known = ", ".join(attributes.expected.columns)
            words = f"the projections have no column {quoted(column)}" if known else "there are no projections"
            cure = f"their columns are {known}" if known else f"name a file that has the column {quoted(column)}"
            build.impossible(key, words, cure)
        return {}
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    for player in players:
        for word in cells[player]:
            number = as_number(word)
            plain = word.casefold() if number is None else f"{number.normalize():f}"
            if plain not in _NO_WORDS:
                found[build.selector.slate.players[player].team, plain].append(player)
    if not found:
        build.impossible(key, f"nobody has anything in the column {quoted(column)}", "name another column")
    return {place: tuple(some) for place, some in found.items()}


_FORMS: Mapping[str, Callable[[_Builder], Iterator[Stacked]]] = {
    "anchor": _anchor,
    "sizes": _sizes,
    "consecutive": _consecutive,
    "group": _group,
    "team": _team,
    "game": _game,
}
