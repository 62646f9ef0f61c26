"""The grammar of rules where a player may be captain: slots, exposures of captains, and sets of players."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from engine_runs import result_of, submission
from game_slates import game_players, game_slate
from lineup_engine.errors import InputError
from lineup_engine.specify import specify
from lineup_engine.work import check

GAMES = pytest.mark.parametrize(
    ("game", "slot"),
    [("nba showdown", "CPT"), ("fanduel nba showdown", "MVP"), ("fanduel nhl showdown 2021", "Captain")],
)


def config_of(game: str, rules: str) -> str:
    """A job of four lineups."""
    words = game.removeprefix("fanduel ").split()
    site = "fanduel" if game.startswith("fanduel") else "draftkings"
    return f"site: {site}\nsport: {words[0]}\nmode: {words[1]}\nslate: slate.csv\nlineups: 4\nrules: {rules}\n"


def slots_of(folder: Path, game: str, rules: str, name: str) -> list[str]:
    """The slot of a player in each lineup, empty where he is not in."""
    result = result_of(folder, config_of(game, rules), {"slate.csv": game_slate(game, 3)})
    lineups = [{cell["name"]: cell["slot"] for cell in one["players"]} for one in result["lineups"]]
    return [one.get(name, "") for one in lineups]


@GAMES
def test_a_lock_may_name_the_slot(tmp_path: Path, game: str, slot: str) -> None:
    name = game_players(game, 3)[0].name
    assert slots_of(tmp_path, game, f"{{lock: [{{player: {name}, slot: {slot.lower()}}}]}}", name) == [slot] * 4


@GAMES
@pytest.mark.parametrize("order", ["greedy", "joint"])
def test_a_locked_form_of_a_player_is_no_matter_of_exposure(tmp_path: Path, game: str, slot: str, order: str) -> None:
    """A lock is for every lineup, whatever the maximum for everybody is."""
    name = game_players(game, 3)[0].name
    rules = f"{{lock: [{{player: {name}, slot: {slot}}}], exposure: {{max: 3, order: {order}}}}}"
    assert slots_of(tmp_path, game, rules, name) == [slot] * 4


@GAMES
def test_exposures_of_captains_count_that_slot_alone(tmp_path: Path, game: str, slot: str) -> None:
    name = game_players(game, 3)[0].name
    rules = f"{{lock: [{name}], exposure: {{captains: {{{name}: {{max: 1}}}}}}}}"
    assert slots_of(tmp_path, game, rules, name).count(slot) <= 1


@GAMES
def test_minima_count_a_captain_alone_and_a_person_in_any_form(tmp_path: Path, game: str, slot: str) -> None:
    name = game_players(game, 3)[0].name
    for kind, least in (("captains", 3), ("players", 2)):
        folder = tmp_path / kind
        folder.mkdir()
        slots = slots_of(folder, game, f"{{exposure: {{{kind}: {{{name}: {{min: {least}, max: {least}}}}}}}}}", name)
        assert sum(filled == slot if kind == "captains" else bool(filled) for filled in slots) == least


@GAMES
def test_a_group_means_persons(tmp_path: Path, game: str, slot: str) -> None:
    one, two = (player.name for player in game_players(game, 3)[:2])
    rules = f"{{lock: [{one}], groups: [{{if: [{one}], then_not: [{two}]}}]}}"
    assert slots_of(tmp_path, game, rules, two) == [""] * 4


def test_a_slot_that_no_form_fills_is_refused_with_those_that_he_fills() -> None:
    game = "lol"
    (star, *_) = (player for player in game_players(game, 3) if player.positions == ("MID",))
    text = f"sport: lol\nslate: slate.csv\nrules: {{lock: [{{player: {star.name}, slot: TOP}}]}}\n"
    with pytest.raises(InputError) as caught:
        specify(submission(text, {"slate.csv": game_slate(game, 3)}))
    assert "may not fill the slot TOP (he fills CPT, MID)" in str(caught.value.problems[0])


@GAMES
def test_a_captains_exposure_is_called_so_where_it_clashes(game: str, slot: str) -> None:
    """At the place of the captain's number, and told apart from that of the player."""
    name = game_players(game, 3)[0].name
    rules = f"{{exposure: {{captains: {{{name}: {{min: 3}}}}, players: {{{name}: {{max: 2}}}}}}}}"
    config = config_of(game, rules)
    (problem,) = check(submission(config, {"slate.csv": game_slate(game, 3)})).problems
    assert f"exposure of {slot} {name} (at least 3" in problem.message
    assert f"exposure of {name} (at most 2 of 4 lineups)" in problem.message
    assert config.splitlines()[problem.line - 1][problem.column - 1 :].startswith("{min: 3}")


def fanduel_with_order() -> tuple[bytes, dict[str, int]]:
    """FanDuel's list with a batting order for all but pitchers, and that order by the players' names."""
    rows = game_slate("fanduel mlb", 3).decode().splitlines()
    titles = rows[0].split(",")
    cells = [row.split(",") for row in rows[1:]]
    bats: dict[str, int] = {}
    seen: Counter[str] = Counter()
    for row in cells:
        if row[titles.index("Position")] != "P":
            team = row[titles.index("Team")]
            seen[team] += 1
            bats[row[titles.index("Nickname")]] = (seen[team] - 1) % 9 + 1
            row[titles.index("Batting Order")] = str(bats[row[titles.index("Nickname")]])
    return "\n".join([rows[0], *(",".join(row) for row in cells)]).encode(), bats


def test_columns_of_the_file_select_players(tmp_path: Path) -> None:
    """FanDuel tells the batting order, so that rules can speak of it without projections."""
    slate, bats = fanduel_with_order()
    rules = "{groups: [{name: late, at_most: 0, of: {batting_order: {min: 6}}}]}"
    config = f"{{site: fanduel, sport: mlb, slate: slate.csv, lineups: 2, rules: {rules}}}"
    result = result_of(tmp_path, config, {"slate.csv": slate})
    assert all(bats.get(cell["name"], 0) < 6 for one in result["lineups"] for cell in one["players"])


@pytest.mark.parametrize("written", ["Batting Order", "batting_order"])
def test_the_files_own_order_makes_stacks(tmp_path: Path, written: str) -> None:
    """Three in a row of one team."""
    slate, bats = fanduel_with_order()
    config = "{{site: fanduel, sport: mlb, slate: slate.csv, lineups: 3, rules: {}}}"
    rules = f"{{stacks: {{consecutive: 3, of: {written}}}}}"
    for folder, own in (("free", "{}"), ("kept", rules)):
        result = result_of(tmp_path / folder, config.format(own), {"slate.csv": slate})
        assert len(result["lineups"]) == 3
        assert all(in_a_row(one["players"], bats) >= 3 for one in result["lineups"]) == (folder == "kept")


def in_a_row(players: Sequence[Mapping[str, Any]], bats: Mapping[str, int]) -> int:
    """The longest row of a team's batters in a lineup; after the ninth comes the first."""
    longest = 0
    for team in {one["team"] for one in players}:
        places = {bats[one["name"]] for one in players if one["team"] == team and one["name"] in bats}
        for first in places:
            length = 1
            while (first + length - 1) % 9 + 1 in places and length < 9:
                length += 1
            longest = max(longest, length)
    return longest


@pytest.mark.parametrize(("unique", "captains"), [(1, 4), (2, 4), (3, 1)])
def test_a_captain_and_a_plain_player_are_two_picks(tmp_path: Path, unique: int, captains: int) -> None:
    """As on the site: the same six people with another captain differ by two."""
    cheap = sorted(game_players("nba showdown", 3), key=lambda one: one.salary)[:6]
    rules = f"{{lock: [{', '.join(one.name for one in cheap)}], unique: {unique}}}"
    result = result_of(tmp_path, config_of("nba showdown", rules), {"slate.csv": game_slate("nba showdown", 3)})
    people = [sorted(cell["name"] for cell in one["players"]) for one in result["lineups"]]
    assert people == [sorted(one.name for one in cheap)] * captains
    assert len({one["players"][0]["name"] for one in result["lineups"]}) == captains
