"""The slate as a field draws from it: kinds of slots, states of what is still to fill, and who bars whom."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lineup_engine.optimizer.compile_limits import groups_of
from lineup_engine.optimizer.compiled import BoolArray, CompiledJob, IntArray, LimitKind
from lineup_kernels.field_tables import AT_LEAST, AT_MOST, Roster

MOST_STEPS = 4_000
"""The cap is cut into so many steps at most; costs are rounded up to steps, so lineups stay below it."""

State = tuple[int, ...]
"""How many slots of each kind are still to fill."""

_AT_LEAST = frozenset({LimitKind.MIN_TEAMS, LimitKind.MIN_GAMES})
NOWHERE = -1


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of slots in the order in which they are filled: how many there are of each, and who may fill it.

    `eligible[p, k]` is over the players of the field. The first `stacked` kinds behind the anchor's may be filled out of
    that order, by stacked players. `anchor` is a kind, or -1.
    """

    slots: tuple[int, ...]
    eligible: BoolArray
    stacked: tuple[bool, ...]
    anchor: int = NOWHERE


@dataclass(frozen=True, slots=True)
class Steps:
    """Money in steps of `usd` dollars: the cap, and what each player of the field costs."""

    usd: int
    cap: int
    cost: IntArray


def steps_of(job: CompiledJob, pool: IntArray) -> Steps:
    """The largest step that all salaries are multiples of, or a step that there are `MOST_STEPS` of."""
    salary = job.players.salary[pool]
    usd = max(gcd(*salary.tolist()), -(-job.salary_cap // MOST_STEPS))
    return Steps(usd, job.salary_cap // usd, -(-salary // usd))


def kinds_of(job: CompiledJob, pool: IntArray, stackable: BoolArray, anchor_slot: str = "") -> Kinds:
    """The kinds of slots: the anchor's, those that stacked players may fill, the others; each part by who may fill it."""
    eligible = job.players.eligible[pool]
    columns: dict[bytes, list[int]] = {}
    for slot in range(len(job.slots)):
        columns.setdefault(eligible[:, slot].tobytes(), []).append(slot)
    kinds = list(columns.values())

    def order(slots: Sequence[int]) -> tuple[bool, bool, int, int]:
        members = eligible[:, slots[0]]
        is_anchor = job.slots[slots[0]] == anchor_slot
        return not is_anchor, not bool((members & stackable).any()), int(members.sum()), slots[0]

    kinds.sort(key=order)
    members = eligible[:, [slots[0] for slots in kinds]]
    anchor = next((kind for kind, slots in enumerate(kinds) if job.slots[slots[0]] == anchor_slot), NOWHERE)
    stacked = tuple(kind != anchor and bool((members[:, kind] & stackable).any()) for kind in range(len(kinds)))
    return Kinds(tuple(len(slots) for slots in kinds), members, stacked, anchor)


def states_of(kinds: Kinds) -> tuple[State, ...]:
    """Every state that drawing can come through, a state always before those that follow from it."""
    found = {kinds.slots}
    waiting = [kinds.slots]
    while waiting:
        state = waiting.pop()
        for kind in _moves(kinds, state):
            following = _after(state, kind)
            if following not in found:
                found.add(following)
                waiting.append(following)
    return tuple(sorted(found, key=lambda state: (-sum(state), state)))


def _moves(kinds: Kinds, state: State) -> Iterator[int]:
    """The kinds that may be filled next: the first one, or a stacked player's once the anchor is there."""
    first = _first_kind(state)
    for kind, count in enumerate(state):
        is_stacked = kinds.stacked[kind] and (kinds.anchor == NOWHERE or not state[kinds.anchor])
        if count and (kind == first or is_stacked):
            yield kind


def _first_kind(state: State) -> int:
    return next((kind for kind, count in enumerate(state) if count), NOWHERE)


def _after(state: State, kind: int) -> State:
    return tuple(count - (number == kind) for number, count in enumerate(state))


def build_roster(
    job: CompiledJob, pool: IntArray, kinds: Kinds, steps: Steps, rivals: Sequence[Sequence[int]]
) -> Roster:
    """The roster of a field; `rivals[p]` are the players, by place in the pool, whom player p bars."""
    states = states_of(kinds)
    number = {state: place for place, state in enumerate(states)}
    after = [
        [number.get(_after(state, kind), NOWHERE) if state[kind] else NOWHERE for kind in range(len(state))]
        for state in states
    ]
    low, high = _left(kinds, states, after, steps)
    rows, follows = _rows(kinds, states)
    members = [_by_cost(kinds.eligible[:, kind], steps.cost) for kind in range(len(kinds.slots))]
    person: NDArray[np.int32] = job.players.person[pool].astype(np.int32)
    bars = [np.flatnonzero(person == own).tolist() for own in person]
    return Roster(
        player=pool.astype(np.uint16),
        person=person,
        cost=_small(steps.cost),
        member=_small(np.concatenate(members)),
        member_start=_starts(members),
        first_kind=_small([_first_kind(state) for state in states]),
        after=_small(after),
        low=_small(low),
        high=_small(high),
        row=_small(rows),
        follows=_small(follows),
        bar=_small([other for row in bars for other in row]),
        bar_start=_starts(bars),
        rival=_small([other for row in rivals for other in row]),
        rival_start=_starts(rivals),
        **_limits(job, pool),
    )


def _rows(kinds: Kinds, states: Sequence[State]) -> tuple[IntArray, list[int]]:
    """Where the look-ahead of each state begins, and behind the last; and where the next slot is of the same kind.

    Stacked players fill slots in any order, and there are many states: none is kept there.
    """
    kind = [_first_kind(state) for state in states]
    if any(kinds.stacked):
        return np.arange(len(states) + 1), [0] * len(states)
    begun = [own != NOWHERE and state[own] < kinds.slots[own] for state, own in zip(states, kind, strict=True)]
    members = kinds.eligible.sum(axis=0)
    rows = [int(members[own]) + 1 if is_begun else 1 for own, is_begun in zip(kind, begun, strict=True)]
    return np.concatenate([[0], np.cumsum(rows)]), [
        int(own != NOWHERE and state[own] > 1) for state, own in zip(states, kind, strict=True)
    ]


def _limits(job: CompiledJob, pool: IntArray) -> dict[str, Any]:
    """The site's limits over the pool."""
    groups = np.full((len(job.limits), len(pool)), NOWHERE, np.int64)
    for row, limit in enumerate(job.limits):
        group, _ = groups_of(limit.kind, job.players)
        groups[row] = np.where(limit.counted[pool], group[pool], NOWHERE)
    kinds = [AT_LEAST if limit.kind in _AT_LEAST else AT_MOST for limit in job.limits]
    counts = [limit.count for limit in job.limits]
    return {
        "limit_kind": _small(kinds),
        "limit_count": _small(counts),
        "group": _small(groups),
        "groups": int(groups.max(initial=0)) + 1,
    }


def _left(
    kinds: Kinds, states: Sequence[State], after: Sequence[Sequence[int]], steps: Steps
) -> tuple[IntArray, IntArray]:
    """The least and the most that can be left in each state, by the cheapest and the dearest of each kind."""
    cheapest = [int(steps.cost[kinds.eligible[:, kind]].min()) for kind in range(len(kinds.slots))]
    dearest = [int(steps.cost[kinds.eligible[:, kind]].max()) for kind in range(len(kinds.slots))]
    low, high = np.full(len(states), steps.cap), np.full(len(states), NOWHERE)
    low[0] = high[0] = steps.cap
    for state, following in enumerate(after):
        for kind, behind in enumerate(following):
            if behind != NOWHERE:
                low[behind] = min(low[behind], max(low[state] - dearest[kind], 0))
                high[behind] = max(high[behind], high[state] - cheapest[kind])
    return low, high


def _by_cost(eligible: BoolArray, cost: IntArray) -> IntArray:
    """Who may fill a kind, the cheapest first."""
    members = np.flatnonzero(eligible)
    return members[np.argsort(cost[members], kind="stable")]


def _starts(rows: Sequence[Sequence[int]] | Sequence[IntArray]) -> NDArray[np.int32]:
    return np.concatenate([[0], np.cumsum([len(row) for row in rows])]).astype(np.int32)


def _small(values: object) -> NDArray[np.int32]:
    return np.asarray(values, dtype=np.int32)
