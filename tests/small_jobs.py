"""Jobs small enough to try every lineup, and the plainest way of doing so."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, permutations
from typing import Any

from hypothesis import strategies as st

from lineup_engine.sites.model import ContestRules, Limit, MaxPerGame, MaxPerTeam, MinGames, MinTeams, Slot, Source
from lineup_engine.slate.model import Player, Slate
from lineup_engine.specification import Choices, Specification
from reference import tie_key

Lineup = tuple[int, ...]


def player(number: int, **changes: Any) -> Player:
    """A player who may fill any slot A, of a team and a game of his own unless told otherwise."""
    plain = Player(
        key=str(1000 + number),
        id=str(1000 + number),
        name=f"Player {number}",
        positions=("A",),
        slots=("A",),
        salary=5000,
        team=f"T{number}",
        opponent=None,
        game=f"G{number}",
        average=None,
        locked=False,
        line=number + 2,
        person=str(1000 + number),
    )
    return replace(plain, **changes)


def contest(slots: str = "A A", cap: int = 50_000, limits: Sequence[Limit] = ()) -> ContestRules:
    """Rules of a contest with these slots."""
    named = tuple(Slot(name, frozenset({name})) for name in slots.split())
    return ContestRules("draftkings", "test", "classic", date(2020, 1, 1), cap, named, tuple(limits), Source.FILE)


def choices(players: int, lineups: int, **changes: Any) -> Choices:
    """No wishes but those told."""
    return replace(Choices((), (), None, None, 1, (lineups,) * players), **changes)


def job(players: Sequence[Player], points: Sequence[int | None], rules: ContestRules, chosen: Choices) -> Specification:
    """A specification over these players; it asks for as many lineups as a player may be in."""
    return Specification(
        name="small",
        site="draftkings",
        sport="test",
        mode="classic",
        seed=7,
        gpu="auto",
        lineups=max(chosen.max_lineups, default=1),
        slate=Slate("slate.csv", tuple(players)),
        rules=rules,
        points=tuple(points),
        ownership=(None,) * len(players),
        choices=chosen,
        config_json="{}",
        matches=(),
        warnings=(),
    )


def best_chain(specification: Specification) -> list[Lineup]:
    """The lineups of a job in order, by looking at every set of players for each of them."""
    size = len(specification.rules.slots)
    everyone = range(len(specification.slate.players))
    allowed = [lineup for lineup in combinations(everyone, size) if satisfies(specification, lineup)]
    allowed.sort(key=lambda lineup: rank(specification, lineup))
    chain: list[Lineup] = []
    while len(chain) < specification.lineups:
        following = next((lineup for lineup in allowed if fits_behind(specification, chain, lineup)), None)
        if following is None:
            break
        chain.append(following)
    return chain


def rank(specification: Specification, lineup: Lineup) -> tuple[int, int]:
    """Smaller comes first: larger value, then the smaller sum of tie keys."""
    value = sum(specification.points[member] or 0 for member in lineup)
    return -value, sum(tie_key(specification.slate.players[member].key) for member in lineup)


def fits_behind(specification: Specification, chain: Sequence[Lineup], lineup: Lineup) -> bool:
    """Whether a lineup differs enough from the earlier ones and no person is in too many."""
    wanted = specification.choices
    person = [one.person for one in specification.slate.players]
    uses = Counter(person[member] for earlier in chain for member in earlier)
    return all(len(set(lineup) - set(earlier)) >= wanted.unique for earlier in chain) and all(
        uses[person[member]] < wanted.max_lineups[member] for member in lineup
    )


def satisfies(specification: Specification, lineup: Lineup) -> bool:
    """Whether a lineup follows every rule that does not look at other lineups."""
    return not any(broken_rules(specification, lineup))


def broken_rules(specification: Specification, lineup: Lineup) -> Iterator[str]:
    """What a lineup breaks."""
    players = specification.slate.players
    members = [players[member] for member in lineup]
    wanted = specification.choices
    salary = sum(member.salary for member in members)
    if salary > specification.rules.salary_cap or salary > (wanted.salary_max or salary):
        yield "salary too large"
    if salary < (wanted.salary_min or 0):
        yield "salary too small"
    if any(set(group).isdisjoint(lineup) for group in wanted.lock) or set(wanted.exclude) & set(lineup):
        yield "lock or exclude"
    if any(specification.points[member] is None or players[member].locked for member in lineup):
        yield "not to be used"
    if len({member.person for member in members}) < len(members):
        yield "somebody twice"
    if not can_play(specification.rules, members):
        yield "slots"
    if any(not keeps(limit, members, players) for limit in specification.rules.limits):
        yield "limit"


def can_play(rules: ContestRules, members: Sequence[Player]) -> bool:
    """Whether some order of the players fills the slots."""
    names = [slot.name for slot in rules.slots]
    orders = permutations(members) if len(members) == len(names) else iter(())
    return any(all(name in member.slots for name, member in zip(names, order, strict=True)) for order in orders)


def keeps(limit: Limit, members: Sequence[Player], everyone: Sequence[Player]) -> bool:
    """Whether players keep a limit; one that no player of the slate tells anything for is kept by all."""
    positions: frozenset[str] = getattr(limit, "positions", frozenset())
    by_team = isinstance(limit, MaxPerTeam | MinTeams)

    def groups(some: Sequence[Player]) -> Counter[str]:
        counted = [member for member in some if not positions or positions & set(member.positions)]
        named = [member.team if by_team else member.game for member in counted]
        return Counter(name for name in named if name)

    found = groups(members)
    if isinstance(limit, MaxPerTeam | MaxPerGame):
        return all(count <= limit.count for count in found.values())
    counted = [member for member in everyone if not positions or positions & set(member.positions)]
    blind = bool(counted) and not groups(everyone)
    return blind or len(found) >= limit.count


@dataclass(frozen=True, slots=True)
class Shape:
    """The slots of a contest and the eligibilities that its players may have."""

    slots: str
    eligible: tuple[tuple[str, ...], ...]


SHAPES = (
    Shape("A A A", (("A",),)),
    Shape("A B F", (("A", "F"), ("B", "F"), ("A",))),
    Shape("A B", (("A",), ("B",), ("A", "B"))),
    Shape("A A B F", (("A", "F"), ("B", "F"), ("A", "B", "F"), ("B",))),
)

LIMITS = st.one_of(
    st.builds(MaxPerTeam, st.integers(1, 3), st.just(Source.FILE), st.sampled_from([frozenset(), frozenset({"A"})])),
    st.builds(MinTeams, st.integers(2, 3), st.just(Source.FILE), st.sampled_from([frozenset(), frozenset({"A"})])),
    st.builds(MinGames, st.integers(1, 3), st.just(Source.FILE)),
    st.builds(MaxPerGame, st.integers(1, 2), st.just(Source.FILE)),
)


@st.composite
def players_of(draw: st.DrawFn, shape: Shape, number: int) -> Player:
    """Any player of a contest of this shape."""
    slots = draw(st.sampled_from(shape.eligible))
    team = draw(st.sampled_from(["X", "Y", "Z", ""]))
    game = draw(st.sampled_from(["X@Y", "Z@Y", "X@Z", None]))
    salary = draw(st.integers(20, 60)) * 100
    begun = draw(st.sampled_from([False] * 19 + [True]))
    return player(number, slots=slots, positions=slots, team=team, game=game, salary=salary, locked=begun)


def rarely(strategy: st.SearchStrategy[Any], otherwise: Any) -> st.SearchStrategy[Any]:
    """One in about four of the strategy, else the one plain value."""
    return st.one_of(st.just(otherwise), st.just(otherwise), st.just(otherwise), strategy)


@st.composite
def wishes(draw: st.DrawFn, size: int, lineups: int) -> Choices:
    """What a user may want of so many players; most wishes are absent most of the time."""
    some = st.lists(st.integers(0, size - 1), min_size=1, max_size=2, unique=True).map(tuple)
    groups = st.lists(some, min_size=1, max_size=2).map(tuple)
    return choices(
        size,
        lineups,
        lock=draw(rarely(groups, ())),
        exclude=draw(rarely(some, ())),
        salary_min=draw(rarely(st.integers(6_000, 14_000), None)),
        salary_max=draw(rarely(st.integers(9_000, 20_000), None)),
        unique=draw(rarely(st.just(2), 1)),
        max_lineups=tuple(draw(rarely(st.integers(0, lineups), lineups)) for _ in range(size)),
    )


@st.composite
def small_jobs(draw: st.DrawFn) -> Specification:
    """Any small job: few different values, so that ties are frequent."""
    shape = draw(st.sampled_from(SHAPES))
    size = draw(st.integers(6, 9))
    persons = draw(rarely(st.lists(st.sampled_from("PQR"), min_size=3, max_size=3).map(tuple), ()))
    alone = [draw(players_of(shape, number)) for number in range(size)]
    players = [*(replace(one, person=who) for one, who in zip(alone, persons, strict=False)), *alone[len(persons) :]]
    value = draw(st.sampled_from([st.integers(1, 3).map(lambda n: n * 50_000), st.integers(-(10**7), 10**8)]))
    points = [draw(rarely(st.none() | value, None) if number == 0 else value) for number in range(size)]
    lineups = draw(st.integers(3, 6))
    rules = contest(shape.slots, draw(st.integers(140, 260)) * 100, draw(rarely(st.lists(LIMITS, max_size=2), [])))
    return replace(job(players, points, rules, draw(wishes(size, lineups))), lineups=lineups)
