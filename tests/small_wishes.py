"""Any rule of the user's over a handful of players, small enough to try every lineup."""

from itertools import combinations
from typing import Any

from hypothesis import strategies as st

from lineup_engine.optimizer.cases import Wish
from lineup_engine.optimizer.counting import CountOf, DifferentGroups, MostOfEach, NoneOrSome
from lineup_engine.optimizer.following import Demand, Following
from lineup_engine.optimizer.ownership import OwnershipSum
from lineup_engine.optimizer.stacks import AnyPattern, Need, SizesStack

PLAYERS = 6
SIZE = 3
LINEUPS = list(combinations(range(PLAYERS), SIZE))

SOME = st.lists(st.integers(0, PLAYERS - 1), min_size=1, max_size=4, unique=True).map(lambda some: tuple(sorted(some)))
BOUND = st.one_of(st.none(), st.integers(0, SIZE))


@st.composite
def groups(draw: st.DrawFn) -> tuple[tuple[int, ...], ...]:
    """Players shared out to a few teams; who is of none is absent."""
    team_of = draw(st.lists(st.integers(0, 3), min_size=PLAYERS, max_size=PLAYERS))
    return tuple(
        tuple(player for player, of in enumerate(team_of) if of == team) for team in range(3) if team in team_of
    )


@st.composite
def demands(draw: st.DrawFn) -> Demand:
    """What one player demands of others."""
    player = draw(st.integers(0, PLAYERS - 1))
    others = tuple(other for other in draw(SOME) if other != player)
    return Demand(player, others, draw(BOUND), draw(BOUND))


@st.composite
def sizes_stacks(draw: st.DrawFn) -> SizesStack:
    """Sizes for the teams; those of no team are counted or not."""
    teams = draw(groups())
    teamless = tuple(player for player in range(PLAYERS) if not any(player in team for team in teams))
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3).map(lambda some: sorted(some, reverse=True)))
    return SizesStack("w", tuple(sizes), teams, draw(st.sampled_from([teamless, ()])))


NEEDS = st.builds(Need, SOME, st.integers(1, 3))
SHARES = st.lists(st.integers(-50, 50), min_size=PLAYERS, max_size=PLAYERS).map(tuple)


def wishes_of(kind: type[Wish]) -> st.SearchStrategy[Wish]:
    """Any rule of a class."""
    fields: dict[str, Any] = {"words": st.just("w")}
    if issubclass(kind, SizesStack):
        return sizes_stacks()
    if issubclass(kind, CountOf):
        fields |= {"players": SOME, "low": BOUND, "high": BOUND}
    elif issubclass(kind, MostOfEach):
        fields |= {"groups": groups(), "high": st.integers(0, SIZE)}
    elif issubclass(kind, NoneOrSome | DifferentGroups):
        fields |= {"groups": groups(), "low": st.integers(1, SIZE)}
        fields |= {"size": st.just(SIZE)} if kind is NoneOrSome else {}
    elif issubclass(kind, Following):
        fields |= {"demands": st.lists(demands(), max_size=4).map(tuple), "size": st.just(SIZE)}
    elif issubclass(kind, AnyPattern):
        fields |= {"patterns": st.lists(st.lists(NEEDS, min_size=1, max_size=2).map(tuple), max_size=4).map(tuple)}
    elif issubclass(kind, OwnershipSum):
        fields |= {"shares": SHARES, "low": st.one_of(st.none(), st.integers(-99, 99)), "high": st.integers(-99, 99)}
    return st.builds(kind, **fields)
