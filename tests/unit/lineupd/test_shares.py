"""How the workers' time is shared between large and small jobs: simulated to the millisecond, without a worker."""

import asyncio
import heapq
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from lineupd.executors import turns as module
from lineupd.executors.shares import LEAD_S, Shares
from lineupd.executors.turns import Turn, Turns


@dataclass
class _World:
    """Places, jobs that ask for them, and a clock that jumps to the next end of a task."""

    turns: Turns[int] = field(init=False)
    now: float = 0.0
    ends: list[tuple[float, int, asyncio.Event]] = field(default_factory=list[tuple[float, int, asyncio.Event]])
    had: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    ended_at: dict[str, float] = field(default_factory=dict[str, float])

    def __post_init__(self) -> None:
        self.turns = Turns(lambda: self.now)

    async def task(self, owner: str, seconds: float) -> None:
        turn = Turn(owner)
        place = await self.turns.take(turn)
        over = asyncio.Event()
        heapq.heappush(self.ends, (self.now + seconds, id(over), over))
        await over.wait()
        self.had[owner] += seconds
        self.turns.give_back(turn, place, usable=True)

    async def job(self, owner: str, lanes: Sequence[Sequence[float]], begins_at: float = 0.0) -> None:
        """Lanes of tasks that take so long each."""
        if begins_at:
            over = asyncio.Event()
            heapq.heappush(self.ends, (begins_at, id(over), over))
            await over.wait()

        async def lane(tasks: Sequence[float]) -> None:
            for seconds in tasks:
                await self.task(owner, seconds)

        await asyncio.gather(*(lane(tasks) for tasks in lanes))
        self.ended_at[owner] = self.now

    async def run_until(self, limit: float) -> None:
        await _everybody_asks()
        while self.ends and self.ends[0][0] <= limit:
            self.now, _, over = heapq.heappop(self.ends)
            over.set()
            # Whoever goes on asks before the clock does; a place that is held is let go in real time.
            await _everybody_asks()
            if not self.ends:
                await asyncio.sleep(2 * module.HOLD_S)


async def _everybody_asks() -> None:
    for _ in range(8):
        await asyncio.sleep(0)


async def _simulated(jobs: Sequence[tuple[str, Sequence[Sequence[float]], float]], places: int, limit: float) -> _World:
    world = _World()
    for place in range(places):
        world.turns.offer(place)
    running = [asyncio.create_task(world.job(*job)) for job in jobs]
    await world.run_until(limit)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    return world


LARGE = [[0.2] * 400] * 2
SMALL = [[0.01] * 8]


@pytest.mark.parametrize("beside", [1, 3])
async def test_a_small_job_waits_once_and_not_at_every_step(beside: int) -> None:
    """For a task of a large one to end; from then on it has a worker until it is done."""
    jobs = [(f"large {number}", LARGE, 0.0) for number in range(beside)]
    world = await _simulated([*jobs, ("small", SMALL, 5.05)], 2, 10.0)
    assert world.ended_at["small"] - 5.05 < 0.2 + 8 * 0.01 + 0.02


async def test_large_jobs_get_the_same() -> None:
    """Whatever the length of their tasks and whoever came first."""
    jobs = [("a", [[0.5] * 100] * 2, 0.0), ("b", [[0.1] * 500] * 2, 0.0), ("c", [[0.25] * 200] * 2, 0.0)]
    world = await _simulated(jobs, 2, 30.0)
    assert max(world.had.values()) - min(world.had.values()) < 2.0


async def test_a_stream_of_small_jobs_does_not_starve_a_large_one() -> None:
    """Each of them goes first; three at a time leave the large one half of its quarter at least, after a while."""
    world = _World()
    for place in range(2):
        world.turns.offer(place)

    async def stream(name: str) -> None:
        for number in range(1000):
            await world.job(f"{name} {number}", SMALL)

    running = [asyncio.create_task(world.job("large", LARGE)), *(asyncio.create_task(stream(name)) for name in "abc")]
    await world.run_until(10.0)
    before = world.had["large"]
    await world.run_until(50.0)
    assert world.had["large"] - before > 0.9 * 40.0 * 2 / 4 / 2
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)


def test_who_comes_new_is_ahead_of_who_has_been_there_for_a_while() -> None:
    shares = Shares()
    for _ in range(100):
        shares.charge("old", 0.1, ["old"])
    assert shares.of("old") - shares.of("new") == pytest.approx(LEAD_S)


def test_nobody_saves_up_while_he_wants_nothing() -> None:
    """Who comes back after an hour is like who comes new, not an hour ahead."""
    shares = Shares()
    shares.charge("away", 1.0, ["away"])
    for _ in range(36_000):
        shares.charge("old", 0.1, ["old"])
    assert shares.of("away") == shares.of("new")


def test_who_is_long_gone_is_forgotten() -> None:
    shares = Shares()
    for number in range(10_000):
        shares.charge(str(number), 0.1, [str(number)])
    assert len(shares._charged) < 300


async def test_a_place_that_is_kept_for_nobody_is_let_go() -> None:
    turns: Turns[str] = Turns()
    turns.offer("a")
    small = Turn("small")
    place = await turns.take(small)
    large = asyncio.create_task(turns.take(Turn("large")))
    await asyncio.sleep(0)
    turns._shares.charge("large", 5.0, ["small", "large"])
    turns.give_back(small, place, usable=True)
    await asyncio.sleep(0)
    assert not large.done()
    assert await large == "a"


async def test_a_place_that_dies_while_it_is_kept_is_not_handed_out() -> None:
    turns: Turns[str] = Turns()
    turns.offer("a")
    small = Turn("small")
    place = await turns.take(small)
    large = asyncio.create_task(turns.take(Turn("large")))
    await asyncio.sleep(0)
    turns._shares.charge("large", 5.0, ["small", "large"])
    turns.give_back(small, place, usable=True)
    turns.withdraw("a")
    turns.offer("b")
    assert await large == "b"
    await asyncio.sleep(2 * module.HOLD_S)
    assert turns._free == []
