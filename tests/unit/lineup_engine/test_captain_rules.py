"""The grammar of rules where a player may be captain: slots, exposures of captains, and sets of players."""

from pathlib import Path

import pytest

from engine_runs import result_of, submission
from game_slates import game_players, game_slate
from lineup_engine.errors import InputError
from lineup_engine.specify import specify

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


def test_columns_of_the_file_select_players(tmp_path: Path) -> None:
    """FanDuel tells the batting order, so that rules can speak of it without projections."""
    rows = game_slate("fanduel mlb", 3).decode().splitlines()
    titles = rows[0].split(",")
    place = titles.index("Batting Order")
    cells = [row.split(",") for row in rows[1:]]
    for number, row in enumerate(row for row in cells if row[titles.index("Position")] != "P"):
        row[place] = str(number % 9 + 1)
    slate = "\n".join([rows[0], *(",".join(row) for row in cells)]).encode()
    rules = "{groups: [{name: late, at_most: 0, of: {batting order: {min: 6}}}]}"
    config = f"{{site: fanduel, sport: mlb, slate: slate.csv, lineups: 2, rules: {rules}}}"
    result = result_of(tmp_path, config, {"slate.csv": slate})
    late = {row[titles.index("Nickname")] for row in cells if row[place] in {"6", "7", "8", "9"}}
    assert not any(cell["name"] in late for one in result["lineups"] for cell in one["players"])
