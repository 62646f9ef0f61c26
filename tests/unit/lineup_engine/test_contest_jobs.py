"""Jobs with contests from the configuration to the result: exact, whole, and the same whatever the order of the work."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reference_contest as reference
from contest_jobs import CONTEST, TERMS, contest_job, done
from entries_files import entries_file, entry
from lineup_engine.optimizer.entries import Filling, Owner
from lineup_engine.stages.contests import arena
from lineup_engine.stages.contests.course import COURSE
from lineup_engine.stages.contests.simulate import PORTFOLIO, places_in
from lineup_engine.stages.folder import JobFolder
from lineup_engine.stages.run import course_of
from lineup_engine.stages.scores import REPORT_STREAM, worth_of_trials
from lineup_kernels.contest.layout import unpack_field, whole
from slates import make_players

_DOLLAR = 100_000
_PLACES = {"0.05": 14, "0.25": 74, "0.50": 149, "0.75": 224, "0.95": 284}


def result_of(folder: Path, contest: str = CONTEST, more: str = "") -> dict[str, Any]:
    """The result of a job for a contest."""
    result: dict[str, Any] = json.loads(done(folder, contest_job(contest, more)).result.result_json)
    return result


def test_names_of_stages_are_those_of_the_course() -> None:
    """The names are told without loading the stages."""
    assert tuple(stage.name for stage in COURSE) == course_of(has_contests=True)


def test_figures_are_those_of_sorting_every_trial(tmp_path: Path) -> None:
    """Every trial played once more by the slow and obvious ranker, over the fields and the scores of the job."""
    course = done(tmp_path, contest_job(CONTEST))
    inputs = JobFolder(tmp_path).read_inputs("simulate").parts
    own = [tuple(row) for row in inputs[PORTFOLIO]["lineups"].tolist()]
    fields = [
        [lineup for lineup, times in entries(inputs[f"field.0.{number}"]) for _ in range(times)] for number in range(4)
    ]
    prizes = np.diff(inputs["contest.0"]["sums"]).tolist()
    worth = worth_of_trials(inputs, REPORT_STREAM, 0, 300)
    won = [
        [
            finish.won
            for finish in reference.together(own, fields[trial // arena.BLOCK % 4], worth[trial].tolist(), prizes)
        ]
        for trial in range(300)
    ]
    result = json.loads(course.result.result_json)
    for number, lineup in enumerate(result["lineups"]):
        (figures,) = lineup["contests"]
        mean = sum(trial[number] for trial in won) / 300 / _DOLLAR
        assert figures["profit"] == pytest.approx(mean - 5)
        assert figures["cash"] == sum(trial[number] > 0 for trial in won) / 300
    totals = sorted(sum(trial) / _DOLLAR - 25 for trial in won)
    assert result["portfolio"]["profit_mean"] == pytest.approx(sum(totals) / 300)
    assert result["portfolio"]["quantiles"]["0.50"] == pytest.approx(totals[149])
    scores = [
        [reference.total_of(lineup, worth[trial].tolist()) for lineup in (*own, *fields[trial // arena.BLOCK % 4])]
        for trial in range(300)
    ]
    (told,) = result["portfolio"]["contests"]
    assert told["winning_score"] == quantiles([max(some) for some in scores])
    assert told["cash_line"] == quantiles([reference.line(some, 40) for some in scores])


def quantiles(units: list[int]) -> dict[str, float]:
    """Of 300 trials, in points."""
    ordered = sorted(units)
    return {name: ordered[place] / 100_000 for name, place in _PLACES.items()}


def entries(field: Any) -> list[tuple[tuple[int, ...], int]]:
    """The different lineups of a laid-out field, each with its number of entries."""
    found = unpack_field(field)
    weights = [1] * found.singles + found.weight.tolist()
    return list(zip(map(tuple, whole(found.lineups).tolist()), weights, strict=True))


def test_the_result_does_not_depend_on_the_order_or_the_size_of_tasks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Backwards, and in tasks of one block each."""
    sent = contest_job(CONTEST)
    first = done(tmp_path / "a", sent).result
    assert done(tmp_path / "b", sent, lambda tasks: list(tasks)[::-1]).result.sha256 == first.sha256
    monkeypatch.setattr(arena, "_WORK_OF_A_TASK", 90 * arena.BLOCK)
    assert done(tmp_path / "c", sent).result.result_json == first.result_json


def test_the_hash_is_over_the_fees_and_what_others_have(tmp_path: Path) -> None:
    """Another fee is another profit from equal prizes."""
    more = "select: {by: roi}\n"
    five = result_of(tmp_path / "a", CONTEST, more)
    six = result_of(tmp_path / "b", CONTEST.replace("fee: 5", "fee: 6"), more)
    assert five["portfolio"]["profit_mean"] == pytest.approx(six["portfolio"]["profit_mean"] + 5)
    assert five["hash"] != six["hash"]


def test_a_screen_of_many_candidates_leaves_the_best(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With room for all of them or for a quarter, the best lineup by returns is the same."""
    from lineup_engine import specification

    more = "select: {by: roi}\n"
    best = result_of(tmp_path / "a", more=more)["lineups"][0]["players"]
    monkeypatch.setattr(specification, "MOST_CANDIDATES", 10)
    assert result_of(tmp_path / "b", more=more)["lineups"][0]["players"] == best


def test_a_screen_leaves_lineups_that_keep_the_rules_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However little they win: somebody of whom little is expected is in every lineup."""
    from lineup_engine import specification

    monkeypatch.setattr(specification, "MOST_CANDIDATES", 10)
    player = make_players("nascar", 5)[37].name
    ruled = f'select: {{by: roi}}\nrules: {{exposure: {{players: {{"{player}": {{min: 5}}}}}}}}\n'
    uses = {used["name"]: used["count"] for used in result_of(tmp_path, more=ruled)["exposure"]}
    assert uses[player] == 5


def test_a_small_pool_has_a_whole_portfolio_that_keeps_the_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither turns between measures nor the screen take a part of it away."""
    from lineup_engine import specification

    monkeypatch.setattr(specification, "MOST_CANDIDATES", 1)
    players = make_players("nascar", 5)
    wanted = ", ".join(f'"{players[number].name}": {{min: 4}}' for number in (34, 37))
    sent = contest_job(CONTEST, f"select: {{by: roi}}\nrules: {{exposure: {{players: {{{wanted}}}}}}}\n")
    few = replace(sent, config=sent.config.replace(b"count: 40", b"count: 6"))
    result = json.loads(done(tmp_path, few).result.result_json)
    uses = {used["name"]: used["count"] for used in result["exposure"]}
    assert all(uses[players[number].name] >= 4 for number in (34, 37))


@pytest.mark.parametrize("by", ["points", "roi", "utility", "top"])
def test_every_way_to_choose_keeps_the_rules(tmp_path: Path, by: str) -> None:
    """Exposures and differences hold; all wanted lineups are there."""
    more = f"select: {{by: {by}}}\nrules: {{unique: 2, exposure: {{max: 80%}}}}\n"
    result = result_of(tmp_path, more=more)
    lineups = [{player["id"] for player in lineup["players"]} for lineup in result["lineups"]]
    assert len(lineups) == 5
    assert all(len(one - other) >= 2 for place, one in enumerate(lineups) for other in lineups[:place])
    assert max(used["count"] for used in result["exposure"]) <= 4


@pytest.mark.parametrize("by", ["points", "roi", "utility", "top"])
def test_a_minimum_is_met(tmp_path: Path, by: str) -> None:
    """Somebody whom none of the best lineups has is in as many as wanted, however lineups are chosen."""
    player, chosen = make_players("nascar", 5)[20].name, f"select: {{by: {by}}}\n"
    free = result_of(tmp_path / "a", more=chosen)
    assert player not in {used["name"] for used in free["exposure"] if used["count"] >= 2}
    ruled = f'{chosen}rules: {{exposure: {{players: {{"{player}": {{min: 2}}}}}}}}\n'
    uses = {used["name"]: used["count"] for used in result_of(tmp_path / "b", more=ruled)["exposure"]}
    assert uses[player] >= 2


def test_lineups_of_a_contest_are_found_among_those_of_all_entries() -> None:
    """Locked players come first, wherever they stand; a found lineup that was replaced is not in it."""
    owners = [Owner(["a"], found=0), Owner(["x"], pinned=((0, 6),)), Owner(found=1), Owner(found=2), Owner()]
    filling = Filling([], owners)
    assert places_in(filling, [0, 2, 3], 5) == [0, 1, 3, 4]
    assert places_in(filling, [2], 2) == [1, 3]
    assert places_in(filling, [0, 1, 2], 3) == [0, 1, 2]
    assert places_in(filling, [0, 1], 1) == [1]


def test_entries_with_locked_players_are_among_those_that_a_contest_may_have(tmp_path: Path) -> None:
    """Three of four entries, one of them locked: not one more than the field leaves room for, and each once."""
    players = make_players("nascar", 5)
    locked = [f"{player.name} ({player.id}) (LOCKED)" for player in players[18:20]]
    rows = [entry(number, *("",) * 6) for number in range(1, 4)] + [entry(4, *locked, *("",) * 4)]
    sent = contest_job(
        f"{{{TERMS}, lineups: 3, field: {{any_sum: true}}}}",
        "entries: e.csv\n",
        files={"e.csv": entries_file(("D",) * 6, rows)},
    )
    result = json.loads(done(tmp_path, sent).result.result_json)
    assert result["portfolio"]["contests"][0]["entries"] == 3
    entered = [lineup["entries"] for lineup in result["lineups"] if lineup["contests"]]
    assert ["4000000004"] in entered


@pytest.mark.parametrize(("entries", "told"), [(9, "so many of them, evenly"), (60, "each is taken as often as")])
def test_a_file_of_other_lineups_may_have_more_or_fewer(tmp_path: Path, entries: int, told: str) -> None:
    """What is taken of it is told: of too many not all."""
    players = make_players("nascar", 5)
    rows = [[str(players[first + place].id) for place in range(6)] for first in range(20, 30)]
    field = {"others.csv": "\n".join(map(",".join, [["D"] * 6, *rows])).encode()}
    sent = contest_job(f"{{entries: {entries}, fee: 5, payouts: winner, field: {{lineups: others.csv}}}}", files=field)
    course = done(tmp_path, sent)
    assert told in "\n".join(course.result.warnings)
    part = unpack_field(JobFolder(tmp_path).read_inputs("simulate").parts["field.0.0"])
    weights = [1] * part.singles + part.weight.tolist()
    assert sum(weights) == entries - 5
    assert max(weights) - min(weights) <= 1


def test_ownership_errs_in_all_contests_of_a_day_alike(tmp_path: Path) -> None:
    """Field by field in those that are told of; those of the choice err otherwise, and have all entries but one."""
    words = "entries: 3000, fee: 5, payouts: winner, field: {any_sum: true, sharp: 0, fields: 6}"
    sent = contest_job(f"[{{name: a, {words}}}, {{name: b, lineups: 2, {words}}}]", "select: {by: points}\n")
    done(tmp_path, sent)
    parts = JobFolder(tmp_path).read_inputs("simulate").parts
    shares = np.array([[own_of(parts[f"field.{contest}.{field}"]) for field in range(9)] for contest in range(2)])
    assert shares.sum(axis=2).round(6).tolist() == [[1.0] * 9] * 2
    moved = (shares - shares.mean(axis=1, keepdims=True)).reshape(2, 9, -1)
    assert np.corrcoef(moved[0].ravel(), moved[1].ravel())[0, 1] > 0.9
    assert np.corrcoef(moved[0, :3].ravel(), moved[0, 6:].ravel())[0, 1] < 0.5
    sizes = [[sum(times for _, times in entries(parts[f"field.{n}.{field}"])) for field in (0, 6)] for n in range(2)]
    assert sizes == [[2995, 2999], [2998, 2999]]
    assert entries(parts["field.0.0"])[:100] != entries(parts["field.1.0"])[:100]


def own_of(field: Any) -> list[float]:
    """The part that each player has of the places in all lineups."""
    counts = np.zeros(len(field["rank"]))
    for lineup, times in entries(field):
        counts[list(lineup)] += times
    return list(counts / counts.sum())


def test_several_contests_share_the_day(tmp_path: Path) -> None:
    """Each has its own entries; all profits together are the bankroll's."""
    contests = (
        f"[{{name: big, {TERMS}, field: {{any_sum: true}}}}, {{name: small, entries: 20, fee: 2, "
        "payouts: double-up, lineups: 2, field: {ownership: model}}]"
    )
    result = result_of(tmp_path, contests)
    names = [[one["contest"] for one in lineup["contests"]] for lineup in result["lineups"]]
    assert sum("big" in own for own in names) == 5
    assert sum("small" in own for own in names) == 2
    day = result["portfolio"]
    assert day["fees"] == 29
    assert day["profit_mean"] == pytest.approx(sum(one["profit_mean"] for one in day["contests"]))


def test_the_largest_seed_and_the_most_doubtful_field_are_numbers(tmp_path: Path) -> None:
    """Nothing leaves its bits: warnings of numpy are errors here."""
    contest = f"{{{TERMS}, field: {{any_sum: true, error: 2, sharp: 2}}}}"
    assert len(result_of(tmp_path, contest, f"seed: {2**63 - 1}\n")["lineups"]) == 5


def test_an_entry_with_a_player_who_has_begun_is_in_the_contest(tmp_path: Path) -> None:
    """He stays in its lineup and is in no other; each of the five has its figures."""
    begun = make_players("nascar", 5)[3]
    rows = [entry(1, *[""] * 6), entry(2, f"{begun.name} ({begun.id}) (LOCKED)", *[""] * 5), entry(3, *[""] * 6)]
    sent = contest_job(CONTEST, "entries: e.csv\n", files={"e.csv": entries_file(["D"] * 6, rows)})
    lineups = json.loads(done(tmp_path, sent).result.result_json)["lineups"]
    has_him = [begun.id in {player["id"] for player in lineup["players"]} for lineup in lineups]
    assert [lineup["entries"] for lineup in lineups] == [["4000000001"], ["4000000003"], ["4000000002"], [], []]
    assert has_him == [False, False, True, False, False]
    assert all(len(lineup["contests"]) == 1 for lineup in lineups)
