"""A captain is another form of a person: he scores more, is named by slot or name, and is in a lineup once."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from engine_runs import result_of, run_all, submission
from game_slates import game_players, game_slate
from lineup_engine.errors import InputError
from lineup_engine.optimizer.model import Draft
from lineup_engine.optimizer.persons import OnePerPerson
from lineup_engine.specify import specify
from lineup_engine.work import check
from slates import hundredths
from validator import Wishes, violations

SHOWDOWN = "nba showdown"
PEOPLE = game_players(SHOWDOWN, 3)
STAR, SECOND = PEOPLE[0], PEOPLE[1]
CAPTAINS_ID = str(int(STAR.id) + 500)


def job(rules: str, lineups: int = 4, game: str = SHOWDOWN) -> tuple[str, dict[str, bytes]]:
    """A configuration with these rules and its file."""
    site, sport = (
        ("fanduel", game.split()[1]) if game.startswith("fanduel") else ("draftkings", game.split(maxsplit=1)[0])
    )
    text = f"site: {site}\nsport: {sport}\nmode: showdown\nslate: slate.csv\nlineups: {lineups}\nrules: {rules}\n"
    return text, {"slate.csv": game_slate(game, 3)}


def lineups(folder: Path, rules: str, game: str = SHOWDOWN, wishes: Wishes | None = None) -> list[dict[str, str]]:
    """The names of each lineup's players with their slots, after the validator has seen them."""
    text, files = job(rules, game=game)
    result = result_of(folder, text, files)
    assert violations(files["slate.csv"], game, result, wishes or Wishes(4)) == []
    return [{cell["name"]: cell["slot"] for cell in one["players"]} for one in result["lineups"]]


def refused(rules: str) -> list[str]:
    """What is wrong with these rules."""
    with pytest.raises(InputError) as caught:
        specify(submission(*job(rules)))
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("game", [SHOWDOWN, "fanduel nba showdown", "fanduel nba showdown 2021"])
def test_a_name_means_the_person_in_any_slot(tmp_path: Path, game: str) -> None:
    free = lineups(tmp_path / "free", "{}", game)
    popular = next(name for name in free[0] if all(name in one for one in free))
    assert all(popular not in one for one in lineups(tmp_path / "out", f"{{exclude: [{popular}]}}", game))
    counted = lineups(tmp_path / "max", f"{{exposure: {{players: {{{popular}: {{max: 2}}}}}}}}", game)
    assert sum(popular in one for one in counted) == 2
    star = game_players(game, 3)[0].name
    assert all(star in one for one in lineups(tmp_path / "in", f"{{lock: [{star}]}}", game, Wishes(4, lock=(star,))))


@pytest.mark.parametrize("called", [f"CPT {STAR.name}", f"cpt {STAR.name.lower()}", CAPTAINS_ID])
def test_a_captain_alone_is_named_by_slot_or_by_his_own_id(tmp_path: Path, called: str) -> None:
    assert all(one[STAR.name] == "CPT" for one in lineups(tmp_path / "in", f"{{lock: [{called}]}}"))
    found = lineups(tmp_path / "out", f"{{exclude: [{called}], lock: [{STAR.name}]}}")
    assert all(one[STAR.name] == "UTIL" for one in found)


def test_on_fanduel_the_mvp_is_named_by_slot_for_there_is_one_id(tmp_path: Path) -> None:
    game = "fanduel nba showdown"
    star = game_players(game, 3)[0]
    for n, called in enumerate((f"MVP {star.name}", f"{star.id} MVP")):
        assert all(one[star.name] == "MVP" for one in lineups(tmp_path / str(n), f"{{lock: [{called}]}}", game))
    assert all(star.name in one for one in lineups(tmp_path / "id", f"{{lock: ['{star.id}']}}", game))


def test_locks_that_contradict_each_other_are_refused_by_name(tmp_path: Path) -> None:
    (problem,) = refused(f"{{lock: [{STAR.name}], exclude: [{STAR.name}]}}")
    assert "is locked too" in problem
    (problem,) = refused(f"{{lock: [CPT {STAR.name}], exclude: [{STAR.name}]}}")
    assert "is locked too" in problem
    (problem,) = refused(f"{{lock: [CPT {STAR.name}, CPT {SECOND.name}]}}")
    assert "do not fit into the slot CPT" in problem


def test_nobody_is_captain_and_another_player_at_once(tmp_path: Path) -> None:
    text, files = job(f"{{lock: [CPT {STAR.name}, UTIL {STAR.name}]}}")
    with pytest.raises(Exception, match=f"lock CPT {STAR.name}; lock {STAR.name} .plain.; nobody twice"):
        run_all(tmp_path, submission(text, files))


def test_exposure_of_a_captain_alone_is_refused_with_the_cure() -> None:
    (problem,) = refused(f"{{exposure: {{players: {{CPT {STAR.name}: {{max: 1}}}}}}}}")
    assert "is a player in one slot only (a player is counted in every slot: write his name alone)" in problem


def test_the_same_player_by_name_and_by_id_is_there_twice() -> None:
    (problem,) = refused(f"{{exposure: {{players: {{{STAR.name}: {{max: 1}}, {STAR.id}: {{max: 2}}}}}}}}")
    assert "is there twice" in problem


def test_exposures_in_the_result_count_persons(tmp_path: Path) -> None:
    text, files = job(f"{{lock: [{STAR.name}]}}", lineups=6)
    result = result_of(tmp_path, text, files)
    (row,) = [row for row in result["exposure"] if row["name"] == STAR.name]
    assert row == {"id": STAR.id, "name": STAR.name, "count": 6, "share": 1.0}


def projected(folder: Path, rows: list[str], header: str = "Name,Fpts", rules: str = "{}") -> dict[str, Any]:
    """A job with projections of these rows, and everybody else at a tenth of a point."""
    others = [f"{player.name},0.1{',' * (header.count(',') - 1)}" for player in PEOPLE[3:]]
    text, files = job(rules, lineups=1)
    text += "projections: {file: own.csv}\n"
    content = "\n".join([header, *rows, *(others if header.startswith("Name,Fpts") else [])])
    return result_of(folder, text, files | {"own.csv": content.encode()})


def captain_of(result: dict[str, Any]) -> dict[str, Any]:
    """Who is captain of the first lineup."""
    captain: dict[str, Any] = result["lineups"][0]["players"][0]
    return captain


def test_points_that_are_given_once_count_more_for_the_captain(tmp_path: Path) -> None:
    rules = f"{{lock: [CPT {STAR.name}]}}"
    result = projected(tmp_path, [f"{STAR.name},40.00001", f"{SECOND.name},0.1", f"{PEOPLE[2].name},0.1"], rules=rules)
    # 40.00001 times 1.5 lies half-way between two units: the even one is taken.
    assert result["lineups"][0]["points"] == float(Decimal("60.00002") + Decimal("0.5"))


@pytest.mark.parametrize(
    ("captains", "points"),
    [("", "60.0"), ("40,CPT", "60.0"), ("66,CPT", "66.0")],
    ids=["once", "repeated", "multiplied already"],
)
def test_rows_of_captains_are_never_multiplied_twice(tmp_path: Path, captains: str, points: str) -> None:
    rows = [f"{STAR.name},40,UTIL", f"{SECOND.name},0.1,UTIL", f"{PEOPLE[2].name},0.1,UTIL"]
    rows += [f"{STAR.name},{captains}"] if captains else []
    rules = f"{{lock: [CPT {STAR.name}]}}"
    result = projected(tmp_path, rows, "Name,Fpts,Pos", rules)
    assert result["lineups"][0]["points"] == float(Decimal(points) + Decimal("0.5"))


@pytest.mark.parametrize("offset", [0, 500], ids=["plain ids", "captains' ids"])
def test_a_file_that_names_everybody_once_by_either_id_speaks_of_the_plain_player(tmp_path: Path, offset: int) -> None:
    rows = [f"{int(player.id) + offset},{40 if player is STAR else 1}" for player in PEOPLE]
    result = projected(tmp_path, rows, "ID,Fpts")
    assert captain_of(result)["name"] == STAR.name
    assert result["lineups"][0]["points"] == 65.0


def test_both_rows_of_everybody_by_their_own_ids_are_taken_as_they_are(tmp_path: Path) -> None:
    rows = [f"{player.id},{10 if player is STAR else 1},20" for player in PEOPLE]
    rows += [f"{int(player.id) + 500},{14 if player is STAR else 1.5},3" for player in PEOPLE]
    result = projected(tmp_path, rows, "ID,Fpts,Own%")
    assert (captain_of(result)["name"], result["lineups"][0]["points"]) == (STAR.name, 19.0)
    assert result["lineups"][0]["ownership"] == 103.0


def test_a_row_with_a_captains_salary_is_his(tmp_path: Path) -> None:
    dollars = {player.name: player.salary for player in PEOPLE[-2:]}
    rows = [f"{name},{salary},20" for name, salary in dollars.items()]
    rows += [f"{name},{salary * 3 // 2},31" for name, salary in dollars.items()]
    rows += [f"{player.name},{player.salary},1" for player in PEOPLE[:-2]]
    text, files = job("{}", lineups=1)
    own = "\n".join(["Name,Salary,Fpts", *rows]).encode()
    checked = check(submission(text + "projections: {file: own.csv}\n", files | {"own.csv": own}))
    told = "own.csv: its rows of captains have points of their own, which are not multiplied again"
    assert checked.warnings == (told,)
    result = result_of(tmp_path, text + "projections: {file: own.csv}\n", files | {"own.csv": own})
    assert result["lineups"][0]["points"] == 55.0


@pytest.mark.parametrize("word", ["MVP", "mvp"])
def test_on_fanduel_the_slot_in_the_place_of_the_position_tells_the_mvp(word: str) -> None:
    game = "fanduel nba showdown 2021"
    star, *others = game_players(game, 3)
    text, files = job("{}", game=game)
    rows = [f"{star.id},PG,20", f"{star.id},{word},44", f"{star.id},STAR,30", *(f"{one.id},,1" for one in others)]
    own = "\n".join(["Id,Pos,Fpts", *rows]).encode()
    done = specify(submission(text + "projections: {file: own.csv}\n", files | {"own.csv": own}))
    by_form = {
        one.form: points for one, points in zip(done.slate.players, done.points, strict=True) if one.id == star.id
    }
    assert by_form == {"": 2_000_000, "MVP": 4_400_000, "STAR": 3_000_000, "PRO": 2_400_000}


def test_a_correction_means_the_person(tmp_path: Path) -> None:
    text, files = job(f"{{lock: [CPT {STAR.name}]}}", lineups=1)
    text += f"projections: {{file: own.csv, names: {{The Star: {STAR.name}}}}}\n"
    others = "".join(f"{player.name},1\n" for player in PEOPLE[1:])
    result = result_of(tmp_path, text, files | {"own.csv": f"Name,Fpts\nThe Star,40\n{others}".encode()})
    assert result["lineups"][0]["points"] == 65.0


def test_players_of_the_summary_are_persons() -> None:
    summary = check(submission(*job("{}"))).summary
    assert summary is not None
    assert (summary.players, summary.with_projection) == (len(PEOPLE), len(PEOPLE))


def test_the_rule_allows_one_form_and_says_so() -> None:
    rule = OnePerPerson(((0, 3), (1, 4, 5)))
    assert rule.allows((0, 1, 2))
    assert not rule.allows((1, 5))
    draft = Draft((0, 1, 3, 4))
    rule.add_to(draft)
    assert [(row.name, len(row.terms), row.range.high) for row in draft.rows] == [
        ("person_0", 2, 1),
        ("person_1", 2, 1),
    ]


def test_the_best_captain_is_not_always_the_best_player() -> None:
    """Points in the result are those of the form: one and a half times the average of the file for the captain."""
    text, files = job("{}", lineups=1)
    specification = specify(submission(text, files))
    by_key = {
        player.key: points for player, points in zip(specification.slate.players, specification.points, strict=True)
    }
    assert by_key[STAR.id] == int(Decimal(hundredths(STAR.average)) * 100_000)
    assert by_key[CAPTAINS_ID] == int(Decimal(hundredths(STAR.average)) * 150_000)
    assert json.loads(specification.config_json)["mode"] == "showdown"
