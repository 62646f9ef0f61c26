"""Who gets the next free worker."""

import asyncio
import contextlib
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lineupd.executors.turns import HOLD_S, Turn, Turns


async def _given(turns: Turns[str], waiting: dict[str, list[asyncio.Task[str]]]) -> Counter[str]:
    """How many places each owner has by now."""
    for _ in range(3):
        await asyncio.sleep(0)
    return Counter({owner: sum(task.done() for task in tasks) for owner, tasks in waiting.items()})


def _ask(turns: Turns[str], owner: str, count: int, priority: int = 0) -> list[asyncio.Task[str]]:
    return [asyncio.create_task(turns.take(Turn(owner, priority))) for _ in range(count)]


async def _give_up(tasks: list[asyncio.Task[str]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_one_job_alone_has_all_places() -> None:
    turns: Turns[str] = Turns()
    for place in "abcd":
        turns.offer(place)
    waiting = {"job": _ask(turns, "job", 10)}
    assert await _given(turns, waiting) == {"job": 4}
    await _give_up(waiting["job"])


@given(places=st.integers(1, 8), demands=st.lists(st.integers(1, 10), min_size=1, max_size=5), first=st.integers(0, 4))
def test_places_are_shared_as_evenly_as_the_demands_allow(places: int, demands: list[int], first: int) -> None:
    """Nobody has two more than another who still waits, whoever came first."""

    async def share() -> None:
        turns: Turns[str] = Turns()
        order = sorted(range(len(demands)), key=lambda owner: (owner != first, owner))
        waiting = {str(owner): _ask(turns, str(owner), demands[owner]) for owner in order}
        await asyncio.sleep(0)
        for place in range(places):
            turns.offer(str(place))
        found = await _given(turns, waiting)
        assert sum(found.values()) == min(places, sum(demands))
        for owner, count in found.items():
            still_waits = count < demands[int(owner)]
            assert not still_waits or all(other - count <= 1 for other in found.values())
        for tasks in waiting.values():
            await _give_up(tasks)

    asyncio.run(share())


async def test_a_freed_place_goes_to_who_has_fewest() -> None:
    """A small job is not stuck behind a large one that was there first."""
    turns: Turns[str] = Turns()
    turns.offer("a")
    turns.offer("b")
    waiting = {"large": _ask(turns, "large", 10)}
    await asyncio.sleep(0)
    waiting["small"] = _ask(turns, "small", 1)
    assert await _given(turns, waiting) == {"large": 2, "small": 0}
    turns.give_back(Turn("large"), "a", usable=True)
    assert await _given(turns, waiting) == {"large": 2, "small": 1}
    await _give_up(waiting["large"])


async def test_a_higher_priority_goes_first() -> None:
    turns: Turns[str] = Turns()
    waiting = {"low": _ask(turns, "low", 1), "high": _ask(turns, "high", 2, priority=1)}
    await asyncio.sleep(0)
    turns.offer("a")
    turns.offer("b")
    assert await _given(turns, waiting) == {"low": 0, "high": 2}
    await _give_up(waiting["low"])


@pytest.mark.parametrize("priority", [-3, 0, 5])
async def test_clients_who_ask_without_end_and_a_job_have_equal_shares(priority: int) -> None:
    """Whatever its priority: neither has to wait until the others want no more."""
    now = [0.0]
    turns: Turns[str] = Turns(lambda: now[0])
    turns.offer("a")
    client, job, served = Turn("a client", None), Turn("job", priority), Counter[str]()

    async def asks(turn: Turn) -> None:
        while now[0] < 20:
            place = await turns.take(turn)
            await asyncio.sleep(0)
            now[0] += 0.1
            served[turn.owner] += 1
            turns.give_back(turn, place, usable=True)

    await asyncio.gather(*(asks(turn) for turn in (*[client] * 8, job, job)))
    assert served["job"] > 80
    assert served["a client"] > 80


async def test_clients_come_before_jobs_that_come_after_others() -> None:
    """As if they had the highest priority of all who wait."""
    turns: Turns[str] = Turns()
    waiting = {"low": _ask(turns, "low", 1), "high": _ask(turns, "high", 2, priority=1)}
    client = asyncio.create_task(turns.take(Turn("a client", None)))
    await asyncio.sleep(0)
    turns.offer("a")
    turns.offer("b")
    await asyncio.sleep(0)
    assert client.done()
    assert await _given(turns, waiting) == {"low": 0, "high": 1}
    await _give_up([*waiting["low"], *waiting["high"]])


async def test_who_gives_up_leaves_his_place_to_others() -> None:
    """Also when it was given to him in the same moment."""
    turns: Turns[str] = Turns()
    first, second = asyncio.create_task(turns.take(Turn("one"))), asyncio.create_task(turns.take(Turn("two")))
    await asyncio.sleep(0)
    turns.offer("a")
    first.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await first
    assert await second == "a"


async def test_a_place_that_is_not_usable_is_not_handed_out_again() -> None:
    turns: Turns[str] = Turns()
    turns.offer("a")
    assert await turns.take(Turn("one")) == "a"
    turns.give_back(Turn("one"), "a", usable=False)
    turns.offer("b")
    turns.withdraw("b")
    turns.withdraw("never offered")
    waiting = asyncio.create_task(turns.take(Turn("one")))
    await asyncio.sleep(0)
    assert not waiting.done()
    await _give_up([waiting])


async def test_a_place_returns_to_the_job_it_knows() -> None:
    """A worker that has a job's inputs in memory is worth more to that job than another."""
    turns: Turns[str] = Turns()
    turns.offer("a")
    turns.offer("b")
    assert await turns.take(Turn("one")) == "a"
    assert await turns.take(Turn("two")) == "b"
    turns.give_back(Turn("one"), "a", usable=True)
    turns.give_back(Turn("two"), "b", usable=True)
    assert await turns.take(Turn("two")) == "b"


async def test_all_who_wait_can_be_refused() -> None:
    turns: Turns[str] = Turns()
    waiting = _ask(turns, "one", 2)
    await asyncio.sleep(0)
    turns.refuse_all(RuntimeError("closed"))
    for task in waiting:
        with pytest.raises(RuntimeError, match="closed"):
            await task


async def test_who_has_to_be_alone_waits_until_all_are_done_and_nobody_comes_beside() -> None:
    turns: Turns[str] = Turns()
    turns.offer("a")
    turns.offer("b")
    first = Turn("one")
    assert await turns.take(first) == "a"
    alone, others = asyncio.create_task(turns.take(Turn("big", alone=True))), _ask(turns, "two", 2)
    await asyncio.sleep(0)
    assert not alone.done()
    assert not any(other.done() for other in others)
    turns.give_back(first, "a", usable=True)
    place = await alone
    assert not any(other.done() for other in others)
    turns.give_back(Turn("big", alone=True), place, usable=True)
    assert {await other for other in others} == {"a", "b"}


async def test_a_lonely_worker_that_dies_sets_the_others_free() -> None:
    turns: Turns[str] = Turns()
    turns.offer("a")
    alone = Turn("big", alone=True)
    place = await turns.take(alone)
    turns.offer("b")
    other = asyncio.create_task(turns.take(Turn("one")))
    await asyncio.sleep(0)
    assert not other.done()
    turns.give_back(alone, place, usable=False)
    assert await other == "b"


async def test_who_gives_up_being_alone_sets_the_others_free() -> None:
    turns: Turns[str] = Turns()
    turns.offer("a")
    turns.offer("b")
    await turns.take(Turn("one"))
    alone = asyncio.create_task(turns.take(Turn("big", alone=True)))
    await asyncio.sleep(0)
    other = asyncio.create_task(turns.take(Turn("two")))
    await asyncio.sleep(0)
    assert not other.done()
    await _give_up([alone])
    assert await other == "b"


@given(
    places=st.integers(1, 4),
    wanted=st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=12),
)
def test_everybody_gets_a_place_in_the_end_and_the_lonely_are_alone(
    places: int, wanted: list[tuple[str, bool]]
) -> None:
    async def work(turns: Turns[str], turn: Turn, at_work: list[Turn]) -> None:
        place = await turns.take(turn)
        at_work.append(turn)
        assert len(at_work) == 1 or not any(one.alone for one in at_work)
        await asyncio.sleep(0)
        at_work.remove(turn)
        turns.give_back(turn, place, usable=True)

    async def all_of_them() -> None:
        turns: Turns[str] = Turns()
        for place in range(places):
            turns.offer(str(place))
        at_work: list[Turn] = []
        async with asyncio.timeout(30), asyncio.TaskGroup() as group:
            for owner, alone in wanted:
                group.create_task(work(turns, Turn(owner, alone=alone), at_work))

    asyncio.run(all_of_them())


async def test_a_new_priority_counts_for_who_waits_already() -> None:
    turns: Turns[str] = Turns()
    first, second = _ask(turns, "first", 1), _ask(turns, "second", 1)
    await asyncio.sleep(0)
    turns.prioritize("second", 1)
    turns.prioritize("nobody", 9)
    turns.offer("a")
    await asyncio.sleep(0)
    assert [task.done() for task in (*first, *second)] == [False, True]
    await _give_up(first)


async def test_all_places_of_a_higher_priority_stay_with_it() -> None:
    """Its lanes ask for their next task a moment after they have given back; meanwhile nobody else gets their places."""
    turns: Turns[str] = Turns()
    high, low = Turn("high", 5), Turn("low")
    for place in "ab":
        turns.offer(place)
    places = [await turns.take(high), await turns.take(high)]
    waiting = {"low": _ask(turns, "low", 4)}
    await asyncio.sleep(0)
    for _ in range(3):
        for place in places:
            turns.give_back(high, place, usable=True)
        assert not (await _given(turns, waiting))["low"]
        places = [await turns.take(high), await turns.take(high)]
    for place in places:
        turns.give_back(high, place, usable=True)
    await asyncio.sleep(2 * HOLD_S)
    assert await _given(turns, waiting) == {"low": 2}
    assert sorted([task.result() for task in waiting["low"] if task.done()]) == ["a", "b"]
    for place in "ab":
        turns.give_back(low, place, usable=True)
    await _give_up(waiting["low"])


async def test_a_held_place_whose_worker_died_is_not_handed_out() -> None:
    turns: Turns[str] = Turns()
    turns.offer("a")
    high = Turn("high", 5)
    place = await turns.take(high)
    waiting = {"low": _ask(turns, "low", 1)}
    await asyncio.sleep(0)
    turns.give_back(high, place, usable=True)
    turns.withdraw(place)
    await asyncio.sleep(2 * HOLD_S)
    assert not (await _given(turns, waiting))["low"]
    turns.offer("b")
    assert (await _given(turns, waiting))["low"] == 1
