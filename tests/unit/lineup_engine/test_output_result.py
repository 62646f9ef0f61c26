"""The result object: its shape, its figures, and a hash that covers them."""

from dataclasses import replace
from typing import Any

from lineup_engine.optimizer.compile import compile_job
from lineup_engine.output.result import build_result
from lineup_engine.specification import Specification
from small_jobs import choices, contest, job, player

PLAYERS = [
    player(0, name="Ann", slots=("A", "F"), salary=7000),
    player(1, name="Bob", slots=("B", "F"), salary=6100),
    player(2, name="Cid", slots=("A", "F"), salary=5000, id=None),
]
OWNED = replace(
    job(PLAYERS, [25_982_000, 1_050_000, -50_001], contest("A F"), choices(3, 2)), ownership=(10.1, 20.2, None)
)


def result_of(specification: Specification) -> dict[str, Any]:
    """The result of two given lineups."""
    return build_result(compile_job(specification), [(0, 1), (0, 2)], "fast")


def test_a_lineup_is_told_in_the_order_of_the_slots() -> None:
    """Slot, id, name, team and salary of each player, and the sums."""
    assert result_of(OWNED)["lineups"][0] == {
        "players": [
            {"slot": "A", "id": "1000", "name": "Ann", "team": "T0", "salary": 7000},
            {"slot": "F", "id": "1001", "name": "Bob", "team": "T1", "salary": 6100},
        ],
        "salary": 13_100,
        "points": 270.32,
        "ownership": 30.3,
        "optimal": None,
        "contests": [],
        "entries": [],
    }


def test_what_is_not_known_is_null() -> None:
    """No id, and no sum where one ownership is missing; there is no portfolio without a contest."""
    result = result_of(OWNED)
    assert result["lineups"][1]["players"][1]["id"] is None
    assert result["lineups"][1]["ownership"] is None
    assert result["lineups"][1]["points"] == 259.31999
    assert result["portfolio"] is None


def test_exposure_counts_most_used_first_then_by_name() -> None:
    """The share is of the lineups delivered."""
    assert result_of(OWNED)["exposure"] == [
        {"id": "1000", "name": "Ann", "count": 2, "share": 1.0},
        {"id": "1001", "name": "Bob", "count": 1, "share": 0.5},
        {"id": None, "name": "Cid", "count": 1, "share": 0.5},
    ]


def test_the_hash_covers_every_integer() -> None:
    """A unit of points, a dollar, a share of ownership or another player changes it; the job's name does not."""
    first = result_of(OWNED)["hash"]
    others = [
        replace(OWNED, points=(25_982_001, 1_050_000, -50_001)),
        replace(OWNED, ownership=(10.100001, 20.2, None)),
        replace(OWNED, slate=replace(OWNED.slate, players=(replace(PLAYERS[0], salary=7001), *PLAYERS[1:]))),
        replace(OWNED, slate=replace(OWNED.slate, players=(replace(PLAYERS[0], key="x"), *PLAYERS[1:]))),
    ]
    assert len({first, *(result_of(other)["hash"] for other in others)}) == 5
    assert result_of(replace(OWNED, name="other", seed=8))["hash"] == first
