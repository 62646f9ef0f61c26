"""The judge judged where somebody is captain: what he costs, what he scores, and that he is in a lineup once."""

import copy
from typing import Any

import pytest

from game_slates import game_players, game_slate
from validator import Wishes, violations

WISHES = Wishes(5)
Result = dict[str, Any]


@pytest.fixture(scope="module")
def showdown() -> tuple[bytes, Result]:
    """A slate with captains, and one right lineup put together by hand."""
    game = "nba showdown"
    slate, made = game_slate(game, 6), game_players(game, 6)
    sides = sorted({player.team for player in made})
    cheap = [player for side in sides for player in sorted(made, key=lambda one: one.salary) if player.team == side]
    chosen = [*cheap[:3], *cheap[-12:-9]]
    salaries = [chosen[0].salary * 3 // 2, *(player.salary for player in chosen[1:])]
    ids = [str(int(chosen[0].id) + 500), *(player.id for player in chosen[1:])]
    cells = [
        {"slot": slot, "id": own, "name": player.name, "team": player.team, "salary": salary}
        for slot, own, player, salary in zip(["CPT", *["UTIL"] * 5], ids, chosen, salaries, strict=True)
    ]
    points = [player.average for player in chosen]
    total = (points[0] * 3 + sum(points[1:]) * 2) / 200
    exposure = [{"id": player.id, "name": player.name, "count": 1, "share": 1.0} for player in chosen]
    return slate, {"lineups": [{"players": cells, "salary": sum(salaries), "points": total}], "exposure": exposure}


def test_a_captain_scores_and_costs_more(showdown: tuple[bytes, Result]) -> None:
    """The same lineup with plain points, or with the captain's plain salary, is wrong."""
    slate, right = showdown
    assert violations(slate, "nba showdown", right, WISHES) == []
    spoilt = copy.deepcopy(right)
    spoilt["lineups"][0]["points"] -= 1
    spoilt["lineups"][0]["players"][0]["salary"] -= 100
    found = violations(slate, "nba showdown", spoilt, WISHES)
    assert any("points, the sum is" in sentence for sentence in found)
    assert any("the file has no" in sentence for sentence in found)


def test_a_captain_who_is_another_player_too_is_caught(showdown: tuple[bytes, Result]) -> None:
    """By person, whatever the ids are."""
    slate, right = showdown
    spoilt = copy.deepcopy(right)
    captain, other = spoilt["lineups"][0]["players"][:2]
    other |= {"id": str(int(captain["id"]) - 500), "name": captain["name"], "team": captain["team"]}
    other["salary"] = captain["salary"] * 2 // 3
    assert any("is in it 2 times" in sentence for sentence in violations(slate, "nba showdown", spoilt, WISHES))
