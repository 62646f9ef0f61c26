"""Groups: so many of a set, if this one then those; and who never comes together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lineup_engine.config.groups import Group, Never
from lineup_engine.config.tree import Path
from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.counting import GroupOf, range_words
from lineup_engine.optimizer.following import Demand, IfThen, NeverTogether
from lineup_engine.slate.forms import forms_of
from lineup_engine.specify.select import Players, Selector
from lineup_engine.specify.wishes.limits import require_room, who_words
from lineup_engine.texts.shown import quoted


def make_groups(groups: Sequence[Group], selector: Selector) -> Iterator[Wish]:
    """`rules.groups`."""
    refuse_namesakes(("rules", "groups"), [group.name for group in groups], selector)
    for number, group in enumerate(groups):
        path: Path = ("rules", "groups", number)
        make = _counted if group.if_ is None else _if_then
        yield from selector.placed(path, make(path, group, selector))


def refuse_namesakes(path: Path, names: Sequence[str], selector: Selector) -> None:
    """Two of one list with the same name: exposures and messages could not tell them apart."""
    first: dict[str, int] = {}
    for number, name in enumerate(names):
        if name and first.setdefault(name, number) != number:
            words = f"item {first[name] + 1} is called {quoted(name)} too"
            selector.refuse((*path, number, "name"), words, "give one of them another name")


def group_words(group: Group, number: int) -> str:
    """How messages call a group."""
    return f"group {quoted(group.name) if group.name else number + 1}"


def _counted(path: Path, group: Group, selector: Selector) -> Iterator[Wish]:
    assert group.of is not None  # noqa: S101 - the schema has seen to it
    players = selector.select((*path, "of"), group.of)
    if len(players) == 1 and not isinstance(group.of, dict):
        name = quoted(selector.slate.players[players[0]].name)
        selector.refuse((*path, "of"), f"is a group of one player, {name}", "write rules.lock or rules.exclude")
    low, high = (group.at_least, group.at_most) if group.exactly is None else (group.exactly, group.exactly)
    key = "at_least" if group.exactly is None else "exactly"
    if (low, high) != (None, None) and require_room(selector, (*path, key), low, players):
        words = f"{_called(path, group)}: {range_words(low, high)} of {who_words(group.of)}"
        yield GroupOf(words, players, low, high)


def _if_then(path: Path, group: Group, selector: Selector) -> Iterator[Wish]:
    assert group.if_ is not None  # noqa: S101 - the schema has seen to it
    demands: list[Demand] = []
    triggers = selector.select((*path, "if"), group.if_)
    words = f"{_called(path, group)}: if {who_words(group.if_)}"
    refused = () if group.then_not is None else selector.select((*path, "then_not"), group.then_not)
    if group.then is not None:
        wanted = 1 if group.at_least is None else group.at_least
        then = selector.select((*path, "then"), group.then)
        if require_room(selector, (*path, "at_least" if group.at_least else "then"), wanted, then):
            _require_others(_Demanded(path, triggers, then, refused, wanted), selector)
        demands += [Demand(player, _without(then, player), low=wanted) for player in triggers]
        words += f" then at least {wanted} of {who_words(group.then)}"
    if group.then_not is not None:
        if triggers and set(forms_of(selector.slate, triggers[0])) >= {*triggers, *refused} and refused:
            selector.refuse((*path, "then_not"), "is the very player of if", "write rules.exclude to keep him out")
        demands += [Demand(player, _without(refused, player), high=0) for player in triggers]
        words += f" then none of {who_words(group.then_not)}"
    yield IfThen(words, tuple(demands), selector.size)


@dataclass(frozen=True, slots=True)
class _Demanded:
    """What each player of `if` asks for: so many of `then`, none of `refused`."""

    path: Path
    triggers: Players
    then: Players
    refused: Players
    wanted: int


def _require_others(asked: _Demanded, selector: Selector) -> None:
    """What a player asks for has to be others whom the group does not refuse; else he could never play."""
    left = tuple(sorted(set(asked.then).difference(asked.refused)))
    room = selector.most(left)
    if asked.wanted > room:
        cure = "take them out of one of the two"
        selector.refuse((*asked.path, "then_not"), "leaves too few of those whom then asks for", cure)
        return
    for player in asked.triggers:
        forms = forms_of(selector.slate, player)
        # With him there is hardly less room: few have to be looked at.
        is_tight = asked.wanted > room - len(forms)
        others = (other for other in left if other not in forms)
        if is_tight and asked.wanted >= selector.most((player, *others)):
            name = quoted(selector.slate.players[player].name)
            words = f"beside {name}, whom if means, a lineup cannot have {asked.wanted} of these: he could never play"
            selector.refuse((*asked.path, "then"), words, "take him out of if, or name others in then")
            return


def never_together(pairs: Sequence[Never], selector: Selector) -> Iterator[Wish]:
    """`rules.never`. The rows belong to the fewer players, so that there are few of them."""
    for number, pair in enumerate(pairs):
        path: Path = ("rules", "never", number)
        of = selector.select((*path, "of"), pair.of)
        against = selector.select((*path, "against"), pair.against)
        fewer, others = (of, against) if len(of) < len(against) else (against, of)
        demands = [Demand(player, _opposing(selector, player, others), high=0) for player in fewer]
        words = f"never {who_words(pair.of)} against {who_words(pair.against)}"
        facing = tuple(demand for demand in demands if demand.others)
        if facing:
            yield from selector.placed(path, [NeverTogether(words, facing, selector.size)])
        elif fewer:
            selector.findings.warnings.append(f"{words}: the slate tells of nobody who plays against another of these")


def _opposing(selector: Selector, player: int, others: Players) -> Players:
    """Who of the others is on the other side of the player's game."""
    return tuple(other for other in others if plays_against(selector, player, other))


def plays_against(selector: Selector, player: int, other: int) -> bool:
    """Whether two players are on the two sides of one game."""
    one, two = selector.slate.players[player], selector.slate.players[other]
    return bool(one.game) and one.game == two.game and one.team != two.team


def _without(players: Players, player: int) -> Players:
    return tuple(other for other in players if other != player)


def _called(path: Path, group: Group) -> str:
    return group_words(group, int(path[-1]))
